// Do the names that a document uses exist, and do its comparisons fit the contexts (language.md §3, §4)? One pass over the
// document; the rules of the families `name` and `type` each take their part of what it finds.

import { nearest } from '../../grammar/names.ts';
import type * as syntax from '../../grammar/syntax.ts';
import { memo } from './memo.ts';
import type { Declared, Entity, NameKind } from './names.ts';
import { lookup, lookupExcepted, lookupName, nameIn, visibleNames } from './resolve.ts';
import type { Draft } from './rules/rule.ts';
import type { Found, Scope } from './scope.ts';
import { checkAtom, checkValue } from './typing.ts';
import { atomsOf, type Use, type UsedKind, usesOf } from './uses.ts';

export type LinkCode = 'name/unknown' | 'type/value' | 'type/order' | 'type/boolean';
export type LinkProblem = Draft & { readonly code: LinkCode };

/** All problems of these families in the document of a scope, in the order of its declarations. */
export const linkProblems: (scope: Scope) => readonly LinkProblem[] = memo(scope => {
  const found: LinkProblem[] = [];
  for (const declared of scope.own.declarations) link(scope, declared, problem => found.push(problem));
  return found;
});

type Report = (problem: LinkProblem) => void;

function link(scope: Scope, declared: Declared, report: Report): void {
  const { names, conditions } = usesOf(declared.node);
  for (const use of names) linkName(scope, declared, use, report);
  for (const { expression, facts } of conditions) {
    for (const atom of atomsOf(expression)) linkAtom(scope, declared, { atom, facts }, report);
  }
  if (declared.node.kind === 'option' && declared.node.default) {
    const problem = checkValue(declared.node.shape, declared.node.default, declared.node.name.text);
    if (problem) report({ ...problem, at: { ...declared, span: declared.node.default } });
  }
  if (declared.node.kind === 'tension') linkFavored(scope, declared as Declared<syntax.Tension>, report);
  if (declared.node.kind === 'adopt') linkFixes(scope, declared as Declared<syntax.Adopt>, report);
}

function linkName(scope: Scope, declared: Declared, use: Use, report: Report): void {
  const { found, seenFrom, kind } = search(scope, use);
  if (found.kind === 'found' || found.kind === 'unknowable') return;
  report({ code: 'name/unknown', at: { ...declared, span: use.ref }, ...explain(seenFrom, { kind, use, found }) });
}

interface Search {
  readonly found: Found;
  readonly seenFrom: Scope;
  readonly kind: NameKind;
}

const unknowable: Found = { kind: 'unknowable' };

function search(scope: Scope, use: Use): Search {
  const { kind, ref, adopt } = use;
  if (adopt) {
    const below = scope.imports.get(adopt.document.text)?.scope;
    if (!below) return { found: unknowable, seenFrom: scope, kind: 'principle' };
    if (kind === 'fixed') return { found: fixedOption(below, adopt.document.text, ref), seenFrom: below, kind: 'context' };
    return { found: ref.text === '' ? unknowable : lookupExcepted(below, adopt.document.text, ref), seenFrom: below, kind: 'principle' };
  }
  switch (kind) {
    case 'adopted':
      return { found: ref.text === '' || scope.imports.has(ref.text) ? unknowable : { kind: 'unknown' }, seenFrom: scope, kind: 'import' };
    case 'role':
      return { found: roleOnly(lookup(scope, 'principle', ref)), seenFrom: scope, kind: 'principle' };
    case 'agentOrRole': {
      const agent = lookup(scope, 'agent', ref);
      const role = roleOnly(lookup(scope, 'principle', ref));
      return { found: agent.kind === 'unknown' && !scope.own.named.has('agent') ? role : agent, seenFrom: scope, kind: 'agent' };
    }
    case 'evalOrPrinciple': {
      const named = lookup(scope, 'eval', ref);
      return { found: named.kind === 'unknown' ? lookup(scope, 'principle', ref) : named, seenFrom: scope, kind: 'eval' };
    }
    case 'fixed':
      return { found: lookup(scope, 'context', ref), seenFrom: scope, kind: 'context' };
    default:
      return { found: lookup(scope, kind, ref), seenFrom: scope, kind };
  }
}

const roleOnly = (found: Found): Found =>
  found.kind === 'found' && found.entity.node.kind === 'principle' && !found.entity.node.role ? { kind: 'unknown' } : found;

/** The option that `with` fixes, as the adopted document sees it, with or without the alias before it. */
export function fixedOption(below: Scope, alias: string, ref: syntax.Ref): Found {
  if (ref.text === '') return unknowable;
  const parts = ref.parts.map(part => part.text);
  const first = lookupName(below, 'context', parts);
  const found = first.kind === 'unknown' && parts.length > 1 && parts[0] === alias ? lookupName(below, 'context', parts.slice(1)) : first;
  return found.kind === 'found' && found.entity.node.kind !== 'option' ? { kind: 'unknown' } : found;
}

/** A tension favors one of its two values; another would be read by nobody. */
function linkFavored(scope: Scope, declared: Declared<syntax.Tension>, report: Report): void {
  const { left, right, lines } = declared.node;
  const pair = [left, right].map(ref => lookup(scope, 'value', ref));
  if (!pair.every(found => found.kind === 'found')) return;
  for (const { value } of lines) {
    const found = lookup(scope, 'value', value);
    if (found.kind !== 'found' || pair.some(each => each.kind === 'found' && each.entity === found.entity)) continue;
    const message = `This tension is between \`${left.text}\` and \`${right.text}\`, and \`${value.text}\` is neither of them. Write the one of the two that wins here.`;
    report({ code: 'name/unknown', at: { ...declared, span: value }, message });
  }
}

