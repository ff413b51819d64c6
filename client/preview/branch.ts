// A file as the main branch has it.

import type { Uri } from 'vscode';
import { reviewRequests } from '../../server/features/review-protocol.ts';
import type { Session } from '../session.ts';

/** Without a text where there is no git, no main branch, or no such file in it: then with the reason. */
export async function onMainBranch(
  { server }: Session,
  uri: Uri,
): Promise<{ readonly kind: 'text'; readonly name: string; readonly text: string } | { readonly kind: 'none'; readonly why: string }> {
  const answer = await server.ask(reviewRequests.onMain, { uri: uri.toString() });
  if (answer.kind === 'text') return answer;
  const why = answer.kind === 'refused' ? answer.message : 'This file is on no main branch that git knows of here.';
  return { kind: 'none', why };
}
