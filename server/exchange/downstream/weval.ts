// Evals as a Weval blueprint: the spec as system prompt, what replies should and should not do as points.

import { stringify } from 'yaml';
import type { Check } from '../../evaluation/case.ts';
import type { Exporter } from '../format.ts';
import { nameOfDocument, rubricOf, type Trial, type Turn, trialsOf, usualPrompt } from './trials.ts';

export const wevalExporter: Exporter = {
  target: 'weval',
  title: 'a Weval blueprint (YAML): the evals and examples under the compiled spec',
  extension: 'yml',
  write: subject => {
    const { trials, notes } = trialsOf(subject);
    const { name, title } = nameOfDocument(subject);
    const system = usualPrompt(trials);
    const header = {
      id: name,
      title,
      description: `Compiled by Polity from ${name}.`,
      ...(system === '' ? {} : { system }),
      models: ['CORE'],
    };
    const documents = [header, trials.map(trial => promptOf(trial, system))];
    return { text: documents.map(document => stringify(document, { lineWidth: 0 })).join('---\n'), notes };
  },
};

function promptOf({ id, title, prompt, turns, expected, checks }: Trial, system: string): object {
  const points = expected.map(pointOf);
  const [only] = turns;
  const said = turns.length === 1 && only?.role === 'user' ? { prompt: only.content } : { messages: turns.map(messageOf) };
  const should = points.flatMap(({ should: one }) => one);
  const shouldNot = points.flatMap(({ shouldNot: one }) => one);
  return {
    id,
    description: title,
    ...(checks.length === 0 ? {} : { citation: checks.join(', ') }),
    ...(prompt === system ? {} : { system: prompt }),
    ...said,
    ...(should.length === 0 ? {} : { should }),
    ...(shouldNot.length === 0 ? {} : { should_not: shouldNot }),
  };
}

const messageOf = ({ role, content }: Turn): object => ({ role, content: content ?? null });

interface Points {
  readonly should: readonly unknown[];
  readonly shouldNot: readonly unknown[];
}

function pointOf(check: Check): Points {
  const rubric = rubricOf(check);
  if (rubric) return rubric.negated ? { should: [], shouldNot: [rubric.text] } : { should: [rubric.text], shouldNot: [] };
  const [point, negated] = computed(check);
  return negated ? { should: [], shouldNot: [point] } : { should: [point], shouldNot: [] };
}

function computed(check: Check): [point: unknown, negated: boolean] {
  switch (check.kind) {
    case 'contains':
      return [{ $contains: check.text }, check.negated];
    case 'equals':
      return [{ $matches: `^${check.text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}$` }, check.negated];
    case 'matches':
      return check.text.startsWith('(?i)')
        ? [{ $imatches: check.text.slice(4) }, check.negated]
        : [{ $matches: check.text }, check.negated];
    case 'length':
      if (check.unit === 'words')
        return [{ $word_count_between: check.over ? [check.count + 1, 1_000_000] : [0, check.count - 1] }, check.negated];
      return [`The reply has ${check.over ? 'more' : 'fewer'} than ${check.count} ${check.unit}`, check.negated];
    default:
      return ['', false];
  }
}
