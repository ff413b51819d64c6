// What a reply looks like on the wire, in each protocol, whole and streamed.

import type { Asked, AskedMessage, Behaviour } from './behaviour.ts';

type Reply = Extract<Behaviour, { kind: 'reply' }>;
type Body = Record<string, unknown>;

export interface Protocol {
  readonly read: (body: Body) => Pick<Asked, 'model' | 'system' | 'messages' | 'stream' | 'json'>;
  readonly whole: (asked: Asked, reply: Reply) => unknown;
  /** The events in order, each as the lines that go over the wire. */
  readonly events: (asked: Asked, reply: Reply) => string[];
  readonly error: (status: number, message: string, code: string | undefined) => unknown;
}

const tokens = (text: string) => Math.max(1, Math.ceil(text.length / 4));

function usageOf(asked: Asked, reply: Reply): { input: number; output: number } | undefined {
  if (reply.usage === 'none') return undefined;
  return reply.usage ?? { input: tokens(asked.system + asked.messages.map(message => message.text).join('')), output: tokens(reply.text) };
}

function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  return Array.isArray(content) ? content.map(part => (part as { text?: string }).text ?? '').join('') : '';
}

/** A reply as the words that a model streams. */
const words = (text: string): string[] => text.match(/\s*\S+|\s+$/g) ?? [];

const data = (value: unknown) => `data: ${typeof value === 'string' ? value : JSON.stringify(value)}\n\n`;

export const openai: Protocol = {
  read: body => {
    const all = (body.messages as { role: string; content: unknown }[]).map(
      ({ role, content }): AskedMessage => ({ role, text: textOf(content) }),
    );
    return {
      model: String(body.model),
      system: all
        .filter(({ role }) => role === 'system')
        .map(({ text }) => text)
        .join('\n\n'),
      messages: all.filter(({ role }) => role !== 'system'),
      stream: body.stream === true,
      json: ((body.response_format as Body | undefined)?.type ?? 'text') !== 'text',
    };
  },
  whole: (asked, reply) => ({
    ...chat(asked, 'chat.completion'),
    choices: [
      { index: 0, message: { role: 'assistant', content: reply.text, refusal: null }, logprobs: null, finish_reason: openaiFinish(reply) },
    ],
    ...openaiUsage(asked, reply),
  }),
  events: (asked, reply) => {
    const chunk = (choices: unknown[], more: Body = {}) => data({ ...chat(asked, 'chat.completion.chunk'), choices, ...more });
    const delta = (content: Body, finish: string | null = null) =>
      chunk([{ index: 0, delta: content, logprobs: null, finish_reason: finish }]);
    const wanted = (asked.body.stream_options as { include_usage?: boolean } | undefined)?.include_usage === true;
    return [
      delta({ role: 'assistant', content: '' }),
      ...words(reply.text).map(content => delta({ content })),
      delta({}, openaiFinish(reply)),
      ...(wanted ? [chunk([], openaiUsage(asked, reply))] : []),
      data('[DONE]'),
    ];
  },
  error: (status, message, code) => ({
    error: { message, type: status === 429 ? 'requests' : 'invalid_request_error', param: null, code: code ?? null },
  }),
};

const chat = (asked: Asked, object: string): Body => ({
  id: `chatcmpl-${asked.index}`,
  object,
  created: 1_700_000_000,
  model: asked.model,
});

const openaiFinish = ({ finish = 'stop' }: Reply) => (finish === 'filter' ? 'content_filter' : finish);

function openaiUsage(asked: Asked, reply: Reply): Body {
  const usage = usageOf(asked, reply);
  return usage ? { usage: { prompt_tokens: usage.input, completion_tokens: usage.output, total_tokens: usage.input + usage.output } } : {};
}

const event = (type: string, more: Body = {}) => `event: ${type}\n${data({ type, ...more })}`;

export const anthropic: Protocol = {
  read: body => ({
    model: String(body.model),
    system: textOf(body.system),
    messages: (body.messages as { role: string; content: unknown }[]).map(({ role, content }) => ({ role, text: textOf(content) })),
    stream: body.stream === true,
    json:
      body.output_config !== undefined ||
      body.output_format !== undefined ||
      (body.tools as { name: string }[] | undefined)?.some(({ name }) => name === 'json') === true,
  }),
  whole: (asked, reply) => ({
    ...message(asked),
    content: [block(asked, reply)],
    stop_reason: anthropicFinish(asked, reply),
    usage: anthropicUsage(asked, reply),
  }),
  events: (asked, reply) => {
    const usage = anthropicUsage(asked, reply);
    return [
      event('message_start', { message: { ...message(asked), content: [], stop_reason: null, usage: { ...usage, output_tokens: 1 } } }),
      ...blockEvents(asked, reply),
      event('ping'),
      event('content_block_stop', { index: 0 }),
      event('message_delta', {
        delta: { stop_reason: anthropicFinish(asked, reply), stop_sequence: null },
        usage: { output_tokens: usage.output_tokens },
      }),
      event('message_stop'),
    ];
  },
  error: (status, message) => ({ type: 'error', error: { type: anthropicErrors[status] ?? 'api_error', message } }),
};

function blockEvents(asked: Asked, reply: Reply): string[] {
  const content = block(asked, reply);
  const tool = content.type === 'tool_use';
  const deltas = words(reply.text).map(text => (tool ? { type: 'input_json_delta', partial_json: text } : { type: 'text_delta', text }));
  return [
    event('content_block_start', { index: 0, content_block: tool ? { ...content, input: {} } : { type: 'text', text: '' } }),
    ...deltas.map(delta => event('content_block_delta', { index: 0, delta })),
  ];
}

const anthropicErrors: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  529: 'overloaded_error',
};

const message = (asked: Asked): Body => ({
  id: `msg_${asked.index}`,
  type: 'message',
  role: 'assistant',
  model: asked.model,
  stop_sequence: null,
});

/** A forced tool is how older models are made to answer in JSON. */
function block(asked: Asked, reply: Reply): Body {
  const forced = (asked.body.tools as { name: string }[] | undefined)?.find(({ name }) => name === 'json');
  if (!forced) return { type: 'text', text: reply.text };
  try {
    return { type: 'tool_use', id: `toolu_${asked.index}`, name: 'json', input: JSON.parse(reply.text) as unknown };
  } catch {
    return { type: 'text', text: reply.text };
  }
}

function anthropicFinish(asked: Asked, reply: Reply): string {
  if (reply.finish === 'length') return 'max_tokens';
  if (reply.finish === 'filter') return 'refusal';
  return block(asked, reply).type === 'tool_use' ? 'tool_use' : 'end_turn';
}

function anthropicUsage(asked: Asked, reply: Reply): { input_tokens: number; output_tokens: number } {
  const usage = usageOf(asked, reply) ?? { input: 0, output: 0 };
  return { input_tokens: usage.input, output_tokens: usage.output };
}
