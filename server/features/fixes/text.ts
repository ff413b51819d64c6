// Fixes for the families syntax, name and type: what was most likely meant.

import type { Finding } from '../../analysis/finding.ts';
import { isSpecFile } from '../../analysis/imports.ts';
import { startOf } from '../../analysis/places.ts';
import type { View } from '../feature.ts';
import { type Mention, mentionsOf, sameTarget } from '../mentions.ts';
import { relativePath } from '../rename-files.ts';
import type { Fix, Fixer } from './fix.ts';
import { declaredAt, nodeAt, withDeclaration, without } from './writing.ts';

interface FixData {
  readonly instead?: string;
  readonly header?: string;
  readonly kind?: string;
  readonly name?: string;
  readonly meant?: string;
  readonly known?: readonly string[];
  readonly values?: readonly string[];
  readonly several?: readonly string[];
}

const dataOf = (finding: Finding): FixData => (finding.data?.fix ?? {}) as FixData;

const replace = ({ start, end }: Finding, text: string) => [{ start, end, text }];

export const unexpected: Fixer = function* (view, finding) {
  const { instead } = dataOf(finding);
  if (instead === '') yield { title: 'Remove it', edits: [without(view, finding.start, finding.end)], preferred: true };
  else if (instead !== undefined) yield { title: `Write \`${brief(instead)}\``, edits: replace(finding, instead), preferred: true };
  else if (finding.end > finding.start) yield { title: 'Remove it', edits: [without(view, finding.start, finding.end)] };
  const declared = declaredAt(view, finding.start);
  if (declared?.node.kind === 'agent' || declared?.node.kind === 'gate') yield removal(view, finding, `Remove this ${declared.node.kind}`);
};

const brief = (text: string): string => (text.length > 40 ? `${text.slice(0, 37)}…` : text);

export const unterminated: Fixer = function* (view, finding) {
  const { text } = view.document.tree;
  const opened = text.slice(finding.start, finding.start + 3);
  const line = (end: number) => ({ start: end, end });
  if (opened.startsWith('"""')) yield closing(view, '"""', finding);
  else if (opened.startsWith('"')) yield { title: 'Close the quotes', edits: [{ ...line(finding.end), text: '"' }], preferred: true };
  else if (opened.startsWith('/*')) {
    const end = text.indexOf('\n', finding.start);
    const at = end < 0 ? text.length : text[end - 1] === '\r' ? end - 1 : end;
    yield { title: 'Close the comment on its line', edits: [{ ...line(at), text: ' */' }], preferred: true };
  } else if (opened.startsWith('{')) yield closing(view, '}', finding);
  else if (opened.startsWith('(')) {
    const condition = nodeAt(view, finding.start, 'norm', 'assume', 'principle', 'assert', 'given', 'context');
    if (condition)
      yield { title: 'Close the parenthesis', edits: [{ ...line(condition.base + condition.node.end), text: ')' }], preferred: true };
  }
};

/** Closes a block where the text that belongs to it ends. */
function closing(view: View, mark: string, finding: Finding): Fix {
  const { tree } = view.document;
  const declared = declaredAt(view, finding.start);
  const end = declared ? startOf(tree, declared.segment) + declared.node.end : tree.text.length;
  const trimmed = tree.text.slice(0, end).trimEnd().length;
  const margin = /^[ \t]*/.exec(tree.text.slice(tree.text.lastIndexOf('\n', finding.start - 1) + 1, finding.start))![0];
  return { title: `Close it with \`${mark}\``, edits: [{ start: trimmed, end: trimmed, text: `\n${margin}${mark}` }], preferred: true };
}

export const header: Fixer = function* (view, finding) {
  const { header: text } = dataOf(finding);
  if (text) yield { title: `Begin the file with \`${text}\``, edits: [{ start: 0, end: 0, text: `${text}\n\n` }], preferred: true };
  else yield removal(view, finding, 'Remove this line');
};

/** Takes out the declaration that holds the finding. */
export function removal(view: View, finding: Finding, title: string): Fix {
  const declared = declaredAt(view, finding.start);
  const segment = view.document.tree.segments.find(
    each =>
      each.node?.kind === 'header' &&
      startOf(view.document.tree, each) + each.node.start <= finding.start &&
      finding.start <= startOf(view.document.tree, each) + each.node.end,
  );
  const node = declared?.node ?? segment?.node;
  const base = startOf(view.document.tree, (declared?.segment ?? segment)!);
  return { title, edits: node ? [without(view, base + node.start, base + node.end)] : [] };
}

