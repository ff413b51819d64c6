// A workspace that was loaded → what is found in it, as reports want it.

import type { Declaration, Tree } from '../../grammar/syntax.ts';
import { accepted } from '../analysis/accepted.ts';
import { check } from '../analysis/check.ts';
import type { Finding } from '../analysis/finding.ts';
import { rules } from '../analysis/rules/all.ts';
import type { FileCount, Report, Source } from '../reporting/report.ts';
import { shownFrom } from './files.ts';
import { type Loaded, pathOf, type Unread } from './load.ts';
import { packageVersion } from './package.ts';
import type { Project } from './project.ts';

/** Findings of all that was asked for. `markdown` are findings in Markdown files, and their texts, by workspace names too. */
export function reportOn(project: Project, loaded: Loaded, markdown: Prose = noProse): Report {
  const shown = (file: string) => shownFrom(project, pathOf(project, file));
  const { documents } = loaded.workspace;
  const unread = [...loaded.unread, ...markdown.unread];
  const findings = [...loaded.asked.flatMap(file => check(loaded.workspace, file)), ...unread.flatMap(unreadable), ...markdown.findings];
  const sources = new Map<string, Source>();
  for (const { file, tree } of documents.values()) sources.set(shown(file), { text: tree.text, tree });
  for (const { file, reading } of unread) if (reading.kind === 'garbled') sources.set(shown(file), { text: reading.text });
  for (const [file, text] of markdown.texts) sources.set(shown(file), { text });
  return {
    files: loaded.asked.map(file => ({ ...counts(documents.get(file)!.tree), file: shown(file) })).sort(byFile),
    findings: findings.map(finding => showing(finding, shown)).sort(byPlace),
    sources,
    rules,
    version: packageVersion(),
    accepted: () =>
      loaded.asked.flatMap(file =>
        accepted(loaded.workspace, file).map(({ finding, reason }) => ({ finding: showing(finding, shown), reason, by: 'allow' as const })),
      ),
  };
}

export interface Prose {
  readonly findings: readonly Finding[];
  readonly texts: ReadonlyMap<string, string>;
  readonly unread: readonly Unread[];
}
const noProse: Prose = { findings: [], texts: new Map(), unread: [] };

function showing(finding: Finding, shown: (file: string) => string): Finding {
  return { ...finding, file: shown(finding.file), related: finding.related.map(place => ({ ...place, file: shown(place.file) })) };
}

/** A file that is there and that no spec can be read from is wrong as a whole. */
function unreadable({ file, reading }: Unread): Finding[] {
  if (reading.kind === 'absent') return [];
  const start = reading.kind === 'garbled' ? reading.offset : 0;
  const message = `${reading.why.charAt(0).toUpperCase()}${reading.why.slice(1)}.`;
  return [{ file, start, end: start, code: 'syntax/unexpected', severity: 'error', message, related: [] }];
}

const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const byFile = (a: { file: string }, b: { file: string }) => order(a.file, b.file);
const byPlace = (a: Finding, b: Finding) => byFile(a, b) || a.start - b.start || order(a.code, b.code) || a.end - b.end;

type Counts = { -readonly [Key in Exclude<keyof FileCount, 'file'>]: number };

/** How much of each a document declares itself, in sections too. A role is a principle. */
export function counts(tree: Tree): Counts {
  const found: Counts = { principles: 0, norms: 0, contexts: 0, actions: 0, evals: 0, examples: 0 };
  for (const { node } of tree.segments) if (node && node.kind !== 'header') count(node, found);
  return found;
}

function count(node: Declaration, found: Counts): void {
  if (node.kind === 'section') {
    for (const part of node.body) if (part.kind !== 'prose' && part.kind !== 'note') count(part, found);
  } else if (node.kind === 'principle') {
    found.principles++;
    found.norms += node.body.filter(({ kind }) => kind === 'norm').length;
    found.examples += node.body.filter(({ kind }) => kind === 'example').length;
  } else if (node.kind === 'context') found.contexts++;
  else if (node.kind === 'action') found.actions++;
  else if (node.kind === 'eval') found.evals++;
}
