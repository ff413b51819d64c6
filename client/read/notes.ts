// Which findings stand beside which part.

import type { ReadPart } from '../../server/features/protocol.ts';
import type { PageFinding } from '../page/messages.ts';

/** By the index of the part: the last one that begins at or above the finding's line, else the first. */
export function notesByPart(parts: readonly ReadPart[], findings: readonly PageFinding[]): Map<number, PageFinding[]> {
  const notes = new Map<number, PageFinding[]>();
  for (const finding of findings) {
    const after = parts.findIndex(part => part.at.start.line > finding.line);
    const index = Math.max(0, after < 0 ? parts.length - 1 : after - 1);
    notes.set(index, [...(notes.get(index) ?? []), finding]);
  }
  return notes;
}

export interface Run {
  /** The index of its first part. */
  readonly from: number;
  readonly parts: readonly ReadPart[];
}

/** Parts by themselves, but details of one label in a row together. */
export function runs(parts: readonly ReadPart[]): Run[] {
  const found: { from: number; parts: ReadPart[] }[] = [];
  for (const [index, part] of parts.entries()) {
    const last = found.at(-1);
    const before = last?.parts[0];
    if (last && part.kind === 'detail' && before?.kind === 'detail' && before.label === part.label) last.parts.push(part);
    else found.push({ from: index, parts: [part] });
  }
  return found;
}
