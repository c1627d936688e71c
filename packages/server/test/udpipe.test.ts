import { describe, expect, it } from 'vitest';
import { shareServer } from './test-server';

const server = shareServer();

const form = (path: string, fields: Record<string, string>) =>
  fetch(server().url + path, { method: 'POST', body: new URLSearchParams(fields) });
const process = async (fields: Record<string, string>) => (await form('/process', fields)).json();

const conllu = `# newdoc
# newpar
# sent_id = 1
# text = I see.
1	I	I	PRON	PRP	Case=Nom|Number=Sing|Person=1|PronType=Prs	_	_	_	_
2	see	see	VERB	VBP	Mood=Ind|Number=Sing|Person=1|Tense=Pres|VerbForm=Fin	_	_	_	SpaceAfter=No
3	.	.	PUNCT	.	_	_	_	_	SpaceAfter=No

`;
const text = { tokenizer: '', tagger: '', parser: '', data: 'I see.' };

describe("UDPipe's REST interface", () => {
  it('lists models', async () => {
    const expected = { models: { en: ['tokenizer', 'tagger'] }, default_model: 'en' };
    expect(await (await fetch(`${server().url}/models`)).json()).toEqual(expected);
    expect(await (await form('/models', {})).json()).toEqual(expected);
  });

  it('tags a text of a query and of a form', async () => {
    const answer = {
      model: 'en',
      acknowledgements: ['train.conllu, part1.conllu, part4.conllu, CC BY-SA 4.0'],
      result: conllu,
    };
    expect(await process(text)).toEqual(answer);
    const query = new URLSearchParams(text);
    expect(await (await fetch(`${server().url}/process?${query}`)).json()).toEqual(answer);
  });

  it('reads multipart as the client of UDPipe 2 and as curl send it', async () => {
    const boundary = '===============7330845974216740156==';
    const part = (head: string, body: string) => `--${boundary}\r\n${head}\r\n\r\n${body}\r\n`;
    const field = (name: string, value: string) =>
      part(
        `Content-Type: text/plain; charset="utf-8"\r\nMIME-Version: 1.0\r\nContent-Disposition: form-data; name="${name}"\r\nContent-Transfer-Encoding: 8bit`,
        value,
      );
    const file = (name: string, value: string) =>
      part(
        `Content-Disposition: form-data; name="${name}"; filename="a.txt"\r\nContent-Type: text/plain`,
        value,
      );
    for (const data of [field('data', 'I see ü.'), file('data', 'I see ü.')]) {
      const response = await fetch(`${server().url}/process`, {
        method: 'POST',
        headers: { 'content-type': `multipart/form-data; boundary="${boundary}"` },
        body: `${field('tokenizer', '')}${field('tagger', '')}${data}--${boundary}--\r\n`,
      });
      expect((await response.json()).result).toContain('# text = I see ü.');
    }
  });

  it('finds a model by how its name starts', async () => {
    expect((await process({ ...text, model: 'e' })).model).toBe('en');
    expect((await form('/process', { ...text, model: 'english' })).status).toBe(404);
  });

  it('fills the columns of the model in CoNLL-U, and keeps all else', async () => {
    const rest = (line: string) => line.split('\t').filter((_, column) => column < 2 || column > 5);
    const data =
      '# my = comment\n1\tI\ti\tX\tP\tCase=Nom\t2\tnsubj\t_\tA=1\n2\tsee\t_\t_\t_\t_\t0\troot\t_\t_\n\n';
    const lines = (await process({ tagger: '', data })).result.split('\n');
    expect(lines.map(rest)).toEqual(data.split('\n').map(rest));
    expect(lines[1]).toContain('I\tI\tPRON\tPRP\tCase=Nom|');
    expect(lines[2]).toContain('see\tsee\tVERB\tVBP\t');
  });

  it('reads and writes words in lines', async () => {
    const lines = { tagger: '', output: 'horizontal' };
    const vertical = { ...lines, input: 'vertical', data: 'I\nsee\n\n\nducks\n' };
    expect((await process(vertical)).result).toBe('I see\nducks\n');
    const horizontal = { ...lines, input: 'horizontal', data: 'I  see\nducks', output: 'vertical' };
    expect((await process(horizontal)).result).toBe('I\nsee\n\nducks\n\n');
    const words = { input: 'horizontal', data: 'I see' };
    expect((await process({ ...words, tagger: '' })).result).toContain('\tPRON\t');
    expect((await process(words)).result).not.toContain('\tPRON\t');
  });

  it.each([
    [{ tokenizer: '' }, "the request must have required property 'data'"],
    [{ ...text, input: 'epe' }, 'input must be one of conllu, horizontal, vertical, generic_tokenizer'],
    [{ ...text, output: 'matxin' }, 'output must be one of conllu, horizontal, vertical'],
    [{ ...text, tokenizer: 'ranges' }, 'tokenizer can have no options here (send tokenizer=)'],
    [{ tagger: '', data: '1\tI\n' }, expect.stringMatching(/^data:1: /)],
  ])('refuses %j', async (fields, message) => {
    const response = await form('/process', fields as Record<string, string>);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ error: { code: 'invalid_request', message } });
  });

  it('refuses multipart that is none', async () => {
    for (const type of ['multipart/form-data', 'multipart/form-data; boundary=x']) {
      const response = await server().post('/process', 'no parts', { 'content-type': type });
      expect(response.status).toBe(400);
    }
  });
});
