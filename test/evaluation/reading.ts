// Specs as short texts, read without an engine.

import { scopeOf } from '../../server/analysis/resolve.ts';
import type { Scope } from '../../server/analysis/scope.ts';
import { documentOf, emptyWorkspace, withDocuments } from '../../server/analysis/workspace.ts';
import { type Gathered, gathered } from '../../server/evaluation/cases.ts';
import { openSituation, type Situation } from '../../server/evaluation/situation.ts';

/** The scope of a model spec with these declarations; its header stands in the first line. */
export function scopeIn(spec: string, others: Readonly<Record<string, string>> = {}): Scope {
  const documents = [
    documentOf('a.modelspec', `modelspec a "A spec"\n${spec}`),
    ...Object.entries(others).map(([file, text]) => documentOf(file, text)),
  ];
  return scopeOf(withDocuments(emptyWorkspace, documents), 'a.modelspec')!;
}

/** Its evals and examples, in that situation. */
export const read = (spec: string, situation: Partial<Situation> = {}): Gathered =>
  gathered(scopeIn(spec), { situate: () => ({ ...openSituation, ...situation }) });
