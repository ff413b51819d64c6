// The header: once, first; and each setting once (language.md §3).

import type { Segment, Span } from '../../../../grammar/syntax.ts';
import type { Draft, Rule, Subject } from '../rule.ts';

export const syntaxHeader: Rule = {
  code: 'syntax/header',
  severity: 'error',
  page: {
    title: 'The header is missing, late or there twice',
    what: 'A document begins with one header, `constitution NAME "Title" version "1.0.0"` or `modelspec NAME …`. The settings `language`, `translations`, `subject` and `precedence` stand in it once each.',
    why: 'The header says what the document is and which name others know it by. With two headers, or two settings of one kind, nobody can say which counts.',
    wrong: 'context audience: adult | minor\n',
    right: 'constitution desk "Front desk"\ncontext audience: adult | minor\n',
    fixes: 'The quick fix writes a header with the name of the file.',
  },
  check,
};

const settings: ReadonlySet<string> = new Set(['language', 'translations', 'subject', 'precedence']);

function* check({ document, scope }: Subject): Iterable<Draft> {
  const { file, tree } = document;
  const first = tree.segments.find(segment => segment.node);
  const header = scope.own.header;
  if (!header) yield missing(file, first ?? tree.segments[0]);
  for (const segment of tree.segments) {
    if (segment.node?.kind !== 'header') continue;
    const span = { start: segment.node.start, end: segment.node.start + segment.node.spec.length };
    if (segment !== header?.segment) yield { at: { file, segment, span }, message: secondHeader };
    else if (segment !== first)
      yield { at: { file, segment, span }, message: 'The header comes first. Move this line to the top of the file.' };
  }
  const seen = new Set<string>();
  for (const { segment, node } of scope.own.declarations) {
    if (!settings.has(node.kind)) continue;
    const span = { start: node.start, end: node.start + node.kind.length };
    const message = `\`${node.kind}\` is set a second time; the first one counts. Join the two, or remove this one.`;
    if (seen.has(node.kind)) yield { at: { file, segment, span }, message };
    seen.add(node.kind);
  }
}

const secondHeader =
  'A document has one header, and this is a second. If two documents were put into one file, split them and `import` the one from the other.';

const nothing: Segment = { length: 0, comments: [], problems: [] };

function missing(file: string, segment: Segment = nothing): Draft {
  const node = segment.node;
  const span: Span = node ? { start: node.start, end: Math.min(node.end, node.start + 1) } : { start: 0, end: 0 };
  const name =
    (file.split('/').at(-1) ?? '')
      .replace(/\..*$/, '')
      .replace(/[^\p{L}\p{M}\p{Nd}_]+/gu, '_')
      .replace(/^(?=\p{Nd})/u, '_') || 'untitled';
  const kind = file.endsWith('.modelspec') ? 'modelspec' : 'constitution';
  return {
    at: { file, segment, span },
    message: `The header is missing. Begin the file with \`${kind} ${name} "Title"\`.`,
    data: { fix: { header: `${kind} ${name} "${name.replaceAll('_', ' ')}"` } },
  };
}
