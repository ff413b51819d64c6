// Statements that a public document says in plain words, one on a line, and that can be read back from them.
//
//   - **must not** state a dose of a medicine (`give_dosage`) when `audience is minor`
//   **Serves:** `honesty`
//   **Because:** People decide on what we say.
//   **Source:** [Branch workshop 3](https://example.org/workshops/3)
//   - **attends to** claims that outrun their evidence
//   **Nourishes:** `understanding`

import { quoted } from '../../../grammar/quote.ts';
import type { Norm, Statement, ValueStatement } from '../../../grammar/syntax.ts';
import { textOf } from '../../../grammar/text.ts';

/** What sentences need to know of the document: its own text for the conditions, and what its actions are called. */
export interface Wording {
  /** The source of a node, on one line. */
  readonly source: (node: { start: number; end: number }) => string;
  readonly titleOf: (action: string) => string | undefined;
}

/** The sentence for a statement; undefined where there is none. */
export function sentenceOf(statement: Statement | ValueStatement, wording: Wording): string | undefined {
  switch (statement.kind) {
    case 'norm':
      return normSentence(statement, wording);
    case 'serves':
      return `**Serves:** ${statement.values.map(value => `\`${value.text}\``).join(', ')}`;
    case 'nourishes':
      return `**Nourishes:** ${statement.dimensions.map(dimension => `\`${dimension.text}\``).join(', ')}`;
    case 'because':
      return `**Because:** ${textOf(statement.text)}`;
    case 'attends':
      return `- **attends to** ${textOf(statement.text)}`;
    case 'source':
      return `**Source:** ${statement.at ? `[${textOf(statement.text)}](${textOf(statement.at)})` : textOf(statement.text)}`;
    default:
      return undefined;
  }
}

function normSentence({ modality, act, when, unless }: Norm, { source, titleOf }: Wording): string {
  const what = act.kind === 'text' ? textOf(act) : `${uncapitalized(titleOf(act.text) ?? act.text.replaceAll('_', ' '))} (\`${act.text}\`)`;
  return `- **${modality}** ${what}${when ? ` when \`${source(when)}\`` : ''}${unless ? ` unless \`${source(unless)}\`` : ''}`;
}

/** `State a dose` reads on as `must not state a dose`; `PDFs` stay as they are. */
const uncapitalized = (title: string): string => (/^\p{Lu}\p{Ll}/u.test(title) ? title[0]!.toLowerCase() + title.slice(1) : title);

/** Is the sentence an item of a list, which needs no blank line between it and the next? */
export const isItem = (sentence: string): boolean => sentence.startsWith('- ');

/** The statement that a line says, in the language's own words; undefined where it says none. Whether it can be read at all is for the parser. */
export function statementOf(line: string, body: 'principle' | 'value'): string | undefined {
  const text = line.trimEnd();
  const labelled = labelForm.exec(text);
  if (labelled) return labelledStatement(labelled[1]!, text.slice(labelled[0].length), body);
  const item = itemForm.exec(text);
  if (!item) return undefined;
  const rest = text.slice(item[0].length);
  if (rest === '') return undefined;
  if (body === 'value') return item[1] === 'attends to' ? `attends to ${quoted(rest)}` : undefined;
  return item[1] === 'attends to' ? undefined : normStatement(item[1]!, rest);
}

const labelForm = /^\*\*(Serves|Nourishes|Because|Source):\*\* /;
const itemForm = /^- \*\*(must not|must|should not|should|may|attends to)\*\* /;

function labelledStatement(label: string, rest: string, body: 'principle' | 'value'): string | undefined {
  if (rest === '') return undefined;
  switch (label) {
    case 'Because':
      return body === 'principle' ? `because ${quoted(rest)}` : undefined;
    case 'Source': {
      const link = rest.startsWith('[') && rest.endsWith(')') ? rest.lastIndexOf('](') : -1;
      return link > 0 ? `source ${quoted(rest.slice(1, link))} at ${quoted(rest.slice(link + 2, -1))}` : `source ${quoted(rest)}`;
    }
    default: {
      if ((label === 'Serves') !== (body === 'principle')) return undefined;
      const names = rest.split(', ').map(name => (/^`[^`]+`$/.test(name) ? name.slice(1, -1) : undefined));
      return names.includes(undefined) ? undefined : `${label.toLowerCase()} ${names.join(', ')}`;
    }
  }
}

function normStatement(modality: string, rest: string): string {
  const unless = conditionAtEnd(rest, 'unless');
  const when = conditionAtEnd(unless.before, 'when');
  const action = when.before.endsWith('`)') ? when.before.lastIndexOf('(`') : -1;
  const act = action >= 0 ? when.before.slice(action + 2, -2) : quoted(when.before);
  return `${modality} ${act}${when.clause}${unless.clause}`;
}

function conditionAtEnd(text: string, word: 'when' | 'unless'): { before: string; clause: string } {
  const start = text.endsWith('`') ? text.lastIndexOf(` ${word} \``) : -1;
  const condition = start < 0 ? '' : text.slice(start + word.length + 3, -1);
  if (condition === '' || condition.includes('`')) return { before: text, clause: '' };
  return { before: text.slice(0, start), clause: ` ${word} ${condition}` };
}
