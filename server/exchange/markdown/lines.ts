// Lines of Markdown, and how many of them differ between two texts. Trailing blanks, and how many blank lines stand in a row, say nothing.

/** The lines of a text without their ends, and without a byte-order mark. */
export function linesOf(text: string): string[] {
  return text.replace(/^\ufeff/, '').split(/\r?\n/);
}

export const isBlank = (line: string): boolean => line.trimEnd() === '';

/** A line that says something, or one blank line for a run of them; `at` is its number in the text, from 0. */
interface Line {
  readonly text: string;
  readonly at: number;
}

function significant(lines: readonly string[]): Line[] {
  const kept: Line[] = [];
  lines.forEach((line, at) => {
    const text = line.trimEnd();
    if (text !== '' || (kept.length > 0 && kept.at(-1)!.text !== '')) kept.push({ text, at });
  });
  if (kept.at(-1)?.text === '') kept.pop();
  return kept;
}

/** Do two texts say the same, line by line? */
export function sameLines(first: readonly string[], second: readonly string[]): boolean {
  const a = significant(first);
  const b = significant(second);
  return a.length === b.length && a.every((line, n) => line.text === b[n]!.text);
}

export interface Difference {
  /** Lines of the first text that the second lacks, from 0. */
  readonly lost: readonly number[];
  /** Where the second text has lines that the first lacks: the number of the line of the first before which they stand, once for each. */
  readonly added: readonly number[];
}

export const differingLines = ({ lost, added }: Difference): number => lost.length + added.length;

/** Larger tables than this are not filled: everything between the first and the last difference then counts as different. */
const largestTable = 4_000_000;

export function difference(first: readonly string[], second: readonly string[]): Difference {
  const a = significant(first);
  const b = significant(second);
  let start = 0;
  while (start < a.length && start < b.length && a[start]!.text === b[start]!.text) start++;
  let endA = a.length;
  let endB = b.length;
  while (endA > start && endB > start && a[endA - 1]!.text === b[endB - 1]!.text) {
    endA--;
    endB--;
  }
  const lost: number[] = [];
  const added: number[] = [];
  const before = (i: number): number => a[i]?.at ?? first.length;
  const middleA = a.slice(start, endA);
  const middleB = b.slice(start, endB);
  if (middleA.length * middleB.length > largestTable) {
    return { lost: middleA.map(line => line.at), added: middleB.map(() => before(start)) };
  }
  const common = table(middleA, middleB);
  let i = 0;
  let j = 0;
  while (i < middleA.length || j < middleB.length) {
    if (i < middleA.length && j < middleB.length && middleA[i]!.text === middleB[j]!.text) {
      i++;
      j++;
    } else if (j >= middleB.length || (i < middleA.length && common(i + 1, j) >= common(i, j + 1))) lost.push(middleA[i++]!.at);
    else {
      added.push(before(start + i));
      j++;
    }
  }
  return { lost, added };
}

/** How many lines the rests from `i` and `j` have in common, in order. */
function table(a: readonly Line[], b: readonly Line[]): (i: number, j: number) => number {
  const width = b.length + 1;
  const cells = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      cells[i * width + j] =
        a[i]!.text === b[j]!.text ? cells[(i + 1) * width + j + 1]! + 1 : Math.max(cells[(i + 1) * width + j]!, cells[i * width + j + 1]!);
    }
  }
  return (i, j) => cells[i * width + j]!;
}
