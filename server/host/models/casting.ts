// Who answers, who judges, who plays the user: from the call, the config, and what is found on this machine.

import { nearest } from '../../../grammar/names.ts';
import type { Profile } from '../../evaluation/call.ts';
import type { EvalPlan } from '../../evaluation/case.ts';
import type { Panel } from '../../evaluation/study.ts';
import type { Config } from '../config.ts';
import { refusal } from '../refusal.ts';
import { discoveredProfile, type LocalServer } from './discovery.ts';
import { profilesIn } from './profiles.ts';

export interface Cast {
  /** The models for an eval: those that were asked for, else the one of its agent, else the one for previews. */
  readonly modelsOf: (plan: EvalPlan) => readonly Profile[];
  readonly judges: readonly Profile[];
  readonly simulator: Profile;
  /** The models of an eval whose agent uses this profile, or none. */
  readonly answering: (model: string | undefined) => readonly Profile[];
  /** Good to know before the verdicts are read. */
  readonly notes: readonly string[];
}

/** Nothing where there is no model at all. Throws a refusal for a name that is none. */
export function castOf(config: Config, named: readonly string[], servers: readonly LocalServer[]): Cast | undefined {
  const profiles = profilesIn(config);
  const asked = named.map(name => profileNamed(name, profiles, servers));
  const preview = profiles.get(config.preview ?? '') ?? asked[0] ?? single(profiles);
  if (!preview) return undefined;
  const judges = config.judges?.map(name => profiles.get(name)!) ?? [preview];
  const notes = config.judges ? [] : [`no \`judges\` in polity.config.json: ${preview.name} judges replies, its own among them`];
  const answering = (model: string | undefined): readonly Profile[] => (asked.length > 0 ? asked : [profiles.get(model ?? '') ?? preview]);
  const simulator = profiles.get(config.simulator ?? '') ?? preview;
  return { answering, modelsOf: plan => answering(plan.model), judges, simulator, notes };
}

/** Whom a study asks. */
export const panelOf = ({ answering, judges, simulator }: Cast): Panel => ({ models: answering(undefined), judges, drafter: simulator });

/** The only profile there is. */
function single(profiles: ReadonlyMap<string, Profile>): Profile | undefined {
  if (profiles.size > 1)
    throw refusal(
      `there are ${profiles.size} model profiles and \`preview\` names none; set it in polity.config.json, or name one with --model: ${[...profiles.keys()].join(', ')}`,
    );
  return [...profiles.values()][0];
}

function profileNamed(name: string, profiles: ReadonlyMap<string, Profile>, servers: readonly LocalServer[]): Profile {
  const known = profiles.get(name);
  if (known) return known;
  const server = servers.find(one => name.startsWith(`${one.name}/`));
  const model = server && name.slice(server.name.length + 1);
  if (server && model && server.models.includes(model)) return discoveredProfile(server, model);
  const names = [...profiles.keys(), ...servers.flatMap(one => one.models.map(each => `${one.name}/${each}`))];
  const near = nearest(name, names);
  throw refusal(
    `--model ${name}: there is no such profile${near ? `; did you mean ${near}?` : names.length > 0 ? `; there are ${names.slice(0, 8).join(', ')}` : ', and no local server was found'}`,
  );
}

/** What to do where there is no model, a line each. */
export function withoutModel(servers: readonly LocalServer[]): string[] {
  const offers = servers.flatMap(({ title, name, models }) =>
    models.slice(0, 3).map(model => `${title} answers on this machine: add --model ${name}/${model}`),
  );
  if (offers.length > 0) return ['no model is configured, so nothing was asked', ...offers];
  return [
    'no model is configured and no local server answers, so nothing was asked; with one, the replies would be judged as planned above',
    'start Ollama, LM Studio or llama.cpp, or put a profile under `models` in polity.config.json and name it as `preview`',
  ];
}
