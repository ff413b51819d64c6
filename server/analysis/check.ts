// All findings of one document: every rule over it, what is accepted with `allow` taken out, severities as configured.

import type { Span } from '../../grammar/syntax.ts';
import { silence } from './allowances.ts';
import type { Finding, Severity } from './finding.ts';
import { isSpecFile } from './imports.ts';
import { startOf } from './places.ts';
import { scopeOf } from './resolve.ts';
import { rules } from './rules/all.ts';
import { unusedAllowance } from './rules/allow/unused.ts';
import type { Coded, Draft, Rule, Subject } from './rules/rule.ts';
import type { Scope } from './scope.ts';
import { importersOf } from './usage.ts';
import type { Document, Workspace } from './workspace.ts';

interface Kept {
  readonly inputs: readonly unknown[];
  readonly findings: readonly Finding[];
}

const kept = new WeakMap<Document, Kept>();

/**
 * The findings of a file, sorted by place and code; none for a file that the workspace lacks. The same text gives the same
 * findings, and as long as nothing that the file sees has changed, the very same array.
 */
export function check(workspace: Workspace, file: string): readonly Finding[] {
  const document = workspace.documents.get(file);
  const scope = document && scopeOf(workspace, file);
  if (!document || !scope) return [];
  const inputs = [scope, workspace.settings, workspace.absent, ...importersOf(workspace, file)];
  const known = kept.get(document);
  if (known && known.inputs.length === inputs.length && known.inputs.every((input, i) => input === inputs[i])) return known.findings;
  const findings = checkAnew({ workspace, document, scope });
  kept.set(document, { inputs, findings });
  return findings;
}

/** All files that a person wrote specs in, in the order of their names. */
export const specFiles = (workspace: Workspace): readonly string[] => [...workspace.documents.keys()].filter(isSpecFile).sort();

/** What of a file cannot be taken as it stands: the errors in its syntax, its names and its types, without what is found by proof. */
export function misread(workspace: Workspace, file: string): readonly Finding[] {
  const document = workspace.documents.get(file);
  const scope = document && scopeOf(workspace, file);
  if (!document || !scope) return [];
  return checkAnew({ workspace, document, scope }, reading).filter(({ severity }) => severity === 'error');
}

const reading = rules.filter(({ code }) => /^(syntax|name|type)\//.test(code));

function checkAnew(subject: Subject, asked = rules): readonly Finding[] {
  const coded: Coded[] = [];
  for (const rule of asked) {
    for (const draft of few(drafts(rule, subject))) coded.push({ code: rule.code, severity: draft.severity ?? rule.severity, draft });
  }
  const findings: Finding[] = [];
  for (const { code, severity, draft } of silence(subject, coded, unusedAllowance)) {
    const set = severityOf(subject.workspace, code, severity);
    if (set !== 'off') findings.push(placed(subject, { code, severity: set, draft }));
  }
  return findings.sort(byPlace);
}

/** More findings of one code than this are no list that anybody reads: a file that is no spec, or one that was generated wrongly. */
const most = 1000;

function few(found: readonly Draft[]): readonly Draft[] {
  if (found.length <= most) return found;
  const last = found[most]!;
  const more = `There are ${found.length - most} more findings of this kind in the file, from here on. Mend the first ones, and check again.`;
  return [...found.slice(0, most), { ...last, message: more }];
}

/** A fault in one rule is handed on, where somebody listens, and takes no other rule down. */
function drafts(rule: Rule, subject: Subject): readonly Draft[] {
  const { fault } = subject.workspace.settings;
  if (!fault) return [...rule.check(subject)];
  try {
    return [...rule.check(subject)];
  } catch (error) {
    fault(`rule ${rule.code}`, error);
    return [];
  }
}

/** A severity by the exact code, else by its family, else as the rule says. */
export function severityOf(workspace: Workspace, code: string, byRule: Severity): Severity | 'off' {
  const { severities } = workspace.settings;
  return severities.get(code) ?? severities.get(code.slice(0, code.indexOf('/'))) ?? byRule;
}

export function placed({ document, scope }: Subject, { code, severity, draft }: Coded): Finding {
  const at = (spot: Draft['at']) => absolute(scope, document, spot);
  const related = (draft.related ?? []).map(spot => ({ ...at(spot), message: spot.message }));
  return { ...at(draft.at), code, severity, message: draft.message, related, ...(draft.data ? { data: draft.data } : {}) };
}

function absolute(scope: Scope, document: Document, spot: Draft['at']): { file: string; start: number; end: number } {
  const holder = spot.file === document.file ? document : scope.reach.get(spot.file)?.document;
  const base = holder ? startOf(holder.tree, spot.segment) : 0;
  return { file: spot.file, ...shifted(spot.span, base) };
}

const shifted = ({ start, end }: Span, by: number): Span => ({ start: start + by, end: end + by });

const byPlace = (a: Finding, b: Finding): number =>
  a.start - b.start || a.end - b.end || (a.code < b.code ? -1 : a.code > b.code ? 1 : a.message < b.message ? -1 : 1);
