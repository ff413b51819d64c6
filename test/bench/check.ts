// All findings of a large file, beside reading it and beside a JSON.parse of as many bytes.

import { parse } from '../../grammar/parser.ts';
import { check } from '../../server/analysis/check.ts';
import { documentOf, emptyWorkspace, withDocuments } from '../../server/analysis/workspace.ts';
import { type Benchmark, median, type Row, timings } from './benchmark.ts';
import { generatedSpec } from './generated.ts';

async function run(): Promise<Row[]> {
  return [
    ['1 MB', 1_000_000, 5],
    ['10 MB', 10_000_000, 2],
  ].flatMap(([size, characters, times]) => rows(String(size), Number(characters), Number(times)));
}

function rows(size: string, characters: number, times: number): Row[] {
  const text = generatedSpec({ characters });
  const json = JSON.stringify(text.split('\n'));
  const own = median(timings(() => checkAnew(text), { times, warm: 1 }));
  const reading = median(timings(() => parse(text), { times, warm: 1 }));
  const floor = median(timings(() => JSON.parse(json) as unknown, { times, warm: 1 }));
  return [
    { what: `${size}, read and check`, figure: own, unit: 'ms', peer: { name: 'reading alone', figure: reading } },
    { what: `${size}, read and check`, figure: own, unit: 'ms', peer: { name: 'JSON.parse', figure: floor } },
  ];
}

const checkAnew = (text: string) =>
  check(withDocuments(emptyWorkspace, [documentOf('generated.constitution', text)]), 'generated.constitution');

export const checking: Benchmark = { name: 'check', title: 'Text to findings', run };
