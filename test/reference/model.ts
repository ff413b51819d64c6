// Random specs as plain data, by fast-check. Numbers pick from what there is when the text is made (spec.ts), so that every model is a
// well-typed spec, and a smaller model is a simpler one.

import fc from 'fast-check';

/** Picks from a list by remainder. */
export type Pick = number;

export type ExpressionModel =
  | { readonly op: 'atom'; readonly context: Pick; readonly form: Pick; readonly value: Pick; readonly other: Pick }
  | { readonly op: 'not'; readonly of: ExpressionModel }
  | { readonly op: 'and' | 'or' | 'implies'; readonly left: ExpressionModel; readonly right: ExpressionModel };
type Maybe<T> = T | undefined;
export type Condition = Maybe<ExpressionModel>;

export interface ContextModel {
  /** Documents share the names, and mostly what they stand for: so contexts of two documents become one, or differ. */
  readonly name: Pick;
  readonly odd: Maybe<Pick>;
  readonly kind: Pick;
  readonly level: Pick;
}
export interface ActionModel {
  readonly name: Pick;
  readonly odd: boolean;
  readonly kinds: readonly { readonly parent: Pick; readonly when: Condition }[];
  readonly opposes: readonly Pick[];
  readonly needs: Maybe<Pick>;
}
export interface ValueModel {
  readonly nourishes: readonly Pick[];
  readonly wiser: Maybe<{ readonly than: Pick; readonly when: Condition }>;
  readonly allow: Maybe<Pick>;
}
export interface TensionModel {
  readonly left: Pick;
  readonly right: Pick;
  readonly lines: readonly { readonly second: boolean; readonly when: Condition }[];
}
export interface NormModel {
  readonly modality: Pick;
  readonly action: Pick;
  readonly prose: boolean;
  readonly when: Condition;
  readonly unless: Condition;
  readonly unlessFirst: boolean;
}
export interface PrincipleModel {
  readonly role: boolean;
  readonly level: Maybe<Pick>;
  readonly entrenched: boolean;
  readonly when: Condition;
  readonly serves: readonly Pick[];
  readonly norms: readonly NormModel[];
  readonly overrides: Maybe<{ readonly losers: readonly Pick[]; readonly when: Condition }>;
  readonly given: Maybe<readonly FactModel[]>;
  readonly allow: Maybe<Pick>;
  readonly section: Pick;
}
/** A fact: about the agent, where there is one and `agent` is set, else an expression. */
export interface FactModel {
  readonly agent: Maybe<Pick>;
  readonly expression: ExpressionModel;
}
export interface AdoptModel {
  readonly document: Pick;
  /** Without it, the document is imported and not adopted. */
  readonly adopt: boolean;
  readonly except: readonly Pick[];
  readonly because: boolean;
  readonly fixes: Maybe<{ readonly option: Pick; readonly value: Pick }>;
  readonly allow: Maybe<Pick>;
}
export interface DocumentModel {
  readonly modelspec: boolean;
  readonly levels: Pick;
  readonly precedence: Maybe<readonly string[]>;
  readonly adopts: readonly AdoptModel[];
  readonly contexts: readonly ContextModel[];
  readonly assumes: readonly ExpressionModel[];
  readonly actions: readonly ActionModel[];
  readonly dimensions: number;
  readonly values: readonly ValueModel[];
  readonly tensions: readonly TensionModel[];
  readonly principles: readonly PrincipleModel[];
  readonly prefers: readonly { readonly winner: Pick; readonly losers: readonly Pick[]; readonly when: Condition }[];
  readonly asserts: readonly {
    readonly action: Pick;
    readonly status: Pick;
    readonly when: Condition;
    readonly unless: Condition;
    readonly agent: Maybe<Pick>;
  }[];
  readonly evals: readonly (readonly FactModel[])[];
  readonly agents: readonly (readonly Pick[])[];
  /** Nothing depends on the order of declarations: by how far they are turned. */
  readonly turn: number;
}
export interface SpecModel {
  /** The first is the checked one; a document imports only later ones. */
  readonly documents: readonly DocumentModel[];
  /** How the levels are declared: left out, a longer list in the first document, or a list of their own that gets shorter. */
  readonly levels: Pick;
  /** What the shared names of contexts stand for; as many names are in use. */
  readonly shapes: readonly Pick[];
  /** How many situations there may be at most, agents aside. */
  readonly room: number;
}

