// How far down its reader was: a page is laid out anew each time its tab comes back from behind another.

import * as z from 'zod';
import { keep, kept } from './host.ts';

/** Comes back there as soon as the page is long enough, unless its reader has moved by then. */
export function keepPlace(): void {
  let wanted = kept(z.object({ scroll: z.number().min(0) }))?.scroll;
  const here = () => {
    wanted = undefined;
  };
  for (const moved of ['wheel', 'keydown', 'pointerdown']) window.addEventListener(moved, here);
  window.addEventListener('scroll', () => wanted ?? keep({ scroll: window.scrollY }));
  new ResizeObserver(() => {
    if (wanted === undefined || document.documentElement.scrollHeight - window.innerHeight < Math.floor(wanted)) return;
    window.scrollTo({ top: wanted });
    here();
  }).observe(document.body);
}
