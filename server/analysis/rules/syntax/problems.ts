// What the parser found wrong, as drafts.

import type { SyntaxProblem } from '../../../../grammar/syntax.ts';
import type { Document } from '../../workspace.ts';
import type { Draft } from '../rule.ts';

/** A file that is no spec at all would fill the screen; what comes after so many is counted in one line. */
const most = 100;

export function* problemsOf(document: Document, code: SyntaxProblem['code']): Iterable<Draft> {
  let count = 0;
  let last: Draft | undefined;
  for (const segment of document.tree.segments) {
    for (const problem of segment.problems) {
      if (problem.code !== code) continue;
      count++;
      const draft = draftOf(document.file, segment, problem);
      if (count <= most) yield draft;
      else last ??= draft;
    }
  }
  if (last)
    yield { ...last, message: `There are ${count - most} more problems of this kind in the file, from here on. Is this a Polity spec?` };
}

function draftOf(file: string, segment: Draft['at']['segment'], problem: SyntaxProblem): Draft {
  const { start, end, message, related, instead } = problem;
  return {
    at: { file, segment, span: { start, end } },
    message,
    ...(related ? { related: [{ file, segment, span: related, message: related.message }] } : {}),
    ...(instead === undefined ? {} : { data: { fix: { instead } } }),
  };
}
