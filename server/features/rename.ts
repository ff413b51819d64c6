// A name and all its uses, in every document; with the reason where it cannot be done.

import type { Position, Range, TextEdit, WorkspaceEdit } from 'vscode-languageserver-types';
import { canonical, isName } from '../../grammar/names.ts';
import type { Segment } from '../../grammar/syntax.ts';
import { reservedWords } from '../../grammar/tokens.ts';
import { heldIn } from '../analysis/holding.ts';
import { declarationsOf, type Entity, type Named } from '../analysis/names.ts';
import { agree, lookupName, scopeOf } from '../analysis/resolve.ts';
import { valuesOf } from '../analysis/typing.ts';
import type { At, Feature, View } from './feature.ts';
import { type Mention, mentionsOf, type Target } from './mentions.ts';
import { locationOf, mentionAt, mentionsOfTarget } from './places.ts';

export interface RenameParams extends At {
  readonly newName: string;
}

/** Why a rename is not done, for the author to read. */
export interface Refused {
  readonly refused: string;
}

export interface Renameable {
  readonly range: Range;
  readonly placeholder: string;
}

export function prepareRename(view: View, { position }: At): Renameable | Refused | undefined {
  const mention = mentionAt(view, position);
  if (!mention) return undefined;
  if (!mention.target) return { refused: 'This name means nothing here yet, so that there is nothing to rename. Declare it first.' };
  const range = locationOf(view, mention)!.range;
  return { range, placeholder: nameOf(mention.target) };
}

const nameOf = (target: Target): string =>
  target.kind === 'entity' ? target.entity.name : target.kind === 'value' ? target.value : target.name;

export function rename(view: View, { position, newName }: RenameParams): WorkspaceEdit | Refused | undefined {
  const target = mentionAt(view, position)?.target;
  if (!target) return prepareRename(view, { position }) as Refused | undefined;
  const name = canonical(newName.trim());
  const why = objection(view, target, name);
  if (why) return { refused: why };
  return { changes: editsOf(view, targetsOf(view, target), name) };
}

function objection(view: View, target: Target, name: string): string | undefined {
  if (!/^[\p{L}_]/u.test(name) || !isName(name) || /[^\p{L}\p{M}\p{Nd}_-]/u.test(name)) {
    return `\`${name}\` is not a name: a name begins with a letter or \`_\` and goes on with letters, digits, \`_\`, and single \`-\` between two of these.`;
  }
  if ((reservedWords as readonly string[]).includes(name)) return `\`${name}\` is a word of the language and cannot be a name.`;
  if (name === nameOf(target)) return undefined;
  return taken(view, target, name);
}

function taken(view: View, target: Target, name: string): string | undefined {
  if (target.kind === 'value') {
    const { node } = target.entity;
    const shape = node.kind === 'context' || node.kind === 'option' ? node.shape : undefined;
    return shape && valuesOf(shape).includes(name) ? `\`${target.entity.name}\` has a value \`${name}\` already.` : undefined;
  }
  if (target.kind === 'level') return levelTaken(view, target.name, name);
  if (target.kind === 'label') return undefined;
  return entityTaken(view, target.entity, name);
}

/** A level has its name from a list; the levels of a document without one come with the language. */
function levelTaken(view: View, before: string, name: string): string | undefined {
  const lists = [view.scope, ...view.scope.reach.values()].flatMap(({ own }) => [...declarationsOf(own, 'authority')]);
  const levels = lists.flatMap(({ node }) => node.levels.map(({ text }) => text));
  if (levels.includes(name)) return `There is a level \`${name}\` already.`;
  if (levels.includes(before)) return undefined;
  return `\`${before}\` is one of the levels that every document has. To give levels names of your own, write a list such as \`authority platform > developer > ${name}\`.`;
}

