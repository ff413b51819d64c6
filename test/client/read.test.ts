import assert from 'node:assert/strict';
import { notesByPart, runs } from '../../client/read/notes.ts';
import type { ReadPart } from '../../server/features/protocol.ts';

const part = (line: number): ReadPart => ({
  kind: 'note',
  markdown: '',
  at: { start: { line, character: 0 }, end: { line, character: 1 } },
});
const finding = (line: number) => ({
  code: 'norm/dead',
  severity: 'warning' as const,
  message: 'm',
  line,
  at: { uri: 'u', range: part(line).at },
});

describe('notes in the margin', () => {
  const beside = (lines: readonly number[], line: number) => [...notesByPart(lines.map(part), [finding(line)]).keys()];
  it('stand beside the part that they are in', () => assert.deepEqual(beside([0, 4, 9], 5), [1]));
  it('stand beside the last part where they come after all', () => assert.deepEqual(beside([0, 4, 9], 90), [2]));
  it('stand beside the first where they come before all', () => assert.deepEqual(beside([3, 4], 0), [0]));
});

describe('details in a row', () => {
  const detail = (label: string): ReadPart => ({ ...part(0), kind: 'detail', label, items: [] });
  it('of one label are together, and all others alone', () => {
    const parts = [part(0), detail('Action'), detail('Action'), detail('Term'), part(4), part(5)];
    assert.deepEqual(
      runs(parts).map(({ from, parts: together }) => [from, together.length]),
      [
        [0, 1],
        [1, 2],
        [3, 1],
        [4, 1],
        [5, 1],
      ],
    );
  });
});
