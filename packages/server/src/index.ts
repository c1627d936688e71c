/**
 * An HTTP server that tags, and the same as a plugin of Fastify.
 *
 * @module @tagger/server
 */

export { type LogOptions, type LogStream, logLevels } from './create-app';
export { createServer, type ServerOptions } from './create-server';
export type { ModelOption } from './models/model-option';
export type { TaggerPluginOptions } from './options';
export { type RunningServer, type StartOptions, startServer } from './start-server';
export { taggerPlugin } from './tagger-plugin';
