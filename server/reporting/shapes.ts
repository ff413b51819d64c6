// The shapes of JSON output (interfaces.md §1): a contract. Writers take their types from here, and tests and readers validate with the same schemas.

import * as z from 'zod';

/** Writers only read what they write. */
type Deep<T> = T extends readonly (infer Item)[]
  ? readonly Deep<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: Deep<T[Key]> }
    : T;

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
export type CheckJson = Deep<z.infer<typeof checkShape>>;

const index = count;
const statusName = z.enum(['forbidden', 'required', 'permitted', 'open', 'conflicted']);
const leaningName = z.enum(['encouraged', 'discouraged', 'both', 'none']);
/** Something was too tangled to be decided in the time there was. */
const notDecided = z.literal(true).optional();

/** `polity when FACTS --format json`. `applies`, `inForce` and `when` are `always`, `never` or an expression. */
export const whenShape = z.strictObject({
  version: z.literal(1),
  given: witness,
  possible: z.boolean(),
  norms: z.array(
    norm.extend({
      applies: z.string(),
      inForce: z.string(),
      beatenBy: z.array(
        z.strictObject({
          principle: z.string(),
          index,
          by: z.enum(['authority', 'explicit', 'tension', 'force', 'specificity']),
          when: z.string(),
        }),
      ),
      notDecided,
    }),
  ),
  actions: z.array(
    z.strictObject({
      action: z.string(),
      status: z.union([statusName, z.literal('depends')]),
      cases: z.array(z.strictObject({ status: statusName, when: z.string() })).optional(),
      leaning: z.union([leaningName, z.literal('depends')]),
      leanings: z.array(z.strictObject({ leaning: leaningName, when: z.string() })).optional(),
      needs: z.array(z.string()).optional(),
      notDecided,
    }),
  ),
});
export type WhenJson = Deep<z.infer<typeof whenShape>>;

const share = z.number().min(0).max(1);
/** Where several documents were compared, the one that it is about. */
const document = z.string().optional();
const changedConflict = z.looseObject({
  document,
  code: z.string(),
  message: z.string(),
  kind: z.string().optional(),
  norms: z.array(norm).optional(),
  when: z.string().optional(),
  witness: witness.optional(),
});

/** `polity diff --format json` */
export const differenceShape = z.strictObject({
  version: z.literal(1),
  verdict: z.enum(['stricter', 'looser', 'both', 'same']),
  actions: z.array(
    z.strictObject({
      document,
      action: z.string(),
      changes: z.array(
        z.strictObject({
          from: statusName,
          to: statusName,
          when: z.string(),
          partial: z.literal(true).optional(),
          witness,
          share: share.optional(),
          estimated: z.literal(true).optional(),
        }),
      ),
      notDecided,
    }),
  ),
  conflicts: z.strictObject({ introduced: z.array(changedConflict), resolved: z.array(changedConflict) }),
  principles: z.array(
    z.strictObject({
      document,
      name: z.string(),
      change: z.enum(['added', 'removed', 'renamed', 'reworded', 'norms']),
      from: z.string().optional(),
      /** Of a reworded one: what it says, before and after. */
      prose: z.strictObject({ before: z.string(), after: z.string() }).optional(),
    }),
  ),
  /** Where several documents were compared, with the document before the name: `specs/a.constitution: p`. */
  unrecorded: z.array(z.string()),
  /** Norms that came, went, or lost or gained force; a principle that is new or gone lists all of its own. */
  norms: z.array(
    z.strictObject({
      document,
      principle: z.string(),
      change: z.enum(['added', 'removed', 'weakened', 'strengthened', 'reversed', 'condition']),
      from: z.string().optional(),
      to: z.string().optional(),
    }),
  ),
  /** What decides between norms. */
  precedence: z.array(
    z.strictObject({
      document,
      what: z.enum(['order', 'levels', 'level', 'entrenched', 'overrides', 'prefer', 'tension']),
      principle: z.string().optional(),
      from: z.string().optional(),
      to: z.string().optional(),
    }),
  ),
  terms: z.array(
    z.strictObject({
      document,
      name: z.string(),
      change: z.enum(['added', 'removed', 'redefined']),
      from: z.string().optional(),
      to: z.string().optional(),
      principles: z.array(z.string()),
    }),
  ),
  /** What norms and evals speak of; what stands after the name, before and after. */
  definitions: z.array(
    z.strictObject({
      document,
      kind: z.enum(['action', 'value', 'dimension', 'context', 'option', 'consent']),
      name: z.string(),
      change: z.enum(['added', 'removed', 'redefined']),
      from: z.string().optional(),
      to: z.string().optional(),
    }),
  ),
  /** Evals and examples that have to run again. */
  evals: z.array(z.strictObject({ document, name: z.string(), why: z.string() })),
  /** Files of either version that could not be read in full, each with its first error: the comparison may lack what stands there. */
  errors: z.array(
    z.strictObject({ document, version: z.enum(['before', 'after']), file: z.string(), line: count, message: z.string(), count }),
  ),
  /** Why nothing could be compared. */
  notCompared: z.string().optional(),
});
export type DifferenceJson = Deep<z.infer<typeof differenceShape>>;

const served = z.strictObject({ positive: share.optional(), fenced: share.optional(), silent: share.optional(), estimated: z.boolean() });

/** `polity landscape --format json`: shares of all situations, 0 to 1. */
export const landscapeShape = z.strictObject({
  version: z.literal(1),
  overall: served,
  dimensions: z.array(served.extend({ name: z.string() })),
  values: z.array(served.extend({ name: z.string() })),
  silent: z.strictObject({ when: z.array(z.string()), whole: z.boolean() }),
});
export type LandscapeJson = Deep<z.infer<typeof landscapeShape>>;
