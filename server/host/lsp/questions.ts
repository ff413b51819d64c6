// What Polity's own surfaces ask beyond LSP: protocol.ts has the shapes, one answer each.

import { ErrorCodes, ResponseError } from 'vscode-languageserver';
import { requests } from '../../features/protocol.ts';
import { checkedFiles, reportOf } from './diagnostics.ts';
import type { Served } from './server.ts';
import { settled } from './syncing.ts';

type Method = (typeof requests)[keyof typeof requests];
type Answers = { readonly [Name in keyof typeof requests]?: (params: never) => unknown };

export function serveQuestions(served: Served): void {
  const answers: Answers = { check: () => checkWorkspace(served) };
  for (const [name, answer] of Object.entries(answers)) {
    const { method, params: shape }: Method = requests[name as keyof typeof requests];
    served.connection.onRequest(method, async (params: unknown) => {
      const read = shape.safeParse(params ?? {});
      if (!read.success) return new ResponseError(ErrorCodes.InvalidParams, `${method}: ${read.error.issues[0]?.message ?? 'malformed'}`);
      await settled(served);
      return answer(read.data as never);
    });
  }
}

function checkWorkspace({ session }: Served): unknown {
  const summary = { error: 0, warning: 0, info: 0, hint: 0 };
  const names = ['error', 'warning', 'info', 'hint'] as const;
  let documents = 0;
  for (const folder of session.folders) {
    for (const file of checkedFiles(folder)) {
      documents++;
      for (const { severity } of reportOf(folder, file)?.items() ?? []) summary[names[(severity ?? 1) - 1]!]++;
    }
  }
  return { documents, summary };
}
