const { PORT: port = '8080' } = process.env;
const { ok } = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(4000) });
process.exitCode = ok ? 0 : 1;
