// The shape of `polity compile --to json`: a contract. The writer takes its types from here, and so does the published schema.
//
// Names are written as the document itself would write them: its own bare, adopted ones behind their alias.

import * as z from 'zod';

const value = z.union([z.string(), z.number(), z.boolean()]);

/** A condition as a tree. `context` names what is asked for; `agent` asks who acts. */
export type ExpressionShape =
  | { kind: 'and' | 'or'; operands: ExpressionShape[] }
  | { kind: 'not'; operand: ExpressionShape }
  | { kind: 'implies'; left: ExpressionShape; right: ExpressionShape }
  | { kind: 'holds'; context: string }
  | { kind: 'is'; context: string; negated: boolean; value: z.infer<typeof value> }
  | { kind: 'in'; context: string; values: z.infer<typeof value>[] }
  | { kind: 'compare'; context: string; operator: '<' | '<=' | '>' | '>='; value: z.infer<typeof value> };

const expression: z.ZodType<ExpressionShape> = z.lazy(() =>
  z.union([
    z.strictObject({ kind: z.enum(['and', 'or']), operands: z.array(expression) }),
    z.strictObject({ kind: z.literal('not'), operand: expression }),
    z.strictObject({ kind: z.literal('implies'), left: expression, right: expression }),
    z.strictObject({ kind: z.literal('holds'), context: z.string() }),
    z.strictObject({ kind: z.literal('is'), context: z.string(), negated: z.boolean(), value }),
    z.strictObject({ kind: z.literal('in'), context: z.string(), values: z.array(value) }),
    z.strictObject({ kind: z.literal('compare'), context: z.string(), operator: z.enum(['<', '<=', '>', '>=']), value }),
  ]),
);

/** A condition: as it is written, and as a tree. */
const condition = z.strictObject({ text: z.string(), expression });

/** Where a declaration stands: the file, and the line from 1. */
const declared = { file: z.string(), line: z.int().min(1) };
const named = { name: z.string(), title: z.string().optional(), ...declared };
const names = z.array(z.string());
const when = { when: condition.optional() };
const because = { because: z.string().optional() };
const conditional = { ...when, unless: condition.optional() };

const prose = z.strictObject({
  text: z.string(),
  translations: z.array(z.strictObject({ language: z.string(), text: z.string() })),
});
const source = z.strictObject({ text: z.string(), at: z.string().optional() });
const allow = z.strictObject({ code: z.string(), ...because });

export interface ValueTree {
  name: string;
  below: ValueTree[];
}
const valueTree: z.ZodType<ValueTree> = z.lazy(() => z.strictObject({ name: z.string(), below: z.array(valueTree) }));

const domain = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('boolean') }),
  z.strictObject({ kind: z.literal('range'), low: z.number(), high: z.number() }),
  z.strictObject({ kind: z.literal('values'), ordered: z.boolean(), values: z.array(valueTree) }),
]);

const turn = {
  to: z.string().optional(),
  from: z.string().optional(),
  text: z.string(),
  continues: z.boolean(),
};
const speaker = z.enum(['system', 'developer', 'user', 'assistant', 'tool', 'settings']);
const said = z.strictObject({ kind: z.literal('turn'), speaker, ...turn });
const answer = z.strictObject({
  kind: z.literal('answer'),
  label: z.enum(['good', 'ok', 'bad']),
  ...turn,
  ...because,
  violates: z.string().optional(),
});
const given = z.strictObject({ kind: z.literal('given'), facts: z.array(condition) });

const norm = z.strictObject({
  /** Counts the norms of the principle from 0. */
  index: z.int().nonnegative(),
  modality: z.enum(['must', 'must not', 'should', 'should not', 'may']),
  /** One of the two: a declared action, or what is to be done in prose. */
  action: z.string().optional(),
  text: z.string().optional(),
  ...conditional,
});

const principle = z.strictObject({
  ...named,
  role: z.boolean(),
  level: z.string(),
  entrenched: z.boolean(),
  ...when,
  prose: z.array(prose),
  norms: z.array(norm),
  serves: names,
  because: z.array(z.string()),
  overrides: z.array(z.strictObject({ principles: names, ...when, ...because })),
  sources: z.array(source),
  notes: z.array(z.string()),
  tags: names,
  examples: z.array(z.strictObject({ title: z.string().optional(), body: z.array(z.union([given, said, answer])) })),
  allows: z.array(allow),
});

const duration = z.strictObject({ count: z.number(), unit: z.string() });

const expectation = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['contains', 'equals', 'matches']), text: z.string() }),
  z.strictObject({ kind: z.enum(['under', 'over']), count: z.number(), unit: z.string() }),
  z.strictObject({ kind: z.enum(['performs', 'avoids']), action: z.string() }),
  z.strictObject({
    kind: z.literal('criterion'),
    text: z.string(),
    scale: z.strictObject({ atLeast: z.number(), of: z.number() }).optional(),
  }),
  z.strictObject({ kind: z.literal('parity'), text: z.string(), within: z.number() }),
]);

