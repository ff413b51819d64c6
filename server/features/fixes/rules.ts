// Fixes for norms, precedence, consents, governance, prose, and `allow`.

import type { Finding } from '../../analysis/finding.ts';
import type { ProseFix } from '../../analysis/prose/fixes.ts';
import { lookup } from '../../analysis/resolve.ts';
import type { View } from '../feature.ts';
import type { Fix, Fixer } from './fix.ts';
import { declaredAt, marginAt, nodeAt, statementAt, withDeclaration, without, withStatement } from './writing.ts';

/** Takes out the statement that holds the finding. */
export const statement = (title: string, kinds: Parameters<typeof statementAt>[2][], preferred = false): Fixer =>
  function* (view, finding) {
    const span = statementAt(view, finding.start, ...kinds);
    if (span) yield { title, edits: [without(view, span.start, span.end)], preferred };
  };

/** The norm holds only with the consent that its action needs. */
export const consent: Fixer = function* (view, finding) {
  const found = nodeAt(view, finding.start, 'norm');
  const { consents } = (finding.data?.fix ?? {}) as { consents?: readonly string[] };
  if (!found || !consents || consents.length === 0) return;
  const { base, node } = found;
  const text = view.document.tree.text;
  const asked = consents.join(' and ');
  const edit = node.when
    ? {
        start: base + node.when.start,
        end: base + node.when.end,
        text: `${grouped(text.slice(base + node.when.start, base + node.when.end), node.when.kind)} and ${asked}`,
      }
    : { start: base + node.act.end, end: base + node.act.end, text: ` when ${asked}` };
  yield { title: `Only with consent: \`when ${asked}\``, edits: [edit], preferred: true };
};

const grouped = (text: string, kind: string): string =>
  (kind === 'or' || kind === 'implies') && !text.startsWith('(') ? `(${text})` : text;

/** Facts that cannot be together: each of them may be the wrong one. */
export const facts: Fixer = function* (view, finding) {
  const given = nodeAt(view, finding.start, 'given');
  if (!given || given.node.facts.length < 2) return;
  const { text } = view.document.tree;
  const written = given.node.facts.map(fact => text.slice(given.base + fact.start, given.base + fact.end));
  const [start, end] = [given.base + given.node.facts[0]!.start, given.base + given.node.facts.at(-1)!.end];
  for (const [i, fact] of written.entries()) {
    yield { title: `Leave out \`${fact}\``, edits: [{ start, end, text: written.filter((_, n) => n !== i).join(', ') }] };
  }
};

export const reason: Fixer = function* (view, finding) {
  const found = nodeAt(view, finding.start, 'allow');
  const declared = declaredAt(view, finding.start);
  const empty = found?.node.because;
  if (found && empty)
    yield {
      title: 'Give a reason',
      edits: [{ start: found.base + empty.start, end: found.base + empty.end, text: '"…"' }],
      preferred: true,
    };
  else if (found)
    yield { title: 'Give a reason', edits: [{ start: finding.end, end: finding.end, text: ' because "…"' }], preferred: true };
  else if (declared?.node.kind === 'adopt')
    yield { title: 'Give a reason', edits: [{ start: finding.end, end: finding.end, text: ' because "…"' }], preferred: true };
};

/** An example in the principle, to begin with. */
export const example: Fixer = function* (view, finding) {
  const declared = declaredAt(view, finding.start);
  if (declared?.node.kind !== 'principle') return;
  const skeleton = 'example "…" {\n  user "…"\n  good "…"\n  bad "…"\n}';
  yield { title: 'Add an example', edits: [withStatement(view, declared, skeleton)], preferred: true };
  const text = `eval checks_${declared.node.name.text} "…" {\n  checks ${declared.node.name.text}\n  user "…"\n}`;
  yield { title: 'Add an eval that checks it', edits: [withDeclaration(view, 'eval', text)] };
};

/** What the prose rules propose, put into the file. */
export const prose: Fixer = function* (view, finding) {
  const proposed = finding.data?.fix;
  for (const fix of (Array.isArray(proposed) ? proposed : []) as ProseFix[]) {
    const edits = fix.edits.map(({ place, text }) => editFor(view, finding, { place, text }));
    if (edits.every(edit => edit !== undefined)) yield { title: fix.title, edits };
  }
};

function editFor(view: View, finding: Finding, { place, text }: ProseFix['edits'][number]): Fix['edits'][number] | undefined {
  if (typeof place === 'number') return { start: finding.end + place, end: finding.end + place, text };
  const declared = declaredAt(view, finding.start);
  if (!declared) return undefined;
  if (place === 'body')
    return declared.node.kind === 'principle' || declared.node.kind === 'value' ? withStatement(view, declared, text) : undefined;
  const { tree } = view.document;
  const index = tree.segments.indexOf(declared.segment);
  const start = tree.starts[index]! + (declared.segment.node?.start ?? 0);
  const comment = declared.segment.comments.find(each => tree.starts[index]! + each.end < start);
  const at = comment ? tree.starts[index]! + comment.start : start;
  return { start: at, end: at, text: `${text}\n${marginAt(tree.text, at)}` };
}

// What `allow` cannot accept.
const never = /^(?:syntax|name|type|allow|governance|assert|assume|eval\/impossible|prose\/language)\b/;

/** `allow CODE because "…"` in the braces around the finding. */
export const silence: Fixer = function* (view, finding) {
  if (never.test(finding.code)) return;
  const declared = declaredAt(view, finding.start);
  if (!declared || !['principle', 'value', 'adopt'].includes(declared.node.kind)) return;
  yield {
    title: `Accept it here, with a reason (\`allow ${finding.code}\`)`,
    edits: [withStatement(view, declared, `allow ${finding.code} because "…"`)],
  };
};

/** A prose norm becomes one about a declared action, which conflicts can be found between. */
export function* extractAction(view: View, offset: number): Iterable<Fix> {
  const found = nodeAt(view, offset, 'norm');
  if (found?.node.act.kind !== 'text') return;
  const { base, node } = found;
  const raw = view.document.tree.text.slice(base + node.act.start, base + node.act.end);
  const words = raw.replace(/^"+|"+$/g, '').trim();
  const name =
    words
      .toLowerCase()
      .normalize('NFC')
      .match(/[\p{L}\p{Nd}]+/gu)
      ?.slice(0, 5)
      .join('_') ?? '';
  if (
    !/^\p{L}/u.test(name) ||
    lookup(view.scope, 'action', { kind: 'ref', text: name, parts: [{ kind: 'name', text: name, start: 0, end: 0 }], start: 0, end: 0 })
      .kind !== 'unknown'
  )
    return;
  const title = words.slice(0, 1).toUpperCase() + words.slice(1);
  yield {
    title: `Declare an action of it: \`${name}\``,
    edits: [
      withDeclaration(view, 'action', `action ${name} "${title.replace(/\s+/g, ' ')}"`),
      { start: base + node.act.start, end: base + node.act.end, text: name },
    ],
  };
}
