// A study of one principle, or of two, with models: what it takes is known before anything is sent; what comes of it is words and a
// finding. `agreement.ts` and `probing.ts` do the measuring.

import { check } from '../analysis/check.ts';
import type { FindingData } from '../analysis/finding.ts';
import { type Measurement, measuredPrinciples, textHash } from '../analysis/measured.ts';
import { worldOf } from '../analysis/norms/worlds.ts';
import { visibleNames } from '../analysis/resolve.ts';
import type { Scope } from '../analysis/scope.ts';
import type { Workspace } from '../analysis/workspace.ts';
import { type Agreement, type AgreementPlan, agreementFinding, measureAgreement, type Probe } from './agreement.ts';
import { likelyReplyTokens } from './asking.ts';
import { costOf, type Profile } from './call.ts';
import type { EvalPlan } from './case.ts';
import { gathered } from './cases.ts';
import { describedPrinciple } from './described.ts';
import { type Described, drafted, draftMessages } from './drafting.ts';
import type { Estimate } from './estimate.ts';
import type { JudgingEffects } from './judging.ts';
import { type ProbePlan, type ProbeResult, probeConflict, probeFinding } from './probing.ts';
import { compiledPrompt } from './prompt.ts';
import { situationOf } from './situation.ts';
import { estimatedTokens } from './tokens.ts';

export type What = 'agreement' | 'conflict';

/** What is measured, read out of a document. */
export interface Study {
  readonly what: What;
  /** Of the finding that may come of it: the text that it will speak of. */
  readonly about: Pick<Measurement, 'code' | 'file' | 'principles' | 'hash'>;
  /** One principle, or two that may pull apart. */
  readonly described: readonly Described[];
  /** The names of the others. */
  readonly others: readonly string[];
  readonly prompt: string;
  /** Cases that the document has already. */
  readonly known: readonly Probe[];
  /** How many cases there shall be. */
  readonly wanted: number;
  /** Where the norms already say that the two clash, the situation that shows it. */
  readonly facts?: string;
}

/** Who answers, who judges, who drafts cases. */
export interface Panel {
  readonly models: readonly Profile[];
  readonly judges: readonly Profile[];
  readonly drafter: Profile;
}

/** How many principles a study is about, and how many cases it has where nobody says. */
export const kinds = {
  agreement: { principles: 1, cases: 8, code: 'vague/measured' },
  conflict: { principles: 2, cases: 4, code: 'conflict/observed' },
} as const satisfies Record<What, { principles: number; cases: number; code: Measurement['code'] }>;

interface Asked {
  readonly what: What;
  /** As the document writes them. */
  readonly names: readonly string[];
  readonly cases?: number;
}

/** Nothing where the document does not know a name. */
export function studyOf(workspace: Workspace, scope: Scope, { what, names, cases }: Asked): Study | undefined {
  const entities = measuredPrinciples(scope, names);
  if (!entities) return undefined;
  const world = worldOf(scope, workspace.settings.solver);
  const visible = [...visibleNames(scope, 'principle')].map(({ name }) => name).filter(name => !name.includes('.'));
  const wanted = cases ?? kinds[what].cases;
  const facts = what === 'conflict' ? witnessOf(workspace, scope, names) : undefined;
  const { plans } = gathered(scope, { situate: given => situationOf(world, given) });
  return {
    what,
    about: { code: kinds[what].code, file: scope.document.file, principles: names, hash: textHash(scope, entities) },
    described: entities.map((entity, i) => describedPrinciple(scope, entity, names[i]!)),
    others: visible.filter(name => !names.includes(name)),
    prompt: compiledPrompt(scope, { leftOut: situationOf(world, []).leftOut }).text,
    known: what === 'agreement' ? probesOf(plans, names[0]!).slice(0, wanted) : [],
    wanted,
    ...(facts === undefined ? {} : { facts }),
  };
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
      const answers = step.checks.flatMap(each => (each.kind === 'compared' ? [...each.good, ...each.bad] : []));
      return answers.map(({ text }): Probe => ({ origin: 'example', said, reply: text }));
    });
}

function witnessOf(workspace: Workspace, scope: Scope, names: readonly string[]): string | undefined {
  for (const { code, data } of check(workspace, scope.document.file)) {
    if (!code.startsWith('conflict/') || !data?.witness) continue;
    if (names.every(name => data.norms?.some(norm => norm.principle === name))) return factsOf(data.witness);
  }
  return undefined;
}

const factsOf = (witness: NonNullable<FindingData['witness']>): string =>
  Object.entries(witness)
    .map(([name, value]) => `${name} is ${value}`)
    .join(', ');

