// Strings and text blocks as the language writes them (language.md §2).

/** A `"…"` on one line. Half of a surrogate pair is no character, and becomes U+FFFD as in a file. */
export function quoted(text: string): string {
  return `"${text.toWellFormed().replace(/["\\\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]/gu, escaped)}"`;
}

function escaped(character: string): string {
  if (character === '"' || character === '\\') return `\\${character}`;
  if (character === '\n') return '\\n';
  if (character === '\t') return '\\t';
  return `\\u{${character.codePointAt(0)!.toString(16).toUpperCase()}}`;
}

/** What somebody typed or a model said: how its lines end says nothing. */
export const quotedSpeech = (text: string): string => quoted(text.replace(/\r\n?/g, '\n'));

/** A text block whose lines and closing quotes stand at `margin`; undefined where a block cannot say the text. */
export function block(text: string, margin: string): string | undefined {
  // A block reads `\"""` as `"""`, so it has no way to say the backslash; and it takes a carriage return for part of the line end.
  if (/^[ \t]*\\"""/m.test(text) || /\r(?:\n|$)/.test(text)) return undefined;
  const lines = text.split('\n').map(line => (line === '' ? '' : margin + line.replace(/^([ \t]*)(?=""")/, '$1\\')));
  return ['"""', ...lines, `${margin}"""`].join('\n');
}

const widest = 100;

/** The text in the form that reads best: a string where it is short and plain, else a block. */
export function written(text: string, margin: string): string {
  const plain = !text.includes('\n') && (text.length + margin.length <= widest || /^\s*$/.test(text));
  return plain && !/["\\]/.test(text) ? quoted(text) : (block(text, margin) ?? quoted(text));
}
