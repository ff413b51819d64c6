// polity.config.json: read once, at the edge (interfaces.md §4). Never holds a secret.

import * as z from 'zod';
import { nearest } from '../../grammar/names.ts';

const severity = z.enum(['off', 'hint', 'info', 'warning', 'error']);

/** The name of an environment variable, so that a key that was pasted in by mistake does not fit. */
const environmentVariable = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/, 'must be the name of an environment variable that holds the key, never the key itself')
  .describe('The name of the environment variable that holds the key. The key itself never stands here.');

const httpUrl = z
  .url({ protocol: /^https?$/, error: 'must be an address that begins with http:// or https://' })
  .refine(url => !holdsCredentials(url), 'must not hold a user name or password')
  .refine(
    url => !holdsMore(url),
    'must end before any `?` or `#`: the address is kept with every reply, so a key there would be too; name the variable that holds the key in `apiKeyEnv`',
  );

/** As whoever connects there reads it: in capitals, with a slash too few or a backslash, it is the same address. */
function holdsCredentials(url: string): boolean {
  const read = URL.parse(url);
  return read !== null && (read.username !== '' || read.password !== '');
}

/** Providers put what they ask for behind the address, and a query is where keys hide. */
function holdsMore(url: string): boolean {
  const read = URL.parse(url);
  return read !== null && (read.search !== '' || read.hash !== '');
}

const price = z
  .strictObject({
    input: z.number().nonnegative().describe('US dollars for a million tokens sent.'),
    output: z.number().nonnegative().describe('US dollars for a million tokens received.'),
  })
  .describe('What the model costs; eval budgets are counted with it.');

const sampling = {
  temperature: z.number().min(0).max(2).optional().describe('Sampling temperature; left out, the provider decides.'),
  maxOutputTokens: z.int().positive().optional().describe('The longest reply to ask for, in tokens.'),
  contextWindow: z
    .int()
    .positive()
    .optional()
    .describe('How many tokens the model can take in; longer prompts are refused before they are sent.'),
  price: price.optional(),
};

const openAiCompatible = z
  .strictObject({
    provider: z.literal('openai-compatible'),
    baseURL: httpUrl.describe('Where the server answers, up to and with `/v1`.'),
    model: z.string().min(1).describe('The name that the server knows the model by.'),
    apiKeyEnv: environmentVariable.optional(),
    ...sampling,
  })
  .describe('Any server that speaks the OpenAI chat protocol: OpenAI, Ollama, llama.cpp, vLLM, LM Studio.');

const anthropic = z
  .strictObject({
    provider: z.literal('anthropic'),
    model: z.string().min(1).describe("The model's name in Anthropic's API."),
    baseURL: httpUrl.optional().describe('Another address than the public one.'),
    apiKeyEnv: environmentVariable.optional(),
    ...sampling,
  })
  .describe("Anthropic's API.");

const vscode = z
  .strictObject({
    provider: z.literal('vscode'),
    model: z
      .string()
      .min(1)
      .optional()
      .describe("The id or family of one of the editor's models; left out, the first that the editor offers."),
    contextWindow: sampling.contextWindow,
    price: price.optional(),
  })
  .describe("The editor's own language models; only inside VS Code, and only after an action of yours.");

const profile = z.discriminatedUnion('provider', [openAiCompatible, anthropic, vscode]);
export type ModelProfile = z.infer<typeof profile>;

const profileName = z
  .string()
  .regex(/^[\p{L}_][\p{L}\p{M}\p{N}_-]*$/u, 'must be a name, as the language has them: letters, digits, _ and -');

/** The schema, with the codes of the rules that there are. */
export function configSchema(codes: readonly string[]) {
  return z
    .strictObject({
      $schema: z.string().optional().describe('Where the schema of this file is; editors complete from it.'),
      models: z
        .record(profileName, profile)
        .optional()
        .describe('Models by a name of your choice; specs, settings and `--model` use the name.'),
      preview: z.string().optional().describe('The profile that answers previews.'),
      judges: z.array(z.string()).min(1).optional().describe('The profiles that judge replies; with several, the majority decides.'),
      simulator: z.string().optional().describe('The profile that plays the user in simulated conversations.'),
      markdown: z
        .array(z.string().min(1))
        .optional()
        .describe('Markdown files that are checked as prose, as globs from the folder of this file.'),
      rules: z
        .partialRecord(z.enum([...new Set(codes)] as [string, ...string[]]), severity)
        .optional()
        .describe('How severe findings are, by code (`eval/uncovered`) or by family (`vague`).'),
      eval: z
        .strictObject({
          concurrency: z.int().min(1).max(1000).optional().describe('How many calls may be on their way at a time.'),
          timeoutSeconds: z.number().positive().optional().describe('A call that takes longer has failed.'),
          budgetUSD: z.number().nonnegative().optional().describe('What a run may cost; it stops before it would cost more.'),
        })
        .optional()
        .describe('How evals run.'),
      exclude: z
        .array(z.string().min(1))
        .optional()
        .describe('What is passed over where a folder is searched, as globs from the folder of this file.'),
    })
    .describe('The configuration of Polity.');
}

export type Config = z.infer<ReturnType<typeof configSchema>>;
export type ConfigReading = { readonly kind: 'config'; readonly config: Config } | { readonly kind: 'wrong'; readonly why: string };

