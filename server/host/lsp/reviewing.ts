// A difference as the editor shows it: in plain words, every name with its place in the text, and a mark at each norm whose meaning changed.

import type { View } from '../../features/feature.ts';
import type { ReviewResult } from '../../features/review-protocol.ts';
import {
  definitionLines,
  errorLines,
  evalLines,
  exampleOf,
  headline,
  isWords,
  normLines,
  precedenceLines,
  principleLines,
  shareOf,
  signOf,
  type Told,
  termLines,
  wasWords,
  whenOf,
} from '../../reporting/difference.ts';
import type { DifferenceJson } from '../../reporting/shapes.ts';
import { wordChanges } from '../../reporting/words.ts';
import { lensesOf, marksOf } from './review-marks.ts';
import { type Places, placesIn } from './review-places.ts';

type Review = Omit<ReviewResult, 'milliseconds'>;

export interface Versions {
  readonly revision: string;
  readonly since: string;
  /** The older version has no such document. */
  readonly isNew: boolean;
}

export function reviewed(view: View, difference: DifferenceJson, { revision, since, isNew }: Versions): Review {
  const places = placesIn(view);
  const { actions, conflicts } = difference;
  // Of a document that is new all is new: no norm of it stands out.
  const marks = isNew ? [] : marksOf(places, difference, revision);
  return {
    kind: 'review',
    revision,
    since,
    headline: isNew ? `This document is new: there is none like it in ${since}. ${headline(difference)}` : headline(difference),
    behaviour: actions.flatMap(({ action, changes }) =>
      changes.map(change => ({
        action: places.named('action', action),
        sign: signOf(change),
        was: wasWords[change.from],
        is: isWords[change.to],
        when: whenOf(change),
        example: exampleOf(change),
        share: shareOf(change),
      })),
    ),
    introduced: conflicts.introduced.map(one => conflictOf(places, one)),
    resolved: conflicts.resolved.map(one => conflictOf(places, one)),
    sections: sectionsOf(places, difference),
    principles: principleLines(difference.principles).map(({ name, what, prose }) => ({
      principle: places.named('principle', name),
      what,
      words: prose ? [...wordChanges(prose)] : [],
    })),
    marks,
    lenses: isNew ? [] : lensesOf(places, difference, { marks, revision }),
  };
}

function conflictOf(
  places: Places,
  { message, norms, witness }: DifferenceJson['conflicts']['introduced'][number],
): Review['introduced'][number] {
  const facts = Object.entries(witness ?? {}).map(([name, value]) =>
    value === true ? name : value === false ? `not ${name}` : `${name} is ${value}`,
  );
  return {
    message,
    norms: (norms ?? []).map(({ principle, text }) => {
      const at = places.norm(principle, text) ?? places.at('principle', principle);
      return { name: principle, text, ...(at ? { at } : {}) };
    }),
    example: facts.join(', '),
  };
}

function sectionsOf(places: Places, difference: DifferenceJson): Review['sections'] {
  const { norms, unrecorded, precedence, terms, definitions, evals, errors } = difference;
  const force = norms.filter(({ change }) => change === 'weakened' || change === 'reversed');
  const other = norms.filter(({ change }) => change !== 'weakened' && change !== 'reversed');
  const section = (title: string, kind: Parameters<Places['named']>[0], lines: readonly Told[], folded = false) => ({
    title,
    folded,
    lines: lines.map(({ names, text }) => ({ names: names.map(name => places.named(kind, name)), text })),
  });
  return [
    section('Not read in full', 'eval', errorLines(errors)),
    section('Changed with no ratified amendment', 'principle', unrecorded.length > 0 ? [{ names: unrecorded, text: '' }] : []),
    section('Norms that lost force', 'principle', normLines(force)),
    section('What decides between norms', 'principle', precedenceLines(precedence)),
    section('Terms', 'term', termLines(terms)),
    ...[...Map.groupBy(definitions, ({ kind }) => kind)].map(([kind, some]) => section(titles[kind], kind, definitionLines(some))),
    section('Other norms', 'principle', normLines(other), true),
    section('Evals and examples to run again', 'eval', evalLines(evals), true),
  ].filter(({ lines }) => lines.length > 0);
}

const titles: Readonly<Record<DifferenceJson['definitions'][number]['kind'], string>> = {
  action: 'Actions',
  value: 'Values',
  dimension: 'Dimensions',
  context: 'Contexts',
  option: 'Options',
  consent: 'Consents',
};
