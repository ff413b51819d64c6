// What a model says comes in pieces; the page is told so many times a second, however many pieces there are.

import type { PreviewEvent } from '../../server/features/preview-protocol.ts';

export interface News {
  readonly column: string;
  readonly event: PreviewEvent;
}

/** One for a few frames: a reader sees no difference, and the editor has time to draw what its user types. */
const pause = 60;

export interface Batch {
  readonly add: (news: News) => void;
  /** Forgets what waits: all of it is told in another way. */
  readonly drop: () => void;
}

/** Hands on what came in, at most once in so many milliseconds. */
export function batching(give: (news: readonly News[]) => void, milliseconds = pause): Batch {
  let waiting: News[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const drop = () => {
    clearTimeout(timer);
    timer = undefined;
    waiting = [];
  };
  return {
    drop,
    add: news => {
      waiting = joined(waiting, news);
      timer ??= setTimeout(() => {
        const all = waiting;
        drop();
        give(all);
      }, milliseconds);
    },
  };
}

/** Pieces of one reply are one piece; what happens in a column stays in its order. */
function joined(waiting: News[], { column, event }: News): News[] {
  const last = waiting.findLastIndex(each => each.column === column);
  const before = waiting[last]?.event;
  if (before?.kind !== 'text' || event.kind !== 'text') return [...waiting, { column, event }];
  return waiting.with(last, { column, event: { kind: 'text', text: before.text + event.text } });
}
