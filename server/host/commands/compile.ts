import { nearest } from '../../../grammar/names.ts';
import { printNode } from '../../../grammar/print.ts';
import { askedOf } from '../../analysis/asked.ts';
import { whenFacts } from '../../analysis/norms/when.ts';
import { worldOf } from '../../analysis/norms/worlds.ts';
import { scopeOf } from '../../analysis/resolve.ts';
import type { Workspace } from '../../analysis/workspace.ts';
import type { Exporter, ExportOptions } from '../../exchange/format.ts';
import { decided } from '../deciding.ts';
import { readableDocument } from '../inputs.ts';
import { pathOf } from '../load.ts';
import { writeBeside, writeOutput } from '../output.ts';
import { refusal } from '../refusal.ts';
import type { Call, Command, Exit } from './command.ts';

export const compile: Command = {
  name: 'compile',
  arguments: '[file]',
  summary: 'export a spec: a system prompt, a public document, data for other tools',
  options: [
    { flags: '--to <target>', about: 'what to make; --list names the targets' },
    { flags: '--list', about: 'the targets' },
    { flags: '-o, --output <file>', about: 'where to write it; left out, it goes to standard output' },
    { flags: '--given <facts>', about: 'prompt: keep only what can apply where these facts hold' },
    { flags: '--budget <tokens>', about: 'prompt: at most so many tokens', number: true },
    { flags: '--stdin-name <file>', about: 'what standard input (`-`) is called' },
  ],
  examples: [
    'polity compile --to prompt library.constitution',
    'polity compile --to markdown -o library.md library.constitution',
    'polity compile --list',
  ],
  run: async call => {
    const { exporters } = await import('../../exchange/all.ts');
    return call.options.list ? list(call, exporters) : compileTo(call, exporterNamed(exporters, call.options.to));
  },
};

function list({ world }: Call, exporters: readonly Exporter[]): Exit {
  const width = Math.max(...exporters.map(({ target }) => target.length));
  for (const { target, title } of exporters) world.stdout.write(`${target.padEnd(width)}  ${title}\n`);
  return 0;
}

function exporterNamed(exporters: readonly Exporter[], target: unknown): Exporter {
  const targets = exporters.map(exporter => exporter.target);
  if (target === undefined) throw refusal(`--to TARGET is missing; there are ${targets.join(', ')}`);
  const found = exporters.find(exporter => exporter.target === target);
  if (found) return found;
  const near = nearest(String(target), targets);
  throw refusal(
    `--to ${target}: there is no such target; ${near === undefined ? `there are ${targets.join(', ')}` : `did you mean ${near}?`}`,
  );
}

async function compileTo(call: Call, exporter: Exporter): Promise<Exit> {
  const { project, loaded, file } = await readableDocument(call, call.args);
  const { workspace } = loaded;
  const document = workspace.documents.get(file)!;
  const scope = scopeOf(workspace, file)!;
  const { budget, given, output } = call.options;
  const narrowed = given === undefined ? {} : await underFacts(workspace, file, String(given));
  const made = exporter.write({ workspace, document, scope }, { ...(budget !== undefined && { budget: Number(budget) }), ...narrowed });
  if (output === undefined) {
    call.world.stdout.write(made.text);
    for (const line of made.notes) call.note(line);
    return 0;
  }
  const sources = [...workspace.documents.keys()].map(name => pathOf(project, name));
  writeOutput(project, String(output), made.text, sources);
  for (const line of [...made.notes, ...writeBeside(project, String(output), made.beside ?? new Map())]) call.note(line);
  return 0;
}

/** What to leave out of a prompt that is used where these facts hold. */
async function underFacts(workspace: Workspace, file: string, given: string): Promise<ExportOptions> {
  const { leftOutUnder } = await import('../../evaluation/situation.ts');
  const asked = askedOf(workspace, file, given);
  if (asked.kind === 'unreadable') throw refusal(`--given "${given}": ${asked.message}`);
  const leftOut = await decided(asked.subject.workspace, ({ settings }) => {
    const world = worldOf(asked.subject.scope, settings.solver);
    return whenFacts(world, asked.facts)?.possible === false ? undefined : leftOutUnder(world, asked.facts);
  });
  if (!leftOut) throw refusal(`--given "${given}": no situation has these facts`);
  return { leftOut, facts: asked.facts.map(fact => printNode(fact)) };
}
