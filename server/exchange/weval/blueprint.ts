// Weval's evaluation blueprints: one YAML document of settings, then prompts, each with what a good reply does.

import * as z from 'zod';
import type { Placed } from '../yaml.ts';
import { isMapping } from '../yaml.ts';

const text = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const texts = z.union([text, z.array(z.union([text, z.null()]))]).transform(one => (Array.isArray(one) ? one : [one]));

const roles = ['system', 'developer', 'user', 'assistant', 'tool'] as const;

/** `{ role, content }`, or `{ user: … }`; an assistant without content is answered by the model. */
const message = z.union([
  z
    .object({ role: z.enum(roles), content: z.union([text, z.null()]).optional() })
    .transform(({ role, content }) => ({ role, content: content ?? undefined })),
  z.partialRecord(z.enum(roles), z.union([text, z.null()])).transform((one, context) => {
    const [entry, ...others] = Object.entries(one) as [(typeof roles)[number], string | null][];
    if (!entry || others.length > 0) context.addIssue('one role and what it says');
    return { role: entry?.[0] ?? 'user', content: entry?.[1] ?? undefined };
  }),
]);

export type Message = z.output<typeof message>;

export const header = z.object({
  id: text.optional(),
  title: text.optional(),
  description: text.optional(),
  system: texts.optional(),
  systems: texts.optional(),
  tags: z.array(text).optional(),
  point_defs: z.record(z.string(), z.unknown()).optional(),
});

export const prompt = z.object({
  id: text.optional(),
  description: text.optional(),
  prompt: text.optional(),
  promptText: text.optional(),
  messages: z.array(message).optional(),
  system: texts.optional(),
  ideal: text.optional(),
  idealResponse: text.optional(),
  citation: z.unknown().optional(),
  should: z.unknown().optional(),
  points: z.unknown().optional(),
  expect: z.unknown().optional(),
  expects: z.unknown().optional(),
  should_not: z.unknown().optional(),
});

export type Header = z.output<typeof header>;
export type Prompt = z.output<typeof prompt>;

export interface Blueprint {
  readonly header: Header;
  /** Settings that say how to run it, which is not a spec's to say. */
  readonly settings: readonly string[];
  readonly prompts: readonly { readonly prompt: Prompt; readonly line: number; readonly unknown: readonly string[] }[];
  readonly unread: readonly { readonly line: number; readonly message: string }[];
}

/** Keys by which a prompt is told from settings. */
const promptKeys = ['prompt', 'promptText', 'messages', 'should', 'should_not', 'points', 'expect', 'expects'];
const isPrompt = (value: Readonly<Record<string, unknown>>): boolean => promptKeys.some(key => Object.hasOwn(value, key));

/** A blueprint as it is put together. */
interface Building {
  header: Header;
  readonly settings: string[];
  readonly prompts: { prompt: Prompt; line: number; unknown: string[] }[];
  readonly unread: { line: number; message: string }[];
}

export function blueprintOf(documents: readonly (readonly Placed[])[]): Blueprint {
  const found: Building = { header: {}, settings: [], prompts: [], unread: [] };
  documents.flat().forEach(({ value, line }, n) => {
    if (!isMapping(value)) {
      if (value !== null && value !== undefined) found.unread.push({ line, message: 'This is neither a prompt nor settings.' });
    } else if (n === 0 && !isPrompt(value)) {
      readHeader(value, line, found);
    } else readPrompt(value, line, found);
  });
  return found;
}

function readHeader(value: Readonly<Record<string, unknown>>, line: number, found: Building): void {
  const { prompts, ...rest } = value;
  const read = header.safeParse(rest);
  if (read.success) found.header = read.data;
  else found.unread.push({ line, message: wrong(read.error) });
  found.settings.push(...Object.keys(rest).filter(key => !Object.hasOwn(header.shape, key)));
  if (Array.isArray(prompts)) for (const one of prompts) if (isMapping(one)) readPrompt(one, line, found);
}

function readPrompt(value: Readonly<Record<string, unknown>>, line: number, found: Building): void {
  const read = prompt.safeParse(value);
  if (!read.success) found.unread.push({ line, message: wrong(read.error) });
  else found.prompts.push({ prompt: read.data, line, unknown: Object.keys(value).filter(key => !Object.hasOwn(prompt.shape, key)) });
}

function wrong(error: z.ZodError): string {
  const [issue] = error.issues;
  const where = issue?.path.join('.') ?? '';
  return `\`${where === '' ? 'This' : where}\` is not what a blueprint has there, so it was left out.`;
}