const pick = fc.nat({ max: 11 });
const rarely = <T>(it: fc.Arbitrary<T>, freq = 5) => fc.option(it, { freq, nil: undefined });
/** fast-check's `option` takes `freq` as one nothing in so many; here it is something in so many. */
const seldom = <T>(it: fc.Arbitrary<T>, oneIn: number): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: oneIn - 1, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: it });
const flag = (oneIn: number) => fc.nat({ max: oneIn - 1 }).map(n => n === oneIn - 1);

const precedenceModel = fc.shuffledSubarray(['authority', 'explicit', 'tension', 'force', 'specificity'], { minLength: 1 });

/** What sort of specs. */
interface Profile {
  /** Half of the specs have one document, the others from this many to twice as many. */
  readonly documents: number;
  readonly contexts: { readonly least: number; readonly most: number };
  /** How many names of contexts the documents share. */
  readonly names: number;
  /** Of expressions. */
  readonly depth: number;
  readonly depthSize: 'small' | 'medium' | 'large';
  readonly room: number;
}

/** Many sorts of statements over a few contexts. */
export const usual = models({ documents: 2, contexts: { least: 0, most: 4 }, names: 5, depth: 3, depthSize: 'small', room: 200 });
/** Long conditions over many contexts. */
export const wide = models({ documents: 1, contexts: { least: 5, most: 9 }, names: 10, depth: 6, depthSize: 'large', room: 1200 });

