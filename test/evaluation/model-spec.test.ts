// The examples of the imported OpenAI Model Spec, all of them, against the scripted server. The documents are not part of this project.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Said } from '../../server/evaluation/case.ts';
import { messagesOf } from '../../server/evaluation/conversation.ts';
import { runShape } from '../../server/reporting/evals/shapes.ts';
import { cleared, place } from '../host/call.ts';
import { read } from './reading.ts';
import { type Scripted, startScripted } from './server/scripted.ts';
import { type Known, turnsOf, wellRead } from './server/scripts.ts';

const folder = path.join(import.meta.dirname, '..', '..', '..', 'shared', 'data', 'specs', 'openai-model-spec');

describe('The imported OpenAI Model Spec', () => {
  let server: Scripted;
  before(async () => {
    server = await startScripted(wellRead([]), { keep: false });
  });
  after(async () => {
    await server.close();
    cleared();
  });

  for (const version of ['2025-02-12', '2025-04-11', '2025-09-12']) {
    const source = path.join(folder, `model_spec.${version}.md`);
    if (!existsSync(source)) it.skip(`of ${version} is left out: ../shared/data is missing`);
    else
      it(`of ${version}: every example runs, and passes where the model answers as its authors would`, async function () {
        this.timeout(180_000);
        const config = {
          models: { m: { provider: 'openai-compatible', baseURL: server.baseURL, model: 'scripted' } },
          preview: 'm',
          judges: ['m'],
          eval: { concurrency: 8 },
        };
        const at = place({ 'polity.config.json': JSON.stringify(config) });
        const imported = await at.call(['import', source, '-o', 'spec.modelspec', '--format', 'json']);
        const { examples } = JSON.parse(imported.out) as { examples: number };
        assert.ok(examples > 100);
        server.script = wellRead(answersIn(at.read('spec.modelspec')));
        const { out, err } = await at.call(['eval', '--only', '*/*', '--format', 'json']);
        const run = runShape.parse(JSON.parse(out));
        assert.equal(run.evals.length + shownOnly(err), examples, err);
        assert.deepEqual([run.count['not run'], run.count.flaky], [0, 0]);
        const failing = run.evals
          .filter(({ status }) => status === 'fail')
          .map(({ id, trials }) => `${id}: ${trials[0]!.verdicts.map(({ reason }) => reason)}`);
        assert.deepEqual(failing, []);
        const again = runShape.parse(JSON.parse((await at.call(['eval', '--only', '*/*', '--replay', 'only', '--format', 'json'])).out));
        assert.deepEqual([again.calls.sent, again.count], [0, run.count]);
      });
  }
});

/** How many examples show a conversation that leaves nothing to answer. */
function shownOnly(notes: string): number {
  const line = /left out: (.*)\. It shows a conversation/.exec(notes)?.[1];
  if (line === undefined) return 0;
  return [...line.matchAll(/\.modelspec:\d+\)/g)].length + Number(/ and (\d+) more$/.exec(line)?.[1] ?? 0);
}

/** The good answer to every conversation of the examples. */
function answersIn(spec: string): Known[] {
  const answers: Known[] = [];
  for (const plan of read(spec.slice(spec.indexOf('\n') + 1)).plans) {
    const said: Said[] = [];
    for (const step of plan.cases[0]!.steps) {
      if (step.kind === 'said') said.push(step.said);
      if (step.kind !== 'reply') continue;
      const compared = step.checks.find(check => check.kind === 'compared');
      const messages = messagesOf('', said);
      const system = messages.find(({ role }) => role === 'system')?.text.trimEnd() ?? '';
      answers.push({
        system,
        turns: turnsOf(messages),
        reply: compared?.good[0] ? step.stands!.text : 'A reply that is better than a bad one.',
      });
      if (step.stands) said.push(step.stands);
    }
  }
  return answers;
}
