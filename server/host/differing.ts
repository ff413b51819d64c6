// What changed between two versions of a document, all that a reviewer asks: the norms' word and the rest, as it is reported.

import { misread } from '../analysis/check.ts';
import { type Difference, differenceOf } from '../analysis/norms/difference.ts';
import { type Review, reviewOf } from '../analysis/norms/review.ts';
import type { Subject } from '../analysis/rules/rule.ts';
import type { Settings } from '../analysis/workspace.ts';
import { evalChanges } from '../evaluation/changes.ts';
import type { DifferenceJson } from '../reporting/shapes.ts';
import { familyOf } from './codes.ts';

/** One of the two may be missing: the document came, or went. Which rules are switched off, the newer version says. */
export function differing(before: Subject | undefined, after: Subject | undefined): DifferenceJson {
  const { settings } = (after ?? before)!.workspace;
  const difference = differenceOf(before, after);
  const unrecorded = severityOf(settings, 'governance/unrecorded') === 'off' ? [] : difference.unrecorded;
  const review = reviewOf(before, after, difference);
  const evals = evalChanges(before, after, { ...difference, definitions: review.definitions });
  return { ...asJson({ ...difference, unrecorded }, review), evals, errors: [...errorsIn('before', before), ...errorsIn('after', after)] };
}

/** What could not be read leaves the comparison with less than the author wrote: by file, the document's own and what it imports. */
function errorsIn(version: 'before' | 'after', subject: Subject | undefined): DifferenceJson['errors'] {
  if (!subject) return [];
  const { workspace, scope } = subject;
  return [...scope.reach.keys()].flatMap(file => {
    const found = misread(workspace, file);
    const [first] = found;
    if (!first) return [];
    const line = workspace.documents.get(file)!.tree.text.slice(0, first.start).split('\n').length - 1;
    return [{ version, file, line, message: first.message.split('\n')[0]!, count: found.length }];
  });
}

/** Of a document that another one adopts, which tells what it rules: its own evals, and what nobody voted on. */
export function differingAdopted(before: Subject | undefined, after: Subject | undefined): DifferenceJson {
  const { evals, unrecorded } = differing(before, after);
  return {
    ...{ version: 1, verdict: 'same', actions: [], conflicts: { introduced: [], resolved: [] }, principles: [] },
    ...{ unrecorded, norms: [], precedence: [], terms: [], definitions: [], evals, errors: [] },
  };
}

const severityOf = ({ severities }: Settings, code: string) => severities.get(code) ?? severities.get(familyOf(code));

/** Without what is between a rule and its quick fixes. */
function asJson({ conflicts, principles, ...rest }: Difference, { prose, ...review }: Review): Omit<DifferenceJson, 'evals' | 'errors'> {
  const plain = (some: Difference['conflicts']['introduced']) => some.map(({ fix: _, ...conflict }) => ({ ...conflict }));
  const worded = principles.map(one => {
    const texts = one.change === 'reworded' ? prose.get(one.name) : undefined;
    return texts ? { ...one, prose: texts } : one;
  });
  return {
    ...rest,
    conflicts: { introduced: plain(conflicts.introduced), resolved: plain(conflicts.resolved) },
    principles: worded,
    ...review,
  };
}
