// OpenAI, Ollama, llama.cpp, vLLM, LM Studio: whatever speaks the chat completions protocol.

import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { Provider } from './provider.ts';

export const openAiCompatible: Provider = {
  kind: 'openai-compatible',
  open: (profile, { fetch, key }) =>
    createOpenAICompatible({
      name: 'openai-compatible',
      baseURL: profile.address,
      apiKey: key,
      fetch,
      includeUsage: true,
      supportsStructuredOutputs: true,
    })(profile.model),
};
