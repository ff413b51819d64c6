// Declarations that have no prose of their own, in words.

import type * as syntax from '../../../grammar/syntax.ts';
import { textOf } from '../../../grammar/text.ts';
import { valueText } from '../../analysis/agreement.ts';
import { heading, lowered, put, type Reader, titles, writtenAs } from './read-parts.ts';
import { expressionText, spaced } from './words.ts';

export function otherDeclaration(reader: Reader, node: syntax.Declaration, level: number): void {
  if (node.kind === 'tension') tension(reader, node);
  else if (node.kind === 'consent') consent(reader, node, level);
  else if (node.kind === 'agent') agent(reader, node, level);
  else {
    const line = lineOf(reader, node);
    if (line) put(reader, node, { kind: 'detail', label: line[0], items: [line[1]] });
    else if (node.kind !== 'import') asWritten(reader, node, level);
  }
}

/** A label, and what stands behind it; undefined for what is said elsewhere, or has no words yet. */
function lineOf(reader: Reader, node: syntax.Declaration): readonly [string, string] | undefined {
  const { view } = reader;
  switch (node.kind) {
    case 'import':
      return isAdopted(reader, node.name.text) ? undefined : ['Draws on', documentTitle(reader, node.name.text)];
    case 'adopt':
      return ['Adopts', adoption(reader, node)];
    case 'authority':
      return ['Who may set rules aside, the highest first', node.levels.map(({ text }) => text).join(', ')];
    case 'context':
      return ['Situations differ by', `${spaced(node.name.text)}: ${shapeText(node.shape)}`];
    case 'option':
      return ['To be chosen', optionText(node)];
    case 'assume':
      return ['Taken for granted', expressionText(node.condition)];
    case 'action':
      return ['What it can do', actionText(reader, node)];
    case 'dimension':
      return ['A side of flourishing', node.title ? textOf(node.title) : spaced(node.name.text)];
    case 'term':
      return ['Defined word', termText(node)];
    case 'prefer': {
      const [winner] = titles(view, 'principle', [node.winner]);
      return ['Precedence', `${winner} wins over ${titles(view, 'principle', node.losers).join(' and ')}${reasoned(node)}`];
    }
    case 'assert':
      return ['Always so', `${titles(view, 'action', [node.action])[0]}: ${node.status.text}${conditions(node)}`];
    default:
      return undefined;
  }
}

function asWritten(reader: Reader, node: syntax.Declaration, level: number): void {
  const titled = 'title' in node && node.title && 'name' in node;
  if (titled) heading(reader, node as Parameters<typeof heading>[1], { level, what: node.kind, badges: [] });
  const written = writtenAs(reader, node).replace(new RegExp(`^${node.kind}\\s+`), '');
  put(reader, node, { kind: 'detail', label: node.kind[0]!.toUpperCase() + node.kind.slice(1), items: [written.slice(0, 400)] });
}

const isAdopted = ({ view }: Reader, alias: string): boolean =>
  view.scope.own.declarations.some(({ node }) => node.kind === 'adopt' && node.document.text === alias);

function documentTitle({ view }: Reader, alias: string): string {
  const found = view.scope.own.declarations.find(({ node }) => node.kind === 'import' && node.name.text === alias)?.node;
  const path = found?.kind === 'import' && found.path ? textOf(found.path) : undefined;
  return path === undefined ? spaced(alias) : `${spaced(alias)} (${path})`;
}

function adoption(reader: Reader, node: syntax.Adopt): string {
  const but = node.except.length > 0 ? `, but not ${titles(reader.view, 'principle', node.except).join(', ')}` : '';
  const why = node.because ? `, because ${textOf(node.because)}` : '';
  const fixed = node.fixes.map(({ option, value }) => `, with ${spaced(option.text)} as ${said(value)}`).join('');
  return `${documentTitle(reader, node.document.text)}${but}${why}${fixed}`;
}

function shapeText(shape: syntax.Shape | undefined): string {
  switch (shape?.kind) {
    case undefined:
      return '';
    case 'booleans':
      return 'yes or no';
    case 'range':
      return `from ${shape.low.value} to ${shape.high.value}`;
    case 'values': {
      const names = shape.values.map(valueNodeText);
      return shape.ordered ? `${names.join(', then ')}, rising` : listed(names);
    }
  }
}

