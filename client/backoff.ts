// How long to wait before a server that crashed is started again.

/** Milliseconds; the last one is the last try. */
const waits = [200, 1000, 3000, 8000];
const window = 5 * 60_000;

export type NextStart = { readonly kind: 'wait'; readonly milliseconds: number } | { readonly kind: 'give up' };

/** What to do after crashes at these times (milliseconds, the latest last): crashes longer than five minutes ago no longer count. */
export function afterCrash(crashes: readonly number[]): NextStart {
  const latest = crashes.at(-1) ?? 0;
  const recent = crashes.filter(time => latest - time < window).length;
  const milliseconds = waits[recent - 1];
  return milliseconds === undefined ? { kind: 'give up' } : { kind: 'wait', milliseconds };
}
