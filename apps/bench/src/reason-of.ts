/** What went wrong, in one line: the error's own message, or what a process that failed last said of it. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { stderr = '', signal, code } = error as ProcessError;
  const line = stderr.split('\n').findLast((text) => /^\w*(Error|Exception)\b.*?: /.test(text));
  if (line) return withoutPlace(line.replace(/^.*?(Error|Exception)\b.*?: /, ''));
  if (signal) return `ended by ${signal}`;
  return typeof code === 'number' ? `exit status ${code}` : withoutPlace(error.message.split('\n')[0]!);
}

/** Of an error of `execFile`. */
interface ProcessError {
  readonly stderr?: string;
  readonly signal?: string;
  readonly code?: number | string;
}

/** Node.js also names the file that imports what is missing. */
function withoutPlace(message: string): string {
  return message.replace(/ imported from .*/, '');
}
