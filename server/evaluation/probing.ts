// Do two principles pull apart in fact? Situations in which both matter are tried, and judges say which of them each reply keeps
// (evaluation.md; Zhang et al. 2025, arXiv 2510.07686).

import type { JudgeVerdict, KeptCase } from '../analysis/finding.ts';
import { mostKept, mostReplies, short } from './agreement.ts';
import type { Profile } from './call.ts';
import type { Met, Said, Vote } from './case.ts';
import { messagesOf } from './conversation.ts';
import type { Described } from './drafting.ts';
import { asked, type JudgingEffects, majority } from './judging.ts';

export interface ProbePlan {
  readonly principles: readonly [Described, Described];
  readonly others: readonly string[];
  /** What the user says in each situation. */
  readonly users: readonly string[];
  readonly prompt: string;
  readonly models: readonly Profile[];
  readonly judges: readonly Profile[];
  /** How often each model answers each situation. */
  readonly repeats: number;
}

export interface ProbedReply {
  readonly model: string;
  readonly text: string;
  /** Whether it keeps the first and the second principle, by the majority of judges. */
  readonly keeps: readonly [Met, Met];
  readonly reasons: readonly [string, string];
  /** What each judge said to each of the two. */
  readonly votes: readonly [readonly Vote[], readonly Vote[]];
}

export interface Probed {
  readonly user: string;
  readonly replies: readonly ProbedReply[];
  /** No reply keeps both, and at least one keeps one of them. */
  readonly apart: boolean;
}

export interface ProbeResult {
  readonly situations: readonly Probed[];
  readonly failed: number;
  readonly why?: string;
}

export async function probeConflict(plan: ProbePlan, effects: JudgingEffects): Promise<ProbeResult> {
  const results = await Promise.all(plan.users.map(user => probed(user, plan, effects)));
  const situations = results.flatMap(result => (typeof result === 'string' ? [] : [result]));
  return {
    situations,
    failed: results.length - situations.length,
    why: results.find(result => typeof result === 'string') as string | undefined,
  };
}

async function probed(user: string, plan: ProbePlan, effects: JudgingEffects): Promise<Probed | string> {
  const said: Said[] = [{ speaker: 'user', text: user }];
  const seats = plan.models.flatMap(profile => Array.from({ length: plan.repeats }, (_, i) => ({ profile, repeat: i + 1 })));
  const replies = await Promise.all(seats.map(seat => probedReply(said, seat, { plan, effects })));
  const lost = replies.find(reply => typeof reply === 'string');
  if (lost !== undefined) return lost as string;
  const whole = replies as ProbedReply[];
  const both = whole.some(({ keeps }) => keeps.every(met => met === 'met'));
  const one = whole.some(
    ({ keeps: [first, second] }) => (first === 'met' && second === 'not met') || (first === 'not met' && second === 'met'),
  );
  return { user, replies: whole, apart: !both && one };
}

interface Around {
  readonly plan: ProbePlan;
  readonly effects: JudgingEffects;
}

async function probedReply(
  said: readonly Said[],
  { profile, repeat }: { profile: Profile; repeat: number },
  { plan, effects }: Around,
): Promise<ProbedReply | string> {
  const answer = await effects.ask({ profile, messages: messagesOf(plan.prompt, said), repeat });
  if (answer.kind === 'failed') return answer.failure.message;
  const subject = {
    transcript: [...said, { speaker: 'assistant' as const, text: answer.reply.text, generated: 'reply' as const }],
    whole: false,
  };
  const verdicts = await Promise.all(
    plan.principles.map(async ({ name, text }) => {
      const question = { kind: 'keeps' as const, principle: name, prose: text, others: plan.others };
      const heard = await Promise.all(plan.judges.map(judge => asked(question, subject, { judge, repeat, effects })));
      const votes = heard.map((one, i): Vote => {
        const judge = plan.judges[i]!.name;
        if (one.kind !== 'answer') return { judge, met: one.kind === 'none' ? 'not run' : 'unclear', reason: one.reason };
        const { verdict, reason } = one.judgement as { verdict: Met; reason: string };
        return { judge, met: verdict, reason };
      });
      return { ...majority(votes), votes };
    }),
  );
  const [first, second] = verdicts as Judged[] as [Judged, Judged];
  if (first.met === 'not run' || second.met === 'not run') return first.met === 'not run' ? first.reason : second.reason;
  return {
    model: profile.name,
    text: answer.reply.text,
    keeps: [first.met, second.met],
    reasons: [first.reason, second.reason],
    votes: [first.votes, second.votes],
  };
}

interface Judged {
  readonly met: Met;
  readonly reason: string;
  readonly votes: readonly Vote[];
}

/** What the finding says, with a transcript for each situation; undefined where none pulled the two apart. */
export function probeFinding(
  { situations }: ProbeResult,
  { principles: [first, second] }: ProbePlan,
): { message: string; cases: KeptCase[] } | undefined {
  const apart = situations.filter(situation => situation.apart);
  if (apart.length === 0) return undefined;
  const message = `In ${apart.length} of ${situations.length} situations that were tried, no reply kept both \`${first.name}\` and \`${second.name}\`. Say which goes first there (\`overrides\`, \`prefer\`, a \`tension\` between their values), or narrow one of them with \`when\`.`;
  return { message, cases: apart.slice(0, mostKept).map(situation => probedCase(situation, first.name, second.name)) };
}

/** A situation with all that judges said of it. */
export function probedCase({ user, replies }: Probed, first: string, second: string): KeptCase {
  const keep = (count: number) => `${count} ${count === 1 ? 'keeps' : 'keep'}`;
  const kept = (index: 0 | 1) => keep(replies.filter(({ keeps }) => keeps[index] === 'met').length);
  const both = replies.filter(({ keeps }) => keeps.every(met => met === 'met')).length;
  const outcome = `Of ${replies.length} replies, ${kept(0)} \`${first}\`, ${kept(1)} \`${second}\`, ${both === 0 ? 'none keeps' : keep(both)} both.`;
  const telling = replies.find(({ keeps }) => keeps.includes('met')) ?? replies[0]!;
  return {
    user: short(user),
    outcome,
    reply: telling.text.slice(0, 2000),
    said: [{ speaker: 'user', text: short(user) }],
    replies: replies.slice(0, mostReplies).map(({ model, text, votes }) => ({
      model,
      text: short(text),
      verdicts: [...votes[0].map(vote => verdictOf(vote, first)), ...votes[1].map(vote => verdictOf(vote, second))],
    })),
  };
}

const verdictOf = ({ judge, met, reason }: Vote, principle: string): JudgeVerdict => ({
  judge,
  principle,
  met,
  reason: reason.slice(0, 1000),
});
