// `polity merge`: three files → one, in the place of OURS. Status 0: merged; 1: somebody has to look, as git expects it of a driver.

import path from 'node:path';
import type { Finding } from '../analysis/finding.ts';
import { merge } from '../analysis/merging/merge.ts';
import { fingerprint, identities } from '../reporting/identity.ts';
import { plural } from '../reporting/report.ts';
import { reportOn } from './checking.ts';
import type { Call, Exit } from './commands/command.ts';
import { decided } from './deciding.ts';
import { readText, reasonOf, writeAtomically } from './files.ts';
import { mergedByLines } from './git.ts';
import { load } from './load.ts';
import { settingsOf } from './opening.ts';
import { refusal } from './refusal.ts';

export async function mergeFiles(call: Call): Promise<Exit> {
  const { cwd } = await call.project();
  const [base, ours, theirs] = call.args.map(file => path.resolve(cwd, file)) as [string, string, string];
  const shown = String(call.options.path ?? call.args[1]);
  const size = Number(call.options.markerSize);
  const [was, our, their] = [base, ours, theirs].map(textIn);
  const result =
    was === undefined || our === undefined || their === undefined
      ? undefined
      : merge({ base: was, ours: our, theirs: their }, { ours: 'ours', theirs: 'theirs', size });
  if (!result) return byLines(call, { base, ours, theirs, shown, size });
  written(ours, `${bomOf(ours)}${result.text}`);
  if (result.conflicts > 0) {
    call.complain(
      `${shown}: ${plural(result.conflicts, 'place')} that both sides changed ${result.conflicts === 1 ? 'stands' : 'stand'} between markers`,
    );
    return 1;
  }
  const news = await broughtAbout(call, shown, [our!, their!, result.text]);
  for (const { code, message } of news) call.complain(`${shown}: the merge brings what neither side has (${code}): ${message}`);
  return news.length > 0 ? 1 : 0;
}

/** Undefined where it is no text. Throws a refusal where there is no such file. */
function textIn(file: string): string | undefined {
  const reading = readText(file);
  if (reading.kind === 'absent') throw refusal(`${file}: ${reading.why}`);
  return reading.kind === 'text' ? reading.text : undefined;
}

const bomOf = (file: string): string => {
  const reading = readText(file);
  return reading.kind === 'text' && reading.bom ? '\uFEFF' : '';
};

function written(file: string, content: string | Uint8Array): void {
  try {
    writeAtomically(file, content);
  } catch (error) {
    throw refusal(`${file}: could not be written: ${reasonOf(error)}`);
  }
}

interface ByLines {
  readonly base: string;
  readonly ours: string;
  readonly theirs: string;
  readonly shown: string;
  readonly size: number;
}

/** What cannot be read as a spec is merged as any text is. */
async function byLines(call: Call, { shown, size, ...files }: ByLines): Promise<Exit> {
  const { cwd } = await call.project();
  const result = mergedByLines(cwd, files, size);
  if (!result) {
    call.complain(`${shown}: one of the versions is no text; ours stays as it is`);
    return 1;
  }
  written(files.ours, result.text);
  call.note(`${shown}: not all versions can be read as a spec, so they were merged line by line`);
  return result.conflicts > 0 ? 1 : 0;
}

/** Errors and conflicts in the last of three versions that neither of the others has. */
async function broughtAbout(call: Call, shown: string, texts: readonly string[]): Promise<readonly Finding[]> {
  const project = await call.project();
  const file = path.resolve(project.cwd, shown);
  const reports = await Promise.all(
    texts.map(text => {
      const loaded = load(project, [file], { settings: settingsOf(project), given: { file, bytes: Buffer.from(text) } });
      return decided(loaded.workspace, workspace => reportOn(project, { ...loaded, workspace }));
    }),
  );
  const [ours, theirs, merged] = reports.map(report => identities(report).map(fingerprint));
  const known = new Set([...ours!, ...theirs!]);
  return reports[2]!.findings.filter(
    ({ severity, code }, i) => (severity === 'error' || code.startsWith('conflict/')) && !known.has(merged![i]!),
  );
}
