// What was measured with models about principles, as it is kept under `.polity/` and handed in. It speaks of one text, and is
// gone when that text changes.

import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { KeptCase, MeasuredCase } from './finding.ts';
import type { Entity } from './names.ts';
import { startOf } from './places.ts';
import { lookupName } from './resolve.ts';
import { type Scope, scopeAt } from './scope.ts';
import type { Workspace } from './workspace.ts';

export interface Measurement {
  readonly code: 'vague/measured' | 'conflict/observed';
  /** The document in which the principles were looked up. */
  readonly file: string;
  /** As that document writes them: one, or the two that pull apart. */
  readonly principles: readonly string[];
  /** `textHash` of their texts when they were measured. */
  readonly hash: string;
  /** For the author: what was found, and what to do. */
  readonly message: string;
  readonly cases: readonly KeptCase[];
}

/** Without what only who reads all of it needs. */
export const briefly = ({ user, outcome, reply }: KeptCase): MeasuredCase => ({ user, outcome, ...(reply === undefined ? {} : { reply }) });

/** The principles of a measurement, as the document sees them now; undefined where one is gone. */
export function measuredPrinciples(scope: Scope, principles: readonly string[]): readonly Entity[] | undefined {
  const found = principles.map(name => lookupName(scope, 'principle', name.split('.')));
  return found.every(one => one.kind === 'found') ? found.map(one => one.entity) : undefined;
}

/** SHA-256 over the source of these principles. How it is laid out does not count, nor what is accepted with `allow`. */
export function textHash(scope: Scope, entities: readonly Entity[]): string {
  const texts = entities.map(entity => {
    const { tree } = scopeAt(scope, entity).document;
    const from = startOf(tree, entity.segment);
    const allows = entity.node.kind === 'principle' ? entity.node.body.filter(({ kind }) => kind === 'allow') : [];
    const cuts = [entity.node.start, ...allows.flatMap(({ start, end }) => [start, end]), entity.node.end];
    const parts = cuts.flatMap((start, i) => (i % 2 === 0 ? tree.text.slice(from + start, from + cuts[i + 1]!) : []));
    return parts.join(' ').replace(/\s+/g, ' ').trim();
  });
  return bytesToHex(sha256(utf8ToBytes(texts.join('\0'))));
}

/** What was measured of the document's text as it stands. */
export function* measurementsOf(
  workspace: Workspace,
  scope: Scope,
  code: Measurement['code'],
): Iterable<{ readonly measurement: Measurement; readonly entities: readonly Entity[] }> {
  for (const measurement of workspace.settings.measured ?? []) {
    if (measurement.code !== code || measurement.file !== scope.document.file) continue;
    const entities = measuredPrinciples(scope, measurement.principles);
    if (entities && textHash(scope, entities) === measurement.hash) yield { measurement, entities };
  }
}
