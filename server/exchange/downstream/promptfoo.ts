// Evals as a promptfoo configuration. Nothing in it runs code but comparisons of lengths with numbers.

import { stringify } from 'yaml';
import type { Check } from '../../evaluation/case.ts';
import type { Exporter } from '../format.ts';
import { nameOfDocument, rubricOf, type Trial, type Turn, trialsOf, usualPrompt } from './trials.ts';

export const promptfooExporter: Exporter = {
  target: 'promptfoo',
  title: 'a promptfoo configuration (YAML): the evals and examples as tests',
  extension: 'yaml',
  write: subject => {
    const { trials, notes } = trialsOf(subject);
    const usual = usualPrompt(trials);
    const usable = trials.filter(({ turns }) => turns.every(turn => turn.content !== undefined));
    const config = {
      description: nameOfDocument(subject).title,
      prompts: [template],
      providers: ['echo'],
      defaultTest: { vars: { system: inTemplate(usual) } },
      tests: usable.map(trial => testOf(trial, usual)),
    };
    return { text: `${schema}${stringify(config, { lineWidth: 0 })}`, notes: [...notes, ...ownNotes(trials, usable)] };
  },
};

const schema =
  '# yaml-language-server: $schema=https://promptfoo.dev/config-schema.json\n# `echo` answers with the prompt itself: put your own providers in its place.\n';

/** A chat as JSON. Its parts come as JSON too, so that nothing in them can end a string. */
const template = '[\n  {"role": "system", "content": {{ system }}},\n  {{ messages }}\n]\n';

function ownNotes(trials: readonly Trial[], usable: readonly Trial[]): string[] {
  const repeated = usable.filter(({ repeat }) => repeat > 1);
  const lost = trials.length - usable.length;
  return [
    ...(lost === 0 ? [] : [`Left out, for promptfoo does not answer in the middle of a conversation: ${lost} of ${trials.length} tests.`]),
    ...(repeated.length === 0
      ? []
      : [
          `Repeats are an option of promptfoo's command: \`promptfoo eval --repeat ${Math.max(...repeated.map(({ repeat }) => repeat))}\`.`,
        ]),
  ];
}

/** A JSON string that the template engine finds nothing to do in. */
const inTemplate = (text: string): string => JSON.stringify(text).replace(/\{(?=[{%#])/g, '\\u007b');

function testOf({ id, title, prompt, turns, expected, checks }: Trial, usual: string): object {
  return {
    description: title,
    metadata: { id, checks: checks.join(', ') },
    vars: {
      ...(prompt === usual ? {} : { system: inTemplate(prompt) }),
      messages: turns.map(messageOf).join(',\n'),
    },
    assert: expected.map(assertionOf),
  };
}

const messageOf = ({ role, content }: Turn): string => `{"role": ${JSON.stringify(role)}, "content": ${inTemplate(content ?? '')}}`;

function assertionOf(check: Check): object {
  const rubric = rubricOf(check);
  if (rubric) return { type: 'llm-rubric', value: rubric.negated ? `This is NOT true of the reply: ${rubric.text}` : rubric.text };
  switch (check.kind) {
    case 'contains':
    case 'equals':
      return { type: `${check.negated ? 'not-' : ''}${check.kind}`, value: check.text };
    case 'matches':
      return patternAssertion(check.text, check.negated);
    case 'length':
      return {
        type: 'javascript',
        value: `${check.negated ? '!(' : ''}${lengths[check.unit] ?? lengths.words} ${check.over ? '>' : '<'} ${check.count}${check.negated ? ')' : ''}`,
      };
    default:
      return { type: 'llm-rubric', value: check.label };
  }
}

/** promptfoo reads JavaScript's expressions, which say otherwise that case does not count. */
function patternAssertion(pattern: string, negated: boolean): object {
  const not = negated ? 'not-' : '';
  const insensitive = pattern.startsWith('(?i)');
  const body = (insensitive ? pattern.slice(4) : pattern).replace(/^\\A/, '^').replace(/\\z$/, '$');
  const plain = body.replace(/\\([\\^$.*+?()[\]{}|])/g, '$1');
  if (insensitive && plain.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&') === body) return { type: `${not}icontains`, value: plain };
  return {
    type: `${not}regex`,
    value: insensitive ? body.replace(/(?<!\\)[A-Za-z]/g, letter => `[${letter.toLowerCase()}${letter.toUpperCase()}]`) : body,
  };
}

const lengths: Readonly<Record<string, string>> = {
  words: 'output.trim().split(/\\s+/).length',
  characters: 'output.length',
  sentences: 'output.split(/[.!?…]+(?:\\s|$)/).filter(Boolean).length',
};
