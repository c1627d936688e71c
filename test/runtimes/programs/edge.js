/** A worker of Cloudflare: once without the compiled kernels, which are in JavaScript then, and once with them. */

import model from '@tagger/model-en/model.onnx';
import { Tagger } from '@tagger/models';
import kernels from '@tagger/models/kernels.wasm';
import { check, text } from './check.js';

const shared = Tagger.load(model, { kernels });

export default {
  async fetch(request) {
    const { pathname } = new URL(request.url);
    if (pathname === '/long') await (await shared).tag(text.repeat(5000));
    if (pathname === '/tag') return Response.json(await (await shared).tag(text));
    if (pathname === '/pool')
      return new Response(
        await Tagger.pool(model).then(
          () => 'started',
          (error) => error.message,
        ),
      );
    return Response.json(await check(Tagger, model, pathname === '/kernels' ? { kernels } : {}));
  },
};
