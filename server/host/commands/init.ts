import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { nearest } from '../../../grammar/names.ts';
import { leadsOut, reasonOf, shownFrom, slashed } from '../files.ts';
import { openProject } from '../opening.ts';
import { packageVersion } from '../package.ts';
import { configName, type Project } from '../project.ts';
import { refusal } from '../refusal.ts';
import { starter, type Template, templates } from '../templates.ts';
import type { Call, Command, Exit } from './command.ts';

export const init: Command = {
  name: 'init',
  arguments: '[template]',
  summary: 'a new spec that checks clean, with a configuration and a CI workflow',
  options: [
    { flags: '--list', about: 'the templates' },
    { flags: '--git', about: 'no spec: this repository merges specs with `polity merge` from now on' },
  ],
  examples: ['polity init', 'polity init --git', 'polity init --list', 'polity init library'],
  words: () => templates().map(({ name }) => name),
  run: async call => {
    if (call.options.git) return (await import('../merge-driver.ts')).setUpDriver(call);
    return call.options.list ? list(call) : start(call, templateNamed(call.args[0]));
  },
};

function list({ world }: Call): Exit {
  const all = templates();
  const width = Math.max(...all.map(({ name }) => name.length));
  for (const { name, title } of all) world.stdout.write(`${name.padEnd(width)}  ${title}\n`);
  return 0;
}

function templateNamed(name: string | undefined): Template {
  if (name === undefined) return starter;
  const all = templates();
  const found = all.find(template => template.name === name);
  if (found) return found;
  const near = nearest(
    name,
    all.map(template => template.name),
  );
  throw refusal(`there is no template ${name}; ${near === undefined ? '`polity init --list` shows them' : `did you mean ${near}?`}`);
}

/** All of the spec or nothing; a configuration or workflow that is there already stays. */
async function start(call: Call, template: Template): Promise<Exit> {
  const cwd = path.resolve(call.world.cwd, String(call.options.cwd ?? '.'));
  const project = await openProject(cwd, call.options.config as string | undefined);
  const specs = [...template.files].map(([name, text]) => ({ name, text }));
  const taken = specs.find(({ name }) => existsSync(path.join(project.cwd, name)));
  if (taken) throw refusal(`${taken.name} is there already; nothing was written`);
  const root = repositoryAbove(project.cwd) ?? project.cwd;
  const files = [
    ...specs.map(spec => ({ ...spec, folder: project.cwd })),
    ...(project.configFile === undefined ? [{ name: configName, text: configText(template), folder: project.cwd }] : []),
    // GitHub runs the workflows at the root of a repository, and no others.
    { name: '.github/workflows/polity.yml', text: workflowText(slashed(path.relative(root, project.cwd))), folder: root },
  ];
  for (const file of files) create(call, project, file);
  const known = Object.keys(project.config.models ?? {});
  for (const name of Object.keys(template.models))
    if (project.configFile !== undefined && !known.includes(name))
      call.note(`an agent uses the model profile ${name}, which \`models\` in your ${configName} does not have yet`);
  call.note(`\`polity check\` checks it; \`polity explain CODE\` tells what a finding means`);
  return 0;
}

function repositoryAbove(folder: string): string | undefined {
  if (existsSync(path.join(folder, '.git'))) return folder;
  const parent = path.dirname(folder);
  return parent === folder ? undefined : repositoryAbove(parent);
}

interface New {
  /** The file stays inside of it. */
  readonly folder: string;
  readonly name: string;
  readonly text: string;
}

function create({ world, note }: Call, project: Project, { folder, name, text }: New): void {
  const file = path.join(folder, name);
  const shown = shownFrom(project, file);
  if (leadsOut(folder, file)) throw refusal(`${shown}: a symbolic link leads out of this folder; it was not written`);
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text, { flag: 'wx' });
    world.stdout.write(`${shown}\n`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw refusal(`${shown}: could not be written: ${reasonOf(error)}`);
    note(`${shown} is there already and stays as it is`);
  }
}

function configText({ models }: Template): string {
  const [preview] = Object.keys(models);
  const config = {
    $schema: `https://unpkg.com/polity@${packageVersion()}/polity.schema.json`,
    ...(preview !== undefined && { models, preview }),
    rules: {},
    exclude: ['**/node_modules/**'],
  };
  return `${JSON.stringify(config, undefined, 2)}\n`;
}

/** `below` the root of the repository; empty where the specs stand there. */
const workflowText = (below: string) => `name: Polity
on:
  push:
    branches: [main]
  pull_request:
permissions:
  contents: read
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2
      - uses: actions/setup-node@39370e3970a6d050c480ffad4ff0ed4d3fdee5af # v4.1.0
        with:
          node-version: 24
      - run: npx --yes polity@${packageVersion()} check --format github
${below === '' ? '' : `        working-directory: ${literal(below)}\n`}`;

/** A name of a folder as YAML and GitHub's expressions have it. */
const literal = (name: string): string => JSON.stringify(name).replaceAll('${{', `\${{ '\${{' }}`);
