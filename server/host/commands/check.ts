import { realpathSync } from 'node:fs';
import path from 'node:path';
import { nearest } from '../../../grammar/names.ts';
import type { Severity } from '../../analysis/finding.ts';
import type { Settings } from '../../analysis/workspace.ts';
import { formats } from '../../reporting/all.ts';
import { type Look, type Report, severities } from '../../reporting/report.ts';
import { reportOn } from '../checking.ts';
import { severityNames } from '../codes.ts';
import { decided } from '../deciding.ts';
import { foundAt, isInside, slashed } from '../files.ts';
import { complainOf, type Inputs, inputsOf, loadInputs } from '../inputs.ts';
import type { Project } from '../project.ts';
import { refusal } from '../refusal.ts';
import type { Call, Command, Exit } from './command.ts';

export const check: Command = {
  name: 'check',
  arguments: '[paths...]',
  summary: 'find what is wrong: syntax, names, conflicts, dead norms, vague prose',
  options: [
    { flags: '--format <kind>', about: 'how to report', choices: formats.map(({ name }) => name), default: formats[0]!.name },
    {
      flags: '--fail-on <severity>',
      about: 'the least severity that makes the exit status 1',
      choices: [...severities, 'never'],
      default: 'error',
    },
    { flags: '--rule <code=severity>', about: 'set the severity of a code or a family: off, hint, info, warning, error', repeatable: true },
    { flags: '--baseline <file>', about: 'report only what this file does not know' },
    { flags: '--write-baseline [file]', about: 'make what is found now the known findings of that file' },
    { flags: '--stdin-name <file>', about: 'what standard input (`-`) is called' },
    { flags: '--watch', about: 'check again whenever a file changes' },
  ],
  examples: [
    'polity check',
    'polity check specs --format sarif > polity.sarif',
    'polity check --rule vague=off --fail-on warning "specs/*.constitution"',
  ],
  run: async call => {
    const overrides = overridesOf(call);
    // A value that is no JSON file is a path to check: the option stood before the paths.
    const paths = isPath(call.options.writeBaseline) ? [call.options.writeBaseline, ...call.args] : call.args;
    if (call.options.watch) return watch(call, paths, overrides);
    return checkOnce(call, await inputsOf(call, paths), overrides);
  },
};

const isPath = (value: unknown): value is string => typeof value === 'string' && !value.endsWith('.json');

async function checkOnce(call: Call, inputs: Inputs, overrides: Settings['severities']): Promise<Exit> {
  const project = await call.project();
  const { loaded, complete, faults } = await loadInputs(call, inputs, overrides);
  const prose =
    inputs.markdown.length > 0 ? await (await import('../prose.ts')).checkProse(call, inputs, loaded.workspace.settings) : undefined;
  const missing = complainOf(call, project, prose?.unread ?? []);
  const whole = await decided(loaded.workspace, workspace => reportOn(project, { ...loaded, workspace }, prose));
  const report = await againstBaseline(call, whole);
  if (report) call.world.stdout.write(formatNamed(call.options.format).write(report, lookOf(call, project)));
  // What the other rules found is out; what is left to say is that one of ours failed.
  if (faults.length > 0) throw faults[0];
  if (!complete || missing > 0) return 2;
  return report && fails(report, String(call.options.failOn)) ? 1 : 0;
}

function lookOf({ color, quiet, world }: Call, { cwd }: Project): Look {
  const workspace = foundAt(world.env.GITHUB_WORKSPACE ?? '') && realpathSync(world.env.GITHUB_WORKSPACE!);
  const below = workspace && isInside(workspace, cwd) ? slashed(path.relative(workspace, cwd)) : '';
  return { color, quiet, ...(below !== '' && { below }) };
}

const formatNamed = (name: unknown) => formats.find(format => format.name === name)!;

function fails({ findings }: Report, least: string): boolean {
  const bad = severities.slice(0, severities.indexOf(least as Severity) + 1);
  return findings.some(({ severity }) => bad.includes(severity));
}

/** Undefined where a baseline was written, which is all that was asked. */
async function againstBaseline(call: Call, report: Report): Promise<Report | undefined> {
  const { baseline, writeBaseline } = call.options;
  if (baseline === undefined && writeBaseline === undefined) return report;
  const { applyBaseline, saveBaseline } = await import('../baselines.ts');
  if (writeBaseline === undefined) return applyBaseline(call, report, String(baseline));
  const file = typeof writeBaseline === 'string' && !isPath(writeBaseline) ? writeBaseline : baseline;
  if (file === undefined) throw refusal('--write-baseline needs to know where: `--baseline FILE --write-baseline`');
  await saveBaseline(call, report, String(file));
  return undefined;
}

async function watch(call: Call, paths: readonly string[], overrides: Settings['severities']): Promise<Exit> {
  if (paths.includes('-')) throw refusal('--watch needs files, and standard input is none');
  if (call.options.writeBaseline !== undefined) throw refusal('--watch and --write-baseline do not go together');
  const { watchFiles } = await import('../watch.ts');
  return watchFiles(call, async now => checkOnce(now, await inputsOf(now, paths), overrides));
}

function overridesOf(call: Call): Settings['severities'] {
  const written = (call.options.rule ?? []) as string[];
  return new Map(written.map(overrideOf));
}

const overridable = ['off', ...severities];

function overrideOf(written: string): [string, Severity | 'off'] {
  const [name = '', severity = '', ...more] = written.split('=');
  if (more.length > 0 || name === '' || severity === '')
    throw refusal(`--rule ${written}: write it as CODE=SEVERITY, as in --rule vague=off`);
  if (!severityNames.includes(name))
    throw refusal(`--rule ${written}: ${name} is no code and no family of findings${meant(name, severityNames)}`);
  if (!overridable.includes(severity)) throw refusal(`--rule ${written}: ${severity} is no severity${meant(severity, overridable)}`);
  return [name, severity as Severity | 'off'];
}

function meant(word: string, known: readonly string[]): string {
  const near = nearest(word, known);
  return near === undefined ? '; `polity explain` lists them' : `; did you mean ${near}?`;
}
