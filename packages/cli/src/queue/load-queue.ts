import { SettingsError } from '@tagger/core';

/** What only the commands that use Redis need, and load when they are called. */
export async function loadQueue(): Promise<typeof import('@tagger/queue')> {
  try {
    return await import('@tagger/queue');
  } catch (cause) {
    if (!(cause instanceof Error) || !/@tagger\/queue/.test(cause.message)) throw cause;
    throw new SettingsError('this command needs the package @tagger/queue', {
      hint: 'npm install @tagger/queue, where @tagger/cli is installed',
      cause,
    });
  }
}
