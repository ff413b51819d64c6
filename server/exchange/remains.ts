// What an import had no place for.

import type { Trouble } from './report.ts';

export interface Remains {
  /** Something of this kind had no place; lines count from 1. */
  readonly add: (what: string, line: number) => void;
  /** Each kind once, with how often it came and the line where it came first. */
  readonly troubles: (file: string) => Trouble[];
}

export function remains(): Remains {
  const found = new Map<string, { line: number; count: number }>();
  return {
    add: (what, line) => {
      const known = found.get(what);
      if (known) known.count++;
      else found.set(what, { line, count: 1 });
    },
    troubles: file =>
      [...found].map(([what, { line, count }]) => ({
        code: 'left-out',
        file,
        line,
        message: `${what}${count === 1 ? '' : ` (${count} times, first here)`}`,
      })),
  };
}
