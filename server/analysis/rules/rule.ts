// What a rule is: a plain object in a file of its own, its documentation beside it.

import type { Segment, Span } from '../../../grammar/syntax.ts';
import type { FindingData, Severity } from '../finding.ts';
import type { Scope } from '../scope.ts';
import type { Document, Workspace } from '../workspace.ts';

export interface Rule {
  /** `family/name`, see language.md §9. */
  readonly code: string;
  readonly severity: Severity;
  readonly page: Page;
  /** What is wrong in the document, given all that it imports. Depends on nothing else: the same subject, the same drafts, in the same order. */
  readonly check: (subject: Subject) => Iterable<Draft>;
  /** Told of two versions only, by `polity diff`: its samples are a newer version and, second, the older one. */
  readonly comparison?: true;
}

/** The page that `polity explain` prints. Markdown; a test holds that `wrong` fires the rule and `right` does not. */
export interface Page {
  readonly title: string;
  readonly what: string;
  readonly why: string;
  readonly wrong: Sample;
  readonly right: Sample;
  /** What the quick fixes do, or what to do where there is none. */
  readonly fixes: string;
}

/** One spec, or several by file name, the first being the one that is checked. */
export type Sample = string | Readonly<Record<string, string>>;

/** The document under check, as it sees the others. */
export interface Subject {
  readonly workspace: Workspace;
  readonly document: Document;
  readonly scope: Scope;
}

/** A place that does not move when the file changes elsewhere: a span within a segment of a file. */
export interface Spot {
  readonly file: string;
  readonly segment: Segment;
  readonly span: Span;
}

/** A finding before it is placed and before `allow` and the config have had their say. */
export interface Draft {
  readonly at: Spot;
  readonly message: string;
  readonly related?: readonly (Spot & { readonly message: string })[];
  readonly data?: FindingData;
  /** Where it differs from the rule's own. */
  readonly severity?: Severity;
}

/** A draft with the rule that made it. */
export interface Coded {
  readonly code: string;
  readonly severity: Severity;
  readonly draft: Draft;
}
