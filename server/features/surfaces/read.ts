// The spec in words, in reading order, for those who do not read code.

import type * as syntax from '../../../grammar/syntax.ts';
import { textOf } from '../../../grammar/text.ts';
import { levelsOf } from '../../analysis/resolve.ts';
import type { View } from '../feature.ts';
import type { ReadPart, ReadResult } from '../protocol.ts';
import { rangeOf } from './places.ts';
import { otherDeclaration } from './read-declarations.ts';
import { heading, lowered, put, type Reader, titles, writtenAs } from './read-parts.ts';
import { expressionText } from './words.ts';

export function read(view: View, version: number): ReadResult {
  const { header } = view.scope.own;
  const parts: ReadPart[] = [];
  const title = header?.node.title ? textOf(header.node.title) : (header?.node.name.text ?? view.document.file);
  if (header) {
    const badges = header.node.version ? [`version ${textOf(header.node.version)}`] : [];
    const what = header.node.spec === 'constitution' ? 'constitution' : 'model spec';
    parts.push({ kind: 'heading', level: 1, text: title, what, badges, at: rangeOf(view, header, header.node) });
  }
  for (const segment of view.document.tree.segments) {
    if (segment.node && segment.node.kind !== 'header') declaration({ view, segment, parts }, segment.node, 2);
  }
  const language = view.scope.own.declarations.find(({ node }) => node.kind === 'language')?.node;
  return { title, ...(language?.kind === 'language' ? { language: language.language.text } : {}), version, parts };
}

function declaration(reader: Reader, node: syntax.Declaration, level: number): void {
  switch (node.kind) {
    case 'section':
      heading(reader, node, { level, what: 'section', badges: [] });
      for (const item of node.body) {
        if (item.kind === 'prose') prose(reader, item);
        else if (item.kind === 'note') put(reader, item, { kind: 'note', markdown: textOf(item.text) });
        else declaration(reader, item, Math.min(6, level + 1));
      }
      return;
    case 'principle':
      heading(reader, node, { level, what: node.role ? 'role' : 'principle', badges: badgesOf(reader.view, node) });
      for (const statement of node.body) principleStatement(reader, statement);
      return;
    case 'value':
      heading(reader, node, { level, what: 'value', badges: [] });
      for (const statement of node.body) valueStatement(reader, statement);
      return;
    case 'eval':
      heading(reader, node, { level, what: 'eval', badges: [] });
      for (const statement of node.body) evalStatement(reader, statement);
      return;
    default:
      otherDeclaration(reader, node, level);
  }
}

function badgesOf(view: View, node: syntax.Principle): string[] {
  const level = node.level?.text ?? levelsOf(view.scope).at(-1)!;
  return [
    level,
    ...(node.entrenched ? ['entrenched: nobody may set it aside'] : []),
    ...(node.when ? [`when ${expressionText(node.when)}`] : []),
  ];
}

function prose(reader: Reader, { text, translations }: syntax.Prose): void {
  put(reader, text, { kind: 'prose', markdown: textOf(text) });
  for (const { text: translated, language } of translations)
    put(reader, translated, { kind: 'prose', markdown: textOf(translated), language: language.text });
}

function principleStatement(reader: Reader, statement: syntax.Statement): void {
  switch (statement.kind) {
    case 'prose':
      prose(reader, statement);
      return;
    case 'norm':
      norm(reader, statement);
      return;
    case 'because':
      put(reader, statement, { kind: 'reason', markdown: textOf(statement.text) });
      return;
    case 'source':
      put(reader, statement, { kind: 'source', text: textOf(statement.text), ...(statement.at ? { url: textOf(statement.at) } : {}) });
      return;
    case 'note':
      put(reader, statement, { kind: 'note', markdown: textOf(statement.text) });
      return;
    case 'serves':
      put(reader, statement, { kind: 'detail', label: 'Serves', items: titles(reader.view, 'value', statement.values) });
      return;
    case 'overrides':
      put(reader, statement, {
        kind: 'detail',
        label: 'Wins over',
        items: titles(reader.view, 'principle', statement.principles).map(each =>
          statement.when ? `${each}, when ${expressionText(statement.when)}` : each,
        ),
      });
      return;
    case 'tagged':
      put(reader, statement, { kind: 'detail', label: 'Tags', items: statement.tags.map(tag => tag.text) });
      return;
    case 'allow':
      put(reader, statement, {
        kind: 'note',
        markdown: `Accepted: \`${statement.code.text}\`${statement.because ? `, because ${textOf(statement.because)}` : ''}`,
      });
      return;
    case 'example':
      example(reader, statement);
  }
}

function norm(reader: Reader, { modality, act, when, unless, start, end }: syntax.Norm): void {
  const action = act.kind === 'text' ? textOf(act) : lowered(titles(reader.view, 'action', [act])[0]!);
  const condition = [when && `when ${expressionText(when)}`, unless && `unless ${expressionText(unless)}`]
    .filter(part => part !== undefined)
    .join(' ');
  put(reader, { start, end }, { kind: 'norm', modality, action, ...(condition ? { condition } : {}) });
}

function example(reader: Reader, node: syntax.Example): void {
  put(reader, node, { kind: 'heading', level: 5, text: node.title ? textOf(node.title) : 'Example', what: 'example', badges: [] });
  for (const item of node.body) {
    if (item.kind === 'given') given(reader, item);
    else if (item.kind === 'turn') turn(reader, item);
    else
      put(reader, item, {
        kind: 'answer',
        label: item.label,
        markdown: textOf(item.text),
        ...(item.because ? { because: textOf(item.because) } : {}),
      });
  }
}

const given = (reader: Reader, node: syntax.Given): void =>
  put(reader, node, { kind: 'detail', label: 'Given', items: node.facts.map(expressionText) });

const turn = (reader: Reader, node: syntax.Turn): void =>
  put(reader, node, { kind: 'turn', speaker: node.speaker, markdown: textOf(node.text) });

function valueStatement(reader: Reader, statement: syntax.ValueStatement): void {
  switch (statement.kind) {
    case 'prose':
      prose(reader, statement);
      return;
    case 'attends':
      put(reader, statement, { kind: 'detail', label: 'Attends to', items: [textOf(statement.text)] });
      return;
    case 'nourishes':
      put(reader, statement, { kind: 'detail', label: 'Nourishes', items: titles(reader.view, 'dimension', statement.dimensions) });
      return;
    case 'wiser': {
      const than = titles(reader.view, 'value', [statement.than])[0]!;
      const where = statement.when ? `, when ${expressionText(statement.when)}` : '';
      put(reader, statement, {
        kind: 'detail',
        label: 'Wiser than',
        items: [`${than}${where}${statement.because ? `: ${textOf(statement.because)}` : ''}`],
      });
      return;
    }
    case 'source':
    case 'note':
    case 'allow':
      principleStatement(reader, statement);
  }
}

function evalStatement(reader: Reader, statement: syntax.EvalStatement): void {
  switch (statement.kind) {
    case 'given':
      given(reader, statement);
      return;
    case 'turn':
      turn(reader, statement);
      return;
    case 'checks':
      put(reader, statement, { kind: 'detail', label: 'Checks', items: titles(reader.view, 'principle', statement.principles) });
      return;
    default:
      put(reader, statement, {
        kind: 'detail',
        label: statement.kind === 'expect' ? 'Expect' : 'Setting',
        items: [writtenAs(reader, statement).replace(/^expect /, '')],
      });
  }
}
