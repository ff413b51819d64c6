// What a check found, as every format gets it; and what a format is.

import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Tree } from '../../grammar/syntax.ts';
import type { Finding, Severity } from '../analysis/finding.ts';
import type { Rule } from '../analysis/rules/rule.ts';

export interface Report {
  readonly files: readonly FileCount[];
  /** Sorted by file, place and code. Every `file` in it is relative to the working folder, with `/`. */
  readonly findings: readonly Finding[];
  /** What the findings point into, by the same names. A file that could not be read as a spec has no tree. */
  readonly sources: ReadonlyMap<string, Source>;
  readonly rules: readonly Rule[];
  /** The version of Polity. */
  readonly version: string;
  /** Known findings, which the baseline left out, where there is one. */
  readonly known?: number;
  /** What is accepted with a reason, and so is not among the findings: in the spec itself, or by the baseline. Asked for by few formats. */
  readonly accepted?: () => readonly AcceptedFinding[];
}

export interface AcceptedFinding {
  readonly finding: Finding;
  readonly reason: string;
  readonly by: 'allow' | 'baseline';
}

export interface Source {
  readonly text: string;
  readonly tree?: Tree;
}

/** How much of each a file declares itself. */
export interface FileCount {
  readonly file: string;
  readonly principles: number;
  readonly norms: number;
  readonly contexts: number;
  readonly actions: number;
  readonly evals: number;
  readonly examples: number;
}

/** How it is to look on a terminal. */
export interface Look {
  readonly color: boolean;
  /** Without what was not asked for: no summary. */
  readonly quiet: boolean;
  /** Where the working folder stands in what GitHub has checked out, if it is not all of it. */
  readonly below?: string;
}

/** `write` gives all of it, with a line end at the end where there is anything. */
export interface Format {
  readonly name: string;
  readonly write: (report: Report, look: Look) => string;
}

export const severities: readonly Severity[] = ['error', 'warning', 'info', 'hint'];

export function countBySeverity(findings: readonly Finding[]): Record<Severity, number> {
  const counts: Record<Severity, number> = { error: 0, warning: 0, info: 0, hint: 0 };
  for (const { severity } of findings) counts[severity]++;
  return counts;
}

/** A place in lines and UTF-16 units of a line, both from zero, as in LSP. */
export interface Range {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

/** Ranges in the files of a report. A place in a file whose text is not known is its beginning. */
export function ranges({ sources }: Report): (place: { file: string; start: number; end: number }) => Range {
  const documents = new Map<string, TextDocument>();
  return ({ file, start, end }) => {
    const document = documents.get(file) ?? TextDocument.create(file, 'polity', 0, sources.get(file)?.text ?? '');
    documents.set(file, document);
    return { start: document.positionAt(start), end: document.positionAt(end) };
  };
}

/** `3 errors, 1 hint`; the severities that there are none of are left out. */
export function tally(findings: readonly Finding[]): string {
  const counts = countBySeverity(findings);
  const parts = severities.filter(severity => counts[severity] > 0).map(severity => plural(counts[severity], severity));
  return parts.length > 0 ? parts.join(', ') : 'no findings';
}

const plurals: Readonly<Record<string, string>> = { info: 'infos', hint: 'hints', 'group of evals': 'groups of evals' };

export const plural = (count: number, word: string): string => `${count} ${count === 1 ? word : (plurals[word] ?? `${word}s`)}`;
