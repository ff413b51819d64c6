// `polity gate NAME`: may this version go out?

import pc from 'picocolors';
import { nearest } from '../../../grammar/names.ts';
import type * as syntax from '../../../grammar/syntax.ts';
import { textOf } from '../../../grammar/text.ts';
import { check } from '../../analysis/check.ts';
import { type Declared, declarationsOf, entityOf } from '../../analysis/names.ts';
import { lookup, scopeOf } from '../../analysis/resolve.ts';
import { checkedIn } from '../../analysis/rules/eval/uncovered.ts';
import type { Scope } from '../../analysis/scope.ts';
import { importersOf } from '../../analysis/usage.ts';
import type { Replay } from '../../evaluation/asking.ts';
import type { EvalPlan } from '../../evaluation/case.ts';
import { counted, coverage, type LineResult, passRate, type Requirement, regressions } from '../../evaluation/gate.ts';
import { sourceAt } from '../../evaluation/wording.ts';
import { callsLine, type KeptRun } from '../../reporting/evals/kept-run.ts';
import { plural } from '../../reporting/report.ts';
import { harmless, wrapped } from '../../reporting/terminal.ts';
import type { Call, Exit } from '../commands/command.ts';
import { shownFrom } from '../files.ts';
import { inputsOf, loadInputs } from '../inputs.ts';
import { type Loaded, pathOf } from '../load.ts';
import { castOf, withoutModel } from '../models/casting.ts';
import type { Project } from '../project.ts';
import { refusal } from '../refusal.ts';
import { openRun, runIds, runsFolder } from '../runs.ts';
import { namesAt, workspaceAt } from './at-revision.ts';
import { carriedOut, hasErrors, modelsNamed, serversFor } from './planning.ts';
import { sha256, suiteOf } from './suite.ts';

export async function runGate(call: Call): Promise<Exit> {
  const project = await call.project();
  const [name, ...paths] = call.args as [string, ...string[]];
  const { loaded } = await loadInputs(call, await inputsOf(call, paths));
  if (hasErrors(call, project, loaded)) return 1;
  const { scope, declared } = gateNamed(loaded, name);
  const only = { ...loaded, asked: [scope.document.file] };
  const requirements = declared.node.body.map(line => requirementOf(scope, declared, line));
  const kept = await runFor(call, only, requirements);
  if (kept?.kind === 'run' && kept.run.end?.interrupted) {
    call.complain(`interrupted, so the gate was not decided; what had ended is kept. ${callsLine(kept.run.summary)}`);
    return 130;
  }
  const results = await Promise.all(requirements.map(requirement => resultOf(requirement, { project, loaded: only, scope, kept })));
  const holds = results.every(result => result.holds);
  call.world.stdout.write(call.options.format === 'json' ? json(name, results, kept) : pretty(name, results, call.color));
  return holds ? 0 : 1;
}

interface Found {
  readonly scope: Scope;
  readonly declared: Declared<syntax.Gate>;
}

function gateNamed({ workspace, asked }: Loaded, name: string): Found {
  const gates = asked.flatMap(file => {
    const scope = scopeOf(workspace, file)!;
    return [...declarationsOf(scope.own, 'gate')].map((declared): Found => ({ scope, declared }));
  });
  const found = gates.filter(({ declared }) => declared.node.name.text === name);
  if (found.length === 1) return found[0]!;
  const names = gates.map(({ declared }) => declared.node.name.text);
  if (found.length > 1)
    throw refusal(
      `${name}: ${found.length} documents have such a gate; name the file as well: ${found.map(({ scope }) => scope.document.file).join(', ')}`,
    );
  const near = nearest(name, names);
  throw refusal(
    `${name}: there is no such gate${near ? `; did you mean ${near}?` : names.length > 0 ? `; there are ${names.join(', ')}` : '; a model spec declares one with `gate NAME { require … }`'}`,
  );
}

const metrics = ['conflicts', 'vague', 'coverage', 'evals', 'regressions'] as const;

