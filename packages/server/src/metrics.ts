import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Seconds; most short requests take a few milliseconds. */
const durations = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** What the server counts, for Prometheus. */
export class ServerMetrics {
  readonly #registry = new Registry();
  readonly #requests = new Counter({
    name: 'tagger_requests_total',
    help: 'Requests by route and status.',
    labelNames: ['route', 'status'],
    registers: [this.#registry],
  });
  readonly #durations = new Histogram({
    name: 'tagger_request_duration_seconds',
    help: 'Time from the head of a request to the end of its answer.',
    labelNames: ['route'],
    buckets: durations,
    registers: [this.#registry],
  });
  readonly #tokens = new Counter({
    name: 'tagger_tokens_total',
    help: 'Tokens that were tagged, by model.',
    labelNames: ['model'],
    registers: [this.#registry],
  });
  readonly #swaps = new Counter({
    name: 'tagger_model_swaps_total',
    help: 'Models that were replaced while the server ran.',
    labelNames: ['model'],
    registers: [this.#registry],
  });

  /** @param countPlaces tells how many places of the queue are taken */
  constructor(countPlaces: () => number) {
    collectDefaultMetrics({ register: this.#registry });
    new Gauge({
      name: 'tagger_queue_places',
      help: 'Places of the queue that are taken.',
      registers: [this.#registry],
      collect() {
        this.set(countPlaces());
      },
    });
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  write(): Promise<string> {
    return this.#registry.metrics();
  }

  countRequest(route: string, status: number, milliseconds: number): void {
    this.#requests.inc({ route, status });
    this.#durations.observe({ route }, milliseconds / 1000);
  }

  countTokens(model: string, tokens: number): void {
    this.#tokens.inc({ model }, tokens);
  }

  countSwap(model: string): void {
    this.#swaps.inc({ model });
  }

  /** Frees what observes the process. */
  end(): void {
    this.#registry.clear();
  }
}
