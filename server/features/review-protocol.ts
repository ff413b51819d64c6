// What a review in the editor asks and is told: which versions there are to compare with, and what changed in meaning since one
// of them, each name with its place in the text as it stands now.

import * as z from 'zod';
import { location } from './protocol.ts';

const about = z.object({ uri: z.string() });
const refused = z.object({ kind: z.literal('refused'), message: z.string() });

const revision = z.object({ name: z.string(), kind: z.enum(['branch', 'remote', 'tag', 'commit']), about: z.string() });
export type RevisionItem = z.infer<typeof revision>;
const revisionsResult = z.discriminatedUnion('kind', [
  refused,
  z.object({ kind: z.literal('revisions'), main: z.string().optional(), revisions: z.array(revision) }),
]);

/** The file as the main branch has it; absent where there is no such file. */
const mainResult = z.discriminatedUnion('kind', [
  refused,
  z.object({ kind: z.literal('absent') }),
  z.object({ kind: z.literal('text'), name: z.string(), text: z.string() }),
]);

/** A name as the review writes it; without a place where it is gone from the text. */
const named = z.object({ name: z.string(), at: location.optional() });
export type NamedPlace = z.infer<typeof named>;
const quoted = named.extend({ text: z.string() });
const sign = z.enum(['stricter', 'looser', 'conflict', 'other']);
export type Sign = z.infer<typeof sign>;

const behaviour = z.object({
  action: named,
  sign,
  /** "was left open", "forbidden", "when audience is minor", "33% of all situations". */
  was: z.string(),
  is: z.string(),
  when: z.string(),
  example: z.string(),
  share: z.string(),
});
const conflict = z.object({ message: z.string(), norms: z.array(quoted), example: z.string() });
const section = z.object({ title: z.string(), lines: z.array(z.object({ names: z.array(named), text: z.string() })) });
const word = z.object({ kind: z.enum(['same', 'gone', 'come']), text: z.string() });
const principle = z.object({ principle: named, what: z.string(), words: z.array(word) });

/** At a norm whose meaning changed: a line for its title, and what there is to read. */
const mark = z.object({ at: location, principle: z.string(), sign, title: z.string(), lines: z.array(z.string()) });
export type ReviewMark = z.infer<typeof mark>;
/** Above a principle. */
const lens = z.object({ at: location, title: z.string() });

const review = z.object({
  kind: z.literal('review'),
  /** The version that was asked for, and what was compared with in words: "main", "where this branch left main (1a2b3c4)". */
  revision: z.string(),
  since: z.string(),
  headline: z.string(),
  behaviour: z.array(behaviour),
  introduced: z.array(conflict),
  resolved: z.array(conflict),
  /** The most important ones first; those behind `folded` are for who wants to know. */
  sections: z.array(section.extend({ folded: z.boolean() })),
  principles: z.array(principle),
  marks: z.array(mark),
  lenses: z.array(lens),
  /** How long it took: what is slow is not asked after every pause in typing. */
  milliseconds: z.number(),
});
export type ReviewResult = z.infer<typeof review>;
export const reviewResult = review;

/** Without a revision: the main branch. */
const reviewParams = about.extend({ revision: z.string().max(500).optional() });

export const reviewRequests = {
  revisions: { method: 'polity/revisions', params: about, result: revisionsResult },
  review: { method: 'polity/review', params: reviewParams, result: z.discriminatedUnion('kind', [refused, review]) },
  onMain: { method: 'polity/onMain', params: about, result: mainResult },
} as const;
