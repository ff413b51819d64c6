// Every finding of the families `conflict`, `norm`, `consent`, `assert`, `assume`, `eval`, `landscape` and `precedence`. language.md §5, §6 and §9.

import type { Allow, As, Assert, Expression, Given, Name, Ref, Text } from '../../grammar/syntax.ts';
import { textOf } from '../../grammar/text.ts';
import { actionFacts } from './actions.ts';
import { contextFacts } from './contexts.ts';
import { adoptionsOf, declared, lookup, reachable } from './documents.ts';
import { holdingOf, partsOf } from './holding.ts';
import { actionIn, adoptionOf, appliesIn, type Conflict, conflictsOf, type HeldNorm, inRegion, rankOf, type World } from './norms.ts';
import { forceIn, statusOf } from './reading.ts';
import { rings } from './rings.ts';
import { holds, type Situation, situationsOf } from './situations.ts';

export interface Expected {
  readonly code: string;
  /** Offset in the checked file of what the finding stands at. */
  readonly start: number;
  readonly conflict?: Conflict;
  /** The norms that it must name, in any order. */
  readonly norms?: readonly HeldNorm[];
  /** Numbers of the situations that it speaks of; its witness has to be some of these. */
  readonly where?: ReadonlySet<number>;
  /** language.md leaves open whether it is reported here. */
  readonly optional?: boolean;
}

/** All findings of the checked document, `allow` having had its say. */
export function findingsOf(world: World): Expected[] {
  return allowed(world, [...staticFindings(world), ...provedFindings(world)]);
}

/** Those that look at no situation. */
function staticFindings(world: World): Expected[] {
  return [...upward(world), ...leftOutEntrenched(world), ...differing(world)];
}

/** "`assume/impossible` …, and nothing more is proved" */
function provedFindings(world: World): Expected[] {
  if (world.situations.length === 0) return impossible(world);
  return [
    ...conflictFindings(world),
    ...ownNorms(world).flatMap(norm => [...deadOrShadowed(world, norm), ...consentMissing(world, norm)]),
    ...asserts(world),
    ...impossibleFacts(world),
    ...fenced(world),
    ...cycles(world),
    ...assumedAway(world),
  ];
}

const ownNorms = (world: World) => world.norms.filter(norm => norm.own);

/** "A pair of norms is reported once, at the later of the two …; a pair of which one is adopted at the own norm; of which both are adopted at the later `adopt`". */
function conflictFindings(world: World): Expected[] {
  const adoptions = adoptionsOf(world.documents, world.file);
  return conflictsOf(world).flatMap(conflict => {
    const { a, b, kind, where } = conflict;
    const found = { code: `conflict/${kind}`, conflict, norms: [a, b], where };
    const own = [a, b].filter(it => it.own).sort((x, y) => y.start - x.start);
    if (own[0]) return [{ ...found, start: own[0].start }];
    const number = adoptionOf(world, conflict);
    return number === undefined ? [] : [{ ...found, start: adoptions[number]!.base + adoptions[number]!.node.start }];
  });
}

/** "`norm/dead`: its region is empty (prose norms too). `norm/shadowed`: it applies somewhere and is in force nowhere. For a document's own norms." */
function deadOrShadowed(world: World, norm: HeldNorm): Expected[] {
  const inside = world.situations.filter(situation => appliesIn(world, norm, situation));
  if (inside.length === 0) return [{ code: 'norm/dead', start: norm.start, norms: [norm] }];
  if (inside.some(situation => forceIn(world, situation).inForce.has(norm))) return [];
  return [{ code: 'norm/shadowed', start: norm.start, norms: [norm], where: world.applies.get(norm)! }];
}

/**
 * "`consent/missing`, at the norm: it bids or allows an action that needs a consent, or is a kind of one that does, and is in force in a
 * situation without that consent."
 */
function consentMissing(world: World, norm: HeldNorm): Expected[] {
  const { modality } = norm.node;
  if (!norm.action || modality === 'must not' || modality === 'should not') return [];
  const where = world.situations.filter(
    situation =>
      forceIn(world, situation).inForce.has(norm) &&
      [...world.aboveOf(norm.action!, situation)].some(whole => whole.needs.some(consent => situation.values.get(consent) === false)),
  );
  return where.length === 0 ? [] : [{ code: 'consent/missing', start: norm.start, norms: [norm], where: numbers(where) }];
}

const numbers = (situations: readonly Situation[]) => new Set(situations.map(it => it.number));

/** "`assert A is forbidden|required|permitted|open when EXPR unless EXPR` is proved over all situations, or is `assert/fails`". */
function asserts(world: World): Expected[] {
  return declared(world.documents, world.file, 'assert').flatMap(({ node, base }) => {
    const where = world.situations.filter(situation => speaksOf(world, node, situation) && !assertHolds(world, node, situation));
    return where.length === 0 ? [] : [{ code: 'assert/fails', start: base + node.start, where: numbers(where) }];
  });
}