function linkFixes(scope: Scope, declared: Declared<syntax.Adopt>, report: Report): void {
  const below = scope.imports.get(declared.node.document.text)?.scope;
  if (!below) return;
  for (const { option, value } of declared.node.fixes) {
    const found = fixedOption(below, declared.node.document.text, option);
    if (found.kind !== 'found' || found.entity.node.kind !== 'option') continue;
    const problem = checkValue(found.entity.node.shape, value, option.text);
    if (problem) report({ ...problem, at: { ...declared, span: value } });
  }
}

interface AtomUse {
  readonly atom: syntax.Bare | syntax.Is | syntax.In | syntax.Compare;
  readonly facts: boolean;
}

function linkAtom(scope: Scope, declared: Declared, { atom, facts }: AtomUse, report: Report): void {
  if (atom.subject.text === '') return;
  const found = lookup(scope, 'context', atom.subject);
  if (found.kind === 'unknown' && facts && atom.subject.text === 'agent') linkAgent(scope, declared, atom, report);
  else if (found.kind === 'found') {
    for (const problem of checkAtom(found.entity, atom)) report({ ...problem, at: { ...declared, span: problem.span } });
  } else if (found.kind !== 'unknowable') {
    const use: Use = { kind: 'context', ref: atom.subject };
    report({ code: 'name/unknown', at: { ...declared, span: atom.subject }, ...explain(scope, { kind: 'context', use, found }) });
  }
}

/** `agent is NAME`: an agent of the document; where it declares none, a role, or `none`. */
function linkAgent(scope: Scope, declared: Declared, atom: AtomUse['atom'], report: Report): void {
  const values = atom.kind === 'is' ? [atom.value] : atom.kind === 'in' ? atom.values : undefined;
  if (!values) {
    const message = 'The agent is compared with `is`: `agent is NAME`.';
    report({ code: atom.kind === 'bare' ? 'type/boolean' : 'type/order', at: { ...declared, span: atom }, message });
    return;
  }
  for (const value of values) {
    const none = value.kind === 'ref' && value.text === 'none' && !scope.own.named.has('agent');
    if (value.kind === 'ref' && !none) linkName(scope, declared, { kind: 'agentOrRole', ref: value }, report);
    else if (!none)
      report({ code: 'type/value', at: { ...declared, span: value }, message: 'After `agent is` comes the name of an agent.' });
  }
}

const calledBy: Readonly<Record<UsedKind, string>> = {
  import: 'import',
  context: 'context or option',
  consent: 'consent',
  action: 'action',
  dimension: 'dimension',
  value: 'value',
  term: 'term',
  principle: 'principle',
  section: 'section',
  eval: 'eval',
  agent: 'agent',
  gate: 'gate',
  stakeholder: 'stakeholder',
  amendment: 'amendment',
  role: 'role',
  agentOrRole: 'agent',
  evalOrPrinciple: 'eval or principle',
  adopted: 'import',
  fixed: 'option',
};

interface Unfound {
  readonly kind: NameKind;
  readonly use: Use;
  readonly found: Found;
}

function explain(scope: Scope, { kind, use, found }: Unfound): Pick<Draft, 'message' | 'data'> {
  const name = use.ref.text;
  if (found.kind === 'several') {
    const ways = found.entities.map(entity => `\`${nameIn(scope, entity) ?? entity.name}\``).join(', ');
    return {
      message: `\`${name}\` could be any of ${ways}: several adopted documents declare it. Write the one you mean in full.`,
      data: { fix: { kind, name, several: found.entities.map(entity => nameIn(scope, entity) ?? entity.name) } },
    };
  }
  if ((use.kind === 'role' || use.kind === 'agentOrRole') && lookup(scope, 'principle', use.ref).kind === 'found') {
    return { message: `\`${name}\` is a principle, which holds for everyone. What an agent plays is a role: \`role ${name} "…"\`.` };
  }
  const meant = nearest(name, candidates(scope, kind, use));
  const advice = meant ? `Did you mean \`${meant}\`?` : `Declare it${declarable(use.kind, name)}, or correct the name.`;
  return {
    message: `There is no ${calledBy[use.kind]} called \`${name}\` here. ${advice}`,
    data: { fix: { kind, name, ...(meant ? { meant } : {}) } },
  };
}

function* candidates(scope: Scope, kind: NameKind, use: Use): Iterable<string> {
  if (kind === 'import') yield* scope.imports.keys();
  for (const { name, entity } of visibleNames(scope, kind)) if (fits(use.kind, entity)) yield name;
  if (use.kind === 'agentOrRole' || use.kind === 'evalOrPrinciple') {
    for (const { name, entity } of visibleNames(scope, 'principle')) if (use.kind === 'evalOrPrinciple' || fits('role', entity)) yield name;
  }
}

function fits(kind: UsedKind, { node }: Entity): boolean {
  if (kind === 'role') return node.kind === 'principle' && node.role;
  return kind === 'fixed' ? node.kind === 'option' : true;
}

function declarable(kind: UsedKind, name: string): string {
  if (name.includes('.')) return ' there';
  if (kind === 'action') return `: \`action ${name} "…"\``;
  if (kind === 'context') return `: \`context ${name}: boolean\``;
  if (kind === 'value' || kind === 'dimension' || kind === 'consent') return `: \`${kind} ${name} "…"\``;
  return kind === 'adopted' ? `: \`import ${name} from "./….constitution"\`` : '';
}
