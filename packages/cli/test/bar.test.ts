import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { createBar } from '../src/display/bar';
import { processIo } from '../src/io/io';
import { protectTerminal } from '../src/io/safe-output';

it('a progress bar moves the cursor, and shows the control characters of its text', () => {
  const pieces: string[] = [];
  const stream = new Writable({
    decodeStrings: false,
    write(piece: string, _, done) {
      pieces.push(piece);
      done();
    },
  });
  const stderr = Object.assign(stream, { isTTY: true });
  const bar = createBar(protectTerminal({ ...processIo, stderr }), 'fetching {bar} {note}');
  bar?.start(1, 0, { note: 'its server says \u001b]0;gone\u0007\nand more' });
  bar?.stop();
  expect(pieces.join('')).toContain('its server says \\u001b]0;gone\\u0007\\nand more');
  expect(pieces).toContain('\u001b[?25l');
});
