// What the editor's own surfaces ask of the language server beyond LSP: names, shapes, and nothing else. Both ends read it,
// so an answer that does not fit is found at the edge. Answers are whole: the client draws them and computes nothing.

import * as z from 'zod';

// Places, as LSP has them: zero-based, UTF-16.

const position = z.object({ line: z.int().min(0), character: z.int().min(0) });
export const range = z.object({ start: position, end: position });
export type Range = z.infer<typeof range>;
export const location = z.object({ uri: z.string(), range });
export type Location = z.infer<typeof location>;

/** The document that a question is about. */
const about = z.object({ uri: z.string() });
/** Of all situations, 0 to 1; `approximate` where it was sampled and is shown with `≈`. */
const share = z.object({ value: z.number().min(0).max(1), approximate: z.boolean() });
export type Share = z.infer<typeof share>;
export const severity = z.enum(['error', 'warning', 'info', 'hint']);

/** A norm as it is shown: the principle as this document writes it (`alias.name`), its title, and the norm's own text. */
const norm = z.object({
  principle: z.string(),
  title: z.string().optional(),
  index: z.int().min(0),
  text: z.string(),
  at: location,
});
export type NormLink = z.infer<typeof norm>;

// Facts, for quick picks

/** `fact` is the expression that states the value (`audience is minor`, `supervised`, `not supervised`, `agent is tutor`); `depth` indents a hierarchy. */
const choice = z.object({ label: z.string(), fact: z.string(), depth: z.int().min(0), description: z.string().optional() });
const context = z.object({
  name: z.string(),
  kind: z.enum(['values', 'ordered', 'hierarchy', 'boolean', 'range', 'option', 'consent', 'agent']),
  description: z.string().optional(),
  choices: z.array(choice),
  /** For a range: a whole number in it is typed in. */
  low: z.number().optional(),
  high: z.number().optional(),
});
export const factsResult = z.object({ document: z.string(), contexts: z.array(context) });
export type FactsResult = z.infer<typeof factsResult>;

// What holds when …

/** `facts` as on the command line: expressions with commas between. */
export const whenParams = about.extend({ facts: z.string() });
const beaten = norm.extend({ by: z.string(), when: z.string() });
const ruled = norm.extend({ applies: z.string(), inForce: z.string(), beatenBy: z.array(beaten) });
const status = z.enum(['required', 'forbidden', 'permitted', 'open', 'conflicted']);
const leaning = z.enum(['encouraged', 'discouraged', 'both', 'none', 'depends']);
const actionStatus = z.object({
  action: z.string(),
  title: z.string().optional(),
  at: location,
  status: z.union([status, z.literal('depends')]),
  leaning,
  needs: z.array(z.string()),
  cases: z.array(z.object({ status, when: z.string() })),
});
export type ActionStatus = z.infer<typeof actionStatus>;
export const whenResult = z.discriminatedUnion('kind', [
  /** The facts cannot be read: what is wrong, and where in them. */
  z.object({ kind: z.literal('unreadable'), message: z.string(), start: z.int(), end: z.int() }),
  z.object({
    kind: z.literal('answer'),
    document: z.string(),
    facts: z.string(),
    /** No situation has these facts where false. */
    possible: z.boolean(),
    share,
    norms: z.array(ruled),
    actions: z.array(actionStatus),
  }),
]);
export type WhenResult = z.infer<typeof whenResult>;

// Conflicts

const conflict = z.object({
  code: z.string(),
  severity,
  message: z.string(),
  at: location,
  kind: z.string(),
  when: z.string().optional(),
  witness: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  /** In document order, the later last, each with the values that its principle serves. */
  norms: z.array(norm.extend({ serves: z.array(z.string()) })),
});
export type Conflict = z.infer<typeof conflict>;
export const conflictsResult = z.object({ conflicts: z.array(conflict) });

// Read: the spec in words, for those who do not read code. In reading order; every part knows its place.

