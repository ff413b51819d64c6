import path from 'node:path';
import { nearest } from '../../../grammar/names.ts';
import type { Imported, Importer, Source } from '../../exchange/format.ts';
import { leadsOut, readText, slashed } from '../files.ts';
import { writeOutput } from '../output.ts';
import { refusal } from '../refusal.ts';
import type { Call, Command, Exit } from './command.ts';

export const importCommand: Command = {
  name: 'import',
  arguments: '<file>',
  summary: 'read another format into the language; ends with a report of what had no place',
  options: [
    { flags: '--from <kind>', about: 'the kind of file, where it is not recognised' },
    { flags: '-o, --output <file>', about: 'where to write the spec; left out, it goes to standard output' },
    { flags: '--format <kind>', about: 'how to report', choices: ['pretty', 'json'], default: 'pretty' },
  ],
  examples: ['polity import model_spec.md -o model_spec.modelspec', 'polity import principles.json --from weval'],
  run: importFile,
};

async function importFile(call: Call): Promise<Exit> {
  const project = await call.project();
  const file = path.resolve(project.cwd, call.args[0]!);
  const reading = readText(file);
  if (reading.kind !== 'text') throw refusal(`${call.args[0]}: ${reading.why}`);
  const { importers } = await import('../../exchange/all.ts');
  const importer = importerFor(call, importers, { file, text: reading.text });
  const source = await sourceOf(file, reading.text);
  const result = importer.read(source);
  if ('refused' in result) throw refusal(`${call.args[0]}: ${result.refused}`);
  const { output } = call.options;
  if (output !== undefined) writeOutput(project, String(output), result.text, [file]);
  else if (call.options.format !== 'json') call.world.stdout.write(result.text);
  await report(call, result);
  return 0;
}

function importerFor(call: Call, importers: readonly Importer[], { file, text }: { file: string; text: string }): Importer {
  const kinds = importers.map(({ kind }) => kind);
  const { from } = call.options;
  if (from !== undefined) {
    const named = importers.find(({ kind }) => kind === from);
    if (named) return named;
    const near = nearest(String(from), kinds);
    throw refusal(
      `--from ${from}: there is no such kind; ${near === undefined ? `there are ${kinds.join(', ')}` : `did you mean ${near}?`}`,
    );
  }
  const found = importers.find(importer => importer.recognises(slashed(file), text));
  if (!found) throw refusal(`${call.args[0]}: the kind of this file is not recognised; say it with --from: ${kinds.join(', ')}`);
  return found;
}

/** What lies beside the file may be read, and nothing else. */
async function sourceOf(file: string, text: string): Promise<Source> {
  const folder = path.dirname(file);
  const { examplesBeside } = await import('../search.ts');
  const filesBeside = examplesBeside(folder);
  const known = new Set(filesBeside);
  return {
    file: path.basename(file),
    text,
    filesBeside,
    beside: name => {
      const absolute = path.resolve(folder, name);
      if (!known.has(name) || leadsOut(folder, absolute)) return undefined;
      const reading = readText(absolute);
      return reading.kind === 'text' ? reading.text : undefined;
    },
  };
}

/** In JSON the report is machine output; in words it goes where logs go, for standard output may hold the spec. */
async function report({ world, options, quiet }: Call, { report: found, text }: Imported): Promise<void> {
  const { reportLines } = await import('../../exchange/report.ts');
  if (options.format === 'json') {
    world.stdout.write(`${JSON.stringify({ version: 1, ...found, ...(options.output === undefined && { text }) }, undefined, 2)}\n`);
  } else if (!quiet) for (const line of reportLines(found)) world.stderr.write(`${line}\n`);
}
