// Doctor: what is configured, what answers, what is missing, one line each.

import { commands, Disposable, Uri, workspace } from 'vscode';
import { previewRequests } from '../server/features/preview-protocol.ts';
import { type DoctorResult, requests } from '../server/features/protocol.ts';
import { answers } from './answers.ts';
import { configFile } from './languages.ts';
import { hasKey } from './models.ts';
import type { Session, Surface } from './session.ts';
import { type Writing, written } from './writing.ts';

export const doctor: Surface = session => {
  // Model servers are asked whether they are there when somebody runs the command, and not at every pause in typing.
  const author = async (_question: unknown, shown: boolean) => {
    const trusted = workspace.isTrusted;
    const params = { reach: shown && trusted, keptKeys: await keptKeys(session) };
    return doctorText(await session.server.ask(requests.doctor, params), trusted);
  };
  const documents = answers(session, 'polity-doctor', author, false);
  return Disposable.from(
    documents,
    commands.registerCommand('polity.doctor', () => documents.show('Polity: Doctor', {})),
  );
};

/** The addresses of profiles in any folder that a key is kept for. */
async function keptKeys(session: Session): Promise<string[]> {
  const configs = (workspace.workspaceFolders ?? []).map(({ uri }) => Uri.joinPath(uri, configFile).toString());
  const found = await Promise.all(configs.map(uri => session.server.ask(previewRequests.models, { uri, local: false })));
  const addresses = new Set(found.flatMap(({ models }) => models.map(({ address }) => address)));
  const kept = await Promise.all([...addresses].map(address => hasKey(session, address)));
  return [...addresses].filter((_, i) => kept[i]);
}

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