/** "both left out: always" */
function speaksOf(world: World, node: Assert, situation: Situation): boolean {
  const says = (expression: Expression) => holds(world, { file: world.file, expression }, situation);
  return (!node.when || says(node.when)) && !(node.unless && says(node.unless));
}

/** "`permitted` also holds where A is required"; conflicted: "no `assert` holds there" */
function assertHolds(world: World, node: Assert, situation: Situation): boolean {
  const action = actionFacts(world).get(actionIn(world, world.file, node.action)!)!;
  const status = statusOf(world, action, situation);
  return status === node.status.text || (node.status.text === 'permitted' && status === 'required');
}

/** "`eval/impossible`, at the `given` of an eval or example: no situation has those facts." Those of `as` are among them: "whose roles hold". */
function impossibleFacts(world: World): Expected[] {
  const givens: { node: Given; base: number; as: readonly Expression[] }[] = [];
  const add = (base: number, body: readonly { kind: string }[]) => {
    const as = body.flatMap(it => (it.kind === 'as' ? [actingAs((it as As).agent)] : []));
    for (const it of body) if (it.kind === 'given') givens.push({ node: it as Given, base, as });
  };
  for (const { node, base } of declared(world.documents, world.file, 'eval')) add(base, node.body);
  for (const { node, base } of declared(world.documents, world.file, 'principle')) {
    for (const it of node.body) if (it.kind === 'example') add(base, it.body);
  }
  return givens
    .filter(({ node, as }) => situationsWith(world, [...as, ...node.facts]).length === 0)
    .map(({ node, base }) => ({ code: 'eval/impossible', start: base + node.start }));
}

/** `agent is NAME` */
function actingAs(agent: Ref): Expression {
  const name: Name = { kind: 'name', text: 'agent', start: agent.start, end: agent.end };
  const subject: Ref = { kind: 'ref', text: 'agent', parts: [name], start: agent.start, end: agent.end };
  return { kind: 'is', subject, negated: false, value: agent, start: agent.start, end: agent.end };
}

/** The situations that have all these facts, which are written in the checked document. */
export function situationsWith(world: World, facts: readonly Expression[]): Situation[] {
  return world.situations.filter(situation => facts.every(expression => holds(world, { file: world.file, expression }, situation)));
}

/** "`landscape/fenced`, at a value: a prohibition that serves it is somewhere in force, and no `must` or `should` that serves it ever is." */
function fenced(world: World): Expected[] {
  return declared(world.documents, world.file, 'value').flatMap(({ id, node, base }) => {
    const serving = world.norms.filter(norm => norm.action && norm.serves.has(id));
    const somewhere = (modalities: readonly string[]) =>
      serving.some(norm => modalities.includes(norm.node.modality) && world.situations.some(it => forceIn(world, it).inForce.has(norm)));
    return somewhere(['must not', 'should not']) && !somewhere(['must', 'should'])
      ? [{ code: 'landscape/fenced', start: base + node.start }]
      : [];
  });
}

/**
 * "If none is left, `assume/impossible` at the last one". Where none is left without the document's own assumes either, what is adopted is
 * to blame, and the page does not say where that is reported.
 */
function impossible(world: World): Expected[] {
  const own = declared(world.documents, world.file, 'assume').at(-1);
  const ownFault = situationsOf(world, world.file).length > 0;
  const last = own ? [{ code: 'assume/impossible', start: own.base + own.node.start, optional: !ownFault }] : [];
  if (ownFault) return last;
  const adoptions = adoptionsOf(world.documents, world.file);
  return [...last, ...adoptions.map(({ node, base }) => ({ code: 'assume/impossible', start: base + node.start, optional: true }))];
}

/** "A ring of `overrides` and `prefer` whose conditions can hold together is `precedence/cycle`, once, at its last one". */
function cycles(world: World): Expected[] {
  const found: Expected[] = [];
  // A principle that was left out does not hold, and closes no ring.
  const { principles } = world.holding;
  for (const ring of rings(world.explicit.filter(it => principles.has(it.winner) && principles.has(it.loser)))) {
    const together = world.situations.some(situation => ring.every(it => !it.when || holds(world, it.when, situation)));
    if (!together) continue;
    const own = ring.filter(it => it.file === world.file).sort((x, y) => y.start - x.start);
    if (own[0]) found.push({ code: 'precedence/cycle', start: own[0].start });
    // A ring of adopted statements alone has its last one in another document.
    else
      for (const { node, base } of adoptionsOf(world.documents, world.file))
        found.push({ code: 'precedence/cycle', start: base + node.start, optional: true });
  }
  return found;
}

/** "one that points at a higher level or at an entrenched principle is `precedence/upward`" */
function upward(world: World): Expected[] {
  const principles = world.holding.principles;
  return world.explicit.flatMap(it => {
    const [winner, loser] = [principles.get(it.winner), principles.get(it.loser)];
    if (it.file !== world.file || !winner || !loser) return [];
    const higher = !winner.node.entrenched && rankOf(world, loser) < rankOf(world, winner);
    return loser.node.entrenched || higher ? [{ code: 'precedence/upward', start: it.start }] : [];
  });
}

