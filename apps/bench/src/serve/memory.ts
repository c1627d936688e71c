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
      // The first third is warm-up.
      const warm = samples.slice(Math.floor(samples.length / 3));
      const slope = findSlope(warm) * 600;
      return `memory ${samples[0]!.toFixed(0)} MB at first, ${samples.at(-1)!.toFixed(0)} MB at last, ${slope.toFixed(1)} MB per 10 minutes after a third`;
    },
  };
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