/** Specs, what `polity when` is asked of them, and changes of them. */
function models(profile: Profile) {
  const expressions = fc.letrec<{ any: ExpressionModel; atom: ExpressionModel }>(tie => ({
    atom: fc.record({ op: fc.constant('atom' as const), context: pick, form: pick, value: pick, other: pick }),
    any: fc.oneof(
      { maxDepth: profile.depth, depthSize: profile.depthSize, withCrossShrink: true },
      { weight: 6, arbitrary: tie('atom') },
      { weight: 1, arbitrary: fc.record({ op: fc.constant('not' as const), of: tie('any') }) },
      {
        weight: 3,
        arbitrary: fc.record({
          op: fc.constantFrom('and' as const, 'or' as const, 'implies' as const),
          left: tie('any'),
          right: tie('any'),
        }),
      },
    ),
  }));
  const expression = expressions.any;
  const condition = (something: number) =>
    fc.oneof({ weight: 1, arbitrary: fc.constant(undefined) }, { weight: something, arbitrary: expression });

  const norm: fc.Arbitrary<NormModel> = fc.record({
    modality: pick,
    action: pick,
    prose: flag(12),
    when: condition(2),
    unless: seldom(expression, 6),
    unlessFirst: flag(3),
  });
  const fact: fc.Arbitrary<FactModel> = fc.record({ agent: seldom(pick, 3), expression });

  const principleModel: fc.Arbitrary<PrincipleModel> = fc.record({
    role: flag(6),
    level: rarely(pick, 2),
    entrenched: flag(7),
    when: seldom(expression, 5),
    serves: fc.array(pick, { maxLength: 2 }),
    norms: fc.array(norm, { minLength: 1, maxLength: 3 }),
    overrides: seldom(fc.record({ losers: fc.array(pick, { minLength: 1, maxLength: 2 }), when: condition(1) }), 4),
    given: seldom(fc.array(fact, { minLength: 1, maxLength: 2 }), 8),
    allow: seldom(pick, 20),
    section: pick,
  });

  const document: fc.Arbitrary<DocumentModel> = fc.record({
    modelspec: fc.boolean(),
    levels: pick,
    precedence: seldom(precedenceModel, 3),
    adopts: fc.array(
      fc.record({
        document: pick,
        adopt: fc.nat({ max: 5 }).map(n => n !== 5),
        except: fc.oneof(
          { weight: 3, arbitrary: fc.constant([]) },
          { weight: 1, arbitrary: fc.array(pick, { minLength: 1, maxLength: 2 }) },
        ),
        because: fc.nat({ max: 7 }).map(n => n !== 7),
        fixes: seldom(fc.record({ option: pick, value: pick }), 3),
        allow: seldom(pick, 8),
      }),
      { maxLength: 3 },
    ),
    contexts: fc.array(fc.record({ name: pick, odd: seldom(pick, 6), kind: pick, level: pick }), {
      minLength: profile.contexts.least,
      maxLength: profile.contexts.most,
    }),
    assumes: fc.oneof(
      { weight: 2, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.array(expression, { minLength: 1, maxLength: 2 }) },
    ),
    actions: fc.array(
      fc.record({
        name: pick,
        odd: flag(8),
        kinds: fc.oneof(
          { weight: 1, arbitrary: fc.constant([]) },
          { weight: 1, arbitrary: fc.array(fc.record({ parent: pick, when: condition(1) }), { minLength: 1, maxLength: 2 }) },
        ),
        opposes: fc.oneof(
          { weight: 2, arbitrary: fc.constant([]) },
          { weight: 1, arbitrary: fc.array(pick, { minLength: 1, maxLength: 2 }) },
        ),
        needs: seldom(pick, 4),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    dimensions: fc.nat({ max: 2 }),
    values: fc.array(
      fc.record({
        nourishes: fc.array(pick, { maxLength: 2 }),
        wiser: seldom(fc.record({ than: pick, when: condition(1) }), 4),
        allow: seldom(pick, 12),
      }),
      { maxLength: 3 },
    ),
    tensions: fc.oneof(
      { weight: 2, arbitrary: fc.constant([]) },
      {
        weight: 1,
        arbitrary: fc.array(
          fc.record({
            left: pick,
            right: pick,
            lines: fc.array(fc.record({ second: fc.boolean(), when: condition(3) }), { minLength: 1, maxLength: 3 }),
          }),
          { minLength: 1, maxLength: 2 },
        ),
      },
    ),
    principles: fc.array(principleModel, { maxLength: 5 }),
    prefers: fc.oneof(
      { weight: 2, arbitrary: fc.constant([]) },
      {
        weight: 1,
        arbitrary: fc.array(fc.record({ winner: pick, losers: fc.array(pick, { minLength: 1, maxLength: 2 }), when: condition(1) }), {
          minLength: 1,
          maxLength: 2,
        }),
      },
    ),
    asserts: fc.array(
      fc.record({ action: pick, status: pick, when: condition(2), unless: seldom(expression, 4), agent: seldom(pick, 5) }),
      {
        maxLength: 3,
      },
    ),
    evals: fc.array(fc.array(fact, { minLength: 1, maxLength: 2 }), { maxLength: 1 }),
    agents: fc.array(fc.array(pick, { minLength: 1, maxLength: 3 }), { maxLength: 2 }),
    turn: fc.nat({ max: 40 }),
  });

  const spec: fc.Arbitrary<SpecModel> = fc.record({
    documents: fc.oneof(
      { weight: 1, arbitrary: fc.array(document, { minLength: 1, maxLength: 1 }) },
      { weight: 1, arbitrary: fc.array(document, { minLength: profile.documents, maxLength: 2 * profile.documents }) },
    ),
    levels: pick,
    shapes: fc.array(pick, { minLength: profile.names, maxLength: profile.names }),
    room: fc.constant(profile.room),
  });
  const facts = fc.array(fact, { maxLength: 2 });
  const patches: fc.Arbitrary<readonly PatchModel[]> = fc.array(
    fc.record({ document: pick, what: pick, at: pick, principle: principleModel, expression, precedence: precedenceModel }),
    { minLength: 1, maxLength: 3 },
  );
  return { spec, facts, patches };
}

/** A change of a spec, for the difference of two versions. */
export interface PatchModel {
  readonly document: Pick;
  readonly what: Pick;
  readonly at: Pick;
  readonly principle: PrincipleModel;
  readonly expression: ExpressionModel;
  readonly precedence: readonly string[];
}
export function patched(spec: SpecModel, patches: readonly PatchModel[]): SpecModel {
  const documents = [...spec.documents];
  for (const patch of patches) {
    const at = patch.document % documents.length;
    documents[at] = patchedDocument(documents[at]!, patch);
  }
  return { ...spec, documents };
}

function patchedDocument(it: DocumentModel, patch: PatchModel): DocumentModel {
  const principles = [...it.principles];
  const place = principles.length === 0 ? 0 : patch.at % principles.length;
  switch (patch.what % 7) {
    case 0:
      return { ...it, principles: [...principles, patch.principle] };
    case 1:
      return { ...it, principles: principles.filter((_, i) => i !== place) };
    case 2:
      if (principles.length > 0) principles[place] = { ...principles[place]!, norms: patch.principle.norms };
      return { ...it, principles };
    case 3:
      if (principles.length > 0) principles[place] = { ...patch.principle, norms: principles[place]!.norms };
      return { ...it, principles };
    case 4:
      return { ...it, assumes: [...it.assumes, patch.expression] };
    case 5:
      return { ...it, precedence: patch.precedence };
    default:
      return { ...it, actions: it.actions.slice(0, Math.max(1, it.actions.length - 1)) };
  }
}
