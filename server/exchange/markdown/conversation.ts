// Conversations as the OpenAI Model Spec writes them: messages in tags, answers labelled by a comment.
//
//   <user>
//   …
//   </user>
//   <comparison>
//   <assistant recipient="browser" end_turn="false"> <!-- BAD[#principle]: why -->
//   …
//   </assistant>
//   </comparison>

import type { Speaker } from '../../../grammar/syntax.ts';

export interface Message {
  readonly speaker: Speaker;
  readonly to?: string;
  readonly from?: string;
  /** `end_turn="false"` */
  readonly continues: boolean;
  readonly text: string;
  /** On an answer. */
  readonly verdict?: Verdict;
}

export type Label = 'good' | 'ok' | 'bad';

export interface Verdict {
  readonly label: Label;
  /** The ids in brackets: `BAD[#a]`. */
  readonly marks: readonly string[];
  readonly reason?: string;
}

/** `pieces[0] + messages[0].text + pieces[1] + …` is the conversation as it was written. */
export interface Conversation {
  readonly messages: readonly Message[];
  readonly pieces: readonly string[];
}

const openTag = /<(system|developer|user|assistant|tool|settings)((?:[ \t]+[A-Za-z_-]+="[^"\n]*")*)[ \t]*>/y;
const attribute = /([A-Za-z_-]+)="([^"\n]*)"/g;
const comparisonTag = /<\/?comparison>/y;

/** How much text may stand between messages, such as `[...]`, before it is no conversation but prose. */
const looseLimit = 200;

/** Reads the text between the fences; undefined where it is not a conversation through and through. */
export function readConversation(text: string): Conversation | undefined {
  const messages: Message[] = [];
  const pieces: string[] = [];
  let pieceStart = 0;
  let loose = 0;
  for (let at = 0; at < text.length; ) {
    if (text[at] !== '<') {
      if (!/\s/.test(text[at]!) && ++loose > looseLimit) return undefined;
      at++;
      continue;
    }
    comparisonTag.lastIndex = at;
    if (comparisonTag.test(text)) {
      at = comparisonTag.lastIndex;
      continue;
    }
    const read = readMessage(text, at);
    if (!read) return undefined;
    for (const part of read.parts) {
      messages.push(part.message);
      pieces.push(text.slice(pieceStart, part.start));
      pieceStart = part.end;
    }
    at = read.end;
  }
  pieces.push(text.slice(pieceStart));
  return messages.length > 0 ? { messages, pieces } : undefined;
}

/** A message, and where its text stands. */
interface Part {
  readonly message: Message;
  readonly start: number;
  readonly end: number;
}

function readMessage(text: string, at: number): { parts: Part[]; end: number } | undefined {
  openTag.lastIndex = at;
  const tag = openTag.exec(text);
  if (!tag) return undefined;
  const speaker = tag[1] as Speaker;
  let start = openTag.lastIndex;
  let verdict: Verdict | undefined;
  const comment = readComment(text, start);
  if (comment) {
    if (speaker === 'assistant') verdict = readVerdict(comment.text);
    start = comment.end;
  }
  const closing = `</${speaker}>`;
  const close = text.indexOf(closing, start);
  if (close < 0) return undefined;
  const inner = trimmedEdges(text, start, close);
  const attributes = new Map([...tag[2]!.matchAll(attribute)].map(found => [found[1]!, found[2]!]));
  const message: Message = {
    speaker,
    to: attributes.get('recipient'),
    from: attributes.get('name'),
    continues: attributes.get('end_turn') === 'false',
    text: text.slice(inner.start, inner.end),
    verdict,
  };
  return { parts: withSettings({ message, ...inner }), end: close + closing.length };
}

/** A longer one is text: so that comments that never end cost no more than their number. */
const longestComment = 4000;

/** The comment behind a tag, on the same line as it begins. */
function readComment(text: string, from: number): { text: string; end: number } | undefined {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t') at++;
  if (!text.startsWith('<!--', at)) return undefined;
  const comment = text.slice(at + 4, at + longestComment);
  const length = comment.indexOf('-->');
  return length < 0 ? undefined : { text: comment.slice(0, length).trim(), end: at + 4 + length + 3 };
}

