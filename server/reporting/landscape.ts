// The landscape for people: for each dimension and value, how much of the world it is served in, and how.

import pc from 'picocolors';
import type { LandscapeJson } from './shapes.ts';
import { harmless, table } from './terminal.ts';

type Served = LandscapeJson['overall'];

export function landscapeText({ overall, dimensions, values, silent }: LandscapeJson, { color }: { color: boolean }): string {
  const ink = pc.createColors(color);
  const rows = [
    ['', 'positive', 'fenced', 'silent'],
    row('everything', overall),
    ...group('Dimensions', dimensions),
    ...group('Values', values),
  ];
  const where = silent.when.slice(0, shown).map(when => `  ${harmless(when)}`);
  const more = silent.when.length - where.length;
  return [
    ink.bold('Shares of all situations'),
    table(rows),
    '',
    ...(silent.when.length === 0 ? ['No situation is silent.'] : [ink.bold('Silent when'), ...where]),
    ...(more > 0 ? [`  …and in ${more} more`] : []),
    ...(silent.whole ? [] : ['  …and elsewhere: this is not all of it']),
    '',
    ink.dim('positive: a must or should that serves it is in force; fenced: only prohibitions are; silent: nothing is.'),
    '',
  ].join('\n');
}

const shown = 12;

function group(title: string, some: readonly (Served & { name: string })[]): string[][] {
  return some.length === 0
    ? []
    : [['', '', '', ''], [title, '', '', ''], ...some.map(({ name, ...served }) => row(`  ${harmless(name)}`, served))];
}

function row(name: string, { positive, fenced, silent, estimated }: Served): string[] {
  return [name, ...[positive, fenced, silent].map(share => percent(share, estimated).padStart(8))];
}

/** `≈ 12%`; a share that is not nothing is never written as 0%, nor one that is not all as 100%. */
export function percent(share: number | undefined, estimated = false): string {
  if (share === undefined) return '?';
  const mark = estimated ? '≈ ' : '';
  if (share > 0 && share < 0.005) return `${mark}<1%`;
  if (share < 1 && share >= 0.995) return `${mark}>99%`;
  return `${mark}${Math.round(share * 100)}%`;
}
