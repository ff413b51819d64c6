// A conversation as a chat model is sent it. Models know three roles; everything else is said in words.

import type { Message, Role } from './call.ts';
import type { Said } from './case.ts';

/**
 * The compiled prompt, what the author's system and opening developer turns add to it, and the turns. Recipients and senders are
 * shown, never executed. Turns of one role in a row become one message: some servers refuse them otherwise.
 */
export function messagesOf(prompt: string, transcript: readonly Said[]): Message[] {
  const opening = transcript.findIndex(said => said.speaker === 'user' || said.speaker === 'assistant' || said.speaker === 'tool');
  const isSystem = (said: Said, i: number) =>
    said.speaker === 'system' || (i < (opening < 0 ? transcript.length : opening) && headed(said) !== undefined);
  const system = [prompt, ...transcript.filter(isSystem).map(systemText)].filter(text => text !== '').join('\n\n');
  const turns = transcript.filter((said, i) => !isSystem(said, i)).map(turnOf);
  return [...(system === '' ? [] : [{ role: 'system' as const, text: system }]), ...answerable(merged(turns))];
}

const headed = ({ speaker }: Said): string | undefined =>
  ({ developer: 'Instructions from the developer', settings: 'Settings' })[speaker as string];

function systemText(said: Said): string {
  const heading = headed(said);
  return heading === undefined ? said.text : `## ${heading}\n\n${said.text}`;
}

function turnOf(said: Said): Message {
  const label = labelOf(said);
  return { role: said.speaker === 'assistant' ? 'assistant' : 'user', text: label === '' ? said.text : `[${label}]\n${said.text}` };
}

/** Who speaks and to whom, where it is not plain: `tool browser`, `assistant to python`. */
export function labelOf({ speaker, to, from }: Said): string {
  const who = speaker === 'user' || speaker === 'assistant' ? '' : speaker;
  return [who, from, to && `to ${to}`].filter(part => part).join(' ');
}

export function merged(turns: readonly Message[]): Message[] {
  const result: Message[] = [];
  for (const turn of turns) {
    const last = result.at(-1);
    if (last?.role === turn.role) result[result.length - 1] = { role: last.role, text: `${last.text}\n\n${turn.text}` };
    else result.push(turn);
  }
  return result;
}

/** Models want the user to speak first and last. */
export function answerable(
  turns: readonly Message[],
  opening = '(The assistant speaks first.)',
  going = '(The assistant goes on.)',
): Message[] {
  const user = (text: string): Message => ({ role: 'user', text });
  const first = turns[0]?.role === 'user' ? turns : [user(opening), ...turns];
  return first.at(-1)!.role === 'user' ? [...first] : [...first, user(going)];
}

/** What the model is sent that plays the user: the same conversation from the other side. */
export function simulatorMessages(who: string, transcript: readonly Said[]): Message[] {
  const flip = (role: Role): Role => (role === 'user' ? 'assistant' : 'user');
  const turns = transcript
    .filter(({ speaker }) => speaker === 'user' || speaker === 'assistant')
    .map(said => ({ ...turnOf(said), role: flip(turnOf(said).role) }));
  const system = `You play a person who talks with an AI assistant. Who you are: ${who}\nStay in this part whatever the assistant says. Write only what this person says next, in their own words, without quotation marks and without remarks about the part.`;
  return [
    { role: 'system', text: system },
    ...answerable(merged(turns), '(The conversation begins; you speak first.)', '(You speak again.)'),
  ];
}
