// What `polity doctor` says of models: each profile, and what answers on this machine.

import type { Call } from '../commands/command.ts';
import { localServers } from '../models/discovery.ts';
import { type Inspection, inspected } from '../models/inspection.ts';
import { environmentKeys, profilesIn } from '../models/profiles.ts';

export async function inspectModels(call: Call): Promise<readonly Inspection[]> {
  const { config } = await call.project();
  const keys = environmentKeys(config, call.world.env);
  const profiles = [...profilesIn(config).values()];
  const [inspections, servers] = await Promise.all([Promise.all(profiles.map(profile => inspected(profile, keys))), localServers()]);
  const known = new Set(profiles.map(({ address }) => address));
  const found = servers
    .filter(({ address }) => !known.has(address))
    .map(({ title, name, address, models }): Inspection => {
      const use =
        models[0] === undefined
          ? 'it has no models yet'
          : `use one with --model ${name}/${models[0]}${models.length > 1 ? `, or ${models.length - 1} more` : ''}`;
      return { ok: true, line: `${title} answers at ${address}; ${use}` };
    });
  return [...inspections, ...found];
}
