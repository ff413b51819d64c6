// The shapes of JSON output (interfaces.md §1): a contract. Writers take their types from here, and tests and readers validate with the same schemas.

import * as z from 'zod';

const severity = z.enum(['error', 'warning', 'info', 'hint']);
const position = z.strictObject({ line: z.int().nonnegative(), character: z.int().nonnegative() });
const range = z.strictObject({ start: position, end: position });
const count = z.int().nonnegative();
const witness = z.record(z.string(), z.union([z.boolean(), z.number(), z.string()]));
const norm = z.strictObject({ principle: z.string(), index: count, text: z.string() });

/** `polity check --format json` */
export const checkShape = z.strictObject({
  version: z.literal(1),
  files: z.array(
    z.strictObject({
      file: z.string(),
      principles: count,
      norms: count,
      contexts: count,
      actions: count,
      evals: count,
      examples: count,
    }),
  ),
  diagnostics: z.array(
    z.strictObject({
      file: z.string(),
      code: z.string().regex(/^[a-z]+\/[a-z-]+$/),
      severity,
      message: z.string().min(1),
      range,
      related: z.array(z.strictObject({ file: z.string(), range, message: z.string() })),
      // Further keys belong to the rule that writes them.
      data: z.looseObject({
        kind: z.string().optional(),
        norms: z.array(norm).optional(),
        when: z.string().optional(),
        witness: witness.optional(),
      }),
    }),
  ),
  summary: z.strictObject({ error: count, warning: count, info: count, hint: count }),
});
export type CheckJson = z.infer<typeof checkShape>;
