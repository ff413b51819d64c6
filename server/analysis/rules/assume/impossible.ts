// Assumes that leave no situation.

import { possibilityOf } from '../../norms/proofs.ts';
import type { Assume, World } from '../../norms/world.ts';
import { worldOf } from '../../norms/worlds.ts';
import type { Draft, Rule, Spot, Subject } from '../rule.ts';

export const assumeImpossible: Rule = {
  code: 'assume/impossible',
  severity: 'error',
  page: {
    title: 'What is assumed can never be',
    what: 'The `assume`s of the document, with those that it adopts, exclude each other: no situation is left in which all of them hold.',
    why: 'Of a world without situations everything is true. Nothing more is proved of the document until this is mended: no conflicts, no asserts.',
    wrong:
      'constitution desk "Desk"\ncontext staffed: boolean\ncontext night: boolean\nassume night implies not staffed\nassume staffed\nassume night\n',
    right: 'constitution desk "Desk"\ncontext staffed: boolean\ncontext night: boolean\nassume night implies not staffed\nassume staffed\n',
    fixes: 'Remove or correct one of the assumes.',
  },
  check,
};

function* check({ scope, workspace }: Subject): Iterable<Draft> {
  const world = worldOf(scope, workspace.settings.solver);
  const possibility = possibilityOf(world);
  const at = possibility === 'possible' ? undefined : lastOf(world);
  if (!at) return;
  if (possibility === 'impossible') yield { at, message: messageOf(world) };
  else yield { at, message: undecided, severity: 'warning', data: { kind: 'undecided' } };
}

const undecided =
  'Not decided: whether what is assumed leaves any situation. The `assume`s tie too many contexts to each other to be searched through in the time there is; what is proved below takes it that they do. State fewer alternatives in them.';

function messageOf({ ground }: World): string {
  const count = ground.assumes.filter(({ node }) => node).length;
  if (count === 0)
    return 'Options are fixed here to values that exclude each other, so that no situation is left and nothing more is proved. Fix each option once.';
  const what = count === 1 ? 'This `assume` can never hold' : `The ${count} \`assume\`s that hold here exclude each other`;
  return `${what}, so that no situation is left and nothing more is proved. Remove or correct one of them.`;
}

/** The document's last one; where it has none, the last adoption that brings one. */
function lastOf({ ground, scope }: World): Spot | undefined {
  const own = ground.assumes.findLast(
    (assume): assume is Assume & { node: NonNullable<Assume['node']> } => assume.own && assume.node !== undefined,
  );
  if (own) return { file: own.file, segment: own.segment, span: own.node };
  const ways = ground.assumes.flatMap(({ ways: [first = 0], node }) => (node ? [first] : []));
  const adoption = scope.adoptions[Math.max(...ways)] ?? scope.adoptions.at(-1);
  return adoption && { file: adoption.file, segment: adoption.segment, span: adoption.node.document };
}
