// What may be shown on a terminal, and how wide it is there.

/** Control characters but tab and line end, and the marks that turn the direction of writing: they could rewrite what the reader sees. */
const unsafe = /[^\P{Cc}\t\n]|\p{Bidi_Control}|[\u2028\u2029]/gu;

/** Text of others with what would act on a terminal made visible. */
export function harmless(text: string): string {
  return text.replace(unsafe, character => {
    const code = character.charCodeAt(0);
    return code < 0x20 ? String.fromCharCode(0x2400 + code) : `\\u{${code.toString(16)}}`;
  });
}

const twoColumns =
  /\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u;

/** Columns that a text takes on a terminal: wide characters take two, combining ones none. */
export function columns(text: string): number {
  let width = 0;
  for (const character of text) {
    const code = character.codePointAt(0)!;
    if (code < 0x300) width++;
    else if (!/\p{M}|\p{Join_Control}/u.test(character)) width += twoColumns.test(character) ? 2 : 1;
  }
  return width;
}

/** Words in lines of at most `width` columns, each after `indent`. Line ends of the text stay. */
export function wrapped(text: string, indent: string, width: number): string {
  return text
    .split('\n')
    .map(line => wrapLine(line, indent, width - indent.length))
    .join('\n');
}

function wrapLine(line: string, indent: string, width: number): string {
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(' ')) {
    if (current !== '' && columns(current) + 1 + columns(word) > width) {
      lines.push(current);
      current = word;
    } else current = current === '' ? word : `${current} ${word}`;
  }
  return [...lines, current].map(part => (part === '' ? '' : indent + part)).join('\n');
}

// What colours a terminal takes no columns.
const ink = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');

/** Rows in columns, two blanks between and before. */
export function table(rows: readonly (readonly string[])[]): string {
  const width = (cell: string) => columns(cell.replace(ink, ''));
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map(row => width(row[i] ?? ''))));
  const line = (row: readonly string[]) => row.map((cell, i) => cell + ' '.repeat(Math.max(0, (widths[i] ?? 0) - width(cell)))).join('  ');
  return rows.map(row => `  ${line(row)}`.trimEnd()).join('\n');
}