function requirementOf(scope: Scope, declared: Declared<syntax.Gate>, line: syntax.Require): Requirement {
  const metric = metrics.find(one => one === line.metric.text) ?? 'conflicts';
  const of = line.of.flatMap(ref => (ref.text === '' ? [] : [...evalsOf(scope, ref)]));
  return {
    text: sourceAt({ scope, declared }, line).replace(/^require\s+/, ''),
    metric,
    operator: line.operator,
    bound: line.bound.value,
    ...(line.of.length > 0 && { evals: new Set(of) }),
    ...(line.since && { since: textOf(line.since) }),
  };
}

/** A marker for all evals that check a principle; the plans know which. */
const checking = (principle: string): string => `\0${principle}`;

function* evalsOf(scope: Scope, ref: syntax.Ref): Iterable<string> {
  if (lookup(scope, 'eval', ref).kind === 'found') yield ref.text;
  else yield checking(ref.text);
}

/** The ids that a line is about. */
function idsIn({ evals }: Requirement, plans: readonly EvalPlan[]): ReadonlySet<string> | undefined {
  return (
    evals && new Set(plans.filter(({ id, checks }) => evals.has(id) || checks.some(name => evals.has(checking(name)))).map(({ id }) => id))
  );
}

type Kept =
  | { readonly kind: 'run'; readonly run: KeptRun; readonly plans: readonly EvalPlan[] }
  | { readonly kind: 'none'; readonly why: string };

/** The run that the lines need, if any does: no more evals than they speak of. */
async function runFor(call: Call, loaded: Loaded, requirements: readonly Requirement[]): Promise<Kept | undefined> {
  const lines = requirements.filter(({ metric }) => metric === 'evals' || metric === 'regressions');
  if (lines.length === 0) return undefined;
  const project = await call.project();
  const named = modelsNamed(call);
  const servers = await serversFor(call, named);
  const cast = castOf(project.config, named, servers);
  const suite = suiteOf(project, loaded, cast);
  if (!cast) {
    for (const line of withoutModel(servers)) call.complain(line);
    return { kind: 'none', why: 'No model is configured, so no eval was run.' };
  }
  const wanted = lines.map(line => idsIn(line, suite.plans));
  const evals = suite.plans.filter(({ id }) => wanted.some(ids => !ids || ids.has(id)));
  for (const line of cast.notes) call.note(line);
  const run = await carriedOut(
    call,
    { evals, modelsOf: cast.modelsOf, judges: cast.judges, simulator: cast.simulator, documents: suite.documents },
    { replay: call.options.replay as Replay },
  );
  call.note(`run ${run.head.id} is kept`);
  return { kind: 'run', run, plans: suite.plans };
}

interface Around {
  readonly project: Project;
  readonly loaded: Loaded;
  readonly scope: Scope;
  readonly kept: Kept | undefined;
}

function resultOf(requirement: Requirement, around: Around): LineResult | Promise<LineResult> {
  const { kept } = around;
  switch (requirement.metric) {
    case 'conflicts':
      return counted(requirement, findingsOf(around, 'conflict/'), 'conflicts that no `allow` silences');
    case 'vague':
      return counted(requirement, findingsOf(around, 'vague/'), 'vague places that no `allow` silences');
    case 'coverage':
      return covered(requirement, around);
    case 'evals':
      return kept?.kind === 'run'
        ? passRate({ ...requirement, evals: idsIn(requirement, kept.plans) }, kept.run.summary)
        : notRun(requirement, kept);
    case 'regressions':
      return kept?.kind === 'run' ? regressed(requirement, around, kept.run) : notRun(requirement, kept);
  }
}

const notRun = ({ text }: Requirement, kept: Kept | undefined): LineResult => ({
  text,
  holds: false,
  why: kept?.kind === 'none' ? kept.why : 'It was not run.',
});

/** Whatever the configuration silences: a gate counts what no `allow` accepts. */
function findingsOf({ loaded, scope }: Around, family: string): number {
  const { workspace } = loaded;
  const all = { ...workspace, settings: { ...workspace.settings, severities: new Map() } };
  return check(all, scope.document.file).filter(({ code }) => code.startsWith(family)).length;
}

