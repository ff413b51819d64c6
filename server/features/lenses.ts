// Above a principle: its conflicts and what checks it. Above an eval or example: Run, Preview, Compare.

import type { CodeLens, Command } from 'vscode-languageserver-types';
import type * as syntax from '../../grammar/syntax.ts';
import { textOf } from '../../grammar/text.ts';
import { check } from '../analysis/check.ts';
import { type Declared, entityOf, type Named } from '../analysis/names.ts';
import { checkedIn } from '../analysis/rules/eval/uncovered.ts';
import type { Feature, View } from './feature.ts';
import { locationOf } from './places.ts';
import { clientCommands } from './protocol.ts';

export function codeLenses(view: View): CodeLens[] {
  const conflicts = check(view.workspace, view.document.file).filter(({ code }) => code.startsWith('conflict/'));
  return view.scope.own.declarations.flatMap(declared => {
    if (declared.node.kind === 'eval') return testLenses(view, declared, { span: declared.node.name, name: declared.node.name.text });
    if (declared.node.kind !== 'principle') return [];
    const principle = declared as Declared<syntax.Principle>;
    return [...principleLenses(view, principle, conflicts), ...exampleLenses(view, principle)];
  });
}

function principleLenses(view: View, declared: Declared<syntax.Principle>, conflicts: ReturnType<typeof check>): CodeLens[] {
  const { name } = declared.node;
  if (name.text === '') return [];
  const range = locationOf(view, { ...declared, span: name })!.range;
  const uri = view.uriOf(view.document.file);
  const isAbout = ({ data }: (typeof conflicts)[number]) =>
    (data?.norms?.map(({ principle }) => principle) ?? data?.principles ?? []).includes(name.text);
  const own = conflicts.filter(isAbout).length;
  const lenses: Command[] = [];
  if (own > 0)
    lenses.push({
      title: `${own} ${own === 1 ? 'conflict' : 'conflicts'}`,
      command: clientCommands.showConflicts,
      arguments: [uri, name.text],
    });
  const evals = evalsOf(view, declared);
  const examples = declared.node.body.filter(statement => statement.kind === 'example').length;
  if (evals + examples > 0) {
    lenses.push({
      title: [counted(evals, 'eval'), counted(examples, 'example')].filter(part => part !== '').join(', '),
      command: clientCommands.run,
      arguments: [uri, name.text],
    });
  }
  lenses.push({ title: 'Preview', command: clientCommands.preview, arguments: [uri, name.text] });
  return lenses.map(command => ({ range, command }));
}

const counted = (count: number, what: string): string => (count === 0 ? '' : `${count} ${what}${count === 1 ? '' : 's'}`);

function evalsOf(view: View, declared: Declared<syntax.Principle>): number {
  const entity = entityOf(declared as Declared<Named>);
  if (!checkedIn(view.scope).has(entity)) return 0;
  return view.scope.own.declarations.filter(
    ({ node }) =>
      node.kind === 'eval' &&
      node.body.some(statement => statement.kind === 'checks' && statement.principles.some(ref => ref.parts.at(-1)?.text === entity.name)),
  ).length;
}

function exampleLenses(view: View, declared: Declared<syntax.Principle>): CodeLens[] {
  const examples = declared.node.body.filter(statement => statement.kind === 'example');
  return examples.flatMap((statement, i) => {
    const title = statement.title ? textOf(statement.title).replaceAll(/\s+/g, ' ').trim() : `example ${i + 1}`;
    return testLenses(view, declared, {
      span: { start: statement.start, end: statement.start + 7 },
      name: `${declared.node.name.text}/${title}`,
    });
  });
}

function testLenses(view: View, declared: Declared, { span, name }: { span: syntax.Span; name: string }): CodeLens[] {
  const range = locationOf(view, { ...declared, span })!.range;
  const uri = view.uriOf(view.document.file);
  return [
    { range, command: { title: '▶ Run', command: clientCommands.run, arguments: [uri, name] } },
    { range, command: { title: 'Preview', command: clientCommands.preview, arguments: [uri, name] } },
    { range, command: { title: 'Compare', command: clientCommands.preview, arguments: [uri, name, 'compare'] } },
  ];
}

export const codeLensesFeature: Feature<unknown, CodeLens[]> = {
  method: 'textDocument/codeLens',
  capability: { codeLensProvider: { resolveProvider: false } },
  provide: codeLenses,
};
