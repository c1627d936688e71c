import { createHash } from 'node:crypto';
import { Html, html } from '@tagger/core/internal';
import { viewStyle } from './style';

/** The source that allows a text of a page, and no other, in a content security policy. */
export function hashSource(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/** The start of a page of tagged text, which loads nothing and runs nothing; sentences follow, and `viewEnd`. */
export function writeViewStart(title: string): string {
  const policy = `default-src 'none'; style-src ${hashSource(viewStyle)}; base-uri 'none'; form-action 'none'`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${new Html(viewStyle)}</style>
</head>
<body>
<main>
<header><p class="name">Tagger</p><h1>${title}</h1></header>
<div id="view">
`.text;
}

export const viewEnd = `</div>
</main>
</body>
</html>
`;