export const unknown: Fixer = function* (view, finding) {
  const { kind, name, meant, several } = dataOf(finding);
  if (meant) yield { title: `Write \`${meant}\``, edits: replace(finding, meant), preferred: true };
  for (const full of several ?? []) yield { title: `Write \`${full}\``, edits: replace(finding, full) };
  if (!name || name.includes('.')) return;
  if (kind === 'action') yield declare(view, 'action', `action ${name} "${wordsOf(name)}"`);
  if (kind === 'context') yield declare(view, 'context', `context ${name}: boolean`);
  if (kind === 'value' || kind === 'dimension' || kind === 'consent' || kind === 'stakeholder')
    yield declare(view, kind, `${kind} ${name} "${wordsOf(name)}"`);
};

function declare(view: View, kind: 'action' | 'context' | 'value' | 'dimension' | 'consent' | 'stakeholder', text: string): Fix {
  return { title: `Declare ${/^[ao]/.test(kind) ? 'an' : 'a'} ${kind}: \`${text}\``, edits: [withDeclaration(view, kind, text)] };
}

/** `give_dosage` → `Give dosage` */
export const wordsOf = (name: string): string => {
  const words = name.replaceAll(/[_-]+/g, ' ').trim();
  return words.slice(0, 1).toUpperCase() + words.slice(1);
};

export const imported: Fixer = function* (view, finding) {
  const declared = declaredAt(view, finding.start);
  if (declared?.node.kind !== 'import') return;
  const base = view.document.tree.text
    .slice(finding.start + 1, finding.end - 1)
    .split('/')
    .at(-1)!;
  const files = [...view.workspace.documents.keys()].filter(file => isSpecFile(file) && file !== view.document.file);
  const near = files.filter(file => similar(file.split('/').at(-1)!, base)).slice(0, 3);
  for (const [i, file] of near.entries())
    yield {
      title: `Import \`${relativePath(view.document.file, file)}\``,
      edits: replace(finding, `"${relativePath(view.document.file, file)}"`),
      preferred: i === 0 && near.length === 1,
    };
  yield removal(view, finding, 'Remove this import');
};

const similar = (a: string, b: string): boolean => a === b || a.slice(0, 3) === b.slice(0, 3) || a.split('.')[0] === b.split('.')[0];

export const removable = (title: string, preferred = false): Fixer =>
  function* (view, finding) {
    yield { ...removal(view, finding, title), preferred };
  };

export const value: Fixer = function* (_view, finding) {
  const { meant, known } = dataOf(finding);
  if (meant) yield { title: `Write \`${meant}\``, edits: replace(finding, meant), preferred: true };
  for (const each of (known ?? []).slice(0, 8)) if (each !== meant) yield { title: `Write \`${each}\``, edits: replace(finding, each) };
};

export const boolean: Fixer = function* (view, finding) {
  const written = view.document.tree.text.slice(finding.start, finding.end);
  for (const each of (dataOf(finding).values ?? []).slice(0, 8))
    yield { title: `Write \`${written} is ${each}\``, edits: replace(finding, `${written} is ${each}`) };
};

export const order: Fixer = function* (view, finding) {
  const written = view.document.tree.text.slice(finding.start, finding.end);
  const equal = written.replace(/\s*[<>]=?\s*/, ' is ');
  if (equal !== written) yield { title: `Write \`${equal}\``, edits: replace(finding, equal) };
};

/** A ring or an opposition is broken by taking out one part of the action that makes it. */
export const actionParts: Fixer = function* (view, finding) {
  const declared = declaredAt(view, finding.start);
  if (declared?.node.kind === 'import') yield removal(view, finding, 'Remove this import');
  if (declared?.node.kind !== 'action') return;
  const base = startOf(view.document.tree, declared.segment);
  const { text } = view.document.tree;
  for (const kind of declared.node.kinds)
    yield {
      title: `Take out \`${text.slice(base + kind.start, base + kind.end)}\``,
      edits: [without(view, base + kind.start, base + kind.end)],
    };
  const [first, last] = [declared.node.opposes[0], declared.node.opposes.at(-1)];
  if (first && last) {
    const word = text.lastIndexOf('opposes', base + first.start);
    yield { title: `Take out \`${text.slice(word, base + last.end)}\``, edits: [without(view, word, base + last.end)] };
  }
};

/** Another name for a declaration that has the name of another, here and wherever the document uses it. */
export const renamed: Fixer = function* (view, finding) {
  const declared = declaredAt(view, finding.start);
  const mentions = mentionsOf(view.scope);
  const { tree } = view.document;
  const place = (mention: Mention) => startOf(tree, mention.segment) + mention.span.start;
  const target = mentions.find(mention => mention.declares && place(mention) === finding.start)?.target;
  if (!declared || target?.kind !== 'entity') return;
  const name = `${view.scope.own.header?.node.name.text ?? 'own'}_${target.entity.name}`;
  const edits = mentions
    .filter(mention => mention.target && sameTarget(mention.target, target))
    .map(mention => ({ start: place(mention), end: place(mention) + mention.span.end - mention.span.start, text: name }));
  yield { title: `Call this one \`${name}\``, edits };
};
