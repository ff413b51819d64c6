// Which model answers, and its key. Keys lie in the editor's SecretStorage, under the address that they are meant for, and are
// handed to the server with the one request that needs them.

import {
  type CancellationToken,
  CancellationTokenSource,
  commands,
  Disposable,
  EventEmitter,
  LanguageModelChatMessage,
  LanguageModelError,
  type LogOutputChannel,
  lm,
  type QuickPickItem,
  QuickPickItemKind,
  window,
  workspace,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type * as z from 'zod';
import { editorModel, editorPieces, type ModelOffer, previewRequests } from '../server/features/preview-protocol.ts';
import { iconless } from './icons.ts';
import { writeProfile } from './profile.ts';
import type { Session, Surface } from './session.ts';
import { refuse } from './trust.ts';

const memory = 'polity.model';
const secretFor = (address: string) => `polity.key ${address}`;

/** As it was chosen in this workspace. */
export const chosenModel = ({ context }: Session): string | undefined => context.workspaceState.get<string>(memory);

const chose = new EventEmitter<void>();
/** Another model is to answer from now on. */
export const onDidChooseModel = chose.event;

/** Keys that this window has handed over, so that a log of what is said to the server can leave them out. */
const handedOver = new Set<string>();

export const hasKey = async ({ context }: Session, address: string): Promise<boolean> =>
  (await context.secrets.get(secretFor(address))) !== undefined;

/** By address. */
export async function keysFor(
  { context }: Session,
  models: readonly { readonly address: string; readonly needsKey: boolean }[],
): Promise<Record<string, string>> {
  const keys: Record<string, string> = {};
  for (const { address, needsKey } of models) {
    const key = needsKey ? await context.secrets.get(secretFor(address)) : undefined;
    if (key === undefined) continue;
    handedOver.add(key);
    keys[address] = key;
  }
  return keys;
}

/** The log with every key struck out: `polity.trace.server` writes each request into it. */
export function withoutKeys(log: LogOutputChannel): LogOutputChannel {
  const struck = (value: unknown): unknown => {
    if (typeof value !== 'string') return value;
    let text = value;
    for (const key of handedOver) text = text.replaceAll(key, '[key]').replaceAll(JSON.stringify(key).slice(1, -1), '[key]');
    return text;
  };
  return new Proxy(log, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (...args: unknown[]) => Reflect.apply(value, target, args.map(struck)) : value;
    },
  });
}

export const models: Surface = session =>
  Disposable.from(
    commands.registerCommand('polity.chooseModel', () => chooseModel(session)),
    commands.registerCommand('polity.setApiKey', (address?: unknown) => setKey(session, typeof address === 'string' ? address : undefined)),
  );

async function offers({ server }: Session, local = true): Promise<ModelOffer[]> {
  const uri = window.activeTextEditor?.document.uri.toString();
  return (await server.ask(previewRequests.models, { local, ...(uri === undefined ? {} : { uri }) })).models;
}

interface ModelItem extends QuickPickItem {
  readonly model?: string;
}

/** Gives the name that was chosen, and remembers it for this workspace. */
export async function chooseModel(session: Session, placeHolder = 'Which model answers previews?'): Promise<string | undefined> {
  const name = await pickModel(session, placeHolder);
  if (name === undefined) return undefined;
  await session.context.workspaceState.update(memory, name);
  chose.fire();
  return name;
}

export async function pickModel(session: Session, placeHolder: string): Promise<string | undefined> {
  if (!workspace.isTrusted) {
    refuse('This workspace is not trusted, so no model is looked for and none is asked. Trust it to choose one.');
    return undefined;
  }
  const picked = await window.showQuickPick(itemsOf(session), { title: 'Polity: Choose Model…', placeHolder, matchOnDescription: true });
  if (picked && !picked.model) await writeProfile();
  return picked?.model;
}

const editConfig: ModelItem = { label: '$(edit) Write a profile in polity.config.json…', description: 'for any other model' };

async function itemsOf(session: Session): Promise<ModelItem[]> {
  const found = await offers(session);
  const of = (from: ModelOffer['from']) =>
    found
      .filter(offer => offer.from === from)
      .map(
        ({ name, model, detail }): ModelItem => ({
          label: iconless(name),
          description: iconless(model),
          detail: iconless(detail),
          model: name,
        }),
      );
  const editors = (await lm?.selectChatModels?.().then(undefined, () => [])) ?? [];
  const own = editors.map(
    ({ id, name, vendor }): ModelItem => ({
      label: iconless(name),
      description: iconless(`${vendor}, through VS Code`),
      detail: 'VS Code asks you before it is used. Its sampling cannot be set, and is marked so.',
      model: `editor/${vendor}/${id}`,
    }),
  );
  const group = (label: string, items: ModelItem[]): ModelItem[] =>
    items.length > 0 ? [{ label, kind: QuickPickItemKind.Separator }, ...items] : [];
  return [...group('profiles', of('profile')), ...group('on this machine', of('local')), ...group('of the editor', own), editConfig];
}

