// Is a principle vague in fact? Judges are asked whether replies keep it, and how far apart they are is measured
// (evaluation.md; He et al. 2025, arXiv 2509.01186).

import type { KeptCase } from '../analysis/finding.ts';
import type { Profile } from './call.ts';
import type { Said } from './case.ts';
import { messagesOf } from './conversation.ts';
import type { Described } from './drafting.ts';
import { asked, type JudgingEffects } from './judging.ts';
import { bootstrapMean, type Estimate, normalisedEntropy } from './statistics/entropy.ts';

/** A conversation up to where a reply is due. With `reply`, that one is judged, and no model is asked. */
export interface Probe {
  readonly origin: 'example' | 'eval' | 'drafted';
  readonly said: readonly Said[];
  readonly reply?: string;
}

export interface AgreementPlan {
  readonly principle: Described;
  /** The names of the others, which a judge may cite. */
  readonly others: readonly string[];
  readonly probes: readonly Probe[];
  readonly prompt: string;
  readonly models: readonly Profile[];
  readonly judges: readonly Profile[];
  /** How often each judge is asked, where there are too few of them. */
  readonly votes: number;
}

type Answer = 'met' | 'not met' | 'unclear';

export interface Judged {
  readonly probe: Probe;
  /** One for each reply: of every model, or the one that the author wrote. */
  readonly replies: readonly {
    readonly model: string;
    readonly text: string;
    readonly answers: readonly { readonly judge: string; readonly answer: Answer; readonly cites: string; readonly reason: string }[];
  }[];
}

/** Why judges are divided: about the sentence, about which of several counts, or because models do different things. */
export type Cause = 'clarify' | 'precedence' | 'resolve';

export interface Agreement {
  /** Mean normalised entropy over the cases, with its bootstrap interval. */
  readonly entropy: Estimate;
  /** Sure to be high. */
  readonly high: boolean;
  readonly cause: Cause;
  readonly cases: readonly Judged[];
  /** Those that split the judges, the most divided first. */
  readonly split: readonly Judged[];
  /** Principles that were cited where judges were divided. */
  readonly cited: readonly string[];
  /** Cases that could not be judged, with the reason of the first. */
  readonly failed: number;
  readonly why?: string;
}

/** Judges answer met, not met or unclear. */
const options = 3;

/** The lower end of the interval from which a principle counts as vague in fact: about one case in four divided as far as it can be. */
export const highFrom = 0.25;

export async function measureAgreement(
  plan: AgreementPlan,
  effects: JudgingEffects,
): Promise<Agreement | { readonly failed: number; readonly why: string }> {
  const results = await Promise.all(plan.probes.map(probe => judgedProbe(probe, plan, effects)));
  const cases = results.flatMap(result => (typeof result === 'string' ? [] : [result]));
  const why = results.find(result => typeof result === 'string') as string | undefined;
  const failed = results.length - cases.length;
  const entropies = cases.map(entropyOf);
  const entropy = bootstrapMean(entropies, seedOf(effects.hash(plan.principle.text)));
  if (!entropy) return { failed, why: why ?? 'There was no case to judge.' };
  const split = cases.filter((_, i) => entropies[i]! > 0).toSorted((left, right) => entropyOf(right) - entropyOf(left));
  const cited = [...new Set(split.flatMap(({ replies }) => replies.flatMap(({ answers }) => answers.map(({ cites }) => cites))))];
  return { entropy, high: entropy.interval.low >= highFrom, cause: causeOf(split), cases, split, cited, failed, why };
}

const seedOf = (hash: string): number => Number.parseInt(hash.slice(0, 8), 16);

const answersIn = ({ replies }: Judged): Answer[] => replies.flatMap(({ answers }) => answers.map(({ answer }) => answer));
const entropyOf = (judged: Judged): number => normalisedEntropy(answersIn(judged), options);

