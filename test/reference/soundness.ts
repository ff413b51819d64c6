// A model as documents, with no action that opposes itself.

import { parse } from '../../grammar/parser.ts';
import { actionFacts, opposesItself } from './actions.ts';
import type { Documents } from './documents.ts';
import type { SpecModel } from './model.ts';
import { type Spec, specOf } from './spec.ts';

export interface SoundSpec extends Spec {
  readonly documents: Documents;
}

export function soundSpecOf(model: SpecModel): SoundSpec {
  const first = read(specOf(model));
  return isSound(first) ? first : read(specOf(model, { opposing: false }));
}

const read = (spec: Spec): SoundSpec => ({ ...spec, documents: new Map([...spec.files].map(([file, text]) => [file, parse(text)])) });

/** Of every document, as all are checked. */
function isSound({ documents }: SoundSpec): boolean {
  return [...documents.keys()].every(file => {
    const reading = { documents, file };
    return ![...actionFacts(reading).values()].some(action => opposesItself(reading, action));
  });
}
