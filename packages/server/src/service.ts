import type { Admission } from './limits/admission';
import type { ServerMetrics } from './metrics';
import type { ModelStore } from './models/model-store';
import type { PluginSettings } from './options';

/** What the routes share. */
export interface Service {
  readonly settings: PluginSettings;
  readonly store: ModelStore;
  readonly admission: Admission;
  readonly metrics: ServerMetrics;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether the request takes a place in the queue of Tagger's plugin. */
    readonly isQueued?: boolean;
    /** Whether it needs no token. */
    readonly isOpen?: boolean;
  }
}
