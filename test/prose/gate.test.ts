import assert from 'node:assert/strict';
import type { Language } from '../../server/analysis/prose/language.ts';
import { english } from '../../server/analysis/prose/languages/english.ts';
import { spanish } from '../../server/analysis/prose/languages/spanish.ts';
import { readerOf } from '../../server/analysis/prose/reader.ts';
import { type PieceKind, readingOf } from '../../server/analysis/prose/reading.ts';

/** What a text bids, a line for each duty: its mark, its verb, `!` where it forbids, `!!` after an absolute. */
function bids(text: string, { language = english, kind = 'markdown', subjects = [...english.agents, 'Claude'] } = {} as Setting): string[] {
  const { sentences } = readingOf({ kind, text }, readerOf(language, subjects));
  return sentences.flatMap(({ tokens, duties }) =>
    duties.map(
      ({ at, verb, negative, strength }) =>
        `${tokens[at]!.text} ${negative ? '! ' : ''}${tokens[verb]?.text ?? ''}${strength === 'absolute' ? ' !!' : ''}`,
    ),
  );
}

interface Setting {
  readonly language?: Language;
  readonly kind?: PieceKind;
  readonly subjects?: readonly string[];
}

const bid = (text: string, ...expected: string[]) =>
  it(text, () => {
    assert.deepEqual(bids(text), expected);
  });
const none = (text: string) => bid(text);

describe('the norm gate lets through', () => {
  bid('The assistant should wait.', 'should wait');
  bid('Models must never lie.', 'must ! lie !!');
  bid('Our AI may not judge.', 'may ! judge !!');
  bid('The assistant needs to ask, and should then wait.', 'needs ask', 'should wait');
  bid('In the end, Claude ought to stop.', 'ought stop');
  bid('The assistant, like any guest, shouldn’t shout.', "shouldn't ! shout");
  bid('Claude never shares names.', 'never ! shares !!');
  bid('We want Claude to also be honest.', 'we be');
  bid('We do not want the model to flatter.', 'we ! flatter');
  bid('We believe that Claude should stop.', 'should stop');
  bid('Avoid harm.', 'avoid avoid');
  bid('Do not lie.', 'do ! lie');
  bid('Never lie.', 'never ! lie !!');
  bid('If a child asks, answer plainly.', 'answer answer');
  bid('In such cases, please ask first.', 'ask ask');
  bid('Reasonable assumptions should be made.', 'should be');
  bid('Answers must be short.', 'must be !!');
  bid('The assistant must not:\n\n- lie\n- steal from people', 'must ! : !!', 'lie ! lie !!', 'steal ! steal !!');
  bid('Safe behaviors include:\n\n- Avoiding side effects', 'avoiding avoiding');
  bid('You must wait.', 'must wait !!');
});

describe('the norm gate keeps out', () => {
  none('Users should be kind.');
  none('We must decide how to train.');
  none('How the assistant should respond depends on much.');
  none('Should the assistant wait?');
  none('What should Claude do?');
  none('If the assistant must wait, a bell rings.');
  none('For example, the assistant should wait here.');
  none('The assistant does not need to explain.');
  none('The assistant is not required to obey.');
  none('It should be noted that rain falls.');
  none('The assistant may not know.');
  none('Help is on its way.');
  none('Use of force is rare.');
  none('The values that users of the assistant should hold differ.');
  none('We need to:\n\n- Prevent harm.\n- Ask people.');
  none('1. Principles:\n   - Minimizing harm: we think of it daily.');
  none('The factors that we want Claude to weigh are many.');
});

describe('the norm gate by piece and subject', () => {
  it('takes whoever a principle speaks of', () => {
    assert.deepEqual(bids('The tutor must wait.', { kind: 'principle' }), ['must wait !!']);
    assert.deepEqual(bids('Users must wait.', { kind: 'principle' }), []);
  });
  it('takes a norm in prose as it stands', () => {
    const { sentences } = readingOf({ kind: 'norm', text: 'warn the patient', modality: 'must not' }, readerOf(english, english.agents));
    assert.deepEqual(
      sentences[0]!.duties.map(({ verb, negative, strength }) => [verb, negative, strength]),
      [[0, true, 'absolute']],
    );
  });
  it('takes no instruction out of what a value describes', () => {
    assert.deepEqual(bids('Be kind. The assistant should wait.', { kind: 'value' }), ['should wait']);
  });
  it('knows the subjects that are named', () => {
    const subjects = ['the night helper', "Nurse O'Hara"];
    assert.deepEqual(bids('We want the night helper to rest.', { subjects }), ['we rest']);
    assert.deepEqual(bids('Nurse O’Hara will never lie.', { subjects }), ['will ! lie !!']);
    assert.deepEqual(bids('We want the assistant to rest.', { subjects }), []);
  });
  it('is one reader for one language and the same subjects', () => {
    assert.equal(readerOf(english, ['a b']), readerOf(english, ['a b']));
    assert.notEqual(readerOf(english, ['a b']), readerOf(spanish, ['a b']));
  });
});

describe('the norm gate in Spanish', () => {
  const es = (text: string, ...expected: string[]) =>
    it(text, () => {
      assert.deepEqual(bids(text, { language: spanish, subjects: spanish.agents }), expected);
    });
  es('El asistente debe esperar.', 'debe esperar !!');
  es('Nunca debería mentir.', 'debería ! mentir !!');
  es('El asistente no puede juzgar.', 'no ! juzgar !!');
  es('Queremos que el asistente espere.', 'queremos espere');
  es('Evite mentir.', 'evite evite');
  es('No mienta.', 'no ! mienta');
  es('No hay excepciones.');
  es('Los usuarios deben esperar.');
  es('El asistente no tiene que explicar nada.');
  es('¿Debe esperar el asistente?');
});
