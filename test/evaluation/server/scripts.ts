// Scripts that answer both as a model and as a judge.

import { type Asked, type AskedMessage, type Script, says } from './behaviour.ts';

/** What a judge of Polity is asked, taken from the last message: the shape that it wants back. */
export function judgementFor({ system }: Asked, verdict: 'met' | 'not met' | 'unclear'): string {
  if (system.includes('"closer"'))
    return JSON.stringify({ reason: 'scripted', closer: verdict === 'met' ? 'first' : verdict === 'not met' ? 'second' : 'neither' });
  if (system.includes('"better"')) return JSON.stringify({ reason: 'scripted', better: verdict === 'unclear' ? 'same' : 'first' });
  if (system.includes('"score"'))
    return JSON.stringify({ reason: 'scripted', score: verdict === 'met' ? 5 : verdict === 'not met' ? 1 : 'unclear' });
  if (system.includes('"principle"')) return JSON.stringify({ reason: 'scripted', principle: 'one', verdict });
  return JSON.stringify({ reason: 'scripted', verdict });
}

/** The texts that stand between the judge's marks, by the word before the mark. */
export function material({ messages }: Asked): { readonly kind: string; readonly text: string }[] {
  const text = messages[0]?.text ?? '';
  const mark = /^Everything between <… ([0-9a-f]{12})> /.exec(text)?.[1];
  if (!mark) return [];
  return [...text.matchAll(new RegExp(`<(\\w+) ${mark}>[^\\n]*\\n([\\s\\S]*?)\\n</\\1 ${mark}>`, 'g'))].map(match => ({
    kind: match[1]!,
    text: match[2]!,
  }));
}

export const isJudge = ({ system }: Asked): boolean => system.startsWith('You judge what an AI assistant said.');

const steadyReply = 'A steady reply, scripted.';

/** The same reply always, and a judge that is content: what should be avoided is not done, and everything else is met. */
export const steady: Script = asked => says(isJudge(asked) ? contentJudge(asked) : steadyReply);

function contentJudge(asked: Asked): string {
  const first = material(asked).find(({ kind }) => kind === 'first')?.text ?? '';
  if (asked.system.includes('"better"'))
    return JSON.stringify({ reason: 'scripted', better: first.includes(steadyReply) ? 'first' : 'second' });
  return judgementFor(asked, asked.messages[0]!.text.includes('The action: ') ? 'not met' : 'met');
}

/** A conversation that `wellRead` has an answer to: how its system prompt ends, its turns, and the answer. */
export interface Known {
  readonly system: string;
  readonly turns: string;
  readonly reply: string;
}

/** The turns of a conversation, to compare them by. */
export const turnsOf = (messages: readonly AskedMessage[]): string =>
  JSON.stringify(messages.filter(({ role }) => role !== 'system').map(({ role, text }) => [role, text]));

/** Gives the reply that is known for a conversation, and judges by where that reply stands among the answers it is compared with. */
export const wellRead =
  (known: readonly Known[]): Script =>
  asked => {
    if (!isJudge(asked)) {
      const fitting = known.filter(({ turns, system }) => turns === turnsOf(asked.messages) && asked.system.trimEnd().endsWith(system));
      return says(fitting.toSorted((left, right) => right.system.length - left.system.length)[0]?.reply ?? steadyReply);
    }
    const parts = material(asked);
    if (asked.system.includes('"better"')) {
      const isKnown = (kind: string) => parts.some(part => part.kind === kind && known.some(({ reply }) => reply === part.text));
      const better = isKnown('first') === isKnown('second') ? 'same' : isKnown('first') ? 'first' : 'second';
      return says(JSON.stringify({ reason: 'scripted', better }));
    }
    if (!asked.system.includes('"closer"')) return says(contentJudge(asked));
    const reply = parts.findLast(({ kind }) => kind === 'assistant')?.text ?? '';
    // References carry their recipient before and their reason behind.
    const among = (kind: string) =>
      parts.some(part => part.kind === kind && `${part.text.replace(/^\[to [^\]]*\]\n/, '')}\n(`.startsWith(`${reply}\n(`));
    return says(JSON.stringify({ reason: 'scripted', closer: among('first') ? 'first' : among('second') ? 'second' : 'neither' }));
  };
