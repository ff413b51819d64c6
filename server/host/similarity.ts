// How much of a text is in another, by lines: for files that were renamed and edited at once.

/** The share of the characters of the longer one that stand in lines of both, 0 to 1. */
export function similarity(one: string, other: string): number {
  const lines = new Map<string, number>();
  for (const line of linesOf(one)) lines.set(line, (lines.get(line) ?? 0) + 1);
  let shared = 0;
  for (const line of linesOf(other)) {
    const left = lines.get(line) ?? 0;
    if (left === 0) continue;
    lines.set(line, left - 1);
    shared += line.length;
  }
  const longer = Math.max(lengthOf(one), lengthOf(other));
  return longer === 0 ? 0 : shared / longer;
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '');
const lengthOf = (text: string): number => linesOf(text).reduce((sum, { length }) => sum + length, 0);
