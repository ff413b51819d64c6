// npm run bench:prose: how often the prose rules are right, how much they say, how fast they are; and two linters of prose at large
// in the same run. `strict` counts true hits, `useful` true and borderline ones, of the labelled pairs of a sentence and a rule that
// are hit. Hits on pairs that have no label are listed apart.

import { checkMarkdown } from '../../server/analysis/markdown.ts';
import { languages } from '../../server/analysis/prose/languages/all.ts';
import { blocksOf } from '../../server/analysis/prose/markdown.ts';
import { readerOf } from '../../server/analysis/prose/reader.ts';
import { readingOf } from '../../server/analysis/prose/reading.ts';
import { hitsIn, isProseRule } from '../../server/analysis/prose/rule.ts';
import { rules } from '../../server/analysis/rules/all.ts';
import type { Settings } from '../../server/analysis/workspace.ts';
import { median, timings } from './benchmark.ts';
import { proseLinters } from './peers/prose.ts';
import { type Labelled, labels, wholeDocuments } from './prose-data.ts';

const settings: Settings = { severities: new Map() };
const english = languages[0]!;
const reader = readerOf(english, [...english.agents, ...english.agentNames]);
const proseRules = rules.filter(isProseRule).filter(rule => rule.markdown !== false);

type Counts = Record<'TP' | 'borderline' | 'FP', number>;
const none = (): Counts => ({ TP: 0, borderline: 0, FP: 0 });
const percent = (part: number, whole: number): string => (whole === 0 ? '–' : `${((100 * part) / whole).toFixed(0)}%`);
const judged = (counts: Counts): string[] => {
  const all = counts.TP + counts.borderline + counts.FP;
  return [`${counts.TP} / ${counts.borderline} / ${counts.FP}`, percent(counts.TP, all), percent(counts.TP + counts.borderline, all)];
};

/** Of several labels of one sentence and rule, the best counts. */
function byPair(all: readonly Labelled[]): Map<string, Labelled> {
  const order = ['TP', 'borderline', 'FP'];
  const pairs = new Map<string, Labelled>();
  for (const label of all) {
    if (label.code === null || !order.includes(label.label)) continue;
    const key = `${label.code} ${label.text}`;
    const known = pairs.get(key);
    if (!known || order.indexOf(label.label) < order.indexOf(known.label)) pairs.set(key, label);
  }
  return pairs;
}

function precision(all: readonly Labelled[]): void {
  const pairs = byPair(all);
  const counts = new Map(proseRules.map(({ code }) => [code, none()]));
  const total = none();
  const apart: string[] = [];
  for (const text of new Set(all.map(({ text }) => text))) {
    for (const code of new Set(checkMarkdown('sentence.md', text, settings).map(finding => finding.code))) {
      const label = pairs.get(`${code} ${text}`)?.label as keyof Counts | undefined;
      if (label) {
        counts.get(code)![label]++;
        total[label]++;
      } else apart.push(`  ${code}: ${text}`);
    }
  }
  const wanted = [...pairs.values()].filter(({ label }) => label === 'TP').length;
  console.log('Labelled pairs of a sentence and a rule: true / borderline / false hits, strict, useful');
  table([
    ...[...counts].map(([code, each]) => [code, ...judged(each)]),
    ['all', ...judged(total), `${total.TP} of ${wanted} true ones found`],
  ]);
  for (const { name, lint } of proseLinters) {
    const hit = none();
    for (const { text, term, label } of pairs.values()) {
      const at = text.toLowerCase().indexOf(term.toLowerCase());
      if (lint(text).some(({ start, end }) => start < at + term.length && end > at)) hit[label as keyof Counts]++;
    }
    table([[`${name}, on the labelled words`, ...judged(hit), `${hit.TP} of ${wanted} true ones found`]]);
  }
  console.log(`\nHits on pairs that have no label, neither right nor wrong (${apart.length}):\n${apart.join('\n')}\n`);
}

