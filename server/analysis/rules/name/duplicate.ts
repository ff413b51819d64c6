// A name that is declared a second time.

import type * as syntax from '../../../../grammar/syntax.ts';
import { declarationsOf } from '../../names.ts';
import type { Draft, Rule, Spot, Subject } from '../rule.ts';

export const nameDuplicate: Rule = {
  code: 'name/duplicate',
  severity: 'error',
  page: {
    title: 'A name that is taken already',
    what: 'Two declarations of one kind have the same name, a value is written twice in one context, or somebody votes twice. The finding stands at the later one.',
    why: 'Whoever uses the name could mean either. Polity goes by the first, and what the second says does not hold.',
    wrong: 'constitution clinic "Clinic"\naction book "Book a visit"\naction book "Book an appointment"\n',
    right: 'constitution clinic "Clinic"\naction book "Book a visit"\naction book_again "Book a follow-up"\n',
    fixes: 'Give the later one another name, or remove it.',
  },
  check,
};

function* check({ scope }: Subject): Iterable<Draft> {
  for (const { entity, first } of scope.own.repeated) {
    const called = entity.node.kind === 'principle' && entity.node.role ? 'role' : entity.node.kind;
    const message = `There is already ${/^[aeo]/.test(called) ? 'an' : 'a'} ${called} called \`${entity.name}\`. The first one counts; give this one another name.`;
    const related = { ...first, span: first.node.name, message: 'The first one stands here.' };
    yield { at: { ...entity, span: entity.node.name }, message, related: [related] };
  }
  for (const declared of scope.own.declarations) {
    for (const [name, first] of repeatedIn(declared.node)) yield repeated({ ...declared, span: name }, { name: name.text, first });
  }
  for (const kind of ['authority', 'ratification'] as const) {
    for (const { node, ...place } of [...declarationsOf(scope.own, kind)].slice(1)) {
      const span = { start: node.start, end: node.start + kind.length };
      yield { at: { ...place, span }, message: `\`${kind}\` stands here a second time; the first one counts. Remove one of the two.` };
    }
  }
}

type Repeat = readonly [syntax.Name | syntax.Ref, syntax.Span];

function* repeatedIn(node: syntax.Declaration): Iterable<Repeat> {
  if ((node.kind === 'context' || node.kind === 'option') && node.shape?.kind === 'values') yield* twice(namesOf(node.shape.values));
  if (node.kind === 'authority') yield* twice(node.levels);
  if (node.kind === 'amendment') yield* twice(node.body.flatMap(statement => (statement.kind === 'vote' ? statement.voters : [])));
  if (node.kind === 'eval') yield* twice(node.body.flatMap(statement => (statement.kind === 'vary' ? [statement.name] : [])));
}

function* namesOf(values: readonly syntax.ValueNode[]): Iterable<syntax.Name> {
  for (const { name, children } of values) {
    yield name;
    yield* namesOf(children);
  }
}

function* twice(names: Iterable<syntax.Name | syntax.Ref>): Iterable<Repeat> {
  const seen = new Map<string, syntax.Span>();
  for (const name of names) {
    const first = seen.get(name.text);
    if (first && name.text !== '') yield [name, first];
    else seen.set(name.text, name);
  }
}

function repeated(at: Spot, { name, first }: { name: string; first: syntax.Span }): Draft {
  const message = `\`${name}\` stands here a second time. Remove it, or write what was meant instead.`;
  return { at, message, related: [{ ...at, span: first, message: 'It stands here already.' }] };
}
