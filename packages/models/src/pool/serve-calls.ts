import { Lexicon } from '@tagger/core/internal';
import { numberSentences } from '../json/written-tokens';
import { createKernelNetworks } from '../kernels/kernel-networks';
import { FileWeights, readTokenizerWeights } from '../model-file/file-weights';
import { createNetwork } from '../network/create-network';
import { NetworkEngine } from '../tagger/network-engine';
import { ModelTokenizers } from '../tokenizer/model-tokenizers';
import { listBuffers } from './list-buffers';
import type {
  AnswerMessage,
  CallMessage,
  FromWorker,
  PoolCall,
  PoolCalls,
  SharedModel,
  ToWorker,
} from './messages';
import { Outbox } from './outbox';
import { packError } from './pack-error';
import { packTags, packTokens } from './pack-tags';

/** Sends a message to the thread that started this one. @param buffers of the message, which that thread takes over */
export type Post = (message: FromWorker, buffers?: ArrayBuffer[]) => void;

/** What a worker does: takes a model, and then calls. */
export function serveCalls(post: Post): (message: ToWorker) => Promise<void> {
  let serve:
    | ((call: PoolCall, signal?: AbortSignal) => Promise<PoolCalls[keyof PoolCalls]['answer']>)
    | undefined;
  const running = new Map<number, AbortController>();
  const outbox = new Outbox<AnswerMessage>((answers) =>
    post({ answers }, answers.flatMap(listAnswerBuffers)),
  );

  async function take(message: CallMessage): Promise<void> {
    if ('cancel' in message) return running.get(message.cancel)?.abort();
    const { id, call, isShort } = message;
    // To create one takes as long as to tag some words.
    const controller = isShort ? undefined : new AbortController();
    if (controller) running.set(id, controller);
    try {
      outbox.add({ id, answer: await serve!(call, controller?.signal) });
    } catch (error) {
      outbox.add({ id, error: packError(error) });
    } finally {
      running.delete(id);
    }
  }

  return async (message) => {
    if ('calls' in message) {
      for (const call of message.calls) void take(call);
      return;
    }
    try {
      const { engine, name } = await createEngine(message.start);
      serve = createServer(engine, message.start.description.tags);
      post({ ready: name });
    } catch (error) {
      post({ failed: packError(error) });
    }
  };
}

async function createEngine({ description, tensors, fileName, kernels }: SharedModel) {
  const network = createNetwork(description.network);
  const initializers = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  const weights = new FileWeights(network.parameters, initializers);
  const tokenizerWeights = readTokenizerWeights(description, initializers);
  const networks = await createKernelNetworks(kernels);
  const tokenizers = new ModelTokenizers({ description, tokenizerWeights }, fileName, kernels);
  const lexicon = new Lexicon(description);
  const model = { description, weights, lexicon, tokenizers, fileName };
  const engine = await NetworkEngine.create(networks, model);
  return { engine, name: networks.name };
}

function createServer(engine: NetworkEngine, names: readonly string[]) {
  const places = new Map(names.map((name, place) => [name, place]));
  return async (call: PoolCall, signal?: AbortSignal) => {
    if (call.kind === 'text') {
      const { text, language, topK } = call;
      return packTokens(await engine.tagText(text, { language, topK, signal }), places);
    }
    if (call.kind === 'json') {
      const { text, language, topK, start, isFirst } = call;
      return engine.writePart(text, { language, topK, signal }, { start, isFirst });
    }
    if (call.kind === 'number') return { pieces: await numberSentences(call.pieces, call.before, signal) };
    if (call.kind === 'spans') return engine.findSpans(call.sentences, call.output, { signal });
    if (call.kind === 'score') return engine.score(call.sentences, { signal });
    return packTags((await engine.tagSentences(call.sentences, { topK: call.topK, signal })).flat(), places);
  };
}

function listAnswerBuffers(message: AnswerMessage): ArrayBuffer[] {
  return 'answer' in message && 'pieces' in message.answer ? listBuffers(message.answer.pieces) : [];
}
