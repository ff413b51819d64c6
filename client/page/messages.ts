// What is said between the extension and its pages. Both ends read it and believe nothing else.

import * as z from 'zod';
import { location } from '../../server/features/protocol.ts';

export const fromPage = z.discriminatedUnion('kind', [
  /** The page stands and can be shown something. */
  z.object({ kind: z.literal('ready') }),
  /** Go to this place in the text. */
  z.object({ kind: z.literal('reveal'), at: location }),
  /** What holds when these facts do? */
  z.object({ kind: z.literal('when'), facts: z.string().max(10_000) }),
  /** The page was scrolled by its user; this line of the text is at its top. */
  z.object({ kind: z.literal('scrolled'), line: z.number().min(0) }),
  /** What the user does with a preview; `text` is the typed line, a model, an address, or a column. */
  z.object({
    kind: z.literal('preview'),
    action: z.enum([
      'run',
      'cancel',
      'line',
      'facts',
      'without',
      'branch',
      'others',
      'drop',
      'model',
      'key',
      'pin',
      'eval',
      'good',
      'bad',
      'trust',
    ]),
    text: z.string().max(1_000_000).optional(),
  }),
  /** Of a review: compare with something else, or with nothing any more. */
  z.object({ kind: z.literal('review'), action: z.enum(['compare', 'stop']) }),
]);
export type FromPage = z.infer<typeof fromPage>;

/** A finding as a page shows it. */
const finding = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning', 'info', 'hint']),
  message: z.string(),
  line: z.int().min(0),
  at: location,
});
export type PageFinding = z.infer<typeof finding>;

/** What a page is told; `data` is the page's own. */
export type ToPage<Data> =
  | { readonly kind: 'show'; readonly uri: string; readonly data: Data; readonly findings: readonly PageFinding[] }
  /** There is nothing to show, and why. */
  | { readonly kind: 'trouble'; readonly message: string }
  /** The text was scrolled: this line is at its top. */
  | { readonly kind: 'scroll'; readonly line: number };

export function toPage<Data>(data: z.ZodType<Data>): z.ZodType<ToPage<Data>> {
  return z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('show'), uri: z.string(), data, findings: z.array(finding) }),
    z.object({ kind: z.literal('trouble'), message: z.string() }),
    z.object({ kind: z.literal('scroll'), line: z.number().min(0) }),
  ]);
}