function share(): void {
  const rows: string[][] = [];
  const sums = { sentences: 0, normative: 0, flagged: 0, peers: proseLinters.map(() => 0) };
  for (const { name, text } of wholeDocuments()) {
    const { sentences } = readingOf({ kind: 'markdown', text }, reader);
    const normative = sentences.filter(({ duties }) => duties.length > 0);
    const findings = checkMarkdown(name, text, settings);
    const flagged = normative.filter(({ block, stretch }) =>
      findings.some(({ start }) => start >= block.start + stretch.start && start < block.start + stretch.end),
    ).length;
    const peers = proseLinters.map(
      ({ lint }) => normative.filter(({ block, stretch }) => lint(block.text.slice(stretch.start, stretch.end)).length > 0).length,
    );
    rows.push([
      name,
      `${normative.length}`,
      `${flagged}`,
      percent(flagged, normative.length),
      ...peers.map(n => percent(n, normative.length)),
    ]);
    sums.sentences += sentences.length;
    sums.normative += normative.length;
    sums.flagged += flagged;
    peers.forEach((n, i) => {
      sums.peers[i]! += n;
    });
  }
  if (rows.length === 0) {
    console.log('Left out: the whole documents are not here (../shared/data/specs).\n');
    return;
  }
  rows.push([
    'all',
    `${sums.normative}`,
    `${sums.flagged}`,
    percent(sums.flagged, sums.normative),
    ...sums.peers.map(n => percent(n, sums.normative)),
  ]);
  console.log(`Whole documents, ${sums.sentences} sentences: normative ones, how many are flagged, and the same share for others`);
  table([['', 'normative', 'flagged', 'share', ...proseLinters.map(({ name }) => name)], ...rows]);
}

/** 271 KB, the size that the mark is set for. */
function modelSpec(): string {
  const [spec] = wholeDocuments();
  const text = spec?.text ?? '## Rule\n\nThe assistant should set appropriate limits, and say so. It must never lie.\n\n'.repeat(3000);
  return (text + text).slice(0, 271 * 1024);
}

/** Milliseconds of the processor: on a machine that others use they tell more than the clock. */
function processorTime(act: () => unknown): number {
  const before = process.cpuUsage();
  act();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** The first call must be the first thing that this process does. */
function speed(text: string): string[][] {
  const began = performance.now();
  const firstBusy = processorTime(() => checkMarkdown('first.md', text, settings));
  const first = performance.now() - began;
  const warm = median(timings(() => checkMarkdown('warm.md', text, settings), { times: 9 }));
  const warmBusy = median(Array.from({ length: 9 }, () => processorTime(() => checkMarkdown('busy.md', text, settings))));
  const reading = median(timings(() => blocksOf(text), { times: 9 }));
  const blocks = blocksOf(text);
  let sentences = 0;
  const judging = median(
    timings(
      () => {
        const read = readingOf({ kind: 'markdown', text }, reader, blocks);
        for (const rule of proseRules) hitsIn(rule, read);
        sentences = read.sentences.length;
      },
      { times: 9 },
    ),
  );
  return [
    ['271 KB of Markdown, the first call', `${first.toFixed(0)} ms`, 'to reach: 350 ms', `${firstBusy.toFixed(0)} ms of processor`],
    ['warm', `${warm.toFixed(0)} ms`, 'to reach: 150 ms', `${warmBusy.toFixed(0)} ms of processor`],
    ['of it, reading the Markdown', `${reading.toFixed(0)} ms`],
    ['sentences, gate and rules', `${((1000 * sentences) / judging).toFixed(0)} sentences/s`, 'to reach: 35000'],
    ...proseLinters.map(({ name, lint }) => [
      `${name}, the same text`,
      `${median(timings(() => lint(text), { times: 3, warm: 1 })).toFixed(0)} ms`,
    ]),
  ];
}

function table(rows: readonly (readonly string[])[]): void {
  const widths = rows.reduce<number[]>((most, row) => row.map((cell, n) => Math.max(cell.length, most[n] ?? 0)), [24]);
  for (const row of rows) console.log(`  ${row.map((cell, n) => cell.padEnd(widths[n] ?? 0)).join('  ')}`.trimEnd());
}

const figures = speed(modelSpec());
const all = labels();
if (all) precision(all);
else console.log('Left out: the labelled sentences are not here (../shared/data/vagueness).\n');
share();
console.log('\nSpeed, medians of 9');
table(figures);
