import { askedOf } from '../../analysis/asked.ts';
import { whenFacts } from '../../analysis/norms/when.ts';
import { worldOf } from '../../analysis/norms/worlds.ts';
import type { WhenJson } from '../../reporting/shapes.ts';
import { situationText } from '../../reporting/situation.ts';
import { decided } from '../deciding.ts';
import { readableDocument } from '../inputs.ts';
import { refusal } from '../refusal.ts';
import type { Call, Command, Exit } from './command.ts';

export const when: Command = {
  name: 'when',
  arguments: '<facts> [paths...]',
  summary: 'what holds when some facts do: norms in force, norms beaten and by whom, the status of every action',
  options: [
    { flags: '--format <kind>', about: 'how to report', choices: ['pretty', 'json'], default: 'pretty' },
    { flags: '--stdin-name <file>', about: 'what standard input (`-`) is called' },
  ],
  examples: ['polity when "audience is minor, topic is medication"', 'polity when "agent is triage_nurse" clinic.modelspec --format json'],
  run: answer,
};

async function answer(call: Call): Promise<Exit> {
  const [facts = '', ...paths] = call.args;
  const { loaded, file } = await readableDocument(call, paths);
  const asked = askedOf(loaded.workspace, file, facts);
  if (asked.kind === 'unreadable') throw refusal(`"${facts}": ${asked.message}`);
  const found = await decided(asked.subject.workspace, ({ settings }) =>
    whenFacts(worldOf(asked.subject.scope, settings.solver), asked.facts),
  );
  if (!found) throw refusal(`"${facts}": these facts cannot be read in ${file}`);
  const json: WhenJson = found;
  call.world.stdout.write(
    call.options.format === 'json' ? `${JSON.stringify(json, undefined, 2)}\n` : situationText(json, facts, { color: call.color }),
  );
  return 0;
}
