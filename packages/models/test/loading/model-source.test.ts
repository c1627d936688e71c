import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runInNewContext } from 'node:vm';
import { ArgumentError } from '@tagger/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ModelError } from '../../src/errors';
import { collectBytes } from '../../src/loading/collect-bytes';
import type { ModelSource } from '../../src/loading/model-source';
import { encodeModelFile } from '../../src/model-file/encode-model-file';
import { Tagger } from '../../src/tagger/tagger';
import { runtimes } from '../runners';
import { createSampleModel } from '../sample-model';

const { description, parameters } = createSampleModel({ cell: 'lstm', cellOutput: 'tanh' });
const bytes = encodeModelFile(description, parameters);

let folder: string;
let path: string;
let server: Server;
let address: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tagger-'));
  path = join(folder, 'a model #1.onnx');
  await writeFile(path, bytes);
  server = createServer(({ url }, response) => {
    if (url === '/model.onnx') response.end(bytes);
    else if (url === '/moved.onnx') response.writeHead(302, { location: '/model.onnx' }).end();
    else if (url === '/short.onnx') {
      response.writeHead(200, { 'content-length': bytes.length });
      response.write(bytes.subarray(0, 500), () => response.destroy());
    } else if (url === '/half.onnx') response.end(bytes.subarray(0, bytes.length / 2));
    else if (url === '/page.onnx') response.end('<!doctype html><title>Sign in</title>');
    else if (url === '/huge.onnx') response.writeHead(200, { 'content-length': 2 ** 40 }).write('x');
    else response.writeHead(url === '/broken.onnx' ? 503 : 404).end('no');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
});

function share(): Uint8Array<SharedArrayBuffer> {
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
  shared.set(bytes);
  return shared;
}

const load = (source: ModelSource) => Tagger.load(source, { runtime: runtimes.node, threads: 1 });

