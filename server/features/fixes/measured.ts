// What was measured with models: a case of it becomes an eval, so that it is seen whether a change helped.

import type { MeasuredCase } from '../../analysis/finding.ts';
import { measuredPrinciples } from '../../analysis/measured.ts';
import type { View } from '../feature.ts';
import type { Fixer } from './fix.ts';
import { withDeclaration } from './writing.ts';

/** More cases than this would bury the other fixes. */
const most = 3;

export const evalOfCase: Fixer = function* (view, finding) {
  const measurement = view.workspace.settings.measured?.find(({ code, message }) => code === finding.code && message === finding.message);
  if (!measurement || !measuredPrinciples(view.scope, measurement.principles)) return;
  for (const [i, one] of measurement.cases.slice(0, most).entries()) {
    const name = freeName(view, `${measurement.principles[0]!.split('.').at(-1)}_case_${i + 1}`);
    const text = `eval ${name} {\n  checks ${measurement.principles.join(', ')}\n  user ${quoted(one)}\n}`;
    yield { title: `Make an eval of “${short(one.user)}”`, edits: [withDeclaration(view, 'eval', text)], keeps: true };
  }
};

function freeName({ scope }: View, wanted: string): string {
  const taken = scope.own.named.get('eval');
  for (let n = 0; ; n++) {
    const name = n === 0 ? wanted : `${wanted}_${n + 1}`;
    if (!taken?.has(name)) return name;
  }
}

const quoted = ({ user }: MeasuredCase): string =>
  `"${user.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\t', '\\t').replace(/\r?\n/g, '\\n')}"`;

const short = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text).replace(/\s+/g, ' ');
