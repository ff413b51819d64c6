// Values Map: which value is wiser than which, when, and why.

import { requests } from '../../server/features/protocol.ts';
import { panelSurface } from '../panel.ts';
import type { Surface } from '../session.ts';

export const valuesMap: Surface = session =>
  panelSurface(session, {
    name: 'values',
    command: 'polity.valuesMap',
    title: 'Values Map',
    ask: ({ server }, uri) => server.ask(requests.values, { uri }),
  });
