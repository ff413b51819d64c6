// What only a server on the machine itself can answer: templates, and what is configured and reachable.

import type { DoctorResult } from '../../features/protocol.ts';
import { localServers, modelsAt } from '../models/discovery.ts';
import { environmentKeys, profileOf } from '../models/profiles.ts';
import { packageVersion } from '../package.ts';
import { configName } from '../project.ts';
import { templates } from '../templates.ts';
import type { Folder } from './folders.ts';
import type { HostAnswers } from './questions.ts';
import type { Session } from './session.ts';

type Line = DoctorResult['lines'][number];

export const machineAnswers = (session: () => Session, trusted: () => boolean): HostAnswers => ({
  templates: () => ({
    templates: templates().map(({ name, title, files }) => ({ name, title: title || name, description: [...files.keys()].join(', ') })),
  }),
  template: ({ template }) => {
    const found = templates().find(({ name }) => name === template) ?? templates()[0]!;
    const [open] = found.files.keys();
    return { files: [...found.files].map(([path, text]) => ({ path, text })), open: open! };
  },
  doctor: async ({ reach, keptKeys }) => ({
    lines: await linesOf(session(), { trusted: trusted(), reach: reach && trusted(), keptKeys: new Set(keptKeys) }),
  }),
});

interface Asked {
  readonly trusted: boolean;
  /** Models and model servers may be asked whether they are there. */
  readonly reach: boolean;
  /** Addresses that the editor keeps a key for. */
  readonly keptKeys: ReadonlySet<string>;
}

async function linesOf({ folders }: Session, asked: Asked): Promise<Line[]> {
  const documents = folders.reduce((sum, { workspace }) => sum + workspace.documents.size, 0);
  const lines: Line[] = [
    { what: 'Polity', state: 'ok', detail: `${packageVersion()}, on Node ${process.versions.node}, ${process.platform} ${process.arch}` },
    documents > 0
      ? { what: 'Specs', state: 'ok', detail: `${documents} known` }
      : { what: 'Specs', state: 'missing', detail: 'none in this workspace', todo: 'Make one with “Polity: New Spec from Template…”.' },
  ];
  for (const folder of folders.filter(each => !each.loose)) lines.push(...(await folderLines(folder, asked)));
  return [
    ...lines,
    ...(asked.reach
      ? await localLines()
      : [
          {
            what: 'Local models',
            state: 'off',
            detail: 'not looked for',
            todo: `${asked.trusted ? 'Run “Polity: Doctor”' : 'Trust the workspace, and ask again,'} to look for model servers on this machine.`,
          } satisfies Line,
        ]),
  ];
}

async function folderLines(folder: Folder, asked: Asked): Promise<Line[]> {
  const { config, configProblem } = folder;
  if (configProblem !== undefined)
    return [{ what: configName, state: 'wrong', detail: configProblem, todo: 'Correct it; until then the last good one holds.' }];
  const names = Object.keys(config.models ?? {});
  if (names.length === 0)
    return [
      {
        what: 'Models',
        state: 'missing',
        detail: `no profiles in ${configName}`,
        todo: 'Everything that needs no model works. For previews and evals, add a profile under `models`, or start a local server such as Ollama.',
      },
    ];
  return Promise.all(names.map(name => profileLine(folder, name, asked)));
}

async function profileLine({ config }: Folder, name: string, { reach, keptKeys }: Asked): Promise<Line> {
  const what = `Model ${name}`;
  const model = config.models![name]!;
  if (model.provider === 'vscode')
    return { what, state: 'ok', detail: 'one of the editor’s own models; asked only after an action of yours' };
  const reading = environmentKeys(config, process.env)(name);
  // As when a model is asked, what the editor keeps comes first; here it stays there, so there is nothing to ask with.
  if (reading.kind !== 'none' && keptKeys.has(profileOf(name, model).address))
    return { what, state: 'ok', detail: `${model.model}; its key is kept in the editor, and it was not asked` };
  if (reading.kind === 'missing')
    return {
      what,
      state: 'missing',
      detail: `its key is not set: ${model.apiKeyEnv ?? ''}`,
      todo: 'Set the environment variable, or use “Polity: Set API Key…”.',
    };
  if (model.provider !== 'openai-compatible' || !reach) return { what, state: 'ok', detail: `${model.model}; configured, not asked` };
  const answered = await modelsAt(model.baseURL, {}, 2000);
  if (!answered)
    return { what, state: 'wrong', detail: `nothing answers at ${model.baseURL}`, todo: 'Start the server, or correct `baseURL`.' };
  return { what, state: 'ok', detail: `${model.model}, at ${model.baseURL}` };
}

async function localLines(): Promise<Line[]> {
  const servers = await localServers();
  if (servers.length === 0)
    return [
      {
        what: 'Local models',
        state: 'missing',
        detail: 'no model server answers on this machine',
        todo: 'Start Ollama, LM Studio or llama.cpp to try specs without a key.',
      },
    ];
  return servers.map(({ name, address, models }) => ({
    what: name,
    state: 'ok',
    detail: `${models.length} ${models.length === 1 ? 'model' : 'models'} at ${address}`,
  }));
}
