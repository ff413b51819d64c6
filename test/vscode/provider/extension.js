// Models whose replies are scripted, offered to the editor as any extension may.

const { appendFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const path = require('node:path');
const vscode = require('vscode');

const file = path.join(tmpdir(), 'scripted-models.jsonl');
const note = line => appendFileSync(file, `${JSON.stringify(line)}\n`);

const model = (id, name, requiresAuthorization) => ({
  id,
  name,
  family: 'scripted',
  version: '1',
  maxInputTokens: 100_000,
  maxOutputTokens: 10_000,
  capabilities: {},
  requiresAuthorization,
});

const models = [
  model('steady', 'Scripted, steady', { label: 'A scripted account' }),
  model('slow', 'Scripted, slow', undefined),
  model('spent', 'Scripted, without an allowance', undefined),
  model('stumbling', 'Scripted, stumbling', undefined),
];

const words = 'A fever in a child needs care. Please ask your clinician or a nurse line today.'.split(/(?<= )/);

const sleep = (milliseconds, token) =>
  new Promise(resolve => {
    const timer = setTimeout(resolve, milliseconds);
    token.onCancellationRequested(() => {
      clearTimeout(timer);
      resolve();
    });
  });

async function respond({ id }, messages, progress, token) {
  const texts = messages.map(({ role, content }) => ({ role, text: content.map(part => part.value).join('') }));
  note({ kind: 'asked', model: id, messages: texts });
  if (id === 'spent') throw vscode.LanguageModelError.Blocked('The allowance of this month is used up.');
  for (let i = 0; i < (id === 'slow' ? 500 : words.length); i++) {
    if (token.isCancellationRequested) return note({ kind: 'cancelled', model: id });
    progress.report(new vscode.LanguageModelTextPart(words[i % words.length]));
    if (id === 'stumbling' && i === 4) throw new Error('The line went dead.');
    await sleep(id === 'slow' ? 200 : 100, token);
  }
  note({ kind: 'ended', model: id });
}

exports.activate = context => {
  const registered = vscode.lm.registerLanguageModelChatProvider('scripted', {
    provideLanguageModelChatInformation: ({ silent }) => {
      note({ kind: 'listed', silent });
      return models;
    },
    provideLanguageModelChatResponse: (chosen, messages, _options, progress, token) => respond(chosen, messages, progress, token),
    provideTokenCount: (_chosen, text) => Math.ceil(String(text).length / 4),
  });
  context.subscriptions.push(
    registered,
    vscode.commands.registerCommand('scripted.leave', () => registered.dispose()),
  );
};
