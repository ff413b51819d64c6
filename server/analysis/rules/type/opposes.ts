// An action that comes to oppose itself.

import { selfOpposed } from '../../kinds.ts';
import type { Draft, Rule, Subject } from '../rule.ts';

export const typeOpposes: Rule = {
  code: 'type/opposes',
  severity: 'error',
  page: {
    title: 'An action that opposes itself',
    what: '`opposes` says that two actions cannot both be done in one reply, and it reaches all kinds of both. This action is a kind of both sides, so it could never be done at all.',
    why: 'Every rule about it would be impossible to keep, whatever it says.',
    wrong: 'constitution desk "Desk"\naction answer "Answer"\naction decline "Decline" is answer opposes answer\n',
    right: 'constitution desk "Desk"\naction answer "Answer"\naction decline "Decline" opposes answer\n',
    fixes: 'Take out the `is` or the `opposes`.',
  },
  check,
};

function* check({ scope }: Subject): Iterable<Draft> {
  for (const { declared, one, other } of selfOpposed(scope)) {
    const name = declared.node.name.text;
    const why =
      one === other ? `\`${one.name}\` opposes itself` : `\`${one.name}\` opposes \`${other.name}\`, and \`${name}\` is a kind of both`;
    yield {
      at: { ...declared, span: declared.node.name },
      message: `\`${name}\` comes to oppose itself: ${why}. Take out an \`is\` or an \`opposes\`.`,
    };
  }
}
