// What was measured with models: a case of it becomes an eval, so that it is seen whether a change helped.

import { quotedSpeech } from '../../../grammar/quote.ts';
import { textOf } from '../../../grammar/text.ts';
import type { Finding, KeptCase } from '../../analysis/finding.ts';
import { type Measurement, measuredPrinciples } from '../../analysis/measured.ts';
import type { Entity } from '../../analysis/names.ts';
import { startOf } from '../../analysis/places.ts';
import { scopeAt } from '../../analysis/scope.ts';
import type { View } from '../feature.ts';
import type { Fix, Fixer } from './fix.ts';
import { freeEvalName, withDeclaration } from './writing.ts';

export const evalOfCase: Fixer = function* (view, finding) {
  const measurement = measurementFor(view, finding);
  for (const one of measurement?.cases ?? []) {
    const made = evalOfTurns(view, measurement!.principles, turnsOf(one));
    if (made) yield { ...made.fix, title: `Make an eval of “${short(one.user)}”` };
  }
};

const measurementFor = (view: View, { code, message }: Finding): Measurement | undefined =>
  view.workspace.settings.measured?.find(each => each.code === code && each.message === message);

interface Turn {
  readonly speaker: string;
  readonly text: string;
}

/** What is said up to the reply. */
export const turnsOf = ({ user, said }: KeptCase): readonly Turn[] => (said && said.length > 0 ? said : [{ speaker: 'user', text: user }]);

const speakers: ReadonlySet<string> = new Set(['system', 'developer', 'user', 'assistant', 'tool', 'settings']);

/**
 * An eval of a conversation that was tried. What judges were asked then, whether the reply keeps the principles, is expected in
 * their words, so that it can be run as it is and made more precise by its author. Nothing where a principle is gone.
 */
export function evalOfTurns(view: View, principles: readonly string[], turns: readonly Turn[]): { name: string; fix: Fix } | undefined {
  const entities = measuredPrinciples(view.scope, principles);
  if (!entities || turns.length === 0 || !turns.every(({ speaker }) => speakers.has(speaker))) return undefined;
  const name = freeEvalName(view, `${principles[0]!.split('.').at(-1)}_case`);
  const lines = [
    `checks ${principles.join(', ')}`,
    ...turns.map(({ speaker, text }) => `${speaker} ${quotedSpeech(text)}`),
    ...entities.map(entity => `expect ${quotedSpeech(`the reply keeps “${titleOf(entity)}”: ${wordsOf(view, entity)}`)}`),
  ];
  const text = `eval ${name} {\n${lines.map(line => `  ${line}\n`).join('')}}`;
  return { name, fix: { title: `Make an eval \`${name}\``, edits: [withDeclaration(view, 'eval', text)], keeps: true } };
}

const titleOf = ({ node, name }: Entity): string => ('title' in node && node.title ? oneLine(textOf(node.title)) : name);

/** What the principle says: its prose, or its norms where it has none. */
function wordsOf({ scope }: View, entity: Entity): string {
  const { node } = entity;
  if (node.kind !== 'principle') return entity.name;
  const prose = node.body.flatMap(statement => (statement.kind === 'prose' ? [oneLine(textOf(statement.text))] : []));
  if (prose.length > 0) return prose.join(' ');
  const { tree } = scopeAt(scope, entity).document;
  const from = startOf(tree, entity.segment);
  const norms = node.body.filter(({ kind }) => kind === 'norm').map(({ start, end }) => oneLine(tree.text.slice(from + start, from + end)));
  return norms.length > 0 ? norms.join('; ') : titleOf(entity);
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

const short = (text: string): string => oneLine(text.length > 40 ? `${text.slice(0, 40)}…` : text);
