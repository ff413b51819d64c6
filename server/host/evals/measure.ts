// `polity measure`: is a principle vague in fact, do two pull apart in fact?

import { nearest } from '../../../grammar/names.ts';
import { measuredPrinciples } from '../../analysis/measured.ts';
import { lookupName, scopeOf, visibleNames } from '../../analysis/resolve.ts';
import type { Scope } from '../../analysis/scope.ts';
import { asking } from '../../evaluation/asking.ts';
import { type Estimate, totalCost } from '../../evaluation/estimate.ts';
import { carriedOut, estimatesOf, kinds, type Study, studyOf, type What } from '../../evaluation/study.ts';
import { dollars } from '../../reporting/evals/kept-run.ts';
import { spentLine, studyReport } from '../../reporting/evals/measures.ts';
import type { Call, Exit } from '../commands/command.ts';
import { inputsOf, loadInputs } from '../inputs.ts';
import { findingsKeepable, keepMeasurement } from '../measured.ts';
import { castOf, panelOf, withoutModel } from '../models/casting.ts';
import { isRefusal, refusal } from '../refusal.ts';
import { estimateLines } from './dry-run.ts';
import { budgetOf, hasErrors, modelsNamed, serversFor } from './planning.ts';
import { askingEffects, sha256 } from './suite.ts';

export async function runMeasure(call: Call): Promise<Exit> {
  const [what, ...rest] = call.args;
  if (what !== 'agreement' && what !== 'conflict') {
    const near = nearest(what ?? '', ['agreement', 'conflict']);
    throw refusal(
      `measure ${what}: there is \`measure agreement PRINCIPLE\` and \`measure conflict P Q\`${near ? `; did you mean ${near}?` : ''}`,
    );
  }
  const count = kinds[what].principles;
  if (rest.length < count)
    throw refusal(
      what === 'agreement'
        ? 'measure agreement needs a principle: `polity measure agreement PRINCIPLE`'
        : 'measure conflict needs two principles: `polity measure conflict P Q`',
    );
  const study = await studyIn(call, { what, names: rest.slice(0, count), paths: rest.slice(count) });
  return study ? measured(call, study) : 1;
}

interface Wanted {
  readonly what: What;
  readonly names: readonly string[];
  readonly paths: readonly string[];
}

/** The principles in the first document that knows them all, with everything around them. */
async function studyIn(call: Call, { what, names, paths }: Wanted): Promise<Study | undefined> {
  const { loaded } = await loadInputs(call, await inputsOf(call, paths));
  if (hasErrors(call, await call.project(), loaded)) return undefined;
  const scopes = loaded.asked.map(file => scopeOf(loaded.workspace, file)!);
  const cases = call.options.cases === undefined ? {} : { cases: Number(call.options.cases) };
  for (const scope of scopes) {
    const entities = measuredPrinciples(scope, names);
    if (entities && new Set(entities).size < entities.length)
      throw refusal(`measure ${what}: ${names.join(' and ')} are one principle, and nothing pulls apart from itself; name two`);
    const study = studyOf(loaded.workspace, scope, { what, names, ...cases });
    if (study) return study;
  }
  throw refusal(unknownName(scopes, names));
}

function unknownName(scopes: readonly Scope[], names: readonly string[]): string {
  const known = scopes.flatMap(scope => [...visibleNames(scope, 'principle')].map(({ name }) => name));
  const unknown = names.find(name => !scopes.some(scope => lookupName(scope, 'principle', name.split('.')).kind === 'found'));
  if (unknown === undefined) return `no document knows both ${names.join(' and ')}`;
  const near = nearest(unknown, known);
  return `${unknown}: there is no such principle${near ? `; did you mean ${near}?` : ''}`;
}

async function measured(call: Call, study: Study): Promise<Exit> {
  const { config, root } = await call.project();
  const named = modelsNamed(call);
  const servers = await serversFor(call, named);
  const cast = castOf(config, named, servers);
  if (!cast) {
    for (const line of withoutModel(servers)) call.complain(line);
    return 1;
  }
  const panel = panelOf(cast);
  if (!(await afford(call, estimatesOf(study, panel)))) return 0;
  findingsKeepable(root);
  const effects = await askingEffects(call, Number(call.options.concurrency ?? config.eval?.concurrency ?? 4));
  const replay = call.options.replay as 'only' | 'prefer' | 'off';
  const { ask, spent } = asking(effects, { replay, since: Date.now(), budgetUSD: budgetOf(call, config.eval?.budgetUSD) });
  const { outcome, undrafted } = await carriedOut(study, panel, { ask, hash: sha256 });
  if (call.world.interrupted().aborted) {
    call.complain(
      `interrupted, so nothing was concluded; replies that came are recorded, and the same call goes on from there. ${spentLine(spent)}`,
    );
    return 130;
  }
  if (undrafted !== undefined) call.note(`no cases were drafted: ${undrafted}`);
  if (outcome.kind === 'nothing') {
    call.complain(`nothing could be ${study.what === 'agreement' ? 'measured' : 'tried'}: ${outcome.why}`);
    return 1;
  }
  const kept = keptOrTold(call, () => keepMeasurement(root, study.about, outcome.finding && { ...study.about, ...outcome.finding }));
  call.world.stdout.write(studyReport({ outcome, spent, kept }, { json: call.options.format === 'json', color: call.color }));
  return 0;
}

/** What models said was paid for: it is reported even where it cannot be kept. */
function keptOrTold(call: Call, keep: () => string | undefined): string | undefined {
  try {
    return keep();
  } catch (error) {
    if (!isRefusal(error)) throw error;
    call.complain(error.message);
    return undefined;
  }
}

/** Says what it will cost, and whether to go on. */
async function afford(call: Call, parts: readonly Estimate[]): Promise<boolean> {
  const lines = estimateLines(parts, 0);
  if (call.options.dryRun) {
    for (const line of lines) call.world.stdout.write(`${line}\n`);
    return false;
  }
  for (const line of lines) call.note(line);
  const { config } = await call.project();
  const budget = budgetOf(call, config.eval?.budgetUSD);
  const { costUSD } = totalCost(parts);
  if (budget !== undefined && costUSD > budget)
    throw refusal(`this would cost about ${dollars(costUSD)}, and the budget is ${dollars(budget)}; nothing was sent`);
  return true;
}
