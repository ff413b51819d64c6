// A rule case is a title, a few lines of spec, and under a place `^^^^ code message`. Several files begin with `=== name`.

import { check, specFiles } from '../../server/analysis/check.ts';
import type { Finding } from '../../server/analysis/finding.ts';
import type { Measurement } from '../../server/analysis/measured.ts';
import { documentOf, emptyWorkspace, type Workspace, withDocuments } from '../../server/analysis/workspace.ts';

export interface RuleCase {
  readonly title: string;
  /** The files without their caret lines. */
  readonly files: ReadonlyMap<string, string>;
  /** The case as it stands in the fixture. */
  readonly text: string;
}

const caretLine = /^\s*\^+ \S+\/\S+/;

export function readRuleCases(fixture: string): RuleCase[] {
  return fixture
    .split(/^### /m)
    .slice(1)
    .map(text => {
      const [title, ...lines] = text.trimEnd().split('\n');
      const files = new Map<string, string[]>();
      let current = 'main.constitution';
      for (const line of lines) {
        const file = /^=== (\S+)/.exec(line)?.[1];
        if (file) current = file;
        else if (!caretLine.test(line)) files.set(current, [...(files.get(current) ?? []), line]);
      }
      return { title: title!, files: new Map([...files].map(([name, body]) => [name, `${body.join('\n')}\n`])), text: text.trimEnd() };
    });
}

/** Files under `.polity/findings/` are what was measured, all others are specs. */
export function workspaceOf(files: Iterable<readonly [string, string]>): Workspace {
  const [kept, specs] = [[...files].filter(([file]) => isMeasured(file)), [...files].filter(([file]) => !isMeasured(file))];
  const measured = kept.map(([, text]) => JSON.parse(text) as Measurement);
  const workspace = kept.length > 0 ? { ...emptyWorkspace, settings: { ...emptyWorkspace.settings, measured } } : emptyWorkspace;
  return withDocuments(
    workspace,
    specs.map(([file, text]) => documentOf(file, text)),
  );
}

const isMeasured = (file: string): boolean => file.startsWith('.polity/');

/** The case as it should stand: its files with a caret line under each finding of the families. */
export function withCarets({ title, files }: RuleCase, families: readonly string[]): string {
  const workspace = workspaceOf(files);
  const findings = specFiles(workspace).flatMap(file => check(workspace, file));
  const out = [title];
  for (const [file, text] of files) {
    if (files.size > 1 || file !== 'main.constitution') out.push(`=== ${file}`);
    const mine = findings.filter(finding => finding.file === file && families.includes(finding.code.split('/')[0]!));
    out.push(...annotated(text, mine));
  }
  return out.join('\n').trimEnd();
}

function annotated(text: string, findings: readonly Finding[]): string[] {
  const out: string[] = [];
  let start = 0;
  for (const line of text.trimEnd().split('\n')) {
    out.push(line);
    const end = start + line.length;
    for (const finding of findings.filter(({ start: at }) => at >= start && at <= end)) {
      const column = finding.start - start;
      const width = Math.max(1, Math.min(finding.end, end) - finding.start);
      out.push(`${' '.repeat(column)}${'^'.repeat(width)} ${finding.code} ${finding.message}`);
    }
    start = end + 1;
  }
  return out;
}
