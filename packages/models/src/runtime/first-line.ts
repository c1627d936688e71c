/** The first line of an error of ONNX Runtime, without the place in the runtime's own sources and the condition that failed there. */
export function firstLine(error: unknown): string {
  const [line] = String(error instanceof Error ? error.message : error).split('\n') as [string];
  return line.replace(/^\/\S+:\d+ .* was false\. /, '');
}
