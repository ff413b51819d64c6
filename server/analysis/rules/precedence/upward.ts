// Attempts to set aside what stands above: by `overrides`, `prefer`, `except`, or an `assume`.

import { loopholesIn } from '../../norms/loopholes.ts';
import { fewOf, normName, spotOf } from '../../norms/naming.ts';
import { provable } from '../../norms/proofs.ts';
import type { Explicit, World } from '../../norms/world.ts';
import { worldOf } from '../../norms/worlds.ts';
import { lookupExcepted } from '../../resolve.ts';
import type { Draft, Rule, Subject } from '../rule.ts';

export const precedenceUpward: Rule = {
  code: 'precedence/upward',
  severity: 'error',
  page: {
    title: 'Setting aside what stands above',
    what: 'An `overrides` or `prefer` points at a principle of a higher level or at an entrenched one; an `except` leaves an entrenched principle out; or an `assume` of this document leaves an entrenched norm of an adopted one no situation to apply in.',
    why: 'It has no effect: what stands above goes on to hold. Whoever reads the line believes otherwise.',
    wrong:
      'constitution civic "City"\naction answer "Answer"\nprinciple top "Top" at platform { must answer }\nprinciple low "Low" at user { must not answer overrides top }\n',
    right:
      'constitution civic "City"\naction answer "Answer"\nprinciple top "Top" at user { must answer }\nprinciple low "Low" at user { must not answer overrides top }\n',
    fixes: 'Take the line out; or, where the principle is your own, lower its level or take `entrenched` away.',
  },
  check,
};

function* check(subject: Subject): Iterable<Draft> {
  const { scope, workspace } = subject;
  const world = worldOf(scope, workspace.settings.solver);
  yield* exceptions(subject);
  for (const statement of world.statements) if (statement.own) yield* pointing(statement);
  yield* closing(provable(subject));
}

function* exceptions({ scope }: Subject): Iterable<Draft> {
  for (const { file, segment, node, alias, scope: below } of scope.adoptions) {
    for (const ref of below ? node.except : []) {
      const found = lookupExcepted(below!, alias, ref);
      if (found.kind !== 'found' || found.entity.node.kind !== 'principle' || !found.entity.node.entrenched) continue;
      const message = `\`${ref.text}\` is entrenched in \`${alias}\`: whoever adopts it keeps it, and it still holds here. Take it out of the \`except\`, or do without \`${alias}\`.`;
      yield { at: { file, segment, span: ref }, message };
    }
  }
}

function* pointing({ winner, loser, file, segment, ref }: Explicit): Iterable<Draft> {
  if (winner === loser) return;
  const at = { file, segment, span: ref };
  if (loser.entrenched) {
    yield {
      at,
      message: `\`${loser.name}\` is entrenched and stands above every level, so \`${winner.name}\` cannot win over it. Take this out: it has no effect.`,
    };
  } else if (!winner.entrenched && winner.rank > loser.rank) {
    yield {
      at,
      message: `\`${winner.name}\` is a ${winner.level} rule and \`${loser.name}\` a ${loser.level} rule, which stands above it: a lower level cannot set a higher one aside. Raise the level of \`${winner.name}\`, or take this out.`,
    };
  }
}

/** All of them at the document's last assume; each with the one that closed its norms off. */
function* closing(world: World | undefined): Iterable<Draft> {
  const loopholes = world ? loopholesIn(world) : [];
  const last = world?.ground.assumes.findLast(({ own, node }) => own && node);
  if (!world || !last || loopholes.length === 0) return;
  const norms = loopholes.flatMap(loophole => loophole.norms);
  const names = fewOf([...new Set(norms.map(({ principle }) => `\`${principle.name}\``))], 3);
  const culprits = loopholes.map(({ assume }) => assume).filter(assume => assume !== last);
  const message = `With what is assumed here, ${norms.length === 1 ? 'an entrenched norm' : `${norms.length} entrenched norms`} of ${names} would apply nowhere. What is entrenched is not to be argued away: narrow the \`assume\`.`;
  const related = [
    ...culprits.map(({ file, segment, node }) => ({ file, segment, span: node!, message: 'This is the assume that does it.' })),
    ...norms.slice(0, 8).map(norm => ({ ...spotOf(norm), message: `\`${norm.principle.name}\`: ${normName(world, norm).text}` })),
  ];
  yield {
    at: { file: last.file, segment: last.segment, span: last.node! },
    message,
    related,
    data: { norms: norms.map(norm => normName(world, norm)) },
  };
}
