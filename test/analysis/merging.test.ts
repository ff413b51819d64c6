import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parse } from '../../grammar/parser.ts';
import { merge } from '../../server/analysis/merging/merge.ts';
import { randomSpec } from '../grammar/random-spec.ts';

const labels = { ours: 'ours', theirs: 'theirs', size: 7 };
const base = `constitution c "C"

// Facts.
context x: boolean
action a "A"
action b "B"

principle p "P" {
  must a // why
  should b when x
  because "so"
}

principle q "Q" { may a }
`;
const merged = (ours: string, theirs: string) => merge({ base, ours, theirs }, labels)!;

describe('merge', () => {
  it('takes what one side changed and what the other did, in one declaration too', () => {
    const ours = base.replace('must a', 'must not a').replace('action b "B"', 'action b "B"\naction c "C"');
    const theirs = base.replace('should b when x', 'should b unless x').replace('may a }', 'may a when x }');
    assert.deepEqual(merged(ours, theirs), {
      conflicts: 0,
      text: ours.replace('should b when x', 'should b unless x').replace('may a }', 'may a when x }'),
    });
  });

  it('marks what both changed differently, inside the declaration alone', () => {
    const { text, conflicts } = merged(base.replace('must a', 'must not a'), base.replace('must a', 'may a'));
    assert.equal(conflicts, 1);
    assert.equal(text, base.replace('  must a // why', '<<<<<<< ours\n  must not a // why\n=======\n  may a // why\n>>>>>>> theirs'));
  });

  it('marks what one side took out and the other changed', () => {
    const { text, conflicts } = merged(base.replace('principle q "Q" { may a }\n', ''), base.replace('may a }', 'may b }'));
    assert.equal(conflicts, 1);
    assert.ok(text.includes('<<<<<<< ours\n=======\nprinciple q "Q" { may b }\n>>>>>>> theirs'), text);
  });

  it('keeps the order of the side that moved things', () => {
    const order = (text: string) => [...text.matchAll(/^(?:action|principle|context) (\w+)/gm)].map(([, name]) => name).join('');
    const moved = base.replace('action a "A"\n', '').replace('\nprinciple q', '\naction a "A"\n\nprinciple q');
    assert.equal(order(merged(moved, base.replace('context x', 'context y: boolean\ncontext x')).text), 'yxbpaq');
    assert.equal(order(merged(base.replace('context x', 'context y: boolean\ncontext x'), moved).text), 'yxbpaq');
  });

  it('leaves what cannot be read to lines', () =>
    assert.equal(merge({ base, ours: `${base}principle {`, theirs: base.replace('may', 'must') }, labels), undefined));

  it('takes in what theirs has with the line ends of ours', () => {
    const crlf = (text: string) => text.replaceAll('\n', '\r\n');
    const ours = base.replace('must a', 'must not a');
    const theirs = base.replace('may a }', 'may b }\n\nprinciple r "R" {\n  may a\n}');
    const both = ours.replace('may a }', 'may b }\n\nprinciple r "R" {\n  may a\n}');
    assert.deepEqual(merge({ base, ours: crlf(ours), theirs }, labels), { text: crlf(both), conflicts: 0 });
    assert.deepEqual(merge({ base: crlf(base), ours: crlf(ours), theirs }, labels), { text: crlf(both), conflicts: 0 });
    assert.deepEqual(merge({ base, ours, theirs: crlf(theirs) }, labels), { text: both, conflicts: 0 });
    assert.deepEqual(merge({ base, ours, theirs: crlf(base) }, labels), { text: ours, conflicts: 0 });
    assert.equal(
      merge({ base, ours: crlf(ours), theirs: base.replace('must a', 'may a') }, labels)!
        .text.replaceAll('\r\n', '')
        .includes('\n'),
      false,
    );
  });

  it('keeps line ends', () => {
    const crlf = (text: string) => text.replaceAll('\n', '\r\n');
    const [ours, theirs] = [base.replace('must a', 'must not a'), base.replace('may a', 'may b')].map(crlf) as [string, string];
    const result = merge({ base: crlf(base), ours, theirs }, labels)!;
    assert.equal(result.text, ours.replace('may a', 'may b'));
  });
});

/** A spec as data: statements by principle, each statement unique by its number. */
type Model = readonly { readonly name: string; readonly says: readonly string[] }[];
const write = (model: Model): string =>
  `constitution c "C"\n${model.map(({ name, says }) => `\n// About ${name}.\nprinciple ${name} "${name}" {\n${says.map(one => `  ${one}\n`).join('')}}\n`).join('')}`;

const statement = fc
  .tuple(fc.constantFrom('must', 'must not', 'should', 'may'), fc.nat(5), fc.constantFrom('', ' when x', ' unless x'))
  .map(([force, n, when]) => `${force} a${n}${when}`);
