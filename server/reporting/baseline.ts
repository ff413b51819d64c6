// Known findings, which a check leaves out: a file that is kept with the specs and reviewed with them. Each may name who
// sees to it, why it stands, and until when.

import * as z from 'zod';
import { isDay } from '../../grammar/lexemes.ts';
import { type Identity, identities } from './identity.ts';
import type { AcceptedFinding, Report } from './report.ts';

const entry = z.strictObject({
  file: z.string(),
  code: z.string(),
  within: z.string(),
  text: z.string(),
  norms: z.array(z.string()).optional(),
  nth: z.int().positive(),
  owner: z.string().optional().describe('Who sees to it.'),
  reason: z.string().optional().describe('Why it stands for now.'),
  expires: z
    .string()
    .refine(text => /^\d{4}-\d{2}-\d{2}$/.test(text) && isDay(text), 'must be a day of the calendar such as 2026-12-31')
    .optional()
    .describe('The last day on which it is left out.'),
});

export const baselineShape = z.strictObject({ version: z.literal(1), findings: z.array(entry) });
export type Baseline = z.infer<typeof baselineShape>;
type Entry = Baseline['findings'][number];

export type BaselineReading = { readonly kind: 'baseline'; readonly baseline: Baseline } | { readonly kind: 'wrong'; readonly why: string };

export function readBaseline(text: string): BaselineReading {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { kind: 'wrong', why: 'this is no JSON, and so no baseline; `polity check --baseline FILE --write-baseline` writes one' };
  }
  const result = baselineShape.safeParse(json);
  if (result.success) return { kind: 'baseline', baseline: result.data };
  const { path, message } = result.error.issues[0]!;
  return { kind: 'wrong', why: `this is no baseline of Polity: ${path.length > 0 ? `${path.join('.')}: ` : ''}${message}` };
}

const keyOf = ({ file, code, within, text, norms, nth }: Identity | Entry) => JSON.stringify([file, code, within, text, norms ?? [], nth]);

export interface Ratchet {
  /** What is left to report: new findings, and known ones that have expired. */
  readonly report: Report;
  readonly expired: readonly Entry[];
  /** Entries that no finding answers to any more, of the files that were checked or are gone. */
  readonly gone: readonly Entry[];
}

export interface Around {
  /** As in `2026-12-31`. */
  readonly today: string;
  /** Is there still such a file? By its name in the report. */
  readonly isThere: (file: string) => boolean;
}

export function withoutKnown(report: Report, baseline: Baseline, { today, isThere }: Around): Ratchet {
  const entries = new Map(baseline.findings.map(known => [keyOf(known), known]));
  const met = new Set<string>();
  const expired: Entry[] = [];
  const left: AcceptedFinding[] = [];
  const marks = identities(report);
  const findings = report.findings.filter((finding, i) => {
    const key = keyOf(marks[i]!);
    const known = entries.get(key);
    if (!known) return true;
    met.add(key);
    if (!hasExpired(known, today)) {
      left.push({ finding, reason: known.reason ?? '', by: 'baseline' });
      return false;
    }
    expired.push(known);
    return true;
  });
  const checked = checkedIn(report);
  const gone = baseline.findings.filter(known => !met.has(keyOf(known)) && (checked.has(known.file) || !isThere(known.file)));
  const accepted = () => [...(report.accepted?.() ?? []), ...left];
  return { report: { ...report, findings, known: left.length, accepted }, expired, gone };
}

const hasExpired = ({ expires }: Entry, today: string): boolean => expires !== undefined && expires < today;

/** What the report answers for. What it has read besides, for others import it, has a tree and is not among its files. */
function checkedIn({ files, sources }: Report): ReadonlySet<string> {
  const others = [...sources].filter(([, { tree }]) => !tree);
  return new Set([...files.map(({ file }) => file), ...others.map(([file]) => file)]);
}

export interface Anew {
  readonly baseline: Baseline;
  /** Entries whose date has passed: written down, and counting. */
  readonly expired: readonly Entry[];
  /** How many are of files that were not checked. */
  readonly unchecked: number;
}

/**
 * The findings of a report as a baseline. Owners, reasons and dates of the old one stay with the findings that they were given for, dates
 * that have passed too: who writes the file anew for another finding does not decide that this one may stand for ever. Entries of files
 * that were not checked stay as they are.
 */
export function baselineOf(report: Report, old: Baseline | undefined, { today, isThere }: Around): Anew {
  const kept = new Map(old?.findings.map(known => [keyOf(known), known]));
  const checked = checkedIn(report);
  const found = identities(report).map((mark): Entry => {
    const { owner, reason, expires } = kept.get(keyOf(mark)) ?? {};
    return { ...mark, norms: mark.norms && [...mark.norms], owner, reason, expires };
  });
  const marks = new Set(found.map(keyOf));
  const unchecked = [...kept].filter(([key, { file }]) => !marks.has(key) && !checked.has(file) && isThere(file)).map(([, known]) => known);
  const findings = [...found, ...unchecked].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0));
  return {
    baseline: { version: 1, findings },
    expired: findings.filter(known => hasExpired(known, today)),
    unchecked: unchecked.length,
  };
}
