// How whatever Polity's own surfaces ask beyond LSP is answered: what was asked must fit its shape, the answer comes after all
// changes that were told before, and whatever stands in its way is told in words.

import { type CancellationToken, ErrorCodes, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type * as z from 'zod';
import { isRefusal, refusal } from '../refusal.ts';
import type { Served } from './server.ts';
import { settled } from './syncing.ts';

export interface Question<Params extends z.ZodType = z.ZodType, Result extends z.ZodType = z.ZodType> {
  readonly method: string;
  readonly params: Params;
  readonly result: Result;
}

/** Throws a refusal where the reason is the whole answer. */
export type Answer<Q extends Question> = (
  params: z.output<Q['params']>,
  token: CancellationToken,
) => z.input<Q['result']> | ResponseError | Promise<z.input<Q['result']> | ResponseError>;

export const refused = (message: string): { readonly kind: 'refused'; readonly message: string } => ({ kind: 'refused', message });

const untrusted =
  'This workspace is not trusted, so nothing is sent to any model. Trust it (“Workspaces: Manage Workspace Trust”) to ask one; everything else is shown.';

export function serveQuestion<Q extends Question>(served: Served, question: Q, answer: Answer<Q>): void {
  const { method, params: shape } = question;
  served.connection.onRequest(method, async (params: unknown, token: CancellationToken): Promise<unknown> => {
    const asked = shape.safeParse(params ?? {});
    // The place alone: what was sent may hold a key.
    if (!asked.success)
      return new ResponseError(ErrorCodes.InvalidParams, `${method}: malformed at “${asked.error.issues[0]?.path.join('.') ?? ''}”`);
    await settled(served);
    try {
      return await answer(asked.data as z.output<Q['params']>, token);
    } catch (error) {
      if (error instanceof ResponseError) return error;
      if (isRefusal(error)) return inWords(question, error.message, LSPErrorCodes.RequestFailed);
      served.health.fault(method, error);
      return inWords(question, 'Something went wrong in Polity itself; the log says what.', ErrorCodes.InternalError);
    }
  });
}

/** Only where the user trusts the workspace. */
export function serveTrusted<Q extends Question>(served: Served, question: Q, answer: Answer<Q>): void {
  serveQuestion(served, question, (params, token) => {
    if (!served.client.trusted) throw refusal(untrusted);
    return answer(params, token);
  });
}

/** Where the shape of the answer has room for a reason, that is the answer. */
function inWords({ result }: Question, message: string, code: number) {
  const reason = refused(message);
  return result.safeParse(reason).success ? reason : new ResponseError(code, message);
}
