import assert from 'node:assert/strict';
import { completion } from '../../server/features/completion.ts';
import { opened } from './cursor.ts';

const labels = (line: string): string[] => {
  const { view, position } = opened(line);
  return (completion(view, { position }) ?? []).map(item => item.label);
};

/** All of these are offered, in this order, among others perhaps. */
const completes = (line: string, ...wanted: string[]) => {
  it(`${line}  →  ${wanted.join(', ')}`, () => {
    const got = labels(line);
    assert.deepEqual(
      wanted.filter(label => !got.includes(label)),
      [],
      `offered: ${got.join(', ')}`,
    );
  });
};

const omits = (line: string, ...unwanted: string[]) => {
  it(`${line}  ↛  ${unwanted.join(', ')}`, () => {
    const got = labels(line);
    assert.deepEqual(
      unwanted.filter(label => got.includes(label)),
      [],
      `offered: ${got.join(', ')}`,
    );
  });
};

const exactly = (line: string, ...wanted: string[]) => {
  it(`${line}  =  ${wanted.join(', ') || 'nothing'}`, () => assert.deepEqual(labels(line), wanted));
};

describe('completion: names of the right kind', () => {
  completes('principle p { must gi$0 }', 'give_dosage', 'refer', 'no_harm', 'floor.no_harm');
  omits('principle p { must gi$0 }', 'audience', 'honesty', 'calm', 'must');
  completes('principle p {\n  must $0\n  because "x"\n}', 'give_dosage');
  completes('principle p { must not $0', 'give_dosage');
  completes('principle p { serves $0 }', 'honesty', 'kindness');
  completes('principle p { serves honesty, $0 }', 'kindness');
  completes('principle p { overrides $0 }', 'calm', 'floor.safe');
  completes('principle p { must refer when $0 }', 'audience', 'stakes', 'urgent', 'tone', 'consent.memory');
  completes('principle p { must refer when urgent and $0 }', 'audience');
  completes('principle p { must refer when consent.$0 }', 'memory');
  completes('principle p { must floor.$0 }', 'no_harm');
  omits('principle p { must floor.$0 }', 'give_dosage');
  completes('value v "V" { nourishes $0 }', 'growth');
  completes('value v "V" { wiser than $0 }', 'honesty');
  completes('action a "A" is $0', 'give_dosage');
  completes('action a "A" needs consent $0', 'memory');
  completes('eval e { checks $0 }', 'calm');
  completes('eval e { given $0 }', 'audience', 'agent');
  completes('eval e { user "x" expect avoids $0 }', 'give_dosage');
  completes('adopt $0', 'floor');
  completes('assert $0', 'give_dosage');
  completes('tension honesty, $0', 'kindness');
});

describe('completion: values, levels and choices', () => {
  exactly('principle p { must refer when audience is $0 }', 'adult', 'minor');
  exactly('principle p { must refer when audience is not $0 }', 'adult', 'minor');
  exactly('principle p { must refer when audience in (adult, $0) }', 'adult', 'minor');
  exactly('principle p { must refer when stakes >= $0 }', 'low', 'high');
  exactly('principle p at $0 {}', 'platform', 'developer', 'user', 'guideline');
  exactly('option o: a | b default $0', 'a', 'b');
  exactly('assert refer is $0', 'forbidden', 'required', 'permitted', 'open');
  exactly('precedence $0', 'authority', 'explicit', 'tension', 'force', 'specificity');
  exactly('eval e { user "x" expect under 200 $0 }', 'words', 'characters', 'sentences');
  completes('principle p { allow $0 }', 'eval/uncovered');
  omits('principle p { allow $0 }', 'name/unknown');
});

describe('completion: words', () => {
  completes('$0', 'principle', 'context', 'eval');
  omits('$0', 'agent', 'constitution', 'must');
  completes('principle p {\n  $0\n}', 'must', 'should', 'serves', 'example');
  omits('principle p {\n  $0\n}', 'principle', 'covers');
  completes('principle p {\n  must refer $0\n}', 'when', 'unless');
  completes('principle p "P" $0', 'at', 'when', 'entrenched');
  completes('eval e {\n  $0\n}', 'checks', 'expect');
  completes('principle p {\n  example "E" {\n    $0\n  }\n}', 'user', 'good', 'bad');
  completes('consent c "C" {\n  $0\n}', 'covers', 'revocable');
  completes('action a "A" $0', 'is', 'opposes');
});

describe('completion: nothing where nothing fits', () => {
  exactly('principle p { "Some pro$0se." }');
  exactly('// a com$0ment');
  exactly('import other from "$0"', './floor.constitution');
});
