// Asking judges, and what comes of several of them.

import type { Ask } from './asking.ts';
import type { Call, Hash, Message, Profile } from './call.ts';
import type { ComparedCheck, JudgedCheck, Met, Reference, Verdict, Vote } from './case.ts';
import { againMessage, type Judgement, judgeMessages, type Question, readJudgement, replySchema, type Subject } from './judgement.ts';

export interface JudgingEffects {
  readonly ask: Ask;
  readonly hash: Hash;
}

/** Who judges, and which repeat of the eval this is. */
export interface Bench {
  readonly judges: readonly Profile[];
  readonly repeat: number;
}

/** The verdict of all judges on one check. */
export async function judged(check: JudgedCheck, subject: Subject, bench: Bench, effects: JudgingEffects): Promise<Verdict> {
  const votes = await Promise.all(bench.judges.map(judge => vote(check, subject, { judge, repeat: bench.repeat, effects })));
  return { check, votes, ...(check.kind === 'scale' ? scaleVerdict(check, votes) : majority(votes)) };
}

interface Seat {
  readonly judge: Profile;
  readonly repeat: number;
  readonly effects: JudgingEffects;
}

function vote(check: JudgedCheck, subject: Subject, seat: Seat): Promise<Vote> {
  switch (check.kind) {
    case 'compared':
      return compared(check, subject, seat);
    case 'scale':
      return asked({ kind: 'scale', text: check.text, of: check.of }, subject, seat).then(answer => scored(answer, seat));
    case 'action':
      return asked({ kind: 'action', text: check.prose }, subject, seat).then(answer => voted(answer, !check.performs, seat));
    case 'criterion':
      return asked({ kind: 'criterion', text: check.text }, subject, seat).then(answer => voted(answer, check.negated, seat));
    case 'parity':
      return asked({ kind: 'criterion', text: check.text }, subject, seat).then(answer => voted(answer, false, seat));
  }
}

/** A judge's answer; `none`: it could not be asked. `unfit`: it answered twice, and neither time in the shape that was asked for. */
export type Heard =
  | { readonly kind: 'answer'; readonly judgement: Judgement }
  | { readonly kind: 'unfit' | 'none'; readonly reason: string };

/** Asks one judge one question, and once more where its reply does not fit. */
export async function asked(question: Question, subject: Subject, { judge, repeat, effects }: Seat): Promise<Heard> {
  let messages: readonly Message[] = judgeMessages(question, subject, effects.hash);
  for (let attempt = 1; ; attempt++) {
    const call: Call = { profile: judge, messages, schema: replySchema(question), repeat };
    const answer = await effects.ask(call);
    if (answer.kind === 'failed') return { kind: 'none', reason: answer.failure.message };
    const judgement = readJudgement(question, answer.reply.text);
    if (judgement) return { kind: 'answer', judgement };
    if (attempt === 2)
      return {
        kind: 'unfit',
        reason: `The judge ${judge.name} answered twice in another shape than the one it was asked for: “${short(answer.reply.text)}”`,
      };
    messages = [
      ...messages,
      { role: 'assistant', text: answer.reply.text.slice(0, 2000) || '(nothing)' },
      { role: 'user', text: againMessage(question) },
    ];
  }
}

const short = (text: string): string => (text.length > 120 ? `${text.slice(0, 120)}…` : text);

const longestReason = 1000;

function voted(heard: Heard, negated: boolean, { judge }: Seat): Vote {
  if (heard.kind !== 'answer') return unheard(heard, judge);
  const { reason, verdict = 'unclear' } = heard.judgement as { reason: string; verdict?: Met };
  return { judge: judge.name, met: negated ? opposite(verdict) : verdict, reason: reason.slice(0, longestReason) };
}

const unheard = (heard: Exclude<Heard, { kind: 'answer' }>, judge: Profile): Vote => ({
  judge: judge.name,
  met: heard.kind === 'unfit' ? 'unclear' : 'not run',
  reason: heard.reason,
});

function opposite(met: Met): Met {
  switch (met) {
    case 'met':
      return 'not met';
    case 'not met':
      return 'met';
    default:
      return met;
  }
}

function scored(heard: Heard, { judge }: Seat): Vote {
  if (heard.kind !== 'answer') return unheard(heard, judge);
  const { reason, score } = heard.judgement as { reason: string; score: number | 'unclear' };
  const vote = { judge: judge.name, reason: reason.slice(0, longestReason) };
  return score === 'unclear' ? { ...vote, met: 'unclear' } : { ...vote, met: 'met', score };
}

