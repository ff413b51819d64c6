// What went wrong, in the words of someone who wants to run evals: what, where, and what to do next.

import * as z from 'zod';
import { type Failure, isLocal, type Profile } from '../../evaluation/call.ts';
import { struckOut } from './secrets.ts';

const failing = Symbol('failure');

/** An error that carries its explanation through the SDK. */
export function errorOf(failure: Failure): Error {
  return Object.assign(new Error(failure.message), { [failing]: failure });
}

/** The explanation in an error, or in one that caused it. */
export function failureIn(error: unknown): Failure | undefined {
  for (let at = error, depth = 0; at instanceof Error && depth < 8; at = at.cause, depth++) {
    const failure = (at as { [failing]?: Failure })[failing];
    if (failure) return failure;
  }
  return undefined;
}

const called = ({ model, name }: Profile): string => `${model} (profile ${name})`;

/** What an HTTP answer with a bad status means. `body` is what the server sent with it; `key` is struck out before it is shortened, or a part would stay. */
export function failureOfStatus(
  profile: Profile,
  response: { status: number; headers: Headers },
  { body, key }: { readonly body: string; readonly key: string | undefined },
): Failure {
  const said = words(body, key);
  const { status } = response;
  const quote = said.message === '' ? '' : ` It says: “${said.message}”.`;
  const at = profile.address;
  if (isQuota(status, said))
    return {
      kind: 'quota',
      message: `The account behind ${called(profile)} has no allowance left.${quote} Add credit, or take another model.`,
    };
  if (isTooLong(status, said)) return tooLong(profile, said);
  if (status === 401 || status === 403)
    return {
      kind: 'wrong key',
      message: `${at} does not accept the key of ${called(profile)} (${status}).${quote} Check the environment variable that \`apiKeyEnv\` names.`,
    };
  if (isNoModel(status, said)) return { kind: 'no model', message: `${at} has no model ${called(profile)}.${quote} ${modelHint(profile)}` };
  if (status === 404 || status === 405)
    return {
      kind: 'no server',
      message: `Nothing takes chats at ${at} (${status}; profile ${profile.name}).${quote} Check \`baseURL\`: it mostly ends in /v1.`,
    };
  if (status === 429)
    return {
      kind: 'busy',
      message: `${at} says that it is asked too often (429; profile ${profile.name}).${quote} Lower \`eval.concurrency\`.`,
      retryAfter: retryAfter(response.headers),
    };
  if (status >= 500 || status === 408)
    return {
      kind: 'server',
      message: `The server of ${called(profile)} has trouble (${status}).${quote}`,
      retryAfter: retryAfter(response.headers),
    };
  if (status >= 300 && status < 400)
    return {
      kind: 'refused',
      message: `${at} sends us elsewhere (${status}), and keys are sent to no other address than the one in the config. Put the final address into \`baseURL\` of profile ${profile.name}.`,
    };
  return { kind: 'refused', message: `${called(profile)} refused the call (${status}).${quote}` };
}

/** What it means that no answer came, or that it broke off. `code` is the system's. */
export function failureOfConnection(profile: Profile, error: unknown): Failure {
  const code = codeIn(error);
  const { address, name } = profile;
  const start = isLocal(address) ? 'Start it, or change `baseURL`' : 'Check `baseURL` and the network';
  switch (code) {
    case 'ECONNREFUSED':
    case 'EADDRNOTAVAIL':
      return { kind: 'no server', message: `No server answers at ${address} (profile ${name}). ${start} in polity.config.json.` };
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return { kind: 'no server', message: `There is no address ${hostOf(address)} (profile ${name}), or the network is down. ${start}.` };
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return { kind: 'no server', message: `${hostOf(address)} cannot be reached (profile ${name}). ${start}.` };
    default:
      if (isBarredPort(error))
        return {
          kind: 'no server',
          message: `Nothing connects to the port of ${hostOf(address)} (profile ${name}): it is one of those that web clients leave alone. Let the server listen on another port, and change \`baseURL\`.`,
        };
      if (code?.startsWith('ERR_TLS') || code?.includes('CERT'))
        return { kind: 'no server', message: `${hostOf(address)} cannot prove who it is (${code}; profile ${name}). Nothing was sent.` };
      return {
        kind: 'cut',
        message: `The connection to ${called(profile)} broke off before the reply was whole${code ? ` (${code})` : ''}.`,
      };
  }
}

/** What it means that the server sent something that is no chat reply. */
export function garbled(profile: Profile, what: string): Failure {
  return {
    kind: 'garbled',
    message: `${profile.address} answered ${called(profile)} with ${what}, which is no reply. Check that \`baseURL\` is an API and not a web page.`,
  };
}

