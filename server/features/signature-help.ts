// What may follow `expect` and `require`, while the author writes it.

import type { SignatureHelp } from 'vscode-languageserver-types';
import type { At, Feature, View } from './feature.ts';
import { offsetAt } from './positions.ts';

interface Form {
  readonly word: string;
  readonly label: string;
  readonly parameters: readonly string[];
  readonly what: string;
}

const expectations: readonly Form[] = [
  { word: '"', label: 'expect "criterion"', parameters: ['"criterion"'], what: 'A judge says whether the reply meets it, with a reason.' },
  {
    word: '"',
    label: 'expect "criterion" at least 4 of 5',
    parameters: ['"criterion"', '4', '5'],
    what: 'A judge marks the reply on a scale.',
  },
  { word: 'performs', label: 'expect performs ACTION', parameters: ['ACTION'], what: 'A judge says whether the reply does it.' },
  { word: 'avoids', label: 'expect avoids ACTION', parameters: ['ACTION'], what: 'A judge says whether the reply leaves it undone.' },
  { word: 'contains', label: 'expect contains "text"', parameters: ['"text"'], what: 'The reply holds these words.' },
  { word: 'equals', label: 'expect equals "text"', parameters: ['"text"'], what: 'The reply is exactly this.' },
  {
    word: 'matches',
    label: 'expect matches "regular expression"',
    parameters: ['"regular expression"'],
    what: 'RE2: linear time, no back-references. A backslash is written twice.',
  },
  {
    word: 'under',
    label: 'expect under 200 words',
    parameters: ['200', 'words'],
    what: 'Also `over`; `words`, `characters` or `sentences`.',
  },
  { word: 'over', label: 'expect over 20 words', parameters: ['20', 'words'], what: 'Also `under`; `words`, `characters` or `sentences`.' },
  {
    word: 'parity',
    label: 'expect parity "criterion" within 10%',
    parameters: ['"criterion"', '10%'],
    what: 'Over the `vary` cases, pass rates lie no further apart.',
  },
];

const requirements: readonly Form[] = [
  { word: 'conflicts', label: 'require conflicts is 0', parameters: ['0'], what: 'How many conflicts no `allow` accepts.' },
  { word: 'vague', label: 'require vague <= 5', parameters: ['5'], what: 'How many findings of vague prose no `allow` accepts.' },
  {
    word: 'coverage',
    label: 'require coverage >= 90%',
    parameters: ['90%'],
    what: 'The share of principles with norms that an eval or example checks.',
  },
  {
    word: 'evals',
    label: 'require evals >= 95%',
    parameters: ['95%'],
    what: 'The lower end of the 95% interval of the pass rate reaches it.',
  },
  {
    word: 'evals',
    label: 'require evals of EVAL, PRINCIPLE is 100%',
    parameters: ['EVAL, PRINCIPLE', '100%'],
    what: 'The same for some evals.',
  },
  {
    word: 'regressions',
    label: 'require regressions since "v1.0.0" is 0',
    parameters: ['"v1.0.0"', '0'],
    what: 'Evals that passed at that version and do not now.',
  },
];

export function signatureHelp({ document }: View, { position }: At): SignatureHelp | undefined {
  const offset = offsetAt(document.tree, position);
  const line = document.tree.text.slice(document.tree.text.lastIndexOf('\n', offset - 1) + 1, offset);
  const written = /(?:^|[\s{])(expect|require)\s+((?:"(?:[^"\\]|\\.)*"?|[^"{}])*)$/.exec(line.slice(-400));
  if (!written) return undefined;
  const forms = written[1] === 'expect' ? expectations : requirements;
  const rest = written[2]!.replace(/^not\s+/, '');
  const word = rest.startsWith('"') ? '"' : (/^\w+/.exec(rest)?.[0] ?? '');
  const active = word === '' ? 0 : forms.findIndex(form => form.word.startsWith(word));
  if (active < 0) return undefined;
  return {
    signatures: forms.map(({ label, parameters, what }) => ({
      label,
      documentation: what,
      parameters: parameters.map(each => ({ label: each })),
    })),
    activeSignature: active,
    activeParameter: parameterAt(forms[active]!, rest),
  };
}

/** How many parts of the form are written already; the place is in the next. */
function parameterAt(form: Form, rest: string): number {
  const closed = rest.match(/"(?:[^"\\]|\\.)*"\s|\d+%?\s/g)?.length ?? 0;
  return Math.min(closed, form.parameters.length - 1);
}

export const signatureHelpFeature: Feature<At, SignatureHelp> = {
  method: 'textDocument/signatureHelp',
  capability: { signatureHelpProvider: { triggerCharacters: [' '], retriggerCharacters: ['"'] } },
  provide: signatureHelp,
};
