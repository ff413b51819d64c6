// Annotated pairs of inverse constitutional AI (ICAI, AnnotatedPairs 2.0): principles that tell which of two answers is better.

import * as z from 'zod';
import { parse } from '../../grammar/parser.ts';
import { print } from '../../grammar/print.ts';
import { quoted, written } from '../../grammar/quote.ts';
import type { Imported, Importer, Refused, Source } from './format.ts';
import { jsonAs } from './json-text.ts';
import { nameOf, nameOfTitle, uniqueNames } from './names.ts';
import { remains } from './remains.ts';

const answer = z.union([z.string(), z.object({ text: z.string() }).transform(({ text }) => text)]);
const pairs = z.object({
  metadata: z.object({ description: z.string().nullish(), dataset_name: z.string().nullish() }).optional(),
  annotators: z.record(z.string(), z.object({ description: z.string().nullish(), type: z.string().nullish() })),
  comparisons: z.array(
    z.object({
      id: z.string().nullish(),
      prompt: z.string().nullish(),
      response_a: answer,
      response_b: answer,
      annotations: z.record(z.string(), z.object({ pref: z.string().nullish() })),
    }),
  ),
});

type Pairs = z.output<typeof pairs>;

/** A principle shows so many comparisons; a data set has thousands. */
const most = 20;

export const comparisonImporter: Importer = {
  kind: 'icai',
  title: 'annotated pairs of ICAI (JSON): principles with the answers that they prefer',
  recognises: (_, text) => jsonAs(text, pairs) !== undefined,
  read: readSource,
};

function readSource({ file, text }: Source): Imported | Refused {
  const read = jsonAs(text, pairs);
  if (!read) return { refused: 'it holds no annotated pairs. They have `annotators` and `comparisons`.' };
  const left = remains();
  const nameFor = uniqueNames();
  const principles = Object.entries(read.annotators).flatMap(([id, { description, type }]) => {
    if (type === 'principle' && description)
      return [{ id, description, name: nameFor(principleName(description)), shown: shownBy(id, read) }];
    left.add('an annotator that is no principle', 1);
    return [];
  });
  for (const { shown } of principles)
    for (let n = most; n < shown.length; n++) left.add('a comparison beyond the first twenty of its principle', 1);
  const examples = principles.reduce((sum, { shown }) => sum + Math.min(shown.length, most), 0);
  const title = read.metadata?.dataset_name;
  const name = nameOf(file.slice(file.lastIndexOf('/') + 1).replace(/\.json$/i, ''));
  const parts = [
    `constitution ${name}${title ? ` ${quoted(title.replace(/\s+/g, ' '))}` : ''}\n`,
    ...principles.map(
      ({ name: own, description, shown }) => `principle ${own} {\n  ${written(description, '  ')}\n${shown.slice(0, most).join('')}}\n`,
    ),
  ];
  return {
    text: print(parse(parts.join('\n'))),
    report: {
      kind: 'icai',
      file,
      sections: 0,
      principles: principles.length,
      principlesByAuthority: principles.length === 0 ? [] : [{ count: principles.length }],
      examples,
      answers: { good: examples, ok: 0, bad: examples },
      evals: 0,
      troubles: left.troubles(file),
    },
  };
}

/** They all begin alike. */
const principleName = (description: string): string => nameOfTitle(description.replace(/^select the response that\s+/i, ''), 'principle');

/** The comparisons in which a principle prefers one of the two answers, as examples. */
function shownBy(annotator: string, { comparisons }: Pairs): string[] {
  return comparisons.flatMap(comparison => {
    const preferred = Object.hasOwn(comparison.annotations, annotator) ? comparison.annotations[annotator]!.pref : undefined;
    if (preferred !== 'a' && preferred !== 'b') return [];
    const { id, prompt, response_a: a, response_b: b } = comparison;
    const [good, bad] = preferred === 'a' ? [a, b] : [b, a];
    const title = id ? ` ${quoted(`comparison ${id}`)}` : '';
    const asked = prompt ? `    user ${written(prompt, '    ')}\n` : '';
    return [`  example${title} {\n${asked}    good ${written(good, '    ')}\n    bad ${written(bad, '    ')}\n  }\n`];
  });
}