async function setKey(session: Session, asked: string | undefined): Promise<void> {
  const wanting = (await offers(session, false)).filter(({ from }) => from === 'profile');
  if (wanting.length === 0) {
    const write = 'Write a Profile…';
    const message = 'A key belongs to a model profile, and polity.config.json has none yet. Write one, then set its key.';
    if (await window.showInformationMessage(message, write)) await writeProfile();
    return;
  }
  const items = wanting
    .toSorted((a, b) => Number(b.needsKey) - Number(a.needsKey))
    .map(({ name, address, needsKey }) => ({
      label: iconless(name),
      description: iconless(address),
      ...(needsKey ? {} : { detail: 'asks for no key' }),
      address,
    }));
  const item =
    items.find(({ address }) => address === asked) ??
    (await window.showQuickPick(items, { title: 'Polity: Set API Key…', placeHolder: 'For which profile?' }));
  if (!item) return;
  const key = await window.showInputBox({
    title: `Key for ${item.address}`,
    prompt: 'The editor keeps it where it keeps passwords, and it is sent to this address alone. Empty: forget the key.',
    password: true,
    ignoreFocusOut: true,
  });
  if (key === undefined) return;
  if (key.trim() === '') await session.context.secrets.delete(secretFor(item.address));
  else await session.context.secrets.store(secretFor(item.address), key.trim());
  void window.showInformationMessage(
    key.trim() === '' ? `The key for ${item.address} is forgotten.` : `The key for ${item.address} is kept.`,
  );
}

type Answer = z.input<typeof editorModel.result>;

/** The server asks the editor's own models through here; it does so only in a run that the user started. */
export function answerModelRequests(client: BaseLanguageClient): void {
  client.onRequest(
    editorModel.method,
    async (params: unknown, token: CancellationToken): Promise<unknown> => answered(client, params, token),
  );
}

async function answered(client: BaseLanguageClient, params: unknown, token: CancellationToken): Promise<Answer> {
  const read = editorModel.params.safeParse(params);
  if (!read.success || !workspace.isTrusted) return { kind: 'failed', why: 'refused', message: 'The editor does not ask its models here.' };
  const { model: wanted, messages, call } = read.data;
  const known = (await lm?.selectChatModels?.()) ?? [];
  const model = known.find(({ vendor, id, family }) => wanted === '' || [`${vendor}/${id}`, id, family].includes(wanted));
  if (!model)
    return {
      kind: 'failed',
      why: 'no model',
      message: `VS Code offers no model ${wanted}. Choose another with “Polity: Choose Model…”.`,
    };
  const source = new CancellationTokenSource();
  token.onCancellationRequested(() => source.cancel());
  // The editor's models know no system role; the prompt goes first, as they are used to.
  const asked = messages.map(({ role, text }) =>
    role === 'assistant' ? LanguageModelChatMessage.Assistant(text) : LanguageModelChatMessage.User(text),
  );
  let text = '';
  try {
    const response = await model.sendRequest(
      asked,
      { justification: 'You asked Polity to preview your spec with this model.' },
      source.token,
    );
    for await (const piece of response.text) {
      text += piece;
      await client.sendNotification(editorPieces.method, { call, text: piece });
    }
    return { kind: 'reply', text, answeredBy: model.id };
  } catch (error) {
    return failureOf(error);
  } finally {
    source.dispose();
  }
}

function failureOf(error: unknown): Answer {
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof LanguageModelError)) return { kind: 'failed', why: 'refused', message };
  switch (error.code) {
    case LanguageModelError.NoPermissions.name:
      return {
        kind: 'failed',
        why: 'refused',
        message: 'You have not allowed Polity to use this model; VS Code asks again at the next try.',
      };
    case LanguageModelError.Blocked.name:
      return { kind: 'failed', why: 'quota', message: `The model cannot be asked now: ${message}` };
    case LanguageModelError.NotFound.name:
      return { kind: 'failed', why: 'no model', message: 'VS Code has this model no longer.' };
    default:
      return { kind: 'failed', why: 'refused', message };
  }
}
