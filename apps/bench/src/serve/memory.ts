/** Looks at the memory of a server once a second, as Prometheus does. */
export function watchMemory(url: string): { end(): Promise<string> } {
  const samples: number[] = [];
  const look = async () => {
    const text = await (await fetch(`${url}/metrics`)).text();
    samples.push(Number(/^process_resident_memory_bytes (\S+)/m.exec(text)?.[1]) / 1e6);
  };
  const timer = setInterval(() => void look().catch(() => {}), 1000);
  return {
    async end() {
      clearInterval(timer);
      await look();
      const floors = findFloors(samples);
      // The first third is warm-up.
      const warm = floors.slice(Math.floor(floors.length / 3));
      const slope = (findSlope(warm) * 600 * floors.length) / samples.length;
      const [first, last] = [floors[0]!, floors.at(-1)!].map((value) => value.toFixed(0));
      const most = samples.reduce((a, b) => Math.max(a, b));
      return `memory after collections ${first} MB at first, ${last} MB at last, ${slope.toFixed(1)} MB per 10 minutes after a third; ${most.toFixed(0)} MB at most`;
    },
  };
}

/** The least of each thirtieth of the time, or of ten seconds: garbage that V8 leaves for later says nothing of a leak. */
function findFloors(samples: readonly number[]): number[] {
  const size = Math.max(10, Math.ceil(samples.length / 30));
  const count = Math.ceil(samples.length / size);
  return Array.from({ length: count }, (_, index) =>
    Math.min(...samples.slice(index * size, (index + 1) * size)),
  );
}

/** Of the line of least squares, per sample. */
function findSlope(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  let above = 0;
  let below = 0;
  for (const [index, value] of values.entries()) {
    above += (index - middle) * (value - mean);
    below += (index - middle) ** 2;
  }
  return below === 0 ? 0 : above / below;
}
