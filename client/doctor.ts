// Doctor: what is configured, what answers, what is missing, one line each.

import { commands, Disposable, workspace } from 'vscode';
import { type DoctorResult, requests } from '../server/features/protocol.ts';
import { answers } from './answers.ts';
import type { Surface } from './session.ts';
import { type Writing, written } from './writing.ts';

export const doctor: Surface = session => {
  const documents = answers(session, 'polity-doctor', async () => {
    const trusted = workspace.isTrusted;
    return doctorText(await session.server.ask(requests.doctor, { reach: trusted }), trusted);
  });
  return Disposable.from(
    documents,
    commands.registerCommand('polity.doctor', () => documents.show('Polity: Doctor', {})),
  );
};

const marks: Record<DoctorResult['lines'][number]['state'], string> = { ok: '✓', missing: '–', wrong: '✗', off: '○' };

function doctorText({ lines }: DoctorResult, trusted: boolean): Writing {
  const width = Math.max(...lines.map(({ what }) => what.length), 0);
  const all = lines.flatMap(({ what, state, detail, todo }) => [
    [`${marks[state]} ${what.padEnd(width)}  ${detail}`],
    ...(todo ? [[`  ${' '.repeat(width)}  → ${todo}`]] : []),
  ]);
  const untrusted = trusted ? [] : [[], ['This workspace is not trusted: no model is asked anything, and nothing is sent anywhere.']];
  return written([['What Polity finds'], [], ...all, ...untrusted]);
}