/** The line ends behind the opening tag and before the closing one belong to the tags. */
function trimmedEdges(text: string, start: number, end: number): { start: number; end: number } {
  let first = start;
  while (text[first] === ' ' || text[first] === '\t') first++;
  if (first < end && text[first] === '\n') start = first + 1;
  return { start, end: end > start && text[end - 1] === '\n' ? end - 1 : end };
}

/** Settings at the end of a message from a system or developer are a turn of their own; anywhere else they stay in the text. */
function withSettings(part: Part): Part[] {
  const { message, start } = part;
  const { text, speaker } = message;
  const opening = '<settings>\n';
  const closing = '\n</settings>';
  if ((speaker !== 'system' && speaker !== 'developer') || !text.endsWith(closing)) return [part];
  const open = text.lastIndexOf(opening);
  if (open < 0 || (open > 0 && text[open - 1] !== '\n')) return [part];
  const from = open + opening.length;
  const to = text.length - closing.length;
  if (from > to || text.slice(from, to).includes('</settings>')) return [part];
  const before = Math.max(0, open - 1);
  return [
    { message: { ...message, text: text.slice(0, before) }, start, end: start + before },
    { message: { speaker: 'settings', continues: false, text: text.slice(from, to) }, start: start + from, end: start + to },
  ];
}

const verdictForm = /^(GOOD|OK|BAD)(?![A-Za-z0-9])((?:\[[^\]\n]*\])*)/;

function readVerdict(comment: string): Verdict | undefined {
  const found = verdictForm.exec(comment);
  if (!found) return undefined;
  const marks = [...found[2]!.matchAll(/\[#?([^\]\n]*)\]/g)].map(mark => mark[1]!);
  const reason = comment.slice(found[0].length).replace(/^\s*[:,;.–—-]?\s*/, '');
  return { label: found[1]!.toLowerCase() as Label, marks, reason: reason === '' ? undefined : reason };
}

/** The conversation in its usual layout. */
export function writeConversation(messages: readonly Message[]): string {
  const lines: string[] = [];
  messages.forEach((message, n) => {
    const before = messages[n - 1];
    const after = messages[n + 1];
    if (message.verdict && !before?.verdict) lines.push('<comparison>');
    lines.push(openingOf(message));
    if (message.text !== '') lines.push(message.text);
    const holdsSettings = after?.speaker === 'settings' && (message.speaker === 'system' || message.speaker === 'developer');
    const held =
      message.speaker === 'settings' && (before?.speaker === 'system' || before?.speaker === 'developer') ? before.speaker : undefined;
    if (!holdsSettings) lines.push(`</${message.speaker}>`);
    if (held) lines.push(`</${held}>`);
    if (message.verdict && !after?.verdict) lines.push('</comparison>');
  });
  return lines.join('\n');
}

function openingOf({ speaker, to, from, continues, verdict }: Message): string {
  const attributes = [
    to === undefined ? '' : ` recipient="${to}"`,
    from === undefined ? '' : ` name="${from}"`,
    continues ? ' end_turn="false"' : '',
  ];
  return `<${speaker}${attributes.join('')}>${verdict ? ` <!-- ${verdictText(verdict)} -->` : ''}`;
}

export function verdictText({ label, marks, reason }: Verdict): string {
  return `${label.toUpperCase()}${marks.map(mark => `[#${mark}]`).join('')}${reason === undefined ? '' : `: ${reason}`}`;
}

/** What stands for each text in a skeleton. */
export const gap = '…';

/** These messages in a given layout, if it is a layout of the same messages: same speakers, labels and so on, whatever they say. */
export function woven(messages: readonly Message[], skeleton: string): string | undefined {
  const layout = readConversation(skeleton);
  if (!layout || layout.messages.length !== messages.length) return undefined;
  let text = layout.pieces[0]!;
  for (const [n, message] of messages.entries()) {
    const other = layout.messages[n]!;
    if (other.text !== gap || !sameTag(message, other)) return undefined;
    text += message.text + layout.pieces[n + 1]!;
  }
  return text;
}

function sameTag(a: Message, b: Message): boolean {
  if (a.verdict ? !b.verdict || verdictText(a.verdict) !== verdictText(b.verdict) : b.verdict) return false;
  return a.speaker === b.speaker && a.to === b.to && a.from === b.from && a.continues === b.continues;
}

/** The layout of a conversation with a gap for each text. */
export const skeletonOf = (conversation: Conversation): string => conversation.pieces.join(gap);
