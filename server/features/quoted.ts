/** A text as a `"…"` of the language, on one line (language.md §2). */
export function quoted(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these must be escaped
  return `"${text.replace(/\r\n?/g, '\n').replace(/["\\\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ud800-\udfff]/gu, escaped)}"`;
}

const escapes: Readonly<Record<string, string>> = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\t': '\\t' };

const escaped = (character: string): string => escapes[character] ?? `\\u{${character.codePointAt(0)!.toString(16).toUpperCase()}}`;