const says = fc.uniqueArray(statement, { maxLength: 4 });
const model: fc.Arbitrary<Model> = fc.uniqueArray(fc.record({ name: fc.constantFrom('p', 'q', 'r', 's', 't'), says }), {
  selector: ({ name }) => name,
  maxLength: 5,
});
/** What an author does to it: some principles go, some come, some say something else. */
const edited = (from: Model): fc.Arbitrary<Model> =>
  fc.tuple(fc.array(fc.tuple(fc.nat(3), says), { minLength: from.length, maxLength: from.length }), model).map(([edits, more]) => {
    const kept = from.flatMap((one, i) => {
      const [what, other] = edits[i]!;
      if (what === 0) return [];
      if (what === 1) return [{ ...one, says: [...new Set([...one.says.slice(1), ...other.slice(0, 1)])] }];
      return [one];
    });
    const names = new Set([...from, ...kept].map(({ name }) => name));
    return [...kept, ...more.filter(({ name }) => !names.has(name)).slice(0, 1)];
  });

const statementsIn = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .map(line => line.trim())
    .filter(line => /^(must|should|may)\b/.test(line));
const principlesIn = (text: string): string[] => [...text.matchAll(/^principle (\w+)/gm)].map(([, name]) => name!);

describe('merge: of thousands of random versions', function () {
  this.timeout(120_000);
  const versions = model.chain(one => fc.tuple(fc.constant(one), edited(one), edited(one)));

  it('loses and doubles nothing, marks only what both changed, and reads', () => {
    fc.assert(
      fc.property(versions, ([was, our, their]) => {
        const [old, ours, theirs] = [was, our, their].map(write) as [string, string, string];
        const result = merge({ base: old, ours, theirs }, labels);
        assert.ok(result, 'it can always be read');
        const { text, conflicts } = result;
        if (conflicts === 0) assert.ok(parse(text).segments.every(({ problems }) => problems.length === 0));
        for (const name of new Set([...was, ...our, ...their].map(one => one.name))) {
          const says = (some: Model) => some.find(one => one.name === name)?.says;
          const [a, b, c] = [says(was), says(our), says(their)].map(some => some && JSON.stringify(some));
          const count = principlesIn(text).filter(one => one === name).length;
          const within = statementsIn(text.split(`principle ${name} `)[1]?.split('\n}')[0] ?? '');
          if (b === c || c === a || b === a) {
            // Touched by one side alone: as that side has it.
            const expected = b === a ? says(their) : says(our);
            assert.equal(count, expected ? 1 : 0, `${name}\n${text}`);
            if (expected) assert.deepEqual(within, expected, text);
            continue;
          }
          for (const one of [...(says(our) ?? []), ...(says(their) ?? [])]) {
            const both = [says(our), says(their)].every(side => side?.includes(one));
            const kept = !says(was)?.includes(one) || both;
            const here = statementsIn(text).filter(other => other === one).length;
            if (kept) assert.ok(here >= 1, `${one} of ${name} is lost\n${text}`);
          }
          if (conflicts === 0) assert.equal(new Set(within).size, within.length, `doubled\n${text}`);
        }
      }),
      { numRuns: 4000 },
    );
  });

  it('is the same both ways round, but for the order and the sides of the markers', () => {
    fc.assert(
      fc.property(versions, all => {
        const [old, ours, theirs] = all.map(write) as [string, string, string];
        const [one, other] = [merge({ base: old, ours, theirs }, labels)!, merge({ base: old, ours: theirs, theirs: ours }, labels)!];
        assert.equal(one.conflicts, other.conflicts);
        assert.deepEqual(statementsIn(one.text).sort(), statementsIn(other.text).sort());
      }),
      { numRuns: 1000 },
    );
  });

  it('takes out what each side took out, and leaves every other byte, whatever stands between', () => {
    const declared = (text: string) => parse(text).segments.filter(({ node }) => node).length;
    let exact = 0;
    for (let seed = 1; seed <= 1500; seed++) {
      const old = randomSpec(seed);
      const { segments, starts } = parse(old);
      const numbers = segments.flatMap(({ node }, i) => (node && node.kind !== 'header' ? [i] : []));
      const [one, other] = [numbers[seed % numbers.length], numbers[(seed * 7 + 1) % numbers.length]].sort((a, b) => (a ?? 0) - (b ?? 0));
      if (one === undefined || other === undefined || one === other) continue;
      const cut = (text: string, i: number) => text.slice(0, starts[i]) + text.slice(starts[i]! + segments[i]!.length);
      const [ours, theirs, expected] = [cut(old, one), cut(old, other), cut(cut(old, other), one)] as [string, string, string];
      // Where a remark takes in what came to stand behind it, something else was taken out than was meant.
      const count = declared(old);
      if ([ours, theirs].some(text => declared(text) !== count - 1) || declared(expected) !== count - 2) continue;
      const result = merge({ base: old, ours, theirs }, labels);
      if (!result || result.conflicts > 0) continue;
      assert.equal(result.text, expected, `seed ${seed}`);
      exact++;
    }
    assert.ok(exact > 1000, String(exact));
  });
});
