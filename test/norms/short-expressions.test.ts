import assert from 'node:assert/strict';
import fc from 'fast-check';
import { check } from '../../server/analysis/check.ts';
import { conditionOf } from '../../server/analysis/norms/expressions.ts';
import { countValues, isEmpty, join, meet, sameSet, spanSet, type ValueSet, valuesOf, within } from '../../server/analysis/norms/sets.ts';
import { shortest } from '../../server/analysis/norms/shortest.ts';
import { whenFacts } from '../../server/analysis/norms/when.ts';
import { expressionOf, lengthOf, type Term } from '../../server/analysis/norms/wording.ts';
import { worldOf } from '../../server/analysis/norms/worlds.ts';
import { scopeOf } from '../../server/analysis/resolve.ts';
import { documentOf, emptyWorkspace, withDocuments } from '../../server/analysis/workspace.ts';
import { expressionOf as read } from '../reference/witness.ts';
import { holds, situations, variables } from './questions.ts';

const file = 'm.constitution';
const workspaceFor = (lines: readonly string[]) =>
  withDocuments(emptyWorkspace, [documentOf(file, `constitution m "M"\nprecedence authority\naction a "A"\n${lines.join('\n')}\n`)]);

/** Where the two norms of a spec conflict. */
const conflict = (...lines: string[]) =>
  check(workspaceFor(lines), file).flatMap(({ data }) => (data && 'when' in data ? [data.when] : []));

/** Where the action has which status under a fact. */
function statuses(fact: string, ...lines: string[]) {
  const world = worldOf(scopeOf(workspaceFor(lines), file)!);
  const [action] = whenFacts(world, [read(fact)!])!.actions;
  return Object.fromEntries(action!.cases!.map(({ status, when }) => [status, when]));
}

const topics = 'context topic: health(medication, mental(crisis)) | legal | other | sports | school';
const age = 'context age: 0..100';
const always = 'principle q "Q" { must a }';
const ban = (when: string) => `principle p "P" { must not a when ${when} }`;

describe('an expression for situations', () => {
  it('does not name values that cannot be', () => {
    assert.deepEqual(conflict(topics, 'assume topic is health', ban('topic is mental'), always), ['topic is mental']);
    assert.deepEqual(conflict(topics, 'assume topic is not legal', ban('topic in (mental, sports)'), always), [
      'topic in (mental, sports)',
    ]);
  });

  it('does not name values that the given facts exclude', () => {
    const expected = { forbidden: 'topic is mental', open: 'topic is not mental' };
    for (const fact of ['topic is not legal', 'topic is health', 'topic in (health, other)'])
      assert.deepEqual(statuses(fact, topics, ban('topic is mental')), expected);
  });

  it('takes in what cannot be where that takes fewer words', () => {
    assert.deepEqual(conflict(age, 'assume age >= 10', ban('age < 30'), always), ['age < 30']);
    assert.deepEqual(conflict(topics, 'assume not topic in (other, sports)', ban('not topic in (legal, school)'), always), [
      'topic is health',
    ]);
    assert.deepEqual(conflict('context stakes: low < mid < high', 'assume stakes > low', ban('stakes <= mid'), always), ['stakes is mid']);
    assert.deepEqual(statuses('age >= 10', age, ban('age > 20')), { forbidden: 'age >= 21', open: 'age < 21' });
  });

  it('says a bound that all terms have once', () => {
    const spec = [topics, age, 'assume age < 50', 'assume age >= 10', ban('topic is mental or age > 20')];
    assert.deepEqual(conflict(...spec, 'principle q "Q" { must a when age < 30 }'), ['age < 30 and (topic is mental or age >= 21)']);
  });

  it('does not say in one term again what another says', () => {
    const spec = [age, 'context urgent: boolean', ban('age < 9 or urgent and (age < 9 or age >= 14)')];
    assert.deepEqual(conflict(...spec, always), ['age < 9 or age >= 14 and urgent']);
  });

  it('prefers the values that it is about to those that it leaves out, where they are as many', () => {
    const spec = ['context place: home | school | work | street', ban('place in (work, street)')];
    assert.deepEqual(conflict(...spec, always), ['place in (work, street)']);
  });

  it('is as short where the situations are too many to be written out', () => {
    const names = Array.from({ length: 12 }, (_, i) => `b${i}`);
    const flags = [...names, 'b'].map(name => `context ${name}: boolean`);
    const spec = [topics, 'assume topic is health', ...flags, ban(`(topic is mental or b) and ${names.join(' and ')}`)];
    assert.deepEqual(conflict(...spec, always), [`${names.join(' and ')} and (b or topic is mental)`]);
  });
});

/** All that are small, and a range that is. */
const few = variables
  .filter(({ kind, size }) => size < 10 && kind !== 'agent')
  .concat({ ...variables[4]!, size: 5 })
  .map((variable, index) => ({ ...variable, index }));
const values = (size: number) => Array.from({ length: size }, (_, value) => spanSet(size, value, value + 1));
const union = (size: number, sets: readonly ValueSet[]) => sets.reduce((a, b) => join(a, b, size), spanSet(size, 0, 0));

describe('the shortest set', () => {
  it('has all that is needed, nothing that is not spare, and no more of that than makes it shorter', () => {
    const some = fc.constantFrom(...few);
    const marks = fc.array(fc.constantFrom('needed', 'spare', 'unwanted'), { minLength: 9, maxLength: 9 });
    fc.assert(
      fc.property(some, marks, (variable, marked) => {
        const [needed, spare] = ['needed', 'spare'].map(mark => values(variable.size).filter((_, i) => marked[i] === mark));
        fc.pre(needed!.length > 0 && needed!.length < variable.size);
        const [least, most] = [union(variable.size, needed!), union(variable.size, [...needed!, ...spare!])];
        const set = shortest(variable, needed!, spare!);
        assert.ok(within(least, set) && within(set, most));
        if (countValues(most) === variable.size) return assert.ok(sameSet(set, most));
        const length = lengthOf({ variable, set });
        assert.ok(length <= lengthOf({ variable, set: least }));
        assert.ok(length <= lengthOf({ variable, set: most }) + 1);
        for (const one of valuesOf(set)) {
          const without = meet(set, union(variable.size, values(variable.size).toSpliced(one, 1)));
          if (marked[one] === 'spare') assert.ok(lengthOf({ variable, set: without }) > length);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('terms in words', () => {
  const every = [...situations(few)];
  const term: fc.Arbitrary<Term> = fc
    .tuple(...few.map(({ size }) => fc.integer({ min: 1, max: 2 ** size - 1 })))
    .map(sets => few.flatMap((variable, i) => (sets[i] === 2 ** variable.size - 1 ? [] : [{ variable, set: sets[i]! }])));

  it('mean what the terms mean', () => {
    const variableOf = ({ text }: { text: string }) => few.find(({ name }) => name === text);
    fc.assert(
      fc.property(fc.array(term, { minLength: 1, maxLength: 4 }), terms => {
        fc.pre(terms.every(({ length }) => length > 0));
        const condition = conditionOf(read(expressionOf(terms))!, { variable: variableOf })!;
        for (const situation of every) {
          const meant = terms.some(facts =>
            facts.every(({ variable, set }) => !isEmpty(meet(set, values(variable.size)[situation[variable.index]!]!))),
          );
          assert.equal(holds(condition, situation), meant);
        }
      }),
      { numRuns: 500 },
    );
  });
});
