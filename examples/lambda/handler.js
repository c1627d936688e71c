import { Tagger } from '@tagger/models';

// Once for all events of an instance, while that starts.
const tagger = await Tagger.load(process.env.TAGGER_MODEL ?? new URL('model.onnx', import.meta.url));

/** UTF-16 units of a text. */
const longestText = 100_000;

/** Answers requests of an HTTP API or a function URL, and events `{ text }` of other callers. */
export async function handler(event) {
  if (!event.requestContext?.http) return tag(event.text);
  const { method } = event.requestContext.http;
  if (method !== 'POST') return reply(405, { error: 'POST a text as JSON: { "text": … }' });
  try {
    return reply(200, await tag(readText(event)));
  } catch (error) {
    return reply(error instanceof TypeError || error instanceof SyntaxError ? 400 : 500, {
      error: error.message,
    });
  }
}

function readText({ body = '', isBase64Encoded = false }) {
  return JSON.parse(isBase64Encoded ? Buffer.from(body, 'base64').toString() : body)?.text;
}

async function tag(text) {
  if (typeof text !== 'string' || text.length > longestText)
    throw new TypeError(`text must be a string of up to ${longestText} characters`);
  const tokens = await tagger.tag(text);
  return { tokens: tokens.map(({ text, tag, lemma, start, end }) => ({ text, tag, lemma, start, end })) };
}

function reply(statusCode, content) {
  return {
    statusCode,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(content),
  };
}
