// Findings as LSP has them, by pull and by push. A list that has not changed is the same array, and is not sent again.

import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver-types';
import { check } from '../../analysis/check.ts';
import type { Finding, Severity } from '../../analysis/finding.ts';
import { isSpecFile } from '../../analysis/imports.ts';
import { checkMarkdown } from '../../analysis/markdown.ts';
import { memo } from '../../analysis/memo.ts';
import { documentOf, type Settings } from '../../analysis/workspace.ts';
import { rangeAt } from '../../features/positions.ts';
import { checksProse, type Folder, uriIn } from './folders.ts';

export interface Report {
  readonly uri: string;
  /** The same for as long as the findings are the same. */
  readonly resultId: string;
  readonly items: () => Diagnostic[];
}

/** The findings of a file as a report; undefined for a file that is not checked. */
export function reportOf(folder: Folder, file: string): Report | undefined {
  const findings = findingsOf(folder, file);
  return (
    findings && { uri: uriIn(folder, file), resultId: idOf(findings), items: () => findings.map(finding => diagnosticOf(folder, finding)) }
  );
}

/** Every file of the folder that is checked, specs first. */
export function checkedFiles(folder: Folder): readonly string[] {
  const specs = [...folder.workspace.documents.keys()].filter(file => isSpecFile(file) && !file.startsWith('../')).sort();
  return [...specs, ...[...folder.markdown.keys()].filter(file => checksProse(folder, file)).sort()];
}

function findingsOf(folder: Folder, file: string): readonly Finding[] | undefined {
  const { workspace, markdown } = folder;
  if (workspace.documents.has(file)) return check(workspace, file);
  const text = markdown.get(file);
  return text !== undefined && checksProse(folder, file) ? proseFindings(file, text, workspace.settings) : undefined;
}

// Markdown is checked as a whole; the last result of each file is kept for as long as its text and the settings stay.
const prose: (settings: Settings) => Map<string, { text: string; findings: readonly Finding[] }> = memo(() => new Map());

function proseFindings(file: string, text: string, settings: Settings): readonly Finding[] {
  const known = prose(settings).get(file);
  if (known?.text === text) return known.findings;
  const findings = checkMarkdown(file, text, settings);
  prose(settings).set(file, { text, findings });
  return findings;
}

const ids = new WeakMap<readonly Finding[], string>();
let lastId = 0;

function idOf(findings: readonly Finding[]): string {
  const known = ids.get(findings);
  if (known) return known;
  const id = String(++lastId);
  ids.set(findings, id);
  return id;
}

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

const pages = 'https://github.com/polity-lang/polity/blob/main/docs/diagnostics';

function diagnosticOf(folder: Folder, finding: Finding): Diagnostic {
  const related = finding.related.map(({ file, start, end, message }) => ({
    location: { uri: uriIn(folder, file), range: rangeIn(folder, file, { start, end }) },
    message,
  }));
  const range = rangeIn(folder, finding.file, finding);
  // An editor lists them under the finding.
  const cases = (finding.data?.cases ?? []).map(({ user, outcome, reply }) => ({
    location: { uri: uriIn(folder, finding.file), range },
    message: `“${briefly(user)}”${reply ? ` – “${briefly(reply)}”` : ''} ${outcome}`,
  }));
  const beside = [...related, ...cases];
  return {
    range,
    severity: severities[finding.severity],
    code: finding.code,
    codeDescription: { href: `${pages}/${finding.code}.md` },
    source: 'polity',
    message: finding.message,
    ...(finding.code === 'name/unused' || finding.code === 'allow/unused' ? { tags: [DiagnosticTag.Unnecessary] } : {}),
    ...(beside.length > 0 ? { relatedInformation: beside } : {}),
    ...(finding.data ? { data: finding.data } : {}),
  };
}

const briefly = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 70 ? `${line.slice(0, 70)}…` : line;
};

function rangeIn({ workspace, markdown }: Folder, file: string, span: { start: number; end: number }): Diagnostic['range'] {
  const tree = workspace.documents.get(file)?.tree ?? proseTree(markdown.get(file) ?? '');
  return rangeAt(tree, span);
}

/** Lines are counted in a tree's text; Markdown has no tree of its own. */
const kept = { text: '', tree: documentOf('', '').tree };
function proseTree(text: string): typeof kept.tree {
  if (kept.text !== text) Object.assign(kept, { text, tree: { text, segments: [], starts: [] } });
  return kept.tree;
}
