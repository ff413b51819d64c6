// Marks that a Markdown reader takes more than linear time over, blanked: thousands of emphasis marks in one paragraph, containers a
// hundred deep. No author writes them; a file from a stranger may hold them.

/** Inline marks in one paragraph, and containers on one line, beyond which they are taken for noise. */
const inlineLimit = 400;
const containerLimit = 12;
const indentLimit = 48;

/** The same text, as long, with such marks blank. Linear. */
export function defused(markdown: string): string {
  if (markdown.length < 200) return markdown;
  const parts: string[] = [];
  let from = 0;
  for (const end of paragraphEnds(markdown)) {
    parts.push(paragraph(markdown.slice(from, end)));
    from = end;
  }
  parts.push(paragraph(markdown.slice(from)));
  return parts.join('');
}

/** Where a blank line or an item of a list begins something new. */
function* paragraphEnds(text: string): Generator<number> {
  for (let line = text.indexOf('\n') + 1; line > 0; line = text.indexOf('\n', line) + 1) {
    let at = line;
    while (at < text.length && (text[at] === ' ' || text[at] === '\t')) at++;
    if ('\r\n-+'.includes(text[at] ?? '\n') || (text[at] === '*' && text[at + 1] === ' ') || isDigit(text, at)) yield line;
  }
}

const isDigit = (text: string, at: number): boolean => text[at]! >= '0' && text[at]! <= '9';

function paragraph(text: string): string {
  const calm = count(text, isInlineMark) > inlineLimit ? text.replace(/[*_`[\]<>&\\!~]/g, ' ') : text;
  if (calm.length < containerLimit) return calm;
  return calm
    .split('\n')
    .map(line => {
      const prefix = containers(line);
      return prefix > 0 ? ' '.repeat(prefix) + line.slice(prefix) : line;
    })
    .join('\n');
}

const isInlineMark = (code: number): boolean =>
  code === 42 || code === 95 || code === 96 || code === 91 || code === 93 || code === 60 || code === 38 || code === 92 || code === 33;

function count(text: string, is: (code: number) => boolean): number {
  let n = 0;
  for (let i = 0; i < text.length; i++) if (is(text.charCodeAt(i))) n++;
  return n;
}

/** The length of a line's container marks, if they are more than anyone nests; else 0. */
function containers(line: string): number {
  let at = 0;
  let depth = 0;
  for (;;) {
    while (line[at] === ' ' || line[at] === '\t') at++;
    const mark = at;
    if (line[at] === '>') at++;
    else {
      while (isDigit(line, at)) at++;
      if (at === mark ? !'-+*'.includes(line[at] || '?') : !'.)'.includes(line[at] || '?')) break;
      at++;
      if (line[at] !== ' ' && line[at] !== '\t') {
        at = mark;
        break;
      }
    }
    depth++;
  }
  return depth > containerLimit || (depth > 0 && line.search(/\S/) > indentLimit) ? at : 0;
}
