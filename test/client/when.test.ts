import assert from 'node:assert/strict';
import { type FactContext, factsOf, rangeTrouble } from '../../client/when/facts.ts';
import { whenText } from '../../client/when/text.ts';

const choice = (fact: string) => ({ label: fact, fact, depth: 0 });
const audience: FactContext = {
  name: 'audience',
  kind: 'values',
  choices: ['adult', 'minor', 'unknown'].map(value => choice(`audience is ${value}`)),
};
const supervised: FactContext = { name: 'supervised', kind: 'boolean', choices: [choice('supervised'), choice('not supervised')] };
const age: FactContext = { name: 'age', kind: 'range', low: 0, high: 120, choices: [] };
const pick = (context: FactContext, ...indexes: number[]) => indexes.map(index => ({ context, choice: context.choices[index] }));

describe('picked facts', () => {
  it('are written as an author would', () => {
    assert.equal(factsOf([...pick(audience, 1), ...pick(supervised, 1)]), 'audience is minor, not supervised');
  });
  it('of one context are alternatives', () => {
    assert.equal(factsOf(pick(audience, 0, 1)), '(audience is adult or audience is minor)');
  });
  it('that are all of a context say nothing', () => {
    assert.equal(factsOf([...pick(audience, 0, 1, 2), ...pick(supervised, 0, 1)]), '');
  });
  it('of a range are typed', () => {
    assert.equal(factsOf([{ context: age, typed: '14' }]), 'age is 14');
    assert.equal(factsOf([{ context: age, typed: '< 18' }]), 'age < 18');
    assert.equal(factsOf([{ context: age, typed: undefined }]), '');
  });
  it('of a range are refused where they are no number of it', () => {
    assert.equal(rangeTrouble(age, '>= 65'), undefined);
    assert.match(rangeTrouble(age, 'old') ?? '', /whole number/);
    assert.match(rangeTrouble(age, '130') ?? '', /from 0 to 120/);
  });
});

describe('what holds, as text', () => {
  const at = (line: number) => ({ uri: 'file:///a', range: { start: { line, character: 0 }, end: { line, character: 4 } } });
  const norm = (text: string, line: number) => ({ principle: 'p', title: 'P', index: 0, text, at: at(line) });
  const answer = whenText(
    {
      kind: 'answer',
      document: 'a',
      facts: 'minor',
      possible: true,
      share: { value: 0.004, approximate: true },
      norms: [
        {
          ...norm('must not dose', 3),
          applies: 'always',
          inForce: 'not urgent',
          beatenBy: [{ ...norm('must dose', 5), by: 'authority', when: 'urgent' }],
        },
        { ...norm('should tell', 7), applies: 'urgent', inForce: 'never', beatenBy: [] },
      ],
      actions: [
        {
          action: 'dose',
          title: 'Give a dose',
          at: at(1),
          status: 'depends',
          leaning: 'none',
          needs: ['recall'],
          cases: [
            { status: 'forbidden', when: 'not urgent' },
            { status: 'required', when: 'urgent' },
          ],
        },
      ],
    },
    'minor',
    'a.constitution',
  );

  it('says the status of every action with what decides it', () => {
    assert.equal(
      answer.text,
      `What holds when minor, in a.constitution
This is about less than 1% of all situations.

ACTIONS
  dose  “Give a dose”
    depends on what is not given, needs consent recall
      forbidden  when not urgent
      required   when urgent

NORMS IN FORCE
  must not dose
    of p “P”
    in force when not urgent
    yields to must dose of p when urgent, by authority

NORMS THAT ARE BEATEN
  should tell
    of p “P”
    applies when urgent
`,
    );
  });

  it('leads from every name to its place', () => {
    const lines = answer.text.split('\n');
    assert.deepEqual(
      answer.links.map(({ line, start, end, at: place }) => [lines[line]!.slice(start, end), place.range.start.line]),
      [
        ['dose', 1],
        ['must not dose', 3],
        ['must dose', 5],
        ['should tell', 7],
      ],
    );
  });

  it('points at what cannot be read', () => {
    const { text } = whenText({ kind: 'unreadable', message: 'No such context.', start: 2, end: 5 }, 'a xyz', 'f');
    assert.match(text, / {4}a xyz\n {6}\^\^\^\nNo such context\./);
  });
});
