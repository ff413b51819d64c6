// `polity measure`: is a principle vague in fact, do two pull apart in fact?

import { nearest } from '../../../grammar/names.ts';
import { check } from '../../analysis/check.ts';
import type { FindingData } from '../../analysis/finding.ts';
import { type Measurement, measuredPrinciples, textHash } from '../../analysis/measured.ts';
import type { Entity } from '../../analysis/names.ts';
import { worldOf } from '../../analysis/norms/worlds.ts';
import { lookupName, scopeOf, visibleNames } from '../../analysis/resolve.ts';
import type { Scope } from '../../analysis/scope.ts';
import { type AgreementPlan, agreementFinding, measureAgreement, type Probe } from '../../evaluation/agreement.ts';
import { asking, likelyReplyTokens } from '../../evaluation/asking.ts';
import { costOf, type Profile } from '../../evaluation/call.ts';
import type { EvalPlan } from '../../evaluation/case.ts';
import { gathered } from '../../evaluation/cases.ts';
import { describedPrinciple } from '../../evaluation/described.ts';
import { type Described, drafted, draftMessages } from '../../evaluation/drafting.ts';
import { type Estimate, totalCost } from '../../evaluation/estimate.ts';
import { type ProbePlan, probeConflict, probeFinding } from '../../evaluation/probing.ts';
import { compiledPrompt } from '../../evaluation/prompt.ts';
import { situationOf } from '../../evaluation/situation.ts';
import { estimatedTokens } from '../../evaluation/tokens.ts';
import { agreementReport, conflictReport } from '../../reporting/evals/measures.ts';
import type { Call, Exit } from '../commands/command.ts';
import { inputsOf, loadInputs } from '../inputs.ts';
import type { Loaded } from '../load.ts';
import { keepMeasurement } from '../measured.ts';
import { type Cast, castOf, withoutModel } from '../models/casting.ts';
import { refusal } from '../refusal.ts';
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
  const count = what === 'agreement' ? 1 : 2;
  if (rest.length < count)
    throw refusal(
      what === 'agreement'
        ? 'measure agreement needs a principle: `polity measure agreement PRINCIPLE`'
        : 'measure conflict needs two principles: `polity measure conflict P Q`',
    );
  const names = rest.slice(0, count);
  const study = await studyOf(call, names, rest.slice(count));
  if (!study) return 1;
  if (!study.cast) {
    for (const line of withoutModel(study.servers)) call.complain(line);
    return 1;
  }
  return what === 'agreement' ? agreement(call, study, study.cast) : conflict(call, study, study.cast);
}

interface Study {
  readonly loaded: Loaded;
  readonly scope: Scope;
  readonly entities: readonly Entity[];
  readonly names: readonly string[];
  readonly described: readonly Described[];
  readonly others: readonly string[];
  readonly prompt: string;
  readonly plans: readonly EvalPlan[];
  readonly cast: Cast | undefined;
  readonly servers: Awaited<ReturnType<typeof serversFor>>;
}

/** The principles in the first document that knows them all, with everything around them. */
async function studyOf(call: Call, names: readonly string[], paths: readonly string[]): Promise<Study | undefined> {
  const project = await call.project();
  const { loaded } = await loadInputs(call, await inputsOf(call, paths));
  if (hasErrors(call, project, loaded)) return undefined;
  const { workspace } = loaded;
  const scopes = loaded.asked.map(file => scopeOf(workspace, file)!);
  const scope = scopes.find(one => measuredPrinciples(one, names));
  if (!scope) throw refusal(unknownName(scopes, names));
  const entities = measuredPrinciples(scope, names)!;
  const named = modelsNamed(call);
  const servers = await serversFor(call, named);
  const world = worldOf(scope, workspace.settings.solver);
  const situation = situationOf(world, []);
  const visible = [...visibleNames(scope, 'principle')].map(({ name }) => name).filter(name => !name.includes('.'));
  return {
    loaded,
    scope,
    entities,
    names,
    described: entities.map((entity, i) => describedPrinciple(scope, entity, names[i]!)),
    others: visible.filter(name => !names.includes(name)),
    prompt: compiledPrompt(scope, { leftOut: situation.leftOut }).text,
    plans: gathered(scope, { situate: facts => situationOf(world, facts) }).plans,
    cast: castOf(project.config, named, servers),
    servers,
  };
}