/** A judge alone is asked several times. */
const votesOf = (judges: readonly Profile[]): number => Math.ceil(3 / judges.length);

/** How often each model answers each situation in which two principles are tried. */
const repeats = 3;

/** Judges answer in a sentence or two. */
const verdictTokens = 100;

/** What it takes, for each profile in the order in which they are asked first. */
export function estimatesOf(study: Study, { models, judges, drafter }: Panel): Estimate[] {
  const missing = study.wanted - study.known.length;
  const texts = study.described.map(({ text }) => text).join('');
  const written = study.known.filter(({ reply }) => reply !== undefined).length;
  const answered = study.what === 'agreement' ? study.known.length - written + missing : study.wanted * repeats;
  const judgings =
    study.what === 'agreement' ? (written + answered * models.length) * votesOf(judges) : answered * models.length * study.described.length;
  return merged([
    part(drafter, missing > 0 ? 1 : 0, ''),
    ...models.map(model => part(model, answered, study.prompt)),
    ...judges.map(judge => part(judge, judgings, texts, verdictTokens)),
  ]);
}

const part = (profile: Profile, calls: number, text: string, replyTokens = likelyReplyTokens): Estimate => {
  const sum = { calls, input: calls * (estimatedTokens(text) + 300), output: calls * replyTokens };
  return { profile, ...sum, costUSD: costOf(profile, sum) };
};

function merged(parts: readonly Estimate[]): Estimate[] {
  const profiles = [...new Set(parts.map(({ profile }) => profile))];
  return profiles.flatMap(profile => {
    const own = parts.filter(one => one.profile === profile && one.calls > 0);
    const add = (value: (one: Estimate) => number) => own.reduce((sum, one) => sum + value(one), 0);
    const costUSD = own.some(one => one.costUSD === undefined) ? undefined : add(one => one.costUSD!);
    const sums = { calls: add(({ calls }) => calls), input: add(({ input }) => input), output: add(({ output }) => output) };
    return own.length === 0 ? [] : [{ profile, ...sums, costUSD }];
  });
}

/** What a finding says, where there is one. */
type Found = Pick<Measurement, 'message' | 'cases'> | undefined;

export type Outcome =
  | { readonly kind: 'agreement'; readonly plan: AgreementPlan; readonly result: Agreement; readonly finding: Found }
  | { readonly kind: 'conflict'; readonly plan: ProbePlan; readonly result: ProbeResult; readonly finding: Found }
  /** Not a case was left, and why. */
  | { readonly kind: 'nothing'; readonly why: string };

/** With `undrafted`: why no cases were drafted, where they were missing. */
export async function carriedOut(
  study: Study,
  panel: Panel,
  effects: JudgingEffects,
): Promise<{ readonly outcome: Outcome; readonly undrafted?: string }> {
  const missing = study.wanted - study.known.length;
  const draft =
    missing > 0
      ? await drafted(effects.ask, panel.drafter, draftMessages(study.described, missing, study.facts))
      : { kind: 'drafted' as const, users: [] };
  const users = draft.kind === 'drafted' ? draft.users.slice(0, missing) : [];
  const undrafted = draft.kind === 'none' ? { undrafted: draft.why } : {};
  if (study.what === 'agreement') return { outcome: await agreement(study, panel, { users, effects }), ...undrafted };
  if (draft.kind === 'none') return { outcome: { kind: 'nothing', why: draft.why } };
  return { outcome: await conflict(study, panel, { users, effects }) };
}

interface Around {
  readonly users: readonly string[];
  readonly effects: JudgingEffects;
}

async function agreement(study: Study, { models, judges }: Panel, { users, effects }: Around): Promise<Outcome> {
  const [principle] = study.described as [Described];
  const { others, prompt } = study;
  const probes = [...study.known, ...users.map((text): Probe => ({ origin: 'drafted', said: [{ speaker: 'user', text }] }))];
  const plan: AgreementPlan = { principle, others, probes, prompt, models, judges, votes: votesOf(judges) };
  const result = await measureAgreement(plan, effects);
  if (!('entropy' in result)) return { kind: 'nothing', why: result.why };
  return { kind: 'agreement', plan, result, finding: result.high ? agreementFinding(result, plan) : undefined };
}

async function conflict(study: Study, { models, judges }: Panel, { users, effects }: Around): Promise<Outcome> {
  const principles = study.described as [Described, Described];
  const { others, prompt } = study;
  const plan: ProbePlan = { principles, others, users, prompt, models, judges, repeats };
  const result = await probeConflict(plan, effects);
  if (result.situations.length === 0) return { kind: 'nothing', why: result.why ?? 'no situation was left' };
  return { kind: 'conflict', plan, result, finding: probeFinding(result, plan) };
}