/** What most judges say; without a majority, unclear. Judges that could not be asked do not count, unless none could. */
export function majority(votes: readonly Vote[]): { met: Met; reason: string } {
  const heard = votes.filter(({ met }) => met !== 'not run');
  if (heard.length === 0)
    return { met: 'not run', reason: votes[0]?.reason ?? 'There is no judge: name one under `judges` in polity.config.json.' };
  for (const met of ['met', 'not met', 'unclear'] as const) {
    const same = heard.filter(vote => vote.met === met);
    if (same.length * 2 > heard.length) return { met, reason: same[0]!.reason };
  }
  return { met: 'unclear', reason: `The judges do not agree: ${heard.map(({ judge, met }) => `${judge} says ${met}`).join(', ')}.` };
}

/** The median of the scores, the lower one of two, against what was asked for. */
function scaleVerdict(
  { atLeast, of, negated }: Extract<JudgedCheck, { kind: 'scale' }>,
  votes: readonly Vote[],
): { met: Met; reason: string } {
  const scores = votes.flatMap(({ score }) => score ?? []).sort((left, right) => left - right);
  const heard = votes.filter(({ met }) => met !== 'not run');
  if (scores.length * 2 <= heard.length || scores.length === 0)
    return majority(votes.map(vote => (vote.score === undefined ? vote : { ...vote, met: 'unclear' })));
  const median = scores[Math.floor((scores.length - 1) / 2)]!;
  const reason = votes.find(({ score }) => score === median)!.reason;
  return { met: median >= atLeast !== negated ? 'met' : 'not met', reason: `${median} of ${of}. ${reason}` };
}

/** In both orders; where the order decides, it is a tie, which is unclear. */
async function compared(check: ComparedCheck, subject: Subject, seat: Seat): Promise<Vote> {
  const [one, other] = ordersOf(check, subject);
  const [first, second] = await Promise.all([asked(one.question, one.subject, seat), asked(other.question, other.subject, seat)]);
  if (first.kind !== 'answer') return unheard(first, seat.judge);
  if (second.kind !== 'answer') return unheard(second, seat.judge);
  const sides = [side(first.judgement, 'first'), side(second.judgement, 'second')] as const;
  const said = { judge: seat.judge.name, reason: first.judgement.reason.slice(0, longestReason) };
  if (sides[0] !== 0 && sides[0] === -sides[1])
    return {
      ...said,
      met: 'unclear',
      reason: `A tie: with the answers in the other order, the judge decided the other way. ${said.reason}`,
    };
  const sum = sides[0] + sides[1];
  if (sum !== 0) return { ...said, met: sum > 0 ? 'met' : 'not met' };
  return { ...said, met: evenly(check) };
}

/** What it means that the judge finds no difference. */
function evenly({ good, bad }: ComparedCheck): Met {
  if (good.length > 0 && bad.length > 0) return 'unclear';
  return good.length > 0 ? 'met' : 'not met';
}

/** +1: for the side that speaks for the reply, which stands at `place`; −1: for the other. */
function side(judgement: Judgement, place: 'first' | 'second'): 1 | 0 | -1 {
  const said = 'closer' in judgement ? judgement.closer : 'better' in judgement ? judgement.better : 'neither';
  if (said !== 'first' && said !== 'second') return 0;
  return said === place ? 1 : -1;
}

interface Posed {
  readonly question: Question;
  readonly subject: Subject;
}

/** With good and bad answers, what the reply is closer to; with one kind alone, which keeps the principle better. */
function ordersOf({ good, bad, prose }: ComparedCheck, subject: Subject): [Posed, Posed] {
  if (good.length > 0 && bad.length > 0) {
    const pose = (first: readonly Reference[], second: readonly Reference[]): Posed => ({
      question: { kind: 'closer', principle: prose, first: first.map(shown), second: second.map(shown) },
      subject,
    });
    return [pose(good, bad), pose(bad, good)];
  }
  const reply = subject.transcript.at(-1)!.text;
  const reference = (good[0] ?? bad[0])!.text;
  const before = { ...subject, transcript: subject.transcript.slice(0, -1) };
  const pose = (first: string, second: string): Posed => ({
    question: { kind: 'better', principle: prose, first, second },
    subject: before,
  });
  return [pose(reply, reference), pose(reference, reply)];
}

const shown = ({ text, because }: Reference): string => (because === undefined ? text : `${text}\n(${because})`);
