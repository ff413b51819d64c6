// What a Markdown reader would take long over and nobody misses, blanked: code and comments, of which only the place matters;
// thousands of emphasis marks in one paragraph and containers a hundred deep, over which it takes more than linear time. No author
// writes these; a file from a stranger may hold them.

/** Inline marks in one paragraph, and containers on one line, beyond which they are taken for noise. */
const inlineLimit = 400;
const containerLimit = 12;
const indentLimit = 48;

/** The same text, as long, with such marks blank. Linear. */
export function defused(markdown: string): string {
  const text = withoutComments(withoutCode(markdown));
  const parts: string[] = [];
  let from = 0;
  for (const end of paragraphEnds(text)) {
    parts.push(paragraph(text.slice(from, end)));
    from = end;
  }
  parts.push(paragraph(text.slice(from)));
  return parts.join('');
}

/** Fenced blocks at the margin with nothing in them, on one long line: a reader goes line by line, and half of a spec is such conversations. */
function withoutCode(markdown: string): string {
  const parts: string[] = [];
  let from = 0;
  const fences = /^(`{3,}|~{3,})[^`\n]*\n/gm;
  for (let open = fences.exec(markdown); open; open = fences.exec(markdown)) {
    const inside = open.index + open[0].length;
    // One that is never closed goes on to the end.
    const end = closing(markdown, open[1]!, inside) ?? markdown.length + 1;
    parts.push(markdown.slice(from, inside), ' '.repeat(Math.max(0, end - 1 - inside)));
    from = Math.max(inside, end - 1);
    const next = markdown.indexOf('\n', end);
    fences.lastIndex = next < 0 ? markdown.length : next;
  }
  return parts.join('') + markdown.slice(from);
}

/** Where the line begins that closes a fence. */
function closing(markdown: string, fence: string, from: number): number | undefined {
  const closes = new RegExp(`^${fence[0]}+[ \\t]*\\r?$`);
  const first = markdown.startsWith(fence, from) ? from : markdown.indexOf(`\n${fence}`, from - 1) + 1;
  for (let at = first; at > 0; at = markdown.indexOf(`\n${fence}`, at) + 1) {
    const end = markdown.indexOf('\n', at);
    if (closes.test(markdown.slice(at, end < 0 ? undefined : end))) return at;
  }
  return undefined;
}

/** HTML comments blank; their lines stay. */
function withoutComments(markdown: string): string {
  const parts: string[] = [];
  let from = 0;
  for (let open = markdown.indexOf('<!--'); open >= 0; open = markdown.indexOf('<!--', from)) {
    const close = markdown.indexOf('-->', open + 4);
    if (close < 0) break;
    parts.push(markdown.slice(from, open), markdown.slice(open, close + 3).replace(/[^\r\n]/g, ' '));
    from = close + 3;
  }
  return parts.join('') + markdown.slice(from);
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