/** In every document that names the entity, the new name must mean nothing else, before and after. */
function entityTaken(view: View, entity: Entity, name: string): string | undefined {
  for (const file of new Set([entity.file, ...mentionsOfTarget(view, { kind: 'entity', entity }).map(mention => mention.file)])) {
    const scope = scopeOf(view.workspace, file);
    const found = scope && lookupName(scope, entity.kind, [name]);
    if (!found || found.kind === 'unknown' || found.kind === 'unknowable') continue;
    return `\`${name}\` is taken: ${file === entity.file ? 'this document' : `\`${file}\``} already has ${entity.node.kind === 'action' ? 'an action' : `a ${entity.node.kind}`} of that name.`;
  }
  return undefined;
}

/** Contexts and actions that agree in full are one, and are renamed together, so that they stay one. */
function targetsOf(view: View, target: Target): readonly Target[] {
  if (target.kind !== 'entity' && target.kind !== 'value') return [target];
  const { entity } = target;
  const twins = new Set([entity]);
  for (const file of view.workspace.documents.keys()) {
    const scope = scopeOf(view.workspace, file);
    if (!scope?.reach.has(entity.file)) continue;
    for (const held of [...heldIn(scope).contexts, ...heldIn(scope).actions]) {
      const other = mentionsOf(held.scope).find(
        mention => mention.declares && mention.target?.kind === 'entity' && mention.target.entity.node === (held.node as Named),
      )?.target;
      if (other?.kind === 'entity' && agree(scope, entity, other.entity)) twins.add(other.entity);
    }
  }
  return [...twins].map(twin => (target.kind === 'value' ? { ...target, entity: twin } : { kind: 'entity', entity: twin }));
}

function editsOf(view: View, targets: readonly Target[], name: string): Record<string, TextEdit[]> {
  const changes: Record<string, TextEdit[]> = {};
  const seen = new Map<Segment, Set<number>>();
  for (const mention of targets.flatMap(target => mentionsOfTarget(view, target))) {
    const starts = seen.get(mention.segment) ?? new Set();
    seen.set(mention.segment, starts);
    if (starts.has(mention.span.start)) continue;
    starts.add(mention.span.start);
    const { uri, range } = locationOf(view, mention as Mention)!;
    changes[uri] = [...(changes[uri] ?? []), { range, newText: `${name}${formLeft(mention, name)}` }];
  }
  return changes;
}

/** A term that is written in prose as it is named keeps the words that stand there. */
function formLeft({ declares, target }: Mention, name: string): string {
  const node = declares && target?.kind === 'entity' ? target.entity.node : undefined;
  if (node?.kind !== 'term' || node.forms.length > 0) return '';
  const [before, after] = [node.name.text, name].map(text => text.replaceAll('_', ' '));
  return before === after ? '' : ` "${before}"`;
}

/** A name and its uses inside one declaration, for editors that change them together while the author types. */
export function linkedEditing(view: View, { position }: At): { ranges: Range[] } | undefined {
  const mention = mentionAt(view, position);
  const target = mention?.target;
  if (!mention?.declares || !target) return undefined;
  const same = mentionsOfTarget(view, target);
  // Only where all uses stand in this declaration: a change must not leave others behind.
  if (same.length < 2 || same.some(other => other.segment !== mention.segment)) return undefined;
  return { ranges: same.map(other => locationOf(view, other)!.range) };
}

export const renameFeature: Feature<RenameParams, WorkspaceEdit | Refused> = {
  method: 'textDocument/rename',
  capability: { renameProvider: { prepareProvider: true } },
  provide: rename,
};

export const prepareRenameFeature: Feature<{ position: Position }, Renameable | Refused> = {
  method: 'textDocument/prepareRename',
  capability: {},
  provide: prepareRename,
};

export const linkedEditingFeature: Feature<At, { ranges: Range[] }> = {
  method: 'textDocument/linkedEditingRange',
  capability: { linkedEditingRangeProvider: true },
  provide: linkedEditing,
};
