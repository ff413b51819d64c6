// Examples as parts of a prompt that shows them: which answers keep a principle, and which do not.

import type * as syntax from '../../grammar/syntax.ts';
import { textOf } from '../../grammar/text.ts';
import { type Held, type Holding, heldName } from '../analysis/holding.ts';
import type { Passage } from './passage.ts';
import { line, type Reading, sourceAt } from './wording.ts';

/** The examples of a principle, each in tags, so that whatever is said in one stays in it. */
export function examplePassages(holding: Holding, held: Held<syntax.Principle>): Passage[] {
  const reading: Reading = { scope: holding.scope, declared: held };
  return held.node.body
    .filter(statement => statement.kind === 'example')
    .map(example => ({ text: exampleText(reading, example), rank: 'examples', origin: heldName(holding, held), apart: true }));
}

function exampleText(reading: Reading, { title, body }: syntax.Example): string {
  const opening = title ? `<example title=${quotedValue(line(title))}>` : '<example>';
  return [opening, ...body.map(part => partText(reading, part)), '</example>'].join('\n');
}

function partText(reading: Reading, part: syntax.Example['body'][number]): string {
  switch (part.kind) {
    case 'given':
      return `Where ${part.facts.map(fact => sourceAt(reading, fact)).join('; ')}:`;
    case 'turn':
      return inTags(part.speaker, '', textOf(part.text));
    case 'answer':
      return inTags(`${part.label}_reply`, part.because ? ` why=${quotedValue(line(part.because))}` : '', textOf(part.text));
  }
}

const inTags = (tag: string, attributes: string, text: string): string => `<${tag}${attributes}>\n${text}\n</${tag}>`;

const quotedValue = (text: string): string => `"${text.replaceAll('"', '”')}"`;
