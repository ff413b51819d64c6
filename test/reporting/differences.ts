// Differences made for the tests of how they are told.

import type { DifferenceJson } from '../../server/reporting/shapes.ts';

/** What would be markup, a link or a picture, were it not kept inert. */
export const hostile =
  '|</td></table></details><script>document.title="run"</script><img src=x onerror="document.title=1"> @everyone [x](http://e.vil) `` ``` <!-- ~~ ** \u202e http://e.vil\n\n# Heading\r\n| a | b |\n- [ ] task\n\n1. list';

/** A difference in which every text of a spec is this one, and every section has so many entries. */
export const differenceOf = (times: number, text: string): DifferenceJson => {
  const list = Array.from({ length: times }, (_, i) => `${text}${i}`);
  const conflict = (name: string) => ({
    code: 'conflict/contradiction',
    message: `These two cannot both be kept: ${name}`,
    norms: [{ principle: name, index: 0, text: `must ${name}` }],
    witness: { [name]: text },
  });
  return {
    version: 1,
    verdict: 'stricter',
    actions: list.map(action => ({
      action,
      changes: [{ from: 'open', to: 'forbidden', when: `${text} is x`, witness: { [text]: text }, share: 0.5 }],
    })),
    conflicts: { introduced: list.map(conflict), resolved: list.map(conflict) },
    principles: list.map(name => ({
      name,
      change: 'reworded',
      from: name,
      prose: { before: `${text} one two`, after: `${text} one three` },
    })),
    unrecorded: list,
    norms: list.map(principle => ({ principle, change: 'weakened', from: text, to: text })),
    precedence: list.map(principle => ({ what: 'level', principle, from: text, to: text })),
    terms: list.map(name => ({ name, change: 'redefined', from: text, to: text, principles: list.slice(0, 3) })),
    definitions: list.map(name => ({ kind: 'action', name, change: 'redefined', from: text, to: text })),
    evals: list.map(name => ({ name, why: text })),
    errors: list.slice(0, 3).map(file => ({ version: 'before', file, line: 0, message: text, count: 1 })),
  };
};
