import { anthropic } from './anthropic.ts';
import { openAiCompatible } from './openai-compatible.ts';
import type { Provider } from './provider.ts';

export const providers: readonly Provider[] = [openAiCompatible, anthropic];
