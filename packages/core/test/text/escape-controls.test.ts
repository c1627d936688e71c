import { expect, it } from 'vitest';
import { escapeControls, escapeControlsInLines } from '../../src/text/escape-controls';

const codes = Array.from({ length: 0x3000 }, (_, code) => code);
const controlCodes = codes.filter(
  (code) =>
    code < 0x20 ||
    (code >= 0x7f && code < 0xa0) ||
    (code >= 0x2028 && code <= 0x202e) ||
    (code >= 0x2066 && code <= 0x2069),
);

it('shows what a terminal would obey, and leaves every other character', () => {
  const changed = codes.filter(
    (code) => escapeControls(String.fromCharCode(code)) !== String.fromCharCode(code),
  );
  expect(changed).toEqual(controlCodes);
  expect(escapeControls('\u001b]0;owned\u0007 a\nb\tc\r\u009b31m\u202etxt\u2069')).toBe(
    '\\u001b]0;owned\\u0007 a\\nb\\tc\\r\\u009b31m\\u202etxt\\u2069',
  );
  const readable = 'Zoë, 東京, עברית, 👩\u200d🚀 \\u001b';
  expect(escapeControls(readable)).toBe(readable);
});

it('keeps line ends and tabs of text in lines, but no carriage return that goes back in a line', () => {
  expect(escapeControlsInLines('a\tb\r\nc\nd\re\u001b[2J')).toBe('a\tb\r\nc\nd\\re\\u001b[2J');
});
