// What Polity's own surfaces ask beyond LSP: protocol.ts has the shapes, one answer each.

import { ErrorCodes, ResponseError } from 'vscode-languageserver';
import type * as z from 'zod';
import { askedOf } from '../../analysis/asked.ts';
import { whenFacts } from '../../analysis/norms/when.ts';
import { worldOf } from '../../analysis/norms/worlds.ts';
import { leftOutUnder } from '../../evaluation/situation.ts';
import { exporters, importers } from '../../exchange/all.ts';
import type { ExportOptions } from '../../exchange/format.ts';
import type { View } from '../../features/feature.ts';
import { requests } from '../../features/protocol.ts';
import { conflicts } from '../../features/surfaces/conflicts.ts';
import { facts } from '../../features/surfaces/facts.ts';
import { landscape } from '../../features/surfaces/landscape.ts';
import { read } from '../../features/surfaces/read.ts';
import { values } from '../../features/surfaces/values.ts';
import { when } from '../../features/surfaces/when.ts';
import { checkedFiles, reportOf } from './diagnostics.ts';
import { type Answer, serveQuestion } from './question.ts';
import type { Served } from './server.ts';
import { snapshotOf, viewOf } from './session.ts';

type Requests = typeof requests;
type Name = keyof Requests;
type Params<N extends Name> = z.output<Requests[N]['params']>;
type Result<N extends Name> = z.input<Requests[N]['result']>;
type Answers = { readonly [N in Name]?: (params: Params<N>) => Result<N> | Promise<Result<N>> };

/** What the host alone can answer: templates and the state of the machine. */
export type HostAnswers = Pick<Answers, 'templates' | 'template' | 'doctor'>;

export function serveQuestions(served: Served, host: HostAnswers): void {
  const answers: Answers = { ...answersOf(served), ...host };
  for (const name of Object.keys(requests) as Name[]) {
    const answer = answers[name] as Answer<Requests[Name]> | undefined;
    const { method } = requests[name];
    const missing = () => new ResponseError(ErrorCodes.MethodNotFound, `${method} needs a server that runs on this machine.`);
    serveQuestion(served, requests[name], answer ?? missing);
  }
}

function answersOf(served: Served): Answers {
  const { session } = served;
  const about = (uri: string): View => {
    const view = viewOf(session, uri);
    if (!view)
      throw new ResponseError(ErrorCodes.InvalidParams, 'This is no spec that Polity knows. Open a `.constitution` or a `.modelspec`.');
    return view;
  };
  return {
    facts: ({ uri }) => facts(about(uri)),
    when: ({ uri, facts: asked }) => when(about(uri), asked),
    conflicts: () => ({ conflicts: session.folders.flatMap(folder => conflicts(snapshotOf(folder))) }),
    read: ({ uri }) => read(about(uri), session.opened.get(uri)?.version ?? 0),
    landscape: ({ uri }) => landscape(about(uri)),
    values: ({ uri }) => values(about(uri)),
    targets: () => ({
      targets: exporters.map(({ target, title, extension }) => ({
        name: target,
        ...inTwo(title),
        extension,
        needsGiven: target === 'prompt',
      })),
    }),
    compile: params => compiled(about(params.uri), params),
    import: imported,
    check: () => checkWorkspace(served),
  };
}

/** What it is, and then what is in it: for a list, which has two lines for each. */
function inTwo(text: string): { title: string; description: string } {
  const [, what = text, rest = ''] = /^(.*?)[:,] (.*)$/s.exec(text) ?? [];
  const sentence = (part: string) => part.charAt(0).toUpperCase() + part.slice(1);
  return { title: sentence(what), description: sentence(rest) };
}

function compiled(view: View, { target, given, budget }: Params<'compile'>): Result<'compile'> {
  const exporter = exporters.find(each => each.target === target);
  if (!exporter) return { kind: 'refused', message: `There is no target \`${target}\`.` };
  const narrowed = given === undefined || given.trim() === '' ? {} : underFacts(view, given);
  if ('refused' in narrowed) return { kind: 'refused', message: narrowed.refused };
  const made = exporter.write(view, { ...(budget === undefined ? {} : { budget }), ...narrowed });
  const base = view.document.file
    .split('/')
    .at(-1)!
    .replace(/\.(?:constitution|modelspec)$/, '');
  const fileName = `${base}.${exporter.extension}`;
  const losses = made.notes.map(message => ({ message }));
  if (!made.beside || made.beside.size === 0) return { kind: 'text', text: made.text, fileName, losses };
  return {
    kind: 'files',
    files: [{ path: fileName, text: made.text }, ...[...made.beside].map(([path, text]) => ({ path, text }))],
    losses,
  };
}

function underFacts(view: View, given: string): ExportOptions | { readonly refused: string } {
  const asked = askedOf(view.workspace, view.document.file, given);
  if (asked.kind === 'unreadable') return { refused: asked.message };
  const world = worldOf(asked.subject.scope, view.workspace.settings.solver);
  if (whenFacts(world, asked.facts)?.possible === false) return { refused: 'No situation has these facts.' };
  return { leftOut: leftOutUnder(world, asked.facts), facts: [given] };
}

function imported({ name, text, from, beside }: Params<'import'>): Result<'import'> {
  const importer = importers.find(each => (from === undefined ? each.recognises(name, text) : each.kind === from));
  const kinds = importers.map(({ kind, title }) => ({ name: kind, title }));
  if (!importer)
    return { kind: 'unrecognised', message: `\`${name}\` is in no format that Polity knows by its content. Choose what it is.`, kinds };
  const texts = new Map(beside.map(each => [each.path, each.text]));
  const made = importer.read({ file: name, text, beside: path => texts.get(path), filesBeside: [...texts.keys()].sort() });
  if ('refused' in made) return { kind: 'unrecognised', message: made.refused, kinds };
  const base = name
    .split('/')
    .at(-1)!
    .replace(/\.[^.]*$/, '');
  const report = made.report.troubles.map(({ message, line, file }) => {
    const where = [...(file === name ? [] : [file]), ...(line === undefined ? [] : [`Line ${line}`])].join(', ');
    return { message: where === '' ? message : `${where}: ${message}` };
  });
  return { kind: 'spec', from: importer.kind, text: made.text, fileName: `${base}.constitution`, report };
}

function checkWorkspace({ session }: Served): Result<'check'> {
  const summary = { error: 0, warning: 0, info: 0, hint: 0 };
  const names = ['error', 'warning', 'info', 'hint'] as const;
  let documents = 0;
  for (const folder of session.folders) {
    for (const file of checkedFiles(folder)) {
      documents++;
      for (const { severity } of reportOf(folder, file)?.items() ?? []) summary[names[(severity ?? 1) - 1]!]++;
    }
  }
  return { documents, summary };
}