const valueNodeText = ({ name, children }: syntax.ValueNode): string =>
  children.length === 0 ? spaced(name.text) : `${spaced(name.text)} (${children.map(valueNodeText).join(', ')})`;

const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;

function optionText(node: syntax.Option): string {
  const usual = node.default ? `, ${said(node.default)} unless chosen otherwise` : '';
  return `${spaced(node.name.text)}: ${shapeText(node.shape)}${usual}${node.level ? `, by ${node.level.text}` : ''}`;
}

const said = (value: syntax.Value): string => (value.kind === 'boolean' ? (value.value ? 'yes' : 'no') : spaced(valueText(value)));

function actionText(reader: Reader, node: syntax.Action): string {
  const kinds = node.kinds.map(kind => {
    const parents = titles(reader.view, 'action', kind.parents).map(lowered).join(' and to ');
    return `; to do so is to ${parents}${kind.when ? `, when ${expressionText(kind.when)}` : ''}`;
  });
  const opposed =
    node.opposes.length > 0 ? `; cannot go together with: ${titles(reader.view, 'action', node.opposes).map(lowered).join(', ')}` : '';
  const needs = node.needs.length > 0 ? `; needs the user’s consent: ${node.needs.map(({ text }) => spaced(text)).join(', ')}` : '';
  return `${node.title ? textOf(node.title) : spaced(node.name.text)}${kinds.join('')}${opposed}${needs}`;
}

function termText(node: syntax.Term): string {
  const forms = node.forms.length > 0 ? node.forms.map(form => `“${textOf(form)}”`).join(', ') : `“${spaced(node.name.text)}”`;
  return node.means ? `${forms}: ${textOf(node.means)}` : forms;
}

interface Reasoned {
  readonly when?: syntax.Expression;
  readonly because?: syntax.Text;
}

const reasoned = ({ when, because }: Reasoned): string =>
  `${when ? `, when ${expressionText(when)}` : ''}${because ? `, because ${textOf(because)}` : ''}`;

const conditions = ({ when, unless }: Pick<syntax.Assert, 'when' | 'unless'>): string =>
  `${when ? `, when ${expressionText(when)}` : ''}${unless ? `, unless ${expressionText(unless)}` : ''}`;

function tension(reader: Reader, node: syntax.Tension): void {
  const [left, right] = titles(reader.view, 'value', [node.left, node.right]);
  put(reader, node, { kind: 'detail', label: 'Where they pull apart', items: [`${left} and ${right}`] });
  for (const line of node.lines) {
    put(reader, line, { kind: 'detail', label: 'Leads', items: [`${titles(reader.view, 'value', [line.value])[0]}${reasoned(line)}`] });
  }
}

function consent(reader: Reader, node: syntax.Consent, level: number): void {
  heading(reader, node, { level, what: 'consent of the user', badges: [] });
  for (const clause of node.clauses) {
    const line = (label: string, ...items: string[]) => put(reader, clause, { kind: 'detail', label, items });
    switch (clause.kind) {
      case 'covers':
        line('Covers', ...clause.texts.map(textOf));
        break;
      case 'consentDefault':
        line('Unless the user says', clause.value.text);
        break;
      case 'revocable':
        line('May be taken back', 'at any time');
        break;
      case 'retention':
        line('Kept for', durationText(clause.duration));
        break;
      case 'renew':
        line('Asked anew every', durationText(clause.every));
        break;
    }
  }
}

function agent(reader: Reader, node: syntax.Agent, level: number): void {
  heading(reader, node, { level, what: 'agent', badges: [] });
  for (const statement of node.body) {
    if (statement.kind === 'uses') put(reader, statement, { kind: 'detail', label: 'Runs on the model', items: [statement.model.text] });
    else put(reader, statement, { kind: 'detail', label: 'Plays', items: titles(reader.view, 'principle', statement.roles) });
  }
}

const durationText = ({ count, unit }: syntax.Duration): string => `${count.value} ${unit.text}`;
