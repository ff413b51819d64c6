// Principles, values and the world that they speak of, as JSON.

import type * as syntax from '../../../grammar/syntax.ts';
import { textOf } from '../../../grammar/text.ts';
import type { Holding } from '../../analysis/holding.ts';
import { levelsOf } from '../../analysis/resolve.ts';
import { scopeAt } from '../../analysis/scope.ts';
import {
  allowShape,
  condition,
  conditions,
  domainShape,
  head,
  of,
  optionalCondition,
  optionalText,
  place,
  proseShape,
  type Read,
  resolved,
  resolvedAll,
  sourceShape,
  turnShape,
  valueShape,
} from './reading.ts';
import type { DocumentShape } from './shape.ts';

type Element<List extends readonly unknown[]> = List[number];
type World = Pick<
  DocumentShape,
  'contexts' | 'consents' | 'assumes' | 'actions' | 'dimensions' | 'values' | 'terms' | 'principles' | 'tensions' | 'prefers'
>;

/** Everything that holds in a document. */
export function worldOf(holding: Holding): World {
  const read = <Node extends syntax.Declaration>(declared: Read<Node>['declared']): Read<Node> => ({ holding, declared });
  const contexts = holding.contexts.map(held => read(held)).filter(isContext);
  const consents = holding.contexts.map(held => read(held)).filter(isConsent);
  return {
    contexts: contexts.map(contextShape),
    consents: consents.map(consentShape),
    assumes: holding.assumes.map(held => ({ condition: condition(read(held), held.node.condition), ...place(read(held)) })),
    actions: holding.actions.map(held => actionShape(read(held))),
    dimensions: holding.dimensions.map(held => head(read(held))),
    values: holding.values.map(held => valueDeclarationShape(read(held))),
    terms: holding.terms.map(held => termShape(read(held))),
    principles: holding.principles.map(held => principleShape(read(held))),
    tensions: holding.tensions.map(held => tensionShape(read(held))),
    prefers: holding.prefers.map(held => preferShape(read(held))),
  };
}

type ContextRead = Read<syntax.Context | syntax.Option>;
const isConsent = (read: Read): read is Read<syntax.Consent> => read.declared.node.kind === 'consent';
const isContext = (read: Read): read is ContextRead => !isConsent(read);

function contextShape(read: ContextRead): Element<DocumentShape['contexts']> {
  const { node } = read.declared;
  const option = node.kind === 'option' ? { default: node.default && valueShape(node.default), level: node.level?.text } : undefined;
  return { ...head(read), domain: node.shape && domainShape(node.shape), option };
}

function consentShape(read: Read<syntax.Consent>): Element<DocumentShape['consents']> {
  const { clauses } = read.declared.node;
  const duration = ({ count, unit }: syntax.Duration) => ({ count: count.value, unit: unit.text });
  const retention = of(clauses, 'retention')[0];
  const renew = of(clauses, 'renew')[0];
  return {
    ...head(read),
    covers: of(clauses, 'covers').flatMap(({ texts }) => texts.map(textOf)),
    default: of(clauses, 'consentDefault')[0]?.value.text,
    revocable: of(clauses, 'revocable').length > 0,
    retention: retention && duration(retention.duration),
    renew: renew && duration(renew.every),
  };
}

function actionShape(read: Read<syntax.Action>): Element<DocumentShape['actions']> {
  const { kinds, opposes, needs } = read.declared.node;
  return {
    ...head(read),
    is: kinds.map(({ parents, when }) => ({ actions: resolvedAll(read, 'action', parents), when: optionalCondition(read, when) })),
    opposes: resolvedAll(read, 'action', opposes),
    needs: resolvedAll(read, 'consent', needs).map(name => name.replace(/^consent\.|(?<=\.)consent\./, '')),
  };
}

