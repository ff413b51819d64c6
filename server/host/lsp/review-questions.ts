// What a review asks (features/review-protocol.ts), answered by the host where it has git, else by the reason why there is no answer.

import type * as z from 'zod';
import { reviewRequests } from '../../features/review-protocol.ts';
import { type Question, serveQuestion } from './questions.ts';
import type { Served } from './server.ts';

type Requests = typeof reviewRequests;
type Name = keyof Requests;
type Token = { readonly isCancellationRequested: boolean };

export type ReviewAnswers = {
  readonly [N in Name]: (params: z.output<Requests[N]['params']>, token: Token) => Promise<z.input<Requests[N]['result']>>;
};

const noGit =
  'Comparing needs git, which is not there in a browser. Open this folder in VS Code on your machine, or run `polity diff main` in it.';

export function serveReviews(served: Served, answers?: ReviewAnswers): void {
  for (const name of Object.keys(reviewRequests) as Name[]) {
    const answer = answers?.[name] as ((params: unknown, token: Token) => unknown) | undefined;
    serveQuestion(served, reviewRequests[name] as Question, answer ?? (() => ({ kind: 'refused', message: noGit })));
  }
}