const part = { at: range };
export const readPart = z.discriminatedUnion('kind', [
  /** `badges`: "platform", "entrenched", "when audience is minor", "from floor". `level` 1 is the document's title. */
  z.object({
    kind: z.literal('heading'),
    ...part,
    level: z.int().min(1).max(6),
    text: z.string(),
    name: z.string().optional(),
    what: z.string(),
    badges: z.array(z.string()),
  }),
  /** Markdown, from an author who may not be trusted. */
  z.object({ kind: z.literal('prose'), ...part, markdown: z.string(), language: z.string().optional() }),
  /** A norm in words: "must not" · "state a dose of a medicine" · "when the audience is minor". */
  z.object({ kind: z.literal('norm'), ...part, modality: z.string(), action: z.string(), condition: z.string().optional() }),
  z.object({ kind: z.literal('reason'), ...part, markdown: z.string() }),
  z.object({ kind: z.literal('note'), ...part, markdown: z.string() }),
  z.object({ kind: z.literal('source'), ...part, text: z.string(), url: z.string().optional() }),
  /** A line of facts about a declaration: "Serves: Honesty", "Values: adult, minor, unknown". */
  z.object({ kind: z.literal('detail'), ...part, label: z.string(), items: z.array(z.string()) }),
  z.object({ kind: z.literal('turn'), ...part, speaker: z.string(), markdown: z.string() }),
  z.object({
    kind: z.literal('answer'),
    ...part,
    label: z.enum(['good', 'ok', 'bad']),
    markdown: z.string(),
    because: z.string().optional(),
  }),
]);
export type ReadPart = z.infer<typeof readPart>;
/** Findings are not among the parts: the client has them already and sets them beside the part that covers them. */
export const readResult = z.object({ title: z.string(), language: z.string().optional(), version: z.int(), parts: z.array(readPart) });
export type ReadResult = z.infer<typeof readResult>;

// Landscape

/** How much of the world a colour covers, the norms that make it so, and a few of its situations as expressions, the largest first. */
const ground = z.object({ share, norms: z.array(norm), situations: z.array(z.object({ when: z.string(), share })) });
const landscapeRow = z.object({
  kind: z.enum(['dimension', 'value']),
  name: z.string(),
  title: z.string().optional(),
  at: location,
  positive: ground,
  fenced: ground,
  silent: ground,
});
export type LandscapeRow = z.infer<typeof landscapeRow>;
export const landscapeResult = z.object({
  document: z.string(),
  title: z.string(),
  /** How many combinations of the contexts there are, as it is said to the author: "96", "about 2 million". */
  situations: z.string(),
  rows: z.array(landscapeRow),
  /** Where no norm at all is in force. */
  silent: ground,
});
export type LandscapeResult = z.infer<typeof landscapeResult>;

// Values map

const valueNode = z.object({
  name: z.string(),
  title: z.string().optional(),
  prose: z.string().optional(),
  at: location,
  attends: z.array(z.string()),
  nourishes: z.array(z.string()),
});
/** `wiser` is the one that wins over `than`, where `when` holds (always, where it is left out). */
const valueEdge = z.object({
  wiser: z.string(),
  than: z.string(),
  when: z.string().optional(),
  because: z.string().optional(),
  by: z.enum(['wiser', 'tension']),
  at: location,
});
export const valuesResult = z.object({ document: z.string(), title: z.string(), values: z.array(valueNode), edges: z.array(valueEdge) });
export type ValuesResult = z.infer<typeof valuesResult>;

// Compile, import, templates

/** What a compile or an import leaves out, in an author's words, with its place where there is one. */
const loss = z.object({ message: z.string(), at: range.optional() });
const target = z.object({ name: z.string(), title: z.string(), description: z.string(), extension: z.string(), needsGiven: z.boolean() });
export const targetsResult = z.object({ targets: z.array(target) });
export const compileParams = about.extend({ target: z.string(), given: z.string().optional(), budget: z.int().positive().optional() });
export const compileResult = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string(), fileName: z.string(), losses: z.array(loss) }),
  /** Several files, by path relative to the folder that the user picks. */
  z.object({ kind: z.literal('files'), files: z.array(z.object({ path: z.string(), text: z.string() })), losses: z.array(loss) }),
  z.object({ kind: z.literal('refused'), message: z.string() }),
]);
export type CompileResult = z.infer<typeof compileResult>;

/** `name` is the file's name, for recognising what it is; `from` forces the kind; `beside` are the Markdown files in `examples/` next to it, by path relative to its folder. */
export const importParams = z.object({
  name: z.string(),
  text: z.string(),
  from: z.string().optional(),
  beside: z.array(z.object({ path: z.string(), text: z.string() })),
});
export const importResult = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('spec'), from: z.string(), text: z.string(), fileName: z.string(), report: z.array(loss) }),
  z.object({ kind: z.literal('unrecognised'), message: z.string(), kinds: z.array(z.object({ name: z.string(), title: z.string() })) }),
]);
export type ImportResult = z.infer<typeof importResult>;

