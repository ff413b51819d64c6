// Every surface of the extension, one line each.

import type { Surface } from './session.ts';
import { status } from './status.ts';

export const surfaces: readonly Surface[] = [status];
