// A report to write, without an analysis behind it.

import { parse } from '../../grammar/parser.ts';
import type { Finding } from '../../server/analysis/finding.ts';
import type { Rule } from '../../server/analysis/rules/rule.ts';
import type { Report } from '../../server/reporting/report.ts';

export const specText = `constitution clinic "Clinic assistant"

context audience: adult | minor
context urgent: boolean
action give_dosage "State a dose of a medicine"

principle no_dosage "No doses for minors" {
  must not give_dosage when audience is minor
}
principle helpful "Be of use" {
  must give_dosage when urgent
}
`;

/** A finding at the first place of `text` after `after`. */
export function findingAt(source: string, text: string, finding: Omit<Finding, 'start' | 'end'>): Finding {
  const start = source.indexOf(text);
  return { ...finding, start, end: start + text.length };
}

const rule = (code: string, severity: Rule['severity'], title: string): Rule => ({
  code,
  severity,
  page: {
    title,
    what: `What ${title} is.`,
    why: 'Why it matters.',
    wrong: 'constitution a',
    right: 'constitution b',
    fixes: 'What to do.',
  },
  check: () => [],
});

const duty = 'must give_dosage when urgent';
const ban = 'must not give_dosage when audience is minor';
const banAt = specText.indexOf(ban);

export const findings: readonly Finding[] = [
  findingAt(specText, 'urgent', {
    file: 'specs/clinic.constitution',
    code: 'name/unused',
    severity: 'hint',
    message: '`urgent` is declared and nothing asks for it.',
    related: [],
  }),
  findingAt(specText, duty, {
    file: 'specs/clinic.constitution',
    code: 'conflict/contradiction',
    severity: 'error',
    message:
      '`helpful` bids what `no_dosage` forbids, when audience is minor and urgent. Nobody could follow both; say which counts with `overrides`, or narrow one with `unless`.',
    related: [{ file: 'specs/clinic.constitution', start: banAt, end: banAt + ban.length, message: 'the norm that forbids it' }],
    data: {
      kind: 'contradiction',
      norms: [
        { principle: 'no_dosage', index: 0, text: ban },
        { principle: 'helpful', index: 0, text: duty },
      ],
      when: 'audience is minor and urgent',
      witness: { audience: 'minor', urgent: true },
      fix: { secret: 1 },
    },
  }),
];

export function reportOf(over: Partial<Report> = {}): Report {
  return {
    files: [{ file: 'specs/clinic.constitution', principles: 2, norms: 2, contexts: 2, actions: 1, evals: 0, examples: 0 }],
    findings,
    sources: new Map([['specs/clinic.constitution', { text: specText, tree: parse(specText) }]]),
    rules: [
      rule('conflict/contradiction', 'error', 'Two norms that cannot both be kept'),
      rule('name/unused', 'hint', 'A name that nothing uses'),
    ],
    version: '1.2.3',
    ...over,
  };
}

/** One finding with this message in this file. */
export const saying = (message: string, file = 'a.constitution', text = ''): Report =>
  reportOf({
    files: [],
    sources: new Map([[file, { text }]]),
    findings: [{ file, start: 0, end: text.length, code: 'syntax/unexpected', severity: 'error', message, related: [] }],
  });
