import type { FastifyInstance } from 'fastify';
import { createApp, type LogOptions } from './create-app';
import type { TaggerPluginOptions } from './options';
import { taggerPlugin } from './tagger-plugin';

/** Options of {@link createServer}. */
export interface ServerOptions extends TaggerPluginOptions, LogOptions {}

/**
 * Creates the server that `tagger serve` runs: an application of Fastify with {@link taggerPlugin}, which does not listen yet.
 *
 * @throws SettingsError if an option cannot be what it is
 * @throws ModelError if a model cannot be read
 */
export async function createServer({
  logLevel,
  logStream,
  ...options
}: ServerOptions): Promise<FastifyInstance> {
  const app = createApp({ logLevel, logStream }, 'GET /openapi.json lists them');
  try {
    await app.register(taggerPlugin, options);
    await app.ready();
  } catch (error) {
    await app.close();
    throw error;
  }
  return app;
}