function valueDeclarationShape(read: Read<syntax.ValueDeclaration>): Element<DocumentShape['values']> {
  const { body } = read.declared.node;
  return {
    ...head(read),
    prose: of(body, 'prose').map(proseShape),
    attendsTo: of(body, 'attends').map(({ text }) => textOf(text)),
    nourishes: of(body, 'nourishes').flatMap(({ dimensions }) => resolvedAll(read, 'dimension', dimensions)),
    wiserThan: of(body, 'wiser').map(({ than, when, because }) => ({
      value: resolved(read, 'value', than),
      when: optionalCondition(read, when),
      because: optionalText(because),
    })),
    sources: of(body, 'source').map(sourceShape),
    notes: of(body, 'note').map(({ text }) => textOf(text)),
    allows: of(body, 'allow').map(allowShape),
  };
}

function termShape(read: Read<syntax.Term>): Element<DocumentShape['terms']> {
  const { node } = read.declared;
  const { name, file, line } = head(read);
  const forms = node.forms.length > 0 ? node.forms.map(textOf) : [node.name.text.replaceAll('_', ' ')];
  return { name, forms, means: optionalText(node.means) ?? '', file, line };
}

function principleShape(read: Read<syntax.Principle>): Element<DocumentShape['principles']> {
  const { node } = read.declared;
  const { body } = node;
  return {
    ...head(read),
    role: node.role,
    level: node.level?.text ?? levelsOf(scopeAt(read.holding.scope, read.declared)).at(-1) ?? '',
    entrenched: node.entrenched !== undefined,
    when: optionalCondition(read, node.when),
    prose: of(body, 'prose').map(proseShape),
    norms: of(body, 'norm').map((norm, index) => normShape(read, norm, index)),
    serves: of(body, 'serves').flatMap(({ values }) => resolvedAll(read, 'value', values)),
    because: of(body, 'because').map(({ text }) => textOf(text)),
    overrides: of(body, 'overrides').map(({ principles, when, because }) => ({
      principles: resolvedAll(read, 'principle', principles),
      when: optionalCondition(read, when),
      because: optionalText(because),
    })),
    sources: of(body, 'source').map(sourceShape),
    notes: of(body, 'note').map(({ text }) => textOf(text)),
    tags: of(body, 'tagged').flatMap(({ tags }) => tags.map(tag => tag.text)),
    examples: of(body, 'example').map(example => exampleShape(read, example)),
    allows: of(body, 'allow').map(allowShape),
  };
}

function normShape(read: Read, norm: syntax.Norm, index: number): Element<Element<DocumentShape['principles']>['norms']> {
  const { modality, act } = norm;
  const what = act.kind === 'text' ? { text: textOf(act) } : { action: resolved(read, 'action', act) };
  return { index, modality, ...what, ...conditions(read, norm) };
}

function exampleShape(read: Read, { title, body }: syntax.Example): Element<Element<DocumentShape['principles']>['examples']> {
  return {
    title: optionalText(title),
    body: body.map(part => {
      if (part.kind === 'given') return { kind: 'given' as const, facts: part.facts.map(fact => condition(read, fact)) };
      if (part.kind === 'turn') return turnShape(part);
      const { label, to, from, text, continues, because, violates } = part;
      return {
        kind: 'answer' as const,
        label,
        to: optionalText(to),
        from: optionalText(from),
        text: textOf(text),
        continues,
        because: optionalText(because),
        violates: violates && resolved(read, 'principle', violates),
      };
    }),
  };
}

function tensionShape(read: Read<syntax.Tension>): Element<DocumentShape['tensions']> {
  const { left, right, lines } = read.declared.node;
  return {
    between: [resolved(read, 'value', left), resolved(read, 'value', right)],
    lines: lines.map(({ value, when, because }) => ({
      favors: resolved(read, 'value', value),
      when: optionalCondition(read, when),
      because: optionalText(because),
    })),
    ...place(read),
  };
}

function preferShape(read: Read<syntax.Prefer>): Element<DocumentShape['prefers']> {
  const { winner, losers, when, because } = read.declared.node;
  return {
    winner: resolved(read, 'principle', winner),
    losers: resolvedAll(read, 'principle', losers),
    when: optionalCondition(read, when),
    because: optionalText(because),
    ...place(read),
  };
}
