// Cases in text: `### title`, a text, `==>`, what is expected. `UPDATE=1` writes what is seen instead; review it as a diff.

import assert from 'node:assert';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export interface Fixture {
  readonly title: string;
  readonly input: string;
  /** Holds what is seen against what is expected. */
  readonly expect: (seen: string) => void;
}

const update = process.env.UPDATE === '1';

/** The cases of `fixtures/NAME.txt`. */
export function fixturesIn(name: string): Fixture[] {
  const file = path.join(import.meta.dirname, 'fixtures', `${name}.txt`);
  return readFileSync(file, 'utf8')
    .split(/^(?=### )/m)
    .filter(part => part.startsWith('### '))
    .map(part => {
      const title = part.slice(4, part.indexOf('\n'));
      const [input = '', expected = ''] = part.slice(part.indexOf('\n') + 1).split(/^==>\n/m);
      const text = input.replace(/\n$/, '');
      return {
        title,
        input: text,
        expect: seen => (update ? rewrite(file, title, { text, seen }) : assert.strictEqual(seen, expected.trimEnd())),
      };
    });
}

function rewrite(file: string, title: string, { text, seen }: { text: string; seen: string }): void {
  const parts = readFileSync(file, 'utf8').split(/^(?=### )/m);
  const at = parts.findIndex(part => part.startsWith(`### ${title}\n`));
  parts[at] = `### ${title}\n${text}\n==>\n${seen}\n\n`;
  writeFileSync(file, `${parts.join('').trimEnd()}\n`);
}
