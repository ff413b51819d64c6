// Text to tree, beside Langium, Lezer and JSON.parse.

import { parse } from '../../grammar/parser.ts';
import { type Benchmark, heapKept, median, type Row, timings } from './benchmark.ts';
import { generatedSpec } from './generated.ts';
import { langiumParser } from './peers/langium.ts';
import { lezerParser } from './peers/lezer.ts';

const megabyte = 1_000_000;

/** JSON of about as many bytes: an array of the text's lines. */
const asJson = (text: string) => JSON.stringify(text.split('\n'));

async function run(): Promise<Row[]> {
  const one = generatedSpec({ characters: megabyte });
  const began = performance.now();
  parse(one);
  const cold = performance.now() - began;
  const peers = await readers();
  const rows: Row[] = [{ what: '1 MB, the first time in a process', figure: cold, unit: 'ms' }];
  for (const [size, text, times] of [
    ['1 MB', one, 15],
    ['10 MB', generatedSpec({ characters: 10 * megabyte }), 3],
  ] as const) {
    rows.push(...beside(size, text, { peers, times }));
  }
  rows.push(...kept(one, peers));
  return rows;
}

type Readers = readonly { readonly name: string; readonly read: (text: string) => unknown; readonly mark: string }[];

async function readers(): Promise<Readers> {
  return [
    { name: 'Langium', read: await langiumParser(), mark: '8 times as fast' },
    { name: 'Lezer', read: lezerParser(), mark: '3 times as fast' },
    { name: 'JSON.parse', read: text => JSON.parse(text) as unknown, mark: 'the floor' },
  ];
}

function beside(size: string, text: string, { peers, times }: { peers: Readers; times: number }): Row[] {
  const own = median(timings(() => parse(text), { times, warm: 3 }));
  const speed: Row = { what: `${size}, warm`, figure: text.length / 1000 / own, unit: 'MB/s', mark: '50 MB/s' };
  return [
    speed,
    ...peers.map(({ name, read, mark }): Row => {
      const source = name === 'JSON.parse' ? asJson(text) : text;
      // Langium takes its time; a few runs tell.
      const figure = median(timings(() => read(source), { times: name === 'Langium' ? Math.min(times, 5) : times, warm: 2 }));
      return { what: `${size}, warm`, figure: own, unit: 'ms', peer: { name, figure }, mark };
    }),
  ];
}

function kept(text: string, peers: Readers): Row[] {
  const own = heapKept(parse, text);
  return [
    { what: 'heap kept, 1 MB', figure: own, unit: 'MB', mark: '12 MB' },
    ...peers
      .filter(({ name }) => name !== 'JSON.parse')
      .map(({ name, read }): Row => ({ what: 'heap kept, 1 MB', figure: own, unit: 'MB', peer: { name, figure: heapKept(read, text) } })),
  ];
}

export const parsing: Benchmark = { name: 'parse', title: 'Text to tree', run };
