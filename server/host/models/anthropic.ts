import { createAnthropic } from '@ai-sdk/anthropic';
import type { Provider } from './provider.ts';

export const anthropic: Provider = {
  kind: 'anthropic',
  // The SDK would fall back on ANTHROPIC_API_KEY and send it wherever `baseURL` points; a profile's key is the one that it names, or none.
  open: (profile, { fetch, key }) => createAnthropic({ baseURL: profile.address, apiKey: key ?? '', fetch })(profile.model),
};
