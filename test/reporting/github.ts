// A comment as GitHub shows it: the same Markdown, the same style, nothing that is loaded from anywhere, in a real browser.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { marked } from 'marked';

const css = readFileSync(fileURLToPath(import.meta.resolve('github-markdown-css/github-markdown-light.css')), 'utf8');

/** The width of a comment's text on a pull request, in a window that most have. */
export const commentWidth = 722;

/** GitHub would drop what is not on its list of elements: here it stays, so that what leaks is seen. */
export function githubPage(markdown: string): string {
  const body = marked.parse(markdown, { gfm: true, breaks: true, async: false });
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>comment</title><style>${css}
body { margin: 0; padding: 16px; background: #fff; }
.markdown-body { width: ${commentWidth}px; font-size: 14px; }</style></head><body><article class="markdown-body">${body}</article></body></html>`;
}