/** A text is the reason why the case could not be judged. */
async function judgedProbe(probe: Probe, plan: AgreementPlan, effects: JudgingEffects): Promise<Judged | string> {
  const written = probe.reply === undefined ? await repliesTo(probe, plan, effects) : [{ model: '', text: probe.reply }];
  if (typeof written === 'string') return written;
  const replies = await Promise.all(written.map(reply => judgedReply(reply, probe, { plan, effects })));
  return replies.find(reply => typeof reply === 'string') ?? { probe, replies: replies as Judged['replies'] };
}

async function repliesTo(probe: Probe, plan: AgreementPlan, { ask }: JudgingEffects): Promise<string | { model: string; text: string }[]> {
  const messages = messagesOf(plan.prompt, probe.said);
  const answers = await Promise.all(plan.models.map(profile => ask({ profile, messages, repeat: 1 })));
  const failure = answers.find(answer => answer.kind === 'failed');
  if (failure) return failure.failure.message;
  return answers.flatMap((answer, i) => (answer.kind === 'reply' ? [{ model: plan.models[i]!.name, text: answer.reply.text }] : []));
}

interface Around {
  readonly plan: AgreementPlan;
  readonly effects: JudgingEffects;
}

async function judgedReply(
  { model, text }: { model: string; text: string },
  probe: Probe,
  { plan, effects }: Around,
): Promise<Judged['replies'][number] | string> {
  const subject = { transcript: [...probe.said, { speaker: 'assistant' as const, text, generated: 'reply' as const }], whole: false };
  const question = { kind: 'keeps' as const, principle: plan.principle.name, prose: plan.principle.text, others: plan.others };
  const seats = plan.judges.flatMap(judge => Array.from({ length: plan.votes }, (_, i) => ({ judge, repeat: i + 1, effects })));
  const heard = await Promise.all(seats.map(seat => asked(question, subject, seat)));
  for (const one of heard) if (one.kind === 'none') return one.reason;
  const answers = heard.map((one, i) => {
    const judge = seats[i]!.judge.name;
    if (one.kind !== 'answer') return { judge, answer: 'unclear' as const, cites: '', reason: one.reason };
    const { verdict, principle: cites, reason } = one.judgement as { reason: string; principle: string; verdict: Answer };
    return { judge, answer: verdict, cites, reason };
  });
  return { model, text, answers };
}

/** Told apart over the cases that split the judges. */
function causeOf(split: readonly Judged[]): Cause {
  const mean = (numbers: readonly number[]) => (numbers.length === 0 ? 0 : numbers.reduce((sum, one) => sum + one, 0) / numbers.length);
  // Each reply is judged alike, and the replies differ: the models do, not the readers.
  const within = mean(
    split.flatMap(({ replies }) =>
      replies.map(({ answers }) =>
        normalisedEntropy(
          answers.map(({ answer }) => answer),
          options,
        ),
      ),
    ),
  );
  const pooled = mean(split.map(entropyOf));
  if (split.some(({ replies }) => replies.length > 1) && within < pooled / 2) return 'resolve';
  const differing = split.filter(
    ({ replies }) => new Set(replies.flatMap(({ answers }) => answers.map(({ cites }) => cites).filter(cites => cites !== ''))).size > 1,
  );
  return differing.length * 2 > split.length ? 'precedence' : 'clarify';
}

/** `they`: who was asked. */
const advice: Readonly<Record<Cause, (cited: readonly string[], they: 'They' | 'It') => string>> = {
  clarify: (_, they) =>
    `${they === 'It' ? 'It reads the sentence itself differently from one time to the next' : 'They read the sentence itself differently'}: say what it asks for in these cases, or add them as examples.`,
  precedence: (cited, they) =>
    `${they} ${they === 'It' ? 'cites' : 'cite'} different principles (${cited.slice(0, 4).join(', ')}): say which goes first, with \`overrides\`, \`prefer\` or a \`tension\`.`,
  resolve: () => 'Each reply is judged alike, but the models do different things: add a norm that settles these cases.',
};

