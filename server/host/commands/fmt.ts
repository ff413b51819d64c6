import type { Tree } from '../../../grammar/syntax.ts';
import { readText, reasonOf, shownFrom, writeAtomically } from '../files.ts';
import { inputsOf } from '../inputs.ts';
import type { Project } from '../project.ts';
import type { Call, Command, Exit } from './command.ts';

export const fmt: Command = {
  name: 'fmt',
  arguments: '[paths...]',
  summary: 'rewrite specs in canonical layout; comments, blank lines and the meaning stay',
  options: [
    { flags: '--check', about: 'only tell which files would change' },
    { flags: '--stdin-name <file>', about: 'what standard input (`-`) is called' },
  ],
  examples: ['polity fmt', 'polity fmt --check specs', 'polity fmt - < draft.constitution'],
  run: async call => {
    const project = await call.project();
    const inputs = await inputsOf(call);
    for (const line of inputs.troubles) call.complain(line);
    if (inputs.given) return formatGiven(call, inputs.given.bytes);
    const exits = await Promise.all(inputs.specs.map(file => formatFile(call, project, file)));
    return worst([...exits, inputs.troubles.length > 0 ? 2 : 0]);
  },
};

const worst = (exits: readonly Exit[]): Exit => Math.max(0, ...exits) as Exit;

async function formatFile(call: Call, project: Project, file: string): Promise<Exit> {
  const shown = shownFrom(project, file);
  const reading = readText(file);
  if (reading.kind !== 'text') {
    call.complain(`${shown}: ${reading.why}`);
    return reading.kind === 'absent' ? 2 : 1;
  }
  const formatted = await format(reading.text);
  if (formatted.kind === 'wrong') {
    call.complain(`${shown}: ${leftAlone(formatted)}`);
    return 1;
  }
  if (formatted.text === reading.text) return 0;
  call.world.stdout.write(`${shown}\n`);
  if (call.options.check) return 1;
  try {
    writeAtomically(file, (reading.bom ? '\uFEFF' : '') + formatted.text);
    return 0;
  } catch (error) {
    call.complain(`${shown}: could not be written: ${reasonOf(error)}`);
    return 2;
  }
}

async function formatGiven(call: Call, bytes: Uint8Array): Promise<Exit> {
  const { decoded } = await import('../files.ts');
  const reading = decoded(bytes);
  const formatted = reading.kind === 'text' ? await format(reading.text) : undefined;
  if (reading.kind !== 'text' || formatted?.kind === 'wrong') {
    call.complain(`standard input: ${reading.kind === 'text' ? leftAlone(formatted as Wrong) : reading.why}`);
    return 1;
  }
  if (call.options.check) return formatted!.text === reading.text ? 0 : 1;
  call.world.stdout.write((reading.bom ? '\uFEFF' : '') + formatted!.text);
  return 0;
}

type Wrong = { readonly kind: 'wrong'; readonly line: number; readonly message: string };
type Formatted = { readonly kind: 'text'; readonly text: string } | Wrong;

async function format(text: string): Promise<Formatted> {
  const [{ parse }, { print }] = await Promise.all([import('../../../grammar/parser.ts'), import('../../../grammar/print.ts')]);
  const tree = parse(text);
  return firstProblem(tree) ?? { kind: 'text', text: print(tree) };
}

function firstProblem(tree: Tree): Wrong | undefined {
  const at = tree.segments.findIndex(({ problems }) => problems.length > 0);
  if (at < 0) return undefined;
  const problem = tree.segments[at]!.problems[0]!;
  const before = tree.text.slice(0, tree.starts[at]! + problem.start);
  return { kind: 'wrong', line: before.split('\n').length, message: problem.message };
}

const leftAlone = ({ line, message }: Wrong) => `left as it is, for line ${line} cannot be read: ${message.split('\n')[0]}`;