function unknownName(scopes: readonly Scope[], names: readonly string[]): string {
  const known = scopes.flatMap(scope => [...visibleNames(scope, 'principle')].map(({ name }) => name));
  const unknown = names.find(name => !scopes.some(scope => lookupName(scope, 'principle', name.split('.')).kind === 'found'));
  if (unknown === undefined) return `no document knows both ${names.join(' and ')}`;
  const near = nearest(unknown, known);
  return `${unknown}: there is no such principle${near ? `; did you mean ${near}?` : ''}`;
}

/** A judge alone is asked several times. */
const votesOf = (judges: readonly Profile[]): number => Math.ceil(3 / judges.length);

async function agreement(call: Call, study: Study, cast: Cast): Promise<Exit> {
  const [principle] = study.described as [Described];
  const models = cast.answering(undefined);
  const wanted = Number(call.options.cases ?? 8);
  const known = probesOf(study.plans, study.names[0]!).slice(0, wanted);
  const missing = wanted - known.length;
  const votes = votesOf(cast.judges);
  const answered = known.filter(({ reply }) => reply === undefined).length + missing;
  const judgings = (known.length - (answered - missing) + answered * models.length) * votes;
  const parts = [
    draftPart(cast, missing),
    ...models.map(model => part(model, answered, study.prompt)),
    ...cast.judges.map(judge => part(judge, judgings, principle.text, verdictTokens)),
  ];
  if (!(await afford(call, parts))) return 0;
  const { ask, spent } = asking(await askingEffects(call, await concurrencyOf(call)), await askingOptions(call));
  const more =
    missing > 0
      ? await drafted(ask, cast.simulator, draftMessages([principle], missing, undefined))
      : { kind: 'drafted' as const, users: [] };
  if (more.kind === 'none') call.note(`no cases were drafted: ${more.why}`);
  const users = more.kind === 'drafted' ? more.users.slice(0, missing) : [];
  const probes: Probe[] = [...known, ...users.map((text): Probe => ({ origin: 'drafted', said: [{ speaker: 'user', text }] }))];
  const plan: AgreementPlan = { principle, others: study.others, probes, prompt: study.prompt, models, judges: cast.judges, votes };
  const result = await measureAgreement(plan, { ask, hash: sha256 });
  if (call.world.interrupted().aborted) return 130;
  if (!('entropy' in result)) {
    call.complain(`nothing could be measured: ${result.why}`);
    return 1;
  }
  const finding = result.high ? agreementFinding(result, plan) : undefined;
  const kept = await keep(call, study, 'vague/measured', finding);
  call.world.stdout.write(
    agreementReport({ result, plan, spent, kept, message: finding?.message }, { json: call.options.format === 'json', color: call.color }),
  );
  return 0;
}

/** Answers of its examples, each to be judged as it stands, and the first turns of its evals. */
function probesOf(plans: readonly EvalPlan[], name: string): Probe[] {
  return plans
    .filter(({ checks }) => checks.includes(name))
    .flatMap(({ kind, cases }) => {
      const steps = cases[0]!.steps;
      const at = steps.findIndex(step => step.kind === 'reply');
      const step = steps[at];
      if (step?.kind !== 'reply') return [];
      const said = steps.slice(0, at).flatMap(one => (one.kind === 'said' ? [one.said] : []));
      if (kind === 'eval') return [{ origin: 'eval' as const, said }];
      const answers = step.checks.flatMap(check => (check.kind === 'compared' ? [...check.good, ...check.bad] : []));
      return answers.map(({ text }): Probe => ({ origin: 'example', said, reply: text }));
    });
}

