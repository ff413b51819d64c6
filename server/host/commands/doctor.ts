import path from 'node:path';
import { plural } from '../../reporting/report.ts';
import { shownFrom } from '../files.ts';
import { packageVersion } from '../package.ts';
import { configName } from '../project.ts';
import { isRefusal } from '../refusal.ts';
import type { Call, Command } from './command.ts';

export const doctor: Command = {
  name: 'doctor',
  arguments: '',
  summary: 'what is configured, which models answer, what is missing: one line each',
  options: [],
  examples: ['polity doctor'],
  run: async call => {
    const say = (ok: boolean, line: string) => call.world.stdout.write(`${ok ? 'ok     ' : 'missing'}  ${line}\n`);
    say(true, `Polity ${packageVersion()} on Node ${process.versions.node}, ${process.platform} ${process.arch}`);
    return (await configuration(call, say)) ? 0 : 1;
  },
};

type Say = (ok: boolean, line: string) => void;

async function configuration(call: Call, say: Say): Promise<boolean> {
  try {
    const project = await call.project();
    const { configFile, config } = project;
    if (configFile === undefined)
      say(true, `no ${configName}, here or above: the workspace is ${project.root}, and everything is as it comes`);
    else say(true, `configuration ${shownFrom(project, configFile)}; the workspace is ${path.dirname(configFile)}`);
    const { search } = await import('../search.ts');
    const { specs, troubles } = search(project, []);
    say(
      specs.length > 0,
      specs.length > 0
        ? `${plural(specs.length, 'spec file')} under this folder`
        : 'no spec files under this folder; `polity init` makes a first one',
    );
    for (const trouble of troubles) say(false, trouble);
    const models = Object.keys(config.models ?? {});
    if (models.length === 0) say(false, `no model profiles; \`models\` in ${configName} holds them`);
    for (const { ok, line } of await (await import('../evals/all.ts')).runners.doctor(call)) say(ok, line);
    return troubles.length === 0;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    say(false, error.message);
    return false;
  }
}
