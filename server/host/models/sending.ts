// One call to one model, through the AI SDK. Loaded with import() only when a model is called.

import { generateText, type LanguageModel, NoOutputGeneratedError, type OutputInterface, streamText } from 'ai';
import type { Send } from '../../evaluation/asking.ts';
import { type Call, type Failure, failed, isLocal, type Outcome, type Profile, type Reply } from '../../evaluation/call.ts';
import { estimatedRequest, estimatedTokens } from '../../evaluation/tokens.ts';
import { providers } from './all.ts';
import { errorOf, failureIn, failureOfConnection, garbled, timedOut } from './failures.ts';
import { type Keys, strikingOut, struckOut } from './secrets.ts';
import { guardedFetch, isAbort } from './transport.ts';

// The SDK writes warnings to the console, which belongs to the command's output.
globalThis.AI_SDK_LOG_WARNINGS = false;

export interface SendingOptions {
  readonly keys: Keys;
  readonly timeoutSeconds: number;
  /** Aborts when the run is called off; what is on its way ends as `cancelled`. */
  readonly signal: AbortSignal;
  /** Asks the editor's own models; without it, profiles of theirs cannot be had. */
  readonly editor?: Send;
}

export function sending(options: SendingOptions): Send {
  const models = new Map<Profile, LanguageModel>();
  const plain = new Set<Profile>();
  // One listener for all calls: a listener for each on a signal that outlives them adds up over a long run.
  const underWay = new Set<AbortController>();
  const abortAll = () => {
    for (const controller of underWay) controller.abort();
  };
  options.signal.addEventListener('abort', abortAll, { once: true });
  return async (call, onText) => {
    if (call.profile.provider === 'vscode') return options.editor ? options.editor(call, onText) : failed(onlyInEditor(call.profile));
    const opened = open(call.profile, { options, models });
    if (opened.kind === 'failed') return opened;
    const sender: Sender = { ...opened.reply, options, underWay, onText };
    const unformatted = call.schema && plain.has(call.profile);
    const outcome = await timed(unformatted ? { ...call, schema: undefined } : call, sender);
    if (!call.schema || unformatted || outcome.kind === 'reply' || !isAboutFormat(outcome.failure)) return outcome;
    // Some servers know no response format; the prompt asks for JSON in words as well.
    plain.add(call.profile);
    return timed({ ...call, schema: undefined }, sender);
  };
}

const isAboutFormat = ({ kind, message }: Failure): boolean =>
  kind === 'refused' && /response_format|json_schema|json_object|structured|grammar|tool_choice|output_format/i.test(message);

interface Sender {
  readonly model: LanguageModel;
  readonly key?: string;
  readonly options: SendingOptions;
  readonly underWay: Set<AbortController>;
  readonly onText: ((piece: string) => void) | undefined;
}

function open(
  profile: Profile,
  { options, models }: { options: SendingOptions; models: Map<Profile, LanguageModel> },
): Outcome<Pick<Sender, 'model' | 'key'>> {
  const provider = providers.find(({ kind }) => kind === profile.provider);
  if (!provider)
    return failed({
      kind: 'no model',
      message: `Profile ${profile.name} names the provider ${profile.provider}, which Polity does not know.`,
    });
  const reading = options.keys(profile.name);
  if (reading.kind === 'missing') return failed(noKey(profile, reading.variable));
  const key = reading.kind === 'key' ? reading.key : undefined;
  if (key !== undefined && !isSendable(key)) return failed(unsendable(profile));
  if (key !== undefined && /^http:/i.test(profile.address) && !isLocal(profile.address)) return failed(unencrypted(profile));
  const model = models.get(profile) ?? provider.open(profile, { fetch: guardedFetch(profile, key), key });
  models.set(profile, model);
  return { kind: 'reply', reply: { model, key } };
}

const onlyInEditor = ({ name }: Profile): Failure => ({
  kind: 'no model',
  message: `Profile ${name} is one of the editor's own models, which only VS Code can ask. Take another profile here.`,
});

const noKey = ({ name }: Profile, variable: string): Failure => ({
  kind: 'wrong key',
  message: `The environment variable ${variable}, which profile ${name} takes its key from, is not set. Set it, or take \`apiKeyEnv\` out of polity.config.json if the server needs no key.`,
});

/** Whether it can stand in a header; space around it is left out there. */
const isSendable = (key: string): boolean => [...key.trim()].every(character => /^[^\p{Cc}]$/u.test(character) && character <= '\u00ff');

const unsendable = ({ name }: Profile): Failure => ({
  kind: 'wrong key',
  message: `The key of profile ${name} holds a character that no key has, as a line break or a curly quote; it was not sent. Copy the key once more, by itself.`,
});

const unencrypted = ({ name, address }: Profile): Failure => ({
  kind: 'wrong key',
  message: `Profile ${name} would send its key to ${address} unencrypted. Use an https address.`,
});

