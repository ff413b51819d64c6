// What makes a finding the same finding after unrelated edits: never a line number.

import type { Finding } from '../analysis/finding.ts';
import type { Report, Source } from './report.ts';

export interface Identity {
  readonly file: string;
  readonly code: string;
  /** The declaration that the place stands in: `principle no_dosage`; empty outside of any. */
  readonly within: string;
  /** What the place says, with blanks made even, and cut where it is long. */
  readonly text: string;
  /** The principles of the norms that it speaks of, where it speaks of norms. */
  readonly norms?: readonly string[];
  /** Counts findings that are alike in everything else, from 1. */
  readonly nth: number;
}

/** The identity of each finding of a report, in their order. */
export function identities({ findings, sources }: Report): Identity[] {
  const seen = new Map<string, number>();
  return findings.map(finding => {
    const alike = likeness(finding, sources.get(finding.file));
    const key = JSON.stringify(alike);
    const nth = (seen.get(key) ?? 0) + 1;
    seen.set(key, nth);
    return { ...alike, nth };
  });
}

const longestText = 120;

function likeness(finding: Finding, source: Source | undefined): Omit<Identity, 'nth'> {
  const { file, code, start, end, data } = finding;
  const text = (source?.text.slice(start, Math.min(end, start + 10 * longestText)) ?? '').replace(/\s+/g, ' ').trim().slice(0, longestText);
  const norms = data?.norms?.map(norm => `${norm.principle}: ${norm.text}`);
  return { file, code, within: declarationAt(source, start), text, ...(norms && { norms }) };
}

function declarationAt(source: Source | undefined, offset: number): string {
  const tree = source?.tree;
  if (!tree) return '';
  const next = tree.starts.findIndex(start => start > offset);
  const node = tree.segments.at(next < 0 ? -1 : Math.max(0, next - 1))?.node;
  if (!node) return '';
  return 'name' in node && node.name ? `${node.kind} ${node.name.text}` : node.kind;
}

/** 64 bits of FNV-1a, as hexadecimal digits: short, and the same everywhere. Not for keeping secrets. */
export function fingerprint(identity: Identity): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new Uint8Array(unitsOf(JSON.stringify(identity)))) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash.toString(16).padStart(16, '0');
}

const unitsOf = (text: string): ArrayBuffer => Uint16Array.from(text, unit => unit.charCodeAt(0)).buffer;