/** "leaving out an `entrenched` principle is `precedence/upward` (it still holds)" */
function leftOutEntrenched(world: World): Expected[] {
  return adoptionsOf(world.documents, world.file).flatMap(({ node, base, from }) => {
    const theirs = holdingOf(world.documents, from).principles;
    const left = node.except.flatMap(ref => lookup(world.documents, from, 'principle', partsOf(ref)));
    return left.some(it => theirs.get(it.id)?.node.entrenched) ? [{ code: 'precedence/upward', start: base + node.start }] : [];
  });
}

/**
 * "where they differ, both stay, and `name/differs` says so, at the own declaration or at the later `adopt`" — for contexts (and options) and for
 * actions of one name. Left open: two that
 * come through one import, one that is merely imported, and two adopted ones beside an own one that differs as well.
 */
function differing(world: World): Expected[] {
  const { documents, file, holding } = world;
  const facts = { context: contextFacts(documents, file), action: actionFacts(world) };
  const adoptions = adoptionsOf(documents, file);
  const waysOf = (from: string) =>
    adoptions.flatMap(({ from: adopted }, i) => (holdingOf(documents, adopted).files.includes(from) ? [i] : []));
  const found: Expected[] = [];
  for (const kinds of [['context', 'option'], ['action']] as const) {
    const all = reachable(documents, file).flatMap(from =>
      kinds.flatMap(kind => declared<'context' | 'option' | 'action'>(documents, from, kind)),
    );
    const fact = (id: string) => (kinds[0] === 'action' ? facts.action : facts.context).get(id);
    for (const a of all) {
      for (const b of all) {
        if (a === b || a.node.name.text !== b.node.name.text || fact(a.id) === fact(b.id) || b.file === file) continue;
        const held = holding.files.includes(b.file);
        if (a.file === file) found.push({ code: 'name/differs', start: a.base + a.node.start, optional: !held });
        else if (held && holding.files.includes(a.file)) {
          const [aWays, bWays] = [waysOf(a.file), waysOf(b.file)];
          const later = adoptions[Math.max(Math.min(...aWays), Math.min(...bWays))]!;
          const ownToo = all.some(it => it.file === file && it.node.name.text === a.node.name.text);
          // The same two may have met in one import already, by another of their declarations.
          const met = adoptions.some(({ from }) => {
            const theirs = all.filter(it => holdingOf(documents, from).files.includes(it.file)).map(it => fact(it.id));
            return theirs.includes(fact(a.id)) && theirs.includes(fact(b.id));
          });
          found.push({ code: 'name/differs', start: later.base + later.node.start, optional: ownToo || met });
        }
      }
    }
  }
  return found;
}

/** "and so is, at the last of them, an own `assume` that leaves an adopted entrenched norm nowhere to apply." */
function assumedAway(world: World): Expected[] {
  const last = declared(world.documents, world.file, 'assume').at(-1);
  if (!last) return [];
  const entrenched = world.norms.filter(norm => norm.entrenched && !norm.own);
  const without = situationsOf(world, world.file);
  const away = entrenched.some(norm => world.regions.get(norm)!.size === 0 && without.some(it => inRegion(world, norm, it)));
  return away ? [{ code: 'precedence/upward', start: last.base + last.node.start }] : [];
}

/** "`allow CODE because "…"` silences every finding of that code inside the same braces; … one that silences nothing is `allow/unused`." */
function allowed(world: World, findings: readonly Expected[]): Expected[] {
  const braces: { start: number; end: number; base: number; allows: readonly Allow[] }[] = [];
  for (const kind of ['principle', 'value'] as const) {
    for (const { node, base } of declared(world.documents, world.file, kind)) {
      braces.push({ start: base + node.start, end: base + node.end, base, allows: node.body.filter(it => it.kind === 'allow') });
    }
  }
  for (const { node, base } of adoptionsOf(world.documents, world.file)) {
    braces.push({ start: base + node.start, end: base + node.end, base, allows: node.allows });
  }
  const inside = (it: Expected, brace: { start: number; end: number }) => brace.start <= it.start && it.start < brace.end;
  const left = findings.filter(it => !braces.some(brace => inside(it, brace) && brace.allows.some(allow => allow.code.text === it.code)));
  const about: Expected[] = [];
  for (const brace of braces) {
    for (const allow of brace.allows) {
      const start = brace.base + allow.start;
      const silenced = findings.filter(it => inside(it, brace) && it.code === allow.code.text);
      // "Without a reason it still silences, and is `allow/reason`"
      if (!isReason(allow.because)) about.push({ code: 'allow/reason', start });
      if (silenced.every(it => it.optional)) about.push({ code: 'allow/unused', start, optional: silenced.length > 0 });
    }
  }
  // "an `except` with no reason is `allow/reason`"
  for (const { node, base } of adoptionsOf(world.documents, world.file)) {
    if (node.except.length > 0 && !isReason(node.because)) about.push({ code: 'allow/reason', start: base + node.start });
  }
  return [...left, ...about];
}

const isReason = (text: Text | undefined) => text !== undefined && textOf(text).trim() !== '';