async function timed(call: Call, sender: Sender): Promise<Outcome<Reply>> {
  const { options, underWay, key } = sender;
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), options.timeoutSeconds * 1000);
  underWay.add(controller);
  if (options.signal.aborted) controller.abort();
  const started = performance.now();
  try {
    const reply = await (sender.onText ? streamed : whole)(call, sender, controller.signal);
    const milliseconds = Math.round(performance.now() - started);
    return {
      kind: 'reply',
      reply: { ...reply, text: struckOut(reply.text, key), answeredBy: reply.answeredBy && struckOut(reply.answeredBy, key), milliseconds },
    };
  } catch (error) {
    const failure = explained(error, call.profile, { sender, aborted: controller.signal.aborted });
    return failed({ ...failure, message: struckOut(failure.message, key) });
  } finally {
    clearTimeout(timer);
    underWay.delete(controller);
  }
}

function explained(error: unknown, profile: Profile, { sender, aborted }: { sender: Sender; aborted: boolean }): Failure {
  const { options } = sender;
  if (options.signal.aborted) return { kind: 'cancelled', message: 'Called off before the reply was there.' };
  if (aborted || isAbort(error)) return timedOut(profile, options.timeoutSeconds);
  // What the transport let through was a good answer by its status; that it made the SDK fail says that it did not fit the protocol.
  return (
    failureIn(error) ?? garbled(profile, NoOutputGeneratedError.isInstance(error) ? 'nothing' : 'something that does not fit the protocol')
  );
}

type Untimed = Omit<Reply, 'milliseconds'>;

async function whole(call: Call, { model }: Sender, abortSignal: AbortSignal): Promise<Untimed> {
  const result = await generateText({ ...requestOf(call), model, abortSignal });
  return replyOf(call, { text: result.text, finish: result.finishReason, usage: result.usage, answeredBy: result.response.modelId });
}

async function streamed(call: Call, { model, key, onText }: Sender, abortSignal: AbortSignal): Promise<Untimed> {
  const result = streamText({ ...requestOf(call), model, abortSignal, onError: () => {} });
  const out = strikingOut(key, onText!);
  let text = '';
  let finish = 'error';
  for await (const part of result.fullStream) {
    if (part.type === 'error') throw part.error;
    if (part.type === 'abort') throw Object.assign(new Error('aborted'), { name: 'AbortError' });
    if (part.type === 'finish') finish = part.finishReason;
    if (part.type !== 'text-delta') continue;
    text += part.text;
    out.push(part.text);
  }
  out.flush();
  // A stream that ends without saying why was cut off.
  if (finish === 'error' || finish === 'other') throw errorOf(failureOfConnection(call.profile, undefined));
  return replyOf(call, { text, finish, usage: await result.usage, answeredBy: (await result.response).modelId });
}

interface Ended {
  readonly text: string;
  readonly finish: string;
  readonly usage: { readonly inputTokens?: number; readonly outputTokens?: number };
  readonly answeredBy?: string;
}

function replyOf(call: Call, { text, finish, usage, answeredBy }: Ended): Untimed {
  const counted = usage.inputTokens !== undefined && usage.outputTokens !== undefined;
  const numbers = { input: usage.inputTokens ?? estimatedRequest(call.messages), output: usage.outputTokens ?? estimatedTokens(text) };
  return { text, finish: finishOf(finish), usage: counted ? numbers : { ...numbers, estimated: true }, answeredBy };
}

function finishOf(reason: string): Reply['finish'] {
  switch (reason) {
    case 'stop':
    case 'length':
      return reason;
    case 'content-filter':
      return 'filter';
    default:
      return 'other';
  }
}

function requestOf({ messages, profile, schema }: Call) {
  const instructions = messages
    .filter(message => message.role === 'system')
    .map(message => message.text)
    .join('\n\n');
  const rest = messages
    .filter(message => message.role !== 'system')
    .map(({ role, text }) => ({ role: role as 'user' | 'assistant', content: text }));
  return {
    ...(instructions !== '' && { instructions }),
    messages: rest,
    maxRetries: 0,
    temperature: profile.parameters.temperature,
    maxOutputTokens: profile.parameters.maxTokens,
    ...(schema && { output: formatted(schema) }),
  };
}

/** Asks for JSON of this shape and takes what comes as text: whether it fits is judged by the one who asked. */
function formatted({ name, schema }: NonNullable<Call['schema']>): OutputInterface<string, string, never> {
  return {
    name: 'text',
    responseFormat: Promise.resolve({ type: 'json', name, schema }),
    parseCompleteOutput: async ({ text }) => text,
    parsePartialOutput: async ({ text }) => ({ partial: text }),
    createElementStreamTransform: () => undefined,
  };
}
