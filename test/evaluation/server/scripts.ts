// Scripts that answer both as a model and as a judge.

import { type Asked, type Script, says } from './behaviour.ts';

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

/** Every reply is the same, and every judge is content. In comparisons the answer that reads like it should wins in both orders. */
export const steady: Script = asked => says(isJudge(asked) ? contentJudge(asked) : 'A steady reply, scripted.');

function contentJudge(asked: Asked): string {
  const parts = material(asked);
  const goodFirst = parts.findIndex(({ text }) => text.includes('A steady reply')) <= parts.findIndex(({ kind }) => kind === 'second');
  if (asked.system.includes('"better"')) {
    const first = parts.find(({ kind }) => kind === 'first')?.text ?? '';
    return JSON.stringify({ reason: 'scripted', better: first.includes('A steady reply') ? 'first' : 'second' });
  }
  return goodFirst ? judgementFor(asked, 'met') : judgementFor(asked, 'met');
}