/** What the finding says, and the cases that stand with it. */
export function agreementFinding(
  { entropy, cause, cases, split, cited }: Agreement,
  plan: AgreementPlan,
): { message: string; cases: KeptCase[] } {
  const figures = `entropy ${entropy.value.toFixed(2)} of 1, 95% interval ${entropy.interval.low.toFixed(2)} to ${entropy.interval.high.toFixed(2)}`;
  const they = plan.judges.length === 1 ? 'It' : 'They';
  const message = `Asked whether replies keep \`${plan.principle.name}\`, ${judgesAsked(plan)} divided over ${split.length} of ${cases.length} cases (${figures}). ${advice[cause](cited, they)}`;
  return { message, cases: split.slice(0, mostKept).map(one => keptCase(one, plan.principle.name)) };
}

/** `3 judges were`; where there are too few of them, how often each was asked. */
function judgesAsked({ judges, votes }: AgreementPlan): string {
  const times = votes === 2 ? 'twice' : `${votes} times`;
  if (judges.length === 1) return `one judge, asked ${times}, was`;
  return `${judges.length} judges${votes > 1 ? `, each asked ${times},` : ''} were`;
}

/** More cases than this would not be read, nor more replies to one. */
export const mostKept = 5;
export const mostReplies = 30;

/** A case with all that judges said of it. */
export function keptCase(judged: Judged, principle: string): KeptCase {
  const { said } = judged.probe;
  return {
    user: short(said.findLast(({ speaker }) => speaker === 'user')?.text || '(nothing)'),
    outcome: outcomeOf(answersIn(judged), isAskedAgain(judged)),
    reply: judged.replies[0]?.text.slice(0, 2000),
    said: said.map(({ speaker, text }) => ({ speaker, text: short(text) })),
    replies: judged.replies.slice(0, mostReplies).map(({ model, text, answers: own }) => ({
      model,
      text: short(text),
      verdicts: own.map(({ answer, reason, cites }, i) => ({
        judge: seatIn(own, i),
        principle,
        met: answer,
        reason: reason.slice(0, 1000),
        cites,
      })),
    })),
  };
}

type Answers = Judged['replies'][number]['answers'];

/** A judge by name; one that was asked several times, by which time it was. */
function seatIn(answers: Answers, index: number): string {
  const { judge } = answers[index]!;
  const own = answers.filter(one => one.judge === judge);
  return own.length > 1 ? `${judge} (${own.indexOf(answers[index]!) + 1} of ${own.length})` : judge;
}

/** Whether judges gave several answers to one reply, so that answers are no judges. */
const isAskedAgain = ({ replies }: Judged): boolean =>
  replies.some(({ answers }) => new Set(answers.map(({ judge }) => judge)).size < answers.length);

/** `2 say that the reply keeps it, 1 that it does not.`; `2 of 3 answers say …` where judges were asked again. */
function outcomeOf(answers: readonly Answer[], again: boolean): string {
  const kinds = [
    { answer: 'met', first: 'that the reply keeps it', later: 'that it keeps it' },
    { answer: 'not met', first: 'that the reply does not keep it', later: 'that it does not' },
    { answer: 'unclear', first: 'that it is unclear whether the reply keeps it', later: 'that it is unclear' },
  ] as const;
  const parts = kinds
    .map(kind => ({ ...kind, count: answers.filter(one => one === kind.answer).length }))
    .filter(({ count }) => count > 0)
    .map(({ count, first, later }, i) =>
      i === 0 ? `${count}${again ? ` of ${answers.length} answers` : ''} ${count === 1 ? 'says' : 'say'} ${first}` : `${count} ${later}`,
    );
  return `${parts.join(', ')}.`;
}

/** What is kept is to be read. */
export const short = (text: string): string => (text.length > 4000 ? `${text.slice(0, 4000)}…` : text);
