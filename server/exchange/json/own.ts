// What stays a document's own, as JSON: sections, asserts, evals, agents, gates and governance.

import type * as syntax from '../../../grammar/syntax.ts';
import { textOf } from '../../../grammar/text.ts';
import type { Holding } from '../../analysis/holding.ts';
import { type Declared, declarationsOf } from '../../analysis/names.ts';
import { lookup } from '../../analysis/resolve.ts';
import { condition, conditions, head, of, optionalText, place, type Read, resolved, resolvedAll, turnShape } from './reading.ts';
import type { DocumentShape, SectionShape } from './shape.ts';

type Element<List extends readonly unknown[]> = List[number];
type Own = Pick<DocumentShape, 'sections' | 'asserts' | 'evals' | 'agents' | 'gates' | 'stakeholders' | 'ratification' | 'amendments'>;

export function ownShapes(holding: Holding): Own {
  const { own } = holding.scope;
  const all = <Kind extends syntax.Declaration['kind']>(kind: Kind) =>
    [...declarationsOf(own, kind)].map(declared => ({
      holding,
      declared: declared as Declared<Extract<syntax.Declaration, { kind: Kind }>>,
    }));
  const top = holding.scope.document.tree.segments.flatMap(({ node }) => (node?.kind === 'section' ? [node] : []));
  return {
    sections: top.map(sectionShape),
    asserts: all('assert').map(assertShape),
    evals: all('eval').map(evalShape),
    agents: all('agent').map(agentShape),
    gates: all('gate').map(gateShape),
    stakeholders: all('stakeholder').map(stakeholderShape),
    ratification: all('ratification').map(({ declared: { node } }) => node.share.value / (node.over?.value ?? 1))[0],
    amendments: all('amendment').map(amendmentShape),
  };
}

function sectionShape({ name, title, body }: syntax.Section): SectionShape {
  return {
    name: name.text,
    title: optionalText(title),
    prose: of(body, 'prose').map(({ text }) => textOf(text)),
    notes: of(body, 'note').map(({ text }) => textOf(text)),
    holds: body.flatMap(node => (node.kind !== 'section' && 'name' in node ? [`${node.kind} ${node.name.text}`] : [])),
    sections: of(body, 'section').map(sectionShape),
  };
}

function assertShape(read: Read<syntax.Assert>): Element<DocumentShape['asserts']> {
  const { node } = read.declared;
  return { action: resolved(read, 'action', node.action), status: node.status.text, ...conditions(read, node), ...place(read) };
}

function evalShape(read: Read<syntax.Eval>): Element<DocumentShape['evals']> {
  const { body } = read.declared.node;
  const as = of(body, 'as')[0];
  const repeat = of(body, 'repeat')[0];
  return {
    ...head(read),
    checks: of(body, 'checks').flatMap(({ principles }) => resolvedAll(read, 'principle', principles)),
    as: as && agentOrRole(read, as.agent),
    repeat: repeat && { times: repeat.times.value, pass: repeat.pass?.value },
    body: body.flatMap(statement => statementShape(read, statement) ?? []),
  };
}

function agentOrRole(read: Read, ref: syntax.Ref): string {
  const isAgent = lookup(read.holding.scope, 'agent', ref).kind === 'found';
  return resolved(read, isAgent ? 'agent' : 'principle', ref);
}

function statementShape(read: Read, statement: syntax.EvalStatement): Element<Element<DocumentShape['evals']>['body']> | undefined {
  switch (statement.kind) {
    case 'given':
      return { kind: 'given', facts: statement.facts.map(fact => condition(read, fact)) };
    case 'vary':
      return { kind: 'vary', name: statement.name.text, values: statement.values.map(textOf) };
    case 'turn':
      return turnShape(statement);
    case 'expect':
      return { kind: 'expect', negated: statement.negated, expectation: expectationShape(read, statement.form) };
    case 'simulate':
      return { kind: 'simulate', who: textOf(statement.who), turns: statement.turns.value };
    case 'checks':
    case 'as':
    case 'repeat':
      return undefined;
  }
}

type ExpectShape = Extract<Element<Element<DocumentShape['evals']>['body']>, { kind: 'expect' }>['expectation'];

function expectationShape(read: Read, form: syntax.Expectation): ExpectShape {
  switch (form.kind) {
    case 'contains':
    case 'equals':
    case 'matches':
      return { kind: form.kind, text: textOf(form.text) };
    case 'under':
    case 'over':
      return { kind: form.kind, count: form.count.value, unit: form.unit.text };
    case 'performs':
    case 'avoids':
      return { kind: form.kind, action: resolved(read, 'action', form.action) };
    case 'criterion': {
      const scale = form.scale && { atLeast: form.scale.atLeast.value, of: form.scale.of.value };
      return { kind: 'criterion', text: textOf(form.text), scale };
    }
    case 'parity':
      return { kind: 'parity', text: textOf(form.text), within: form.within.value };
  }
}

function agentShape(read: Read<syntax.Agent>): Element<DocumentShape['agents']> {
  const { body } = read.declared.node;
  const plays = of(body, 'plays').flatMap(({ roles }) => resolvedAll(read, 'principle', roles));
  return { ...head(read), plays, uses: of(body, 'uses')[0]?.model.text };
}

function gateShape(read: Read<syntax.Gate>): Element<DocumentShape['gates']> {
  const { name, file, line } = head(read);
  const requires = read.declared.node.body.map(({ metric, of: refs, since, operator, bound }) => ({
    metric: metric.text,
    of: refs.map(ref => resolved(read, lookup(read.holding.scope, 'eval', ref).kind === 'found' ? 'eval' : 'principle', ref)),
    since: optionalText(since),
    operator,
    bound: bound.value,
  }));
  return { name, file, line, requires };
}

function stakeholderShape(read: Read<syntax.Stakeholder>): Element<DocumentShape['stakeholders']> {
  const { weight, veto, prefers } = read.declared.node;
  const orders = prefers.map(({ topic, order }) => ({ topic: topic.text, order: order.map(value => value.text) }));
  return { ...head(read), weight: weight?.value ?? 1, veto, prefers: orders };
}

function amendmentShape(read: Read<syntax.Amendment>): Element<DocumentShape['amendments']> {
  const { body } = read.declared.node;
  const proposed = of(body, 'proposed')[0];
  return {
    ...head(read),
    changes: of(body, 'changes').flatMap(({ principles }) => resolvedAll(read, 'principle', principles)),
    proposed: proposed && { on: proposed.on.text, by: resolvedAll(read, 'stakeholder', proposed.by) },
    votes: of(body, 'vote').map(({ choice, voters, because }) => ({
      choice,
      voters: resolvedAll(read, 'stakeholder', voters),
      because: optionalText(because),
    })),
    ratified: of(body, 'ratified')[0]?.on.text,
    because: optionalText(of(body, 'because')[0]?.text),
  };
}
