// Show Landscape: where a spec asks for something, where it only forbids, and where it is silent.

import { requests } from '../../server/features/protocol.ts';
import { panelSurface } from '../panel.ts';
import type { Surface } from '../session.ts';

export const landscape: Surface = session =>
  panelSurface(session, {
    name: 'landscape',
    command: 'polity.showLandscape',
    title: 'Landscape',
    ask: ({ server }, uri) => server.ask(requests.landscape, { uri }),
  });
