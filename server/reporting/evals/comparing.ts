// Two runs side by side: only what flips.

import pc from 'picocolors';
import type { Comparison } from '../../evaluation/comparison.ts';
import type { RunHead } from '../../evaluation/record.ts';
import { plural } from '../report.ts';
import { harmless } from '../terminal.ts';

export interface Pair {
  readonly before: RunHead;
  readonly after: RunHead;
  readonly comparison: Comparison;
}

export function comparisonText({ before, after, comparison }: Pair, color: boolean): string {
  const ink = pc.createColors(color);
  const { pairs, flips, gained, lost, p, unpaired } = comparison;
  const rows = flips.map(({ eval: id, binding, from, to, before: was, after: is, model }) => {
    const tint = to === 'pass' ? ink.green : from === 'pass' ? ink.red : ink.yellow;
    const name = `${harmless(id)}${binding === '' ? '' : ink.dim(` (${harmless(binding)})`)}`;
    return `${tint(`${from} → ${to}`)}  ${name}  ${was} → ${is}  ${ink.dim(harmless(model))}`;
  });
  const same = before.text === after.text ? 'the same text of the spec' : 'two versions of the spec';
  const rest =
    unpaired > 0
      ? ` ${plural(unpaired, 'case')} could not be compared: only one of the runs has decided ${unpaired === 1 ? 'it' : 'them'}.`
      : '';
  const summary = `${plural(pairs, 'case')} in both runs, ${same}: ${gained} gained, ${lost} lost; exact McNemar p = ${p < 0.001 ? p.toExponential(1) : p.toFixed(3)}${meaning(comparison)}.${rest}`;
  return `${[...rows, `${harmless(before.id)} → ${harmless(after.id)}: ${summary}`].join('\n')}\n`;
}

function meaning({ gained, lost, p }: Comparison): string {
  if (gained + lost === 0) return ', nothing flipped';
  return p < 0.05 ? ', more than chance would do' : ', no more than chance would do';
}

export function comparisonJson({ before, after, comparison }: Pair): string {
  const run = ({ id, started, text }: RunHead) => ({ run: id, started, text });
  return `${JSON.stringify({ version: 1, before: run(before), after: run(after), ...comparison }, undefined, 2)}\n`;
}
