// What a model provider is: one file each, listed in all.ts.

import type { LanguageModel } from 'ai';
import type { Profile } from '../../evaluation/call.ts';

export interface Provider {
  /** As `provider` in polity.config.json has it. */
  readonly kind: string;
  /** Makes the SDK's model. `fetch` keeps watch over every request; nothing is sent yet. */
  readonly open: (profile: Profile, wire: Wire) => LanguageModel;
}

export interface Wire {
  readonly fetch: typeof globalThis.fetch;
  readonly key?: string;
}