export const templatesResult = z.object({ templates: z.array(z.object({ name: z.string(), title: z.string(), description: z.string() })) });
/** The files of a new spec, relative to the folder that it is put in; `open` is the one to show. */
export const templateParams = z.object({ template: z.string(), name: z.string().optional() });
export const templateResult = z.object({ files: z.array(z.object({ path: z.string(), text: z.string() })), open: z.string() });
export type TemplateResult = z.infer<typeof templateResult>;

// Check, doctor, health

/** Of the whole workspace; the findings themselves go the way of all diagnostics. */
export const checkResult = z.object({
  documents: z.int().min(0),
  summary: z.object({ error: z.int(), warning: z.int(), info: z.int(), hint: z.int() }),
});
export type CheckResult = z.infer<typeof checkResult>;

/** One line each; `todo` is what to do next, where there is something to do. */
const doctorLine = z.object({
  what: z.string(),
  state: z.enum(['ok', 'missing', 'wrong', 'off']),
  detail: z.string(),
  todo: z.string().optional(),
});
/** `reach` allows requests to configured models; false in an untrusted workspace, where nothing is sent anywhere. `keptKeys`: the addresses that the client keeps a key for, without the keys. */
export const doctorParams = z.object({ reach: z.boolean(), keptKeys: z.array(z.string()) });
export const doctorResult = z.object({ lines: z.array(doctorLine) });
export type DoctorResult = z.infer<typeof doctorResult>;

/** Sent by the server when it changes: what is wrong with the server itself or a config, said once each; empty when all is well. */
export const health = z.object({
  problems: z.array(z.object({ what: z.string(), todo: z.string(), uri: z.string().optional() })),
  /** Specs that are known, open or not. */
  documents: z.int().min(0),
});
export type Health = z.infer<typeof health>;

// Files, asked from the client where the server cannot reach them itself: on the web, and in virtual workspaces.

/** Every spec, `polity.config.json` and Markdown file in the workspace's folders. */
export const listResult = z.object({ uris: z.array(z.string()) });
export const readFileParams = about;
export const readFileResult = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({ kind: z.literal('absent'), message: z.string() }),
]);

/** `initializationOptions`. A client that sends none is trusted, and its server reads files itself. */
export const initialization = z.object({ trusted: z.boolean(), files: z.enum(['server', 'client']) });

const nothing = z.object({});

/** From the client to the server. */
export const requests = {
  facts: { method: 'polity/facts', params: about, result: factsResult },
  when: { method: 'polity/when', params: whenParams, result: whenResult },
  conflicts: { method: 'polity/conflicts', params: nothing, result: conflictsResult },
  read: { method: 'polity/read', params: about, result: readResult },
  landscape: { method: 'polity/landscape', params: about, result: landscapeResult },
  values: { method: 'polity/values', params: about, result: valuesResult },
  targets: { method: 'polity/targets', params: nothing, result: targetsResult },
  compile: { method: 'polity/compile', params: compileParams, result: compileResult },
  import: { method: 'polity/import', params: importParams, result: importResult },
  templates: { method: 'polity/templates', params: nothing, result: templatesResult },
  template: { method: 'polity/template', params: templateParams, result: templateResult },
  check: { method: 'polity/check', params: nothing, result: checkResult },
  doctor: { method: 'polity/doctor', params: doctorParams, result: doctorResult },
} as const;

/** From the server to the client. */
export const fileRequests = {
  list: { method: 'polity/files', params: nothing, result: listResult },
  read: { method: 'polity/file', params: readFileParams, result: readFileResult },
} as const;

const solverResult = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('program'), bytes: z.instanceof(Uint8Array) }),
  z.object({ kind: z.literal('absent'), message: z.string() }),
]);

/** From a server in a worker to the client, which hands it the solver's program (cadical.wasm) as it is. */
export const solverRequest = { method: 'polity/solver', params: nothing, result: solverResult } as const;

export const notifications = {
  /** Server to client. */
  health: { method: 'polity/health', params: health },
  /** Client to server: the user has granted trust to the workspace. */
  trust: { method: 'polity/trust', params: z.object({ trusted: z.boolean() }) },
} as const;

/** Commands of the client that the server's lenses, hints and actions may name, with their arguments. */
export const clientCommands = {
  /** (uri: string, facts?: string) */
  when: 'polity.when',
  /** (uri?: string, principle?: string): shows the tree, at this principle's conflicts. */
  showConflicts: 'polity.showConflicts',
  /** (location: Location) */
  reveal: 'polity.reveal',
  /** (uri: string, name: string, mode?: 'compare') of an eval, example or principle; `name` of an example is `principle/title`. `compare`: with the main branch. */
  run: 'polity.runEvals',
  preview: 'polity.preview',
} as const;
