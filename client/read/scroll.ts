// The page and the text scroll together: each tells the other the line at its top.

import { send } from '../page/host.ts';

/** The page was moved by the text until then; what it would say before is an echo. */
let ledUntil = 0;
const echo = 400;

interface Anchor {
  readonly line: number;
  readonly top: number;
}

/** Parts with their lines, in the order of lines: a rendered part may stand elsewhere than its text. */
function anchors(): Anchor[] {
  return [...document.querySelectorAll<HTMLElement>('[data-line]')]
    .map(element => ({ line: Number(element.dataset.line), top: element.getBoundingClientRect().top + window.scrollY }))
    .toSorted((a, b) => a.line - b.line);
}

/** Between two parts the lines are spread evenly. */
export function scrollTo(line: number): void {
  const all = anchors();
  const next = all.findIndex(anchor => anchor.line > line);
  const before = all[(next < 0 ? all.length : next) - 1];
  const after = next < 0 ? undefined : all[next];
  if (!before && !after) return;
  ledUntil = performance.now() + echo;
  const top = !before
    ? 0
    : !after
      ? before.top
      : before.top + ((line - before.line) / (after.line - before.line)) * (after.top - before.top);
  window.scrollTo({ top: Math.max(0, top - 8) });
}

/** Tells the text where the page is, at most once a frame. */
export function lead(): void {
  let due = false;
  window.addEventListener('scroll', () => {
    if (due || performance.now() < ledUntil) return;
    due = true;
    requestAnimationFrame(() => {
      due = false;
      const all = anchors().toSorted((a, b) => a.top - b.top);
      const next = all.findIndex(anchor => anchor.top > window.scrollY + 8);
      const before = all[(next < 0 ? all.length : next) - 1];
      if (before) send({ kind: 'scrolled', line: before.line });
      else send({ kind: 'scrolled', line: 0 });
    });
  });
}
