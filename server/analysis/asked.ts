// Facts that somebody asks about, as on the command line: expressions with commas between, read as a document sees them.

import { parse } from '../../grammar/parser.ts';
import type { Expression } from '../../grammar/syntax.ts';
import { check } from './check.ts';
import { scopeOf } from './resolve.ts';
import type { Subject } from './rules/rule.ts';
import { documentOf, type Workspace, withDocuments } from './workspace.ts';

export type Asked =
  | {
      readonly kind: 'facts';
      readonly facts: readonly Expression[];
      /** The document with the question in it: what the facts' names are looked up in. */
      readonly subject: Subject;
    }
  /** What is wrong, to the person who asked; the place counts in what was asked. */
  | { readonly kind: 'unreadable'; readonly message: string; readonly start: number; readonly end: number };

/** A name that nobody gives an eval. */
const opening = 'eval polity_asks_this {\ngiven ';
const closing = '\n}\n';

/** Reads facts as the `given` of an eval at the end of a document of the workspace. */
export function askedOf(workspace: Workspace, file: string, text: string): Asked {
  const alone = parse(`${opening}${text}${closing}`);
  const problem = alone.segments.flatMap(({ problems }, i) => problems.map(found => ({ ...found, at: alone.starts[i]! })))[0];
  if (problem) return unreadable(text, problem.message, problem.at + problem.start - opening.length);
  const before = workspace.documents.get(file)?.tree.text ?? '';
  const base = before.length + 1;
  const asking = withDocuments(workspace, [documentOf(file, `${before}\n${opening}${text}${closing}`)]);
  const document = asking.documents.get(file)!;
  const facts = factsAt(document.tree, base);
  if (!facts) return unreadable(text, 'These are no facts: write expressions with commas between, as in "audience is minor, urgent".', 0);
  const wrong = check(
    { ...asking, settings: { severities: new Map(), ...(workspace.settings.models && { models: workspace.settings.models }) } },
    file,
  ).find(({ start, severity, code }) => start >= base && severity === 'error' && code !== 'eval/impossible');
  if (wrong) return unreadable(text, wrong.message, wrong.start - base - opening.length);
  return { kind: 'facts', facts, subject: { workspace: asking, document, scope: scopeOf(asking, file)! } };
}

function unreadable(text: string, message: string, start: number): Asked {
  const at = Math.max(0, Math.min(start, text.length));
  return { kind: 'unreadable', message, start: at, end: text.length };
}

/** The facts of the one `given` of the one declaration from `base` on; undefined if there is more, or less. */
function factsAt({ segments, starts }: ReturnType<typeof parse>, base: number): readonly Expression[] | undefined {
  const nodes = segments.filter((_, i) => starts[i]! + segments[i]!.length > base).flatMap(({ node }) => (node ? [node] : []));
  const [node] = nodes;
  if (nodes.length !== 1 || node?.kind !== 'eval') return undefined;
  const [given] = node.body;
  return node.body.length === 1 && given?.kind === 'given' && given.facts.length > 0 ? given.facts : undefined;
}
