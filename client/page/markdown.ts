// Markdown from anyone, drawn as templates: no HTML of an author's ever reaches the page.

import { html, nothing, type TemplateResult } from 'lit';
import type { Nodes, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';

type Drawn = TemplateResult | string | typeof nothing;

export function markdown(text: string): Drawn[] {
  const root: Root = fromMarkdown(text);
  return root.children.map(draw);
}

function draw(node: Nodes): Drawn {
  switch (node.type) {
    case 'text':
      return node.value;
    case 'paragraph':
      return html`<p>${node.children.map(draw)}</p>`;
    // Headings of an author's prose stand below those of the document.
    case 'heading':
      return html`<p><strong>${node.children.map(draw)}</strong></p>`;
    case 'strong':
      return html`<strong>${node.children.map(draw)}</strong>`;
    case 'emphasis':
      return html`<em>${node.children.map(draw)}</em>`;
    case 'inlineCode':
      return html`<code>${node.value}</code>`;
    case 'code':
      return html`<pre tabindex="0"><code>${node.value}</code></pre>`;
    case 'blockquote':
      return html`<blockquote>${node.children.map(draw)}</blockquote>`;
    case 'list':
      return node.ordered ? html`<ol start=${node.start ?? 1}>${node.children.map(draw)}</ol>` : html`<ul>${node.children.map(draw)}</ul>`;
    case 'listItem':
      return html`<li>${node.children.map(draw)}</li>`;
    case 'link':
      return safe(node.url) ? html`<a href=${node.url}>${node.children.map(draw)}</a>` : html`${node.children.map(draw)}`;
    case 'image':
      return html`<span class="quiet">[picture: ${node.alt || node.url}]</span>`;
    case 'break':
      return html`<br>`;
    case 'thematicBreak':
      return html`<hr>`;
    case 'html':
      return node.value;
    case 'definition':
      return nothing;
    default:
      return 'children' in node ? html`${node.children.map(draw)}` : 'value' in node ? node.value : nothing;
  }
}

/** Where a link may lead; the editor asks before it opens one. */
export function safe(url: string): boolean {
  return /^(https?|mailto):/i.test(url);
}