describe('Tagger.load', () => {
  it.each<[string, () => ModelSource]>([
    ['a path', () => path],
    ['a file URL', () => pathToFileURL(path)],
    ['a file URL as a string', () => pathToFileURL(path).href],
    ['an http URL', () => new URL(`${address}/model.onnx`)],
    ['an http URL as a string', () => `${address}/model.onnx`],
    ['an address that has moved', () => `${address}/moved.onnx`],
    ['a data URL', () => `data:application/octet-stream;base64,${Buffer.from(bytes).toString('base64')}`],
    ['a Uint8Array', () => bytes],
    [
      'a Uint8Array inside a larger buffer',
      () => Uint8Array.from([1, ...bytes, 2]).subarray(1, bytes.length + 1),
    ],
    ['a Buffer', () => Buffer.from(bytes)],
    ['an ArrayBuffer', () => Uint8Array.from(bytes).buffer],
    ['a Blob', () => new Blob([Uint8Array.from(bytes)])],
    ['a File', () => new File([Uint8Array.from(bytes)], 'a.onnx')],
    ['a Response', () => new Response(Uint8Array.from(bytes))],
    ['a SharedArrayBuffer', () => share().buffer],
    ['a Uint8Array of shared memory', share],
    [
      'an ArrayBuffer of another context',
      () => runInNewContext('Uint8Array.from(bytes).buffer', { bytes: [...bytes] }),
    ],
  ])('takes %s', async (_, source) => {
    const tagger = await load(source());
    expect(tagger.model).toEqual(description);
    expect(await tagger.tag('I saw her duck.')).toHaveLength(5);
    await tagger.release();
  });

  it.each([[undefined], [null], [5], [{}], [''], [[1, 2]], [Promise.resolve(bytes)]])(
    'refuses %o in words',
    async (source) => {
      const error = await load(source as never).catch((reason) => reason);
      expect(error).toBeInstanceOf(ArgumentError);
      expect(error.message).toMatch(
        /^source must be a path, a URL, a Response, a Blob or the bytes of a model file, not \w/,
      );
      expect(error.message).not.toContain('[object');
    },
  );

  it('names the address of a Response', async () => {
    const response = await fetch(`${address}/half.onnx`);
    await expect(load(response)).rejects.toThrow(
      `${address}/half.onnx: not a model file, or only a part of one`,
    );
    await expect(load(await fetch(`${address}/short.onnx`))).rejects.toThrow(
      'short.onnx: only a part of it could be fetched: ',
    );
  });

  it.each<[string, () => ModelSource, RegExp]>([
    ['no bytes', () => new ArrayBuffer(0), /^model: not a model file, or only a part of one/],
    ['other bytes', () => new ArrayBuffer(9), /^model: not a model file, or only a part of one/],
    ['a status', () => `${address}/missing.onnx`, /\/missing\.onnx: cannot be fetched: 404 Not Found$/],
    [
      'another status',
      () => new URL(`${address}/broken.onnx`),
      /\/broken\.onnx: cannot be fetched: 503 Service Unavailable$/,
    ],
    [
      'no server',
      () => 'http://127.0.0.1:1/model.onnx',
      /^http:\/\/127\.0\.0\.1:1\/model\.onnx: cannot be fetched: \S/,
    ],
    [
      'a connection that ends',
      () => `${address}/short.onnx`,
      /\/short\.onnx: only a part of it could be fetched: \S/,
    ],
    [
      'a file that was cut',
      () => `${address}/half.onnx`,
      /\/half\.onnx: not a model file, or only a part of one/,
    ],
    ['a page', () => `${address}/page.onnx`, /\/page\.onnx: not a model file, or only a part of one/],
    [
      'too much',
      () => `${address}/huge.onnx`,
      /\/huge\.onnx: larger than a model file may be: 2147483647 bytes$/,
    ],
    ['no address', () => 'http://', /^http:\/\/: cannot be fetched: \S/],
    [
      'a missing file',
      () => 'file:///no/such/model.onnx',
      /^file:\/\/\/no\/such\/model\.onnx: no such file$/,
    ],
    ['a folder', () => pathToFileURL(folder).href, /^file:.*: is a folder, not a model file$/],
    [
      'another protocol',
      () => new URL('ftp://127.0.0.1/model.onnx'),
      /^ftp:\/\/127\.0\.0\.1\/model\.onnx: \S/,
    ],
    ['an empty Blob', () => new Blob([]), /^model: not a model file, or only a part of one/],
    ['a File', () => new File(['no'], 'a.onnx'), /^a\.onnx: not a model file, or only a part of one/],
    [
      'a Blob that cannot be read',
      () => Object.assign(new Blob([]), { arrayBuffer: () => Promise.reject(new Error('gone\nfor good')) }),
      /^model: cannot be read: gone$/,
    ],
    [
      'a Response with the status of an error',
      () => new Response('no', { status: 404, statusText: 'Not Found' }),
      /^model: cannot be fetched: 404 Not Found$/,
    ],
    [
      'a Response that was read',
      () => {
        const response = new Response('x');
        void response.text();
        return response;
      },
      /^model: the body of the response has been read before$/,
    ],
    ['a NUL in a path', () => 'model\0.onnx', /: cannot be read: /],
    [
      'a password, which it does not tell',
      () => 'http://me:secret@127.0.0.1:1/model.onnx',
      /^http:\/\/127\.0\.0\.1:1\/model\.onnx: an address with a user name or password cannot be fetched$/,
    ],
    ['a long address', () => `data:,${'x'.repeat(1000)}`, /^data:,x{194}…: not a model file/],
  ])('says what is wrong with %s', async (_, source, message) => {
    const error = await load(source()).catch((reason) => reason);
    expect(error).toBeInstanceOf(ModelError);
    expect(error.message).toMatch(message);
    expect(error.message).not.toContain('\n');
  });
});

describe('collectBytes', () => {
  const tooLarge = new ModelError('larger than a model file may be: 4 bytes', { location: { file: 'x' } });

  it('joins pieces up to the limit', () => {
    const collector = collectBytes('x', 0, 4);
    collector.add(Uint8Array.of(1, 2));
    collector.add(Uint8Array.of(3, 4));
    expect(collector.finish()).toEqual(Uint8Array.of(1, 2, 3, 4));
    expect(() => collector.add(Uint8Array.of(5))).toThrow(tooLarge);
  });

  it('refuses what is announced as larger', () => {
    expect(() => collectBytes('x', 5, 4)).toThrow(tooLarge);
  });
});
