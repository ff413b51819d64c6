// What somebody says, line by line: where a reply grows, only its last line is laid out anew.

import { html, type TemplateResult } from 'lit';

export const lines = (text: string): TemplateResult[] =>
  text.split('\n').map(line => html`<div class="line">${line === '' ? html`<br>` : line}</div>`);
