// The README's picture of a terminal, drawn from what the command really says: `npm run generate` writes it, a test holds it fresh.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { check } from '../server/analysis/check.ts';
import { rules } from '../server/analysis/rules/all.ts';
import { documentOf, emptyWorkspace, withDocuments } from '../server/analysis/workspace.ts';
import { pretty } from '../server/reporting/pretty.ts';

const guide = path.join(import.meta.dirname, '..', 'docs', 'guide');

export const pictureFile = path.join(guide, 'conflict.svg');

/** `polity check first.constitution --rule …=off`, as a picture. */
export function pictureText(): string {
  const file = 'first.constitution';
  const text = readFileSync(path.join(guide, file), 'utf8').replaceAll('\r\n', '\n');
  const document = documentOf(file, text);
  const findings = check(withDocuments(emptyWorkspace, [document]), file).filter(({ severity }) => severity === 'error');
  const report = { files: [], findings, sources: new Map([[file, { text, tree: document.tree }]]), rules, version: '' };
  return svgOf([`$ polity check ${file}`, '', ...pretty.write(report, { color: true, quiet: true }).trimEnd().split('\n')]);
}

const colors: Readonly<Record<string, string>> = { '31': '#ff7b72', '33': '#e3b341', '34': '#79c0ff', '2': '#8b949e' };
const [lineHeight, charWidth, margin] = [20, 8.4, 18];

function svgOf(lines: readonly string[]): string {
  const width = Math.ceil(Math.max(...lines.map(line => plain(line).length)) * charWidth) + 2 * margin;
  const height = lines.length * lineHeight + 2 * margin;
  const rows = lines.map(
    (line, i) => `  <text x="${margin}" y="${margin + 14 + i * lineHeight}" xml:space="preserve">${spans(line)}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(lines.map(plain).join(' ').replace(/\s+/g, ' '))}">
  <rect width="100%" height="100%" rx="10" fill="#0d1117"/>
  <g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="14" fill="#e6edf3">
${rows.join('\n')}
  </g>
</svg>
`;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what colours begin with
const colorCode = /\u001b\[(\d+)m/;

const plain = (line: string): string => line.replaceAll(new RegExp(colorCode, 'g'), '');

/** Colours as spans; `1` is bold, and what closes a colour closes them all. */
function spans(line: string): string {
  const parts = line.split(colorCode);
  let [style, out] = ['', ''];
  parts.forEach((part, i) => {
    if (i % 2 === 1) style = part === '1' ? ' font-weight="bold"' : colors[part] ? ` fill="${colors[part]}"` : '';
    else if (part !== '') out += style === '' ? escaped(part) : `<tspan${style}>${escaped(part)}</tspan>`;
  });
  return out;
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
