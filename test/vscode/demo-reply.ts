// What the scripted model of the demo and of the pictures says: that it is scripted, and what came with the question.

import { type Asked, type Behaviour, says } from '../evaluation/server/behaviour.ts';
import { isJudge, steady } from '../evaluation/server/scripts.ts';

/** `pause` in milliseconds between words. */
export const demoReply =
  (pause: number) =>
  (asked: Asked): Behaviour | Promise<Behaviour> => {
    if (isJudge(asked)) return steady(asked);
    const said = asked.messages.at(-1)?.text.replaceAll(/\s+/g, ' ').slice(0, 120) ?? '';
    const rules = asked.system.split('\n').filter(line => /^- You (must|should|may)/.test(line)).length;
    const seen =
      asked.system === ''
        ? 'No spec stands in the prompt that came with it.'
        : `The spec that came with it has ${asked.system.length} characters and ${rules} rules that can apply here.`;
    return says(
      `[scripted] This reply comes from a script and not from a model. It was asked: “${said}” ${seen} With a model of your own, its answer stands here.`,
      {
        pause,
      },
    );
  };
