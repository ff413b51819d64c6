// What a preview shows that no model is needed for: the conversation, the compiled prompt with where each line comes from, the
// norms in force and those beaten, and what would be checked.

import { type Held, type Holding, heldIn, heldName } from '../../analysis/holding.ts';
import { entityOf, type Named } from '../../analysis/names.ts';
import type { Profile } from '../../evaluation/call.ts';
import type { Check, Said, Spot, Step } from '../../evaluation/case.ts';
import { labelOf } from '../../evaluation/conversation.ts';
import type { View } from '../../features/feature.ts';
import { freeEvalName } from '../../features/fixes/writing.ts';
import { declarationOf } from '../../features/places.ts';
import { type PreviewPlan, type PreviewQuestion, type PreviewSaid, previewRequests } from '../../features/preview-protocol.ts';
import type { Location } from '../../features/protocol.ts';
import { when } from '../../features/surfaces/when.ts';
import type { Config } from '../config.ts';
import { profilesIn } from '../models/profiles.ts';
import { type Asked, askedCase } from './preview-case.ts';
import { serveQuestion } from './question.ts';
import type { Served } from './server.ts';
import { placeOf, viewOf } from './session.ts';

export function planOf(view: View, config: Config, question: PreviewQuestion): PreviewPlan {
  const asked = askedCase(view, question, promptBudgetOf(config));
  if ('refused' in asked) return { kind: 'nothing', message: asked.refused };
  const { what, title, name, at, facts, line, prompt, unasked } = asked;
  const origins = originsIn(view);
  const lines = prompt.text.replace(/\n$/, '').split('\n');
  return {
    kind: 'plan',
    document: view.document.file,
    what,
    title,
    name,
    evalName: freeEvalName(view, wantedName(asked)),
    at: spotLocation(view, at),
    facts,
    ...(line === undefined ? {} : { line }),
    conversation: unasked ? [] : asked.case.steps.flatMap(step => (step.kind === 'said' ? [shownSaid(step.said)] : [])),
    prompt: lines.map((text, i) => {
      const origin = prompt.origins[i];
      const place = origin === undefined ? undefined : origins.get(origin);
      return { text, ...(origin === undefined ? {} : { origin }), ...(place ? { at: place } : {}) };
    }),
    tokens: prompt.tokens,
    dropped: prompt.dropped.map(({ what: kind, origin }) => (origin === undefined ? kind : `${kind} of ${origin}`)),
    when: when(view, asked.whenFacts),
    checks: checksIn(asked.case.steps).map(check => ({
      label: check.label,
      at: spotLocation(view, check.at),
      derived: check.kind === 'action' && check.derived,
    })),
    ...modelsIn(config, asked.model),
  };
}

const wantedName = ({ what, name }: Asked): string =>
  what === 'document' ? 'previewed' : what === 'eval' ? name : `${name.split('/')[0]!.split('.').at(-1)}_case`;

export const checksIn = (steps: readonly Step[]): Check[] => steps.flatMap(step => ('checks' in step ? step.checks : []));

export const shownSaid = (said: Said): PreviewSaid => ({
  speaker: said.speaker,
  label: labelOf(said) || said.speaker,
  text: said.text,
  generated: said.generated !== undefined,
});

export function spotLocation(view: View, { file, line, character }: Spot): Location {
  const at = { line, character };
  return { uri: view.uriOf(file), range: { start: at, end: at } };
}

/** Part of a context window that is kept free for the conversation and the reply: as for evals. */
const promptShare = 0.7;

export function promptBudgetOf(config: Config): (model: string | undefined) => number | undefined {
  const profiles = profilesIn(config);
  return model => {
    const window = profiles.get(model ?? config.preview ?? '')?.contextWindow;
    return window === undefined ? undefined : Math.floor(window * promptShare);
  };
}

function originsIn(view: View): ReadonlyMap<string, Location> {
  const holding: Holding = heldIn(view.scope);
  const named: readonly Held[] = [holding.principles, holding.values, holding.terms, holding.contexts, holding.actions].flat();
  const places = new Map<string, Location>();
  for (const held of named) {
    const one = held as Held & { node: Named };
    const place = declarationOf(view, entityOf(one));
    if (place) places.set(heldName(holding, one), place);
  }
  for (const { node, segment, file } of view.scope.own.declarations) {
    if (node.kind !== 'section' || places.has(node.name.text)) continue;
    const place = declarationOf(view, { file, segment, node, name: node.name.text } as Parameters<typeof declarationOf>[1]);
    if (place) places.set(node.name.text, place);
  }
  return places;
}

/** The profile that an eval's agent uses comes first, then the one for previews, then the only one. */
function modelsIn(config: Config, own: string | undefined) {
  const profiles = profilesIn(config);
  const names = [...profiles.keys()];
  const preferred = [own, config.preview, names.length === 1 ? names[0] : undefined].find(name => name !== undefined && profiles.has(name));
  return {
    models: [...profiles.values()].map(profile => shownModel(profile, config)),
    ...(preferred === undefined ? {} : { preferred }),
    judges: config.judges ?? [],
  };
}

export function shownModel({ name, model, address, provider, sampling }: Profile, { models = {} }: Config) {
  const own = models[name];
  const needsKey = provider === 'anthropic' || (own !== undefined && 'apiKeyEnv' in own && own.apiKeyEnv !== undefined);
  return { name, model, address, needsKey, ...(sampling ? { sampling } : {}) };
}

/** Plans are asked for by every client that shows previews, with a model or without. */
export function servePlans(served: Served): void {
  serveQuestion(served, previewRequests.plan, (params): PreviewPlan => {
    const view = viewOf(served.session, params.uri);
    const place = placeOf(served.session, params.uri);
    if (!view || !place)
      return { kind: 'nothing', message: 'This is no spec that Polity knows. Open a `.constitution` or a `.modelspec`.' };
    return planOf(view, place.folder.config, params);
  });
}