const evalStatement = z.union([
  given,
  said,
  z.strictObject({ kind: z.literal('vary'), name: z.string(), values: names }),
  z.strictObject({ kind: z.literal('expect'), negated: z.boolean(), expectation }),
  z.strictObject({ kind: z.literal('simulate'), who: z.string(), turns: z.number() }),
]);

export interface SectionShape {
  name: string;
  title?: string;
  prose: string[];
  notes: string[];
  /** The declarations in it, as `kind name`, and the sections below. */
  holds: string[];
  sections: SectionShape[];
}
const section: z.ZodType<SectionShape> = z.lazy(() =>
  z.strictObject({
    name: z.string(),
    title: z.string().optional(),
    prose: names,
    notes: names,
    holds: names,
    sections: z.array(section),
  }),
);

const vote = z.strictObject({ choice: z.enum(['yes', 'no', 'abstain']), voters: names, ...because });

export const documentShape = z.strictObject({
  $schema: z.string().optional(),
  /** Of this shape. */
  version: z.literal(1),
  document: z.strictObject({
    spec: z.enum(['constitution', 'modelspec']),
    name: z.string(),
    title: z.string().optional(),
    version: z.string().optional(),
    file: z.string(),
    language: z.string().optional(),
    translations: names,
    subject: names,
    precedence: names.optional(),
  }),
  /** Highest first. */
  authority: names,
  imports: z.array(z.strictObject({ name: z.string(), path: z.string(), file: z.string().optional() })),
  adoptions: z.array(
    z.strictObject({
      name: z.string(),
      except: names,
      ...because,
      with: z.array(z.strictObject({ option: z.string(), value })),
      allows: z.array(allow),
    }),
  ),
  // What holds in the document: its own, and what it adopts.
  contexts: z.array(
    z.strictObject({
      ...named,
      domain: domain.optional(),
      option: z.strictObject({ default: value.optional(), level: z.string().optional() }).optional(),
    }),
  ),
  consents: z.array(
    z.strictObject({
      ...named,
      covers: names,
      default: z.string().optional(),
      revocable: z.boolean(),
      retention: duration.optional(),
      renew: duration.optional(),
    }),
  ),
  assumes: z.array(z.strictObject({ condition, ...declared })),
  actions: z.array(z.strictObject({ ...named, is: z.array(z.strictObject({ actions: names, ...when })), opposes: names, needs: names })),
  dimensions: z.array(z.strictObject(named)),
  values: z.array(
    z.strictObject({
      ...named,
      prose: z.array(prose),
      attendsTo: names,
      nourishes: names,
      wiserThan: z.array(z.strictObject({ value: z.string(), ...when, ...because })),
      sources: z.array(source),
      notes: names,
      allows: z.array(allow),
    }),
  ),
  terms: z.array(z.strictObject({ name: z.string(), forms: names, means: z.string(), ...declared })),
  principles: z.array(principle),
  tensions: z.array(
    z.strictObject({
      between: z.tuple([z.string(), z.string()]),
      lines: z.array(z.strictObject({ favors: z.string(), ...when, ...because })),
      ...declared,
    }),
  ),
  prefers: z.array(z.strictObject({ winner: z.string(), losers: names, ...when, ...because, ...declared })),
  // The document's own.
  sections: z.array(section),
  asserts: z.array(z.strictObject({ action: z.string(), status: z.string(), ...conditional, ...declared })),
  evals: z.array(
    z.strictObject({
      ...named,
      checks: names,
      as: z.string().optional(),
      repeat: z.strictObject({ times: z.number(), pass: z.number().optional() }).optional(),
      body: z.array(evalStatement),
    }),
  ),
  agents: z.array(z.strictObject({ ...named, plays: names, uses: z.string().optional() })),
  gates: z.array(
    z.strictObject({
      name: z.string(),
      ...declared,
      requires: z.array(
        z.strictObject({
          metric: z.string(),
          of: names,
          since: z.string().optional(),
          operator: z.enum(['is', '<=', '>=']),
          bound: z.number(),
        }),
      ),
    }),
  ),
  stakeholders: z.array(
    z.strictObject({
      ...named,
      weight: z.number(),
      veto: z.boolean(),
      prefers: z.array(z.strictObject({ topic: z.string(), order: names })),
    }),
  ),
  /** The share of yes that carries an amendment; more than half where it is left out. */
  ratification: z.number().optional(),
  amendments: z.array(
    z.strictObject({
      ...named,
      changes: names,
      proposed: z.strictObject({ on: z.string(), by: names }).optional(),
      votes: z.array(vote),
      ratified: z.string().optional(),
      ...because,
    }),
  ),
});

export type DocumentShape = z.infer<typeof documentShape>;

export const schemaAddress = 'https://unpkg.com/polity/polity-document.schema.json';

/** What is published as `polity-document.schema.json`. */
export function documentSchema(): object {
  const { $schema, ...schema } = z.toJSONSchema(documentShape, { target: 'draft-7' });
  return { $schema, $id: schemaAddress, title: 'A Polity document, compiled', ...schema };
}