function covered(requirement: Requirement, { loaded, scope }: Around): LineResult {
  const checked = new Set([scope, ...importersOf(loaded.workspace, scope.document.file)].flatMap(each => [...checkedIn(each)]));
  const ruled = [...declarationsOf(scope.own, 'principle')].filter(({ node }) => node.body.some(({ kind }) => kind === 'norm'));
  const open = ruled.filter(declared => !declared.node.body.some(({ kind }) => kind === 'example') && !checked.has(entityOf(declared)));
  return coverage(
    requirement,
    ruled.length,
    open.map(({ node }) => node.name.text),
  );
}

async function regressed(requirement: Requirement, { project, loaded, scope }: Around, now: KeptRun): Promise<LineResult> {
  const since = requirement.since ?? '';
  const { file } = scope.document;
  const was = (await namesAt(project, since))(file);
  const workspace = await workspaceAt(project, since, { files: [was ?? file], settings: loaded.workspace.settings });
  const then = was === undefined ? undefined : scopeOf(workspace, was);
  if (was === undefined || !then)
    return { text: requirement.text, holds: false, why: `${shownFrom(project, pathOf(project, file))} was not there at ${since}.` };
  const shown = shownFrom(project, pathOf(project, was));
  const documents = [...then.reach.keys()].map(name => ({
    files: name === was ? [was, file] : [name],
    hash: sha256(workspace.documents.get(name)!.tree.text),
  }));
  const before = newestRunOf(runsFolder(project.root), documents, now.head.id);
  if (!before && hasTexts(now, documents)) return counted(requirement, 0, `evals are lost: the text is the same as at ${since}`);
  if (!before) {
    const how = `git checkout ${since} && polity eval ${shown} && git checkout -`;
    return { text: requirement.text, holds: false, why: `No run of the text at ${since} is kept. Make one: \`${how}\`.` };
  }
  return regressions(requirement, { evals: evalsIn(before, shown) }, now.summary);
}

/** Those of a document; all, where the run calls its files otherwise, as one from another folder does. */
function evalsIn({ summary: { evals } }: KeptRun, file: string): KeptRun['summary']['evals'] {
  const own = evals.filter(score => score.eval.at.file === file);
  return own.length > 0 ? own : evals;
}

/** What was renamed since may stand in a run under either name. */
type Texts = readonly { readonly files: readonly string[]; readonly hash: string }[];

const hasTexts = ({ head }: KeptRun, documents: Texts): boolean =>
  documents.every(({ files, hash }) => head.documents.some(one => files.includes(one.file) && one.hash === hash));

/** The newest run that has these documents with these texts among its own, but for the one that was just made. */
function newestRunOf(folder: string, documents: Texts, present: string): KeptRun | undefined {
  for (const id of runIds(folder)) {
    const run = id === present ? undefined : openRun(folder, id);
    if (run && hasTexts(run, documents)) return run;
  }
  return undefined;
}

function pretty(name: string, results: readonly LineResult[], color: boolean): string {
  const ink = pc.createColors(color);
  const rows = results.map(
    ({ text, holds, why }) =>
      `${holds ? ink.green('holds') : ink.red('fails')}  ${harmless(text)}\n${wrapped(harmless(why), '       ', 110)}\n`,
  );
  const failing = results.filter(({ holds }) => !holds).length;
  return `${rows.join('')}${failing === 0 ? ink.green(`Gate ${harmless(name)} holds.`) : ink.red(`Gate ${harmless(name)} does not hold: ${plural(failing, 'line')} of ${results.length} ${failing === 1 ? 'fails' : 'fail'}.`)}\n`;
}

function json(name: string, results: readonly LineResult[], kept: Kept | undefined): string {
  const body = {
    version: 1,
    gate: name,
    holds: results.every(({ holds }) => holds),
    lines: results,
    ...(kept?.kind === 'run' && { run: kept.run.head.id }),
  };
  return `${JSON.stringify(body, undefined, 2)}\n`;
}
