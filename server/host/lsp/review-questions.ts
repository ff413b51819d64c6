// What a review asks (features/review-protocol.ts), answered by the host where it has git, else by the reason why there is no answer.

import { reviewRequests } from '../../features/review-protocol.ts';
import { type Answer, refused, serveQuestion } from './question.ts';
import type { Served } from './server.ts';

type Requests = typeof reviewRequests;
type Name = keyof Requests;

export type ReviewAnswers = { readonly [N in Name]: Answer<Requests[N]> };

const noGit =
  'Comparing needs git, which is not there in a browser. Open this folder in VS Code on your machine, or run `polity diff main` in it.';

export function serveReviews(served: Served, answers?: ReviewAnswers): void {
  for (const name of Object.keys(reviewRequests) as Name[]) {
    const answer = answers?.[name] as Answer<Requests[Name]> | undefined;
    serveQuestion(served, reviewRequests[name], answer ?? (() => refused(noGit)));
  }
}
