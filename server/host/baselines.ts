// Baselines on disk (reporting/baseline.ts).

import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Around, type Baseline, baselineOf, readBaseline, withoutKnown } from '../reporting/baseline.ts';
import { plural, type Report } from '../reporting/report.ts';
import type { Call } from './commands/command.ts';
import { readText } from './files.ts';
import { writeOutput } from './output.ts';
import { refusal } from './refusal.ts';

/** The report without what the baseline knows; says what has expired and what is gone. */
export async function applyBaseline(call: Call, report: Report, named: string): Promise<Report> {
  const { cwd } = await call.project();
  const baseline = baselineAt(path.resolve(cwd, named), named);
  if (!baseline) throw refusal(`${named}: there is no such file; add --write-baseline to make it`);
  const { report: rest, expired, gone } = withoutKnown(report, baseline, around(cwd));
  for (const { file, code, within, expires, owner } of expired) {
    call.complain(
      `${named}: ${code} in ${file} (${within}) was known until ${expires} and counts again${owner ? `; ${owner} sees to it` : ''}`,
    );
  }
  for (const { file, code, within } of gone) call.note(`${named}: ${code} in ${file} (${within}) is gone; --write-baseline takes it out`);
  return rest;
}

export async function saveBaseline(call: Call, report: Report, named: string): Promise<void> {
  const project = await call.project();
  const old = baselineAt(path.resolve(project.cwd, named), named);
  const { baseline, expired, unchecked } = baselineOf(report, old, around(project.cwd));
  writeOutput(project, named, `${JSON.stringify(baseline, undefined, 2)}\n`);
  for (const { file, code, within, expires, owner } of expired) {
    call.complain(
      `${named}: ${code} in ${file} (${within}) was known until ${expires} and still counts${owner ? `; ${owner} sees to it` : ''}; mend it, or give it a new date in \`expires\``,
    );
  }
  const known = plural(baseline.findings.length - expired.length, 'finding');
  call.note(`${named}: ${known} known from now on${unchecked > 0 ? ` (${unchecked} as before, of files that were not checked)` : ''}`);
}

const around = (cwd: string): Around => ({
  today: new Date().toISOString().slice(0, 10),
  isThere: file => existsSync(path.resolve(cwd, file)),
});

/** Undefined where there is no file. */
function baselineAt(file: string, named: string): Baseline | undefined {
  const reading = readText(file);
  if (reading.kind === 'absent' && reading.why === 'there is no such file') return undefined;
  if (reading.kind !== 'text') throw refusal(`${named}: ${reading.why}`);
  const result = readBaseline(reading.text);
  if (result.kind === 'wrong') throw refusal(`${named}: ${result.why}`);
  return result.baseline;
}
