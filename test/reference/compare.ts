// Holds answers of the engine against the evaluator's; every disagreement in a line.

import { actionFacts } from './actions.ts';
import type { Documents } from './documents.ts';
import { lookup } from './documents.ts';
import { type Expected, findingsOf } from './findings.ts';
import type { HeldNorm, World } from './norms.ts';
import { expressionFault, type Witness, witnessFault } from './witness.ts';

/** A finding, as `check` gives it. */
export interface Found {
  readonly code: string;
  readonly severity: string;
  readonly start: number;
  readonly message: string;
  readonly data?: {
    readonly kind?: string;
    readonly norms?: readonly NormName[];
    readonly when?: string;
    readonly witness?: Witness;
  };
}
export interface NormName {
  readonly principle: string;
  readonly index: number;
}

/** The codes that the evaluator decides. The rest of `allow` belongs to rules that it does not know. */
const ours = /^(conflict|norm|consent|assert|assume|landscape|precedence)\/|^(eval\/impossible|name\/differs)$/;
/** Several of these on one line are one. */
const toldOnce = /^(precedence\/|assume\/impossible$|name\/differs$)/;
const severities: Readonly<Record<string, string>> = {
  'conflict/permission': 'warning',
  'conflict/tension': 'warning',
  'norm/dead': 'warning',
  'norm/shadowed': 'warning',
  'landscape/fenced': 'info',
  'name/differs': 'warning',
};

/** Which finding stands on which line, and what each says. */
export function findingFaults(world: World, found: readonly Found[]): string[] {
  const text = world.documents.get(world.file)!.text;
  const lineOf = (start: number) => text.slice(0, start).split('\n').length;
  const broken = found.filter(it => /^(syntax|type)\/|^name\/(unknown|duplicate|import|cycle)$/.test(it.code));
  if (broken.length > 0) return broken.map(it => `the spec is sound, yet line ${lineOf(it.start)}: ${it.code} ${it.message}`);
  const faults: string[] = [];
  const expected = findingsOf(world).filter(it => ours.test(it.code) || it.code === 'allow/unused');
  const left = new Set(found.filter(it => ours.test(it.code) || it.code === 'allow/unused'));
  for (const it of expected) {
    const match = [...left].find(
      other => other.code === it.code && lineOf(other.start) === lineOf(it.start) && namesSame(world, it, other),
    );
    if (match) {
      left.delete(match);
      faults.push(...contentFaults(world, it, match).map(fault => `line ${lineOf(it.start)} ${it.code}: ${fault}`));
    } else if (!it.optional && !alreadyTold(expected, it, { lineOf })) {
      faults.push(`line ${lineOf(it.start)} ${it.code} is missing${pairText(it)}`);
    }
  }
  for (const it of left) {
    // One statement may point at several principles, or close several rings.
    if (toldOnce.test(it.code) && expected.some(other => other.code === it.code && lineOf(other.start) === lineOf(it.start))) continue;
    const names = it.data?.norms ? ` (${JSON.stringify(it.data.norms)})` : '';
    faults.push(`line ${lineOf(it.start)} ${it.code} should not be there${names}: ${it.message}`);
  }
  return faults;
}

/** Two rings that end in one statement, or two principles that one statement points up at, may be told once. */
function alreadyTold(expected: readonly Expected[], it: Expected, { lineOf }: { lineOf: (start: number) => number }): boolean {
  if (!toldOnce.test(it.code)) return false;
  return expected.some(
    other => expected.indexOf(other) < expected.indexOf(it) && other.code === it.code && lineOf(other.start) === lineOf(it.start),
  );
}

const pairText = (it: Expected) => (it.norms ? ` (${it.norms.map(norm => norm.id).join(', ')})` : '');

/** Does a conflict name this pair? Other findings are known by their place. */
function namesSame(world: World, expected: Expected, found: Found): boolean {
  if (!expected.conflict) return true;
  const named = (found.data?.norms ?? []).map(it => normNamed(world, it)?.id);
  return named.length === 2 && expected.norms!.every(norm => named.includes(norm.id));
}

/** "A principle of an import is `alias.name` as the checked document would write it. `index` counts the norms of a principle from 0, prose norms too." */
export function normNamed(world: World, name: NormName): HeldNorm | undefined {
  const ids = lookup(world.documents, world.file, 'principle', name.principle.split('.')).map(it => it.id);
  return ids.length === 1 ? world.norms.find(it => it.principle.id === ids[0] && it.index === name.index) : undefined;
}

function contentFaults(world: World, expected: Expected, found: Found): string[] {
  const faults: (string | undefined)[] = [];
  const all = world.situations;
  if (found.severity !== (severities[expected.code] ?? (expected.code.startsWith('allow') ? 'warning' : 'error')))
    faults.push(`the severity is ${found.severity}`);
  if (expected.conflict && expected.where) {
    const { kind } = expected.conflict;
    if (found.data?.kind !== kind) faults.push(`the kind is ${found.data?.kind}`);
    faults.push(expressionFault(world, found.data?.when, { all, where: expected.where }));
    faults.push(witnessFault(world, found.data?.witness, { all, where: expected.where, minimal: true }));
    const last = normNamed(world, found.data!.norms!.at(-1)!);
    if (last && expected.norms!.some(norm => norm.own && (!last.own || norm.start > last.start)))
      faults.push('the later norm does not stand last');
  } else if (expected.code.startsWith('norm/') || expected.code === 'consent/missing') {
    // "the finding names who beats it": the norm itself comes first, or last, among those named.
    const named = (found.data?.norms ?? []).map(it => normNamed(world, it)?.id);
    if (!named.includes(expected.norms![0]!.id)) faults.push(`it does not name the norm ${expected.norms![0]!.id}`);
    if (named.includes(undefined)) faults.push(`it names a norm that is none: ${JSON.stringify(found.data?.norms)}`);
  }
  if (!expected.conflict && expected.where && found.data?.witness) {
    faults.push(witnessFault(world, found.data.witness, { all, where: expected.where, minimal: false }));
  }
  if (expected.code === 'assert/fails' && !found.data?.witness) faults.push('there is no counterexample');
  return faults.filter(it => it !== undefined);
}

export function actionNamed(world: World, name: string): string | undefined {
  const ids = new Set(lookup(world.documents, world.file, 'action', name.split('.')).map(it => actionFacts(world).get(it.id)!.id));
  return ids.size === 1 ? [...ids][0] : undefined;
}

export function sourceText(documents: Documents): string {
  return [...documents].map(([file, { text }]) => `=== ${file}\n${text}`).join('');
}
