import { Html, html } from '@tagger/core/internal';
import { viewStyle } from './style';
import { hashSource } from './write-view';

/** A page of tagged text with a style and a script of its own, which asks its own server. */
export interface InteractivePage {
  readonly title: string;
  readonly style: string;
  readonly script: string;
  /** The element `main`. */
  readonly main: Html;
}

/** The policy of such a page: its own styles and script, requests to its own server, and nothing else. */
export function writePolicy({ style, script }: Pick<InteractivePage, 'style' | 'script'>): string {
  return [
    "default-src 'none'",
    // The style of the view is also in answers that the view is taken of.
    `style-src ${hashSource(viewStyle)} ${hashSource(style)}`,
    `script-src ${hashSource(script)}`,
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

export function writeInteractivePage({ title, style, script, main }: InteractivePage): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${new Html(viewStyle)}</style>
<style>${new Html(style)}</style>
</head>
<body>
${main}
<script>${new Html(script)}</script>
</body>
</html>
`.text;
}