async function conflict(call: Call, study: Study, cast: Cast): Promise<Exit> {
  const principles = study.described as [Described, Described];
  const models = cast.answering(undefined);
  const wanted = Number(call.options.cases ?? 4);
  const repeats = 3;
  const replies = wanted * repeats;
  const texts = principles.map(({ text }) => text).join('');
  const parts = [
    draftPart(cast, wanted),
    ...models.map(model => part(model, replies, study.prompt)),
    ...cast.judges.map(judge => part(judge, replies * models.length * 2, texts, verdictTokens)),
  ];
  if (!(await afford(call, parts))) return 0;
  const { ask, spent } = asking(await askingEffects(call, await concurrencyOf(call)), await askingOptions(call));
  const draft = await drafted(ask, cast.simulator, draftMessages(principles, wanted, witnessOf(study)));
  if (draft.kind === 'none') {
    call.complain(`nothing could be tried: ${draft.why}`);
    return call.world.interrupted().aborted ? 130 : 1;
  }
  const plan: ProbePlan = {
    principles,
    others: study.others,
    users: draft.users.slice(0, wanted),
    prompt: study.prompt,
    models,
    judges: cast.judges,
    repeats,
  };
  const result = await probeConflict(plan, { ask, hash: sha256 });
  if (call.world.interrupted().aborted) return 130;
  if (result.situations.length === 0) {
    call.complain(`nothing could be tried: ${result.why ?? 'no situation was left'}`);
    return 1;
  }
  const finding = probeFinding(result, plan);
  const kept = await keep(call, study, 'conflict/observed', finding);
  call.world.stdout.write(
    conflictReport({ result, plan, spent, kept, message: finding?.message }, { json: call.options.format === 'json', color: call.color }),
  );
  return 0;
}

/** Where the norms already say that the two clash, the situation that shows it. */
function witnessOf({ loaded, scope, names }: Study): string | undefined {
  for (const { code, data } of check(loaded.workspace, scope.document.file)) {
    if (!code.startsWith('conflict/') || !data?.witness) continue;
    if (names.every(name => data.norms?.some(norm => norm.principle === name))) return facts(data.witness);
  }
  return undefined;
}

const facts = (witness: NonNullable<FindingData['witness']>): string =>
  Object.entries(witness)
    .map(([name, value]) => `${name} is ${value}`)
    .join(', ');

const concurrencyOf = async (call: Call): Promise<number> =>
  Number(call.options.concurrency ?? (await call.project()).config.eval?.concurrency ?? 4);

async function askingOptions(call: Call) {
  const { config } = await call.project();
  return { replay: call.options.replay as 'only' | 'prefer' | 'off', since: Date.now(), budgetUSD: budgetOf(call, config.eval?.budgetUSD) };
}

const part = (profile: Profile, calls: number, text: string, replyTokens = likelyReplyTokens): Estimate => {
  const sum = { calls, input: calls * (estimatedTokens(text) + 300), output: calls * replyTokens };
  return { profile, ...sum, costUSD: costOf(profile, sum) };
};

/** Judges answer in a sentence or two. */
const verdictTokens = 100;

const draftPart = ({ simulator }: Cast, cases: number): Estimate => part(simulator, cases > 0 ? 1 : 0, '');

/** Says what it will cost, and whether to go on. */
async function afford(call: Call, parts: readonly Estimate[]): Promise<boolean> {
  const lines = estimateLines(merged(parts), 0);
  if (call.options.dryRun) {
    for (const line of lines) call.world.stdout.write(`${line}\n`);
    return false;
  }
  for (const line of lines) call.note(line);
  const { config } = await call.project();
  const budget = budgetOf(call, config.eval?.budgetUSD);
  const { costUSD } = totalCost(parts);
  if (budget !== undefined && costUSD > budget)
    throw refusal(`this would cost about $${costUSD.toFixed(2)}, and the budget is $${budget}; nothing was sent`);
  return true;
}

function merged(parts: readonly Estimate[]): Estimate[] {
  const profiles = [...new Set(parts.map(({ profile }) => profile))];
  return profiles.flatMap(profile => {
    const own = parts.filter(one => one.profile === profile && one.calls > 0);
    const add = (value: (one: Estimate) => number) => own.reduce((sum, one) => sum + value(one), 0);
    const cost = own.some(({ costUSD }) => costUSD === undefined) ? undefined : add(({ costUSD }) => costUSD!);
    return own.length === 0
      ? []
      : [
          {
            profile,
            calls: add(({ calls }) => calls),
            input: add(({ input }) => input),
            output: add(({ output }) => output),
            costUSD: cost,
          },
        ];
  });
}

/** The finding in place of an older one about the same principles; the file that holds it. */
async function keep(
  call: Call,
  { scope, entities, names }: Study,
  code: Measurement['code'],
  finding: Pick<Measurement, 'message' | 'cases'> | undefined,
): Promise<string | undefined> {
  const { root } = await call.project();
  const of = { code, file: scope.document.file, principles: names };
  return keepMeasurement(root, of, finding && { ...of, hash: textHash(scope, entities), ...finding });
}
