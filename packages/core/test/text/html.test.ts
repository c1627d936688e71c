import { expect, it } from 'vitest';
import { html } from '../../src/text/html';

it('text of a corpus cannot end an element or an attribute, and its control characters are shown', () => {
  const text = `<img src=x onerror="alert('1')">&\u001b\u0000\u202e`;
  const safe = '&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;\\u001b\\u0000\\u202e';
  expect(html`<p title="${text}">${[text, html`<b>${text}</b>`]}</p>`.text).toBe(
    `<p title="${safe}">${safe}<b>${safe}</b></p>`,
  );
});
