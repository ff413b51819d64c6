// The editor's own models, asked through the client: their replies come piece by piece.

import { randomUUID } from 'node:crypto';
import { CancellationTokenSource, type Connection } from 'vscode-languageserver';
import type { Send } from '../../evaluation/asking.ts';
import { type Failure, type FailureKind, failed } from '../../evaluation/call.ts';
import { estimatedRequest, estimatedTokens } from '../../evaluation/tokens.ts';
import { editorModel, editorPieces } from '../../features/preview-protocol.ts';
import { timedOut } from '../models/failures.ts';

export interface Patience {
  readonly signal: AbortSignal;
  /** From the first piece of a reply to its end. */
  readonly timeoutSeconds: number;
}

/** Makes what asks the editor's models until the signal aborts. */
export type EditorModels = (patience: Patience) => Send;

/** Before the first piece: the editor may be asking its user whether the model may be asked at all. */
const longestSilence = 300;

export function editorModels(connection: Connection): EditorModels {
  const pieces = new Map<string, (text: string) => void>();
  connection.onNotification(editorPieces.method, (params: unknown) => {
    const read = editorPieces.params.safeParse(params);
    if (read.success) pieces.get(read.data.call)?.(read.data.text);
  });
  return patience => editorSend(connection, { ...patience, pieces });
}

const failureKinds = { 'no model': 'no model', refused: 'refused', quota: 'quota', cancelled: 'cancelled' } as const satisfies Record<
  string,
  FailureKind
>;

/** The editor's own models are asked through the client. */
function editorSend(
  connection: Connection,
  { signal, timeoutSeconds, pieces }: Patience & { readonly pieces: Map<string, (text: string) => void> },
): Send {
  return async (call, onText) => {
    const id = randomUUID();
    const started = performance.now();
    const ended = Promise.withResolvers<Failure>();
    const source = new CancellationTokenSource();
    const end = (failure: Failure) => {
      source.cancel();
      ended.resolve(failure);
    };
    const stop = () => end({ kind: 'cancelled', message: 'Called off before the reply was there.' });
    const within = (seconds: number) => setTimeout(() => end(timedOut(call.profile, seconds)), seconds * 1000);
    let timer = within(Math.max(longestSilence, timeoutSeconds));
    let silent = true;
    pieces.set(id, text => {
      if (silent) {
        silent = false;
        clearTimeout(timer);
        timer = within(timeoutSeconds);
      }
      onText?.(text);
    });
    signal.addEventListener('abort', stop, { once: true });
    try {
      const asked = connection
        .sendRequest(editorModel.method, { model: call.profile.model, messages: call.messages, call: id }, source.token)
        .then(answer => editorModel.result.parse(answer));
      const answer = await Promise.race([asked, ended.promise]);
      if (answer.kind !== 'reply' && !('why' in answer)) return failed(answer);
      if (answer.kind === 'failed') return failed({ kind: failureKinds[answer.why], message: answer.message });
      const usage = { input: estimatedRequest(call.messages), output: estimatedTokens(answer.text), estimated: true };
      const milliseconds = Math.round(performance.now() - started);
      return {
        kind: 'reply',
        reply: { text: answer.text, finish: 'stop', usage, milliseconds, ...(answer.answeredBy ? { answeredBy: answer.answeredBy } : {}) },
      };
    } catch (error) {
      return failed({
        kind: 'garbled',
        message: `The editor could not ask its model: ${error instanceof Error ? error.message : String(error)}`,
      });
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      source.dispose();
      pieces.delete(id);
    }
  };
}