export function timedOut(profile: Profile, seconds: number): Failure {
  return {
    kind: 'timeout',
    message: `${called(profile)} gave no whole reply within ${seconds} ${seconds === 1 ? 'second' : 'seconds'}. Raise \`eval.timeoutSeconds\`, or take a faster model.`,
  };
}

/** The system's code of an error, or of one that caused it. */
function codeIn(error: unknown): string | undefined {
  for (let at = error, depth = 0; at instanceof Error && depth < 8; depth++) {
    const { code } = at as { code?: unknown };
    if (typeof code === 'string' && code !== '') return code;
    at = at instanceof AggregateError ? at.errors[0] : at.cause;
  }
  return undefined;
}

/** The port is on the list that `fetch` never connects to; it has no code for that. */
const isBarredPort = (error: unknown): boolean =>
  error instanceof Error && (error.message === 'bad port' || (error.cause !== error && isBarredPort(error.cause)));

const hostOf = (address: string): string => /^https?:\/\/([^/]+)/.exec(address)?.[1] ?? address;

interface Words {
  readonly message: string;
  readonly code: string;
}

const text = z.union([z.string(), z.number()]).transform(String).nullish().catch('');
const errorBody = z.looseObject({ message: text, code: text, type: text });
const wrapped = z.looseObject({ error: z.union([errorBody, z.string()]) });

/** The message and the codes in a body, whichever protocol it speaks. */
function words(body: string, key: string | undefined): Words {
  const short = (message: string) => shortened(struckOut(message, key));
  const json = parsed(body);
  const outer = wrapped.safeParse(json);
  const inner = outer.success ? outer.data.error : errorBody.safeParse(json).data;
  if (typeof inner === 'string') return { message: short(inner), code: '' };
  if (inner) return { message: short(inner.message ?? ''), code: `${inner.code ?? ''} ${inner.type ?? ''}` };
  return { message: /^\s*</.test(body) ? '' : short(body), code: '' };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

const longestQuote = 240;

const unprintable = /[\s\p{Cc}\p{Cf}]+/gu;

function shortened(message: string): string {
  const line = message.replace(unprintable, ' ').trim();
  return line.length > longestQuote ? `${line.slice(0, longestQuote)}…` : line;
}

function isQuota(status: number, { message, code }: Words): boolean {
  if (status === 402) return true;
  return status >= 400 && status < 500 && /insufficient_quota|billing/.test(code)
    ? true
    : status < 500 && /credit balance|exceeded your current quota|billing/i.test(message);
}

function isTooLong(status: number, { message, code }: Words): boolean {
  if (status === 413) return true;
  if (status !== 400 && status !== 422) return false;
  return (
    /context_length/.test(code) ||
    /context (length|window|size)|prompt is too long|too many tokens|exceed\w* the (available )?context|maximum context/i.test(message)
  );
}

function isNoModel(status: number, { message, code }: Words): boolean {
  if (/model_not_found/.test(code)) return true;
  if (status !== 404 && status !== 400) return false;
  return (
    /not_found_error/.test(code) ||
    /model\b.*(not found|does not exist|no such|unknown|not exist)|(no such|unknown) model|try pulling/i.test(message)
  );
}

const modelHint = ({ provider, address }: Profile): string =>
  provider === 'openai-compatible' && isLocal(address)
    ? '`polity doctor` lists the models that it has; with Ollama, `ollama pull` gets one.'
    : 'Check `model` in polity.config.json; `polity doctor` lists what there is.';

/** With the numbers, where the server tells them. */
function tooLong(profile: Profile, { message }: Words): Failure {
  const numbers = [...message.matchAll(/\d[\d,_]{2,}/g)].map(match => Number(match[0].replace(/[,_]/g, '')));
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  const counts =
    numbers.length > 1 && most > least
      ? ` It counts ${most.toLocaleString('en')} tokens and reads at most ${least.toLocaleString('en')}.`
      : message === ''
        ? ''
        : ` It says: “${message}”.`;
  return {
    kind: 'context',
    message: `The conversation is too long for ${called(profile)}.${counts} Take a model with a larger context window, or set \`contextWindow\` so that the prompt is fitted to it.`,
  };
}

/** What the server asks us to wait, in milliseconds: a number of seconds, or a date. */
function retryAfter(headers: Headers): number | undefined {
  const milliseconds = Number(headers.get('retry-after-ms') ?? Number.NaN);
  if (milliseconds >= 0) return milliseconds;
  const value = headers.get('retry-after');
  if (value === null) return undefined;
  if (/^\d+(\.\d+)?$/.test(value.trim())) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}