/** `why` is one line in the words of the person who wrote the file. */
export function readConfig(text: string, codes: readonly string[]): ConfigReading {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return { kind: 'wrong', why: `not valid JSON: ${whereInJson(text, error as Error)}` };
  }
  const result = configSchema(codes).safeParse(json);
  if (result.success) return undeclared(result.data) ?? { kind: 'config', config: result.data };
  const problems = result.error.issues.map(issue => told(issue, json, codes));
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
  return { kind: 'wrong', why: problems[0] + more };
}

/** The first mention of a profile that `models` does not have. */
function undeclared(config: Config): ConfigReading | undefined {
  const names = Object.keys(config.models ?? {});
  const uses = [
    ['preview', config.preview],
    ['simulator', config.simulator],
    ...(config.judges ?? []).map((name): [string, string] => ['judges', name]),
  ];
  const wrong = uses.find(([, name]) => name !== undefined && !names.includes(name));
  if (!wrong) return undefined;
  const known = names.length > 0 ? suggestion(wrong[1]!, names) || `; there are ${listed(names)}` : '; `models` has none yet';
  return { kind: 'wrong', why: `\`${wrong[0]}\` names the model profile \`${wrong[1]}\`, which \`models\` does not have${known}` };
}

const listed = (words: readonly string[]) => words.map(word => `\`${word}\``).join(', ');

function suggestion(word: string, known: readonly string[]): string {
  const near = nearest(word, known);
  return near ? `; did you mean \`${near}\`?` : '';
}

/** V8 says a position in the text; people count lines. */
function whereInJson(text: string, { message }: Error): string {
  const position = /at position (\d+)/.exec(message);
  const words = message
    .replace(/ \(line \d+ column \d+\)/, '')
    .replace(/,? "(?:[^"]|"(?!$))*"\.* is not valid JSON$/s, '')
    .split('\n')[0]!;
  if (!position) return words;
  const before = text.slice(0, Number(position[1])).split('\n');
  return words.replace(/ ?(in JSON )?at position \d+/, ` at line ${before.length}, character ${before.at(-1)!.length + 1}`);
}

type Issue = z.core.$ZodIssue;

function told(issue: Issue, json: unknown, codes: readonly string[]): string {
  const where = placeOf(issue.path);
  if (issue.code === 'unrecognized_keys') return unknownKey(issue.keys[0]!, issue.path, keysAt(issue, json, codes));
  if (issue.code === 'invalid_key') return `${where}: the name ${issue.issues[0]?.message ?? 'is not one'}`;
  if (issue.code === 'invalid_value')
    return `${where} must be ${either(issue.values)}${suggestion(String(valueAt(json, issue.path)), issue.values.map(String))}`;
  if (issue.code === 'invalid_union')
    return `${where} must be one of "openai-compatible", "anthropic", "vscode"${suggestion(String(valueAt(json, issue.path)), providers)}`;
  if (issue.code === 'too_small')
    return `${where} must ${issue.origin === 'string' || issue.origin === 'array' ? 'not be empty' : `be ${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}`}`;
  if (issue.code === 'too_big') return `${where} must be at most ${issue.maximum}`;
  if (issue.code === 'invalid_type') return `${where} must be ${article(issue.expected)}`;
  return `${where} ${issue.message.charAt(0).toLowerCase()}${issue.message.slice(1)}`;
}

const providers = ['openai-compatible', 'anthropic', 'vscode'];

function unknownKey(key: string, at: readonly PropertyKey[], known: readonly string[]): string {
  const inside = at.length > 0 ? ` in ${placeOf(at)}` : '';
  const secret = /key|token|secret|password/i.test(key) && known.includes('apiKeyEnv');
  if (secret)
    return `\`${key}\`${inside} is not known: this file never holds a secret; \`apiKeyEnv\` names the environment variable that does`;
  if (at[0] === 'rules') return `\`${key}\`${inside} is no code and no family of findings${suggestion(key, known)}`;
  return `\`${key}\`${inside} is not known${suggestion(key, known) || `; known are ${listed(known)}`}`;
}

/** The keys that may stand where an unknown one stands. */
function keysAt(issue: Issue, json: unknown, codes: readonly string[]): string[] {
  const [top, ...rest] = issue.path;
  if (top === undefined) return Object.keys(configSchema(codes).shape).filter(key => key !== '$schema');
  if (top === 'rules') return [...codes];
  if (top === 'eval') return ['concurrency', 'timeoutSeconds', 'budgetUSD'];
  if (rest.at(-1) === 'price') return ['input', 'output'];
  const provider = (valueAt(json, issue.path) as { provider?: string } | undefined)?.provider;
  const shape = [openAiCompatible, anthropic, vscode].find(option => option.shape.provider.value === provider);
  return Object.keys(shape?.shape ?? {});
}

const valueAt = (json: unknown, at: readonly PropertyKey[]): unknown =>
  at.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key], json);

const placeOf = (at: readonly PropertyKey[]): string => (at.length > 0 ? `\`${at.map(String).join('.')}\`` : 'the file');
const either = (values: readonly unknown[]) => values.map(value => JSON.stringify(value)).join(' or ');
const article = (type: string) =>
  ({
    object: 'an object in braces',
    record: 'an object in braces',
    array: 'a list in brackets',
    string: 'a text in quotes',
    int: 'a whole number',
  })[type] ?? `a ${type}`;

const schemaAddress = 'https://unpkg.com/polity/polity.schema.json';

/** The published schema of the file, for editors. */
export function configJsonSchema(codes: readonly string[]): object {
  const { $schema, ...schema } = z.toJSONSchema(configSchema(codes), { target: 'draft-7', io: 'input' });
  return { $schema, $id: schemaAddress, title: 'polity.config.json', ...schema };
}
