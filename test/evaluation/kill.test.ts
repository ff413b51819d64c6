// A run that is killed at any moment loses nothing that was recorded, and goes on from there.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { runShape } from '../../server/reporting/evals/shapes.ts';
import { cleared, type Place, place } from '../host/call.ts';
import type { Asked } from './server/behaviour.ts';
import { startScripted } from './server/scripted.ts';
import { isJudge, steady } from './server/scripts.ts';

const cli = path.join(import.meta.dirname, '..', '..', 'server', 'host', 'cli.ts');
const evals = 30;
const calls = evals * 2;
const concurrency = 4;
const spec = `constitution a\n${Array.from({ length: evals }, (_, i) => `eval e${i} { user "Question ${i}." expect "answers question ${i}" }`).join('\n')}\n`;

/** What a call asks; every call of this suite asks something else. */
const nameOf = (asked: Asked) => `${isJudge(asked) ? 'judge' : 'model'} ${/question (\d+)/i.exec(asked.messages[0]!.text)![1]}`;

function recordedIn({ folder }: Place): Set<string> {
  const recordings = path.join(folder, '.polity', 'recordings');
  if (!existsSync(recordings)) return new Set();
  const names = readdirSync(recordings).filter(name => /^[0-9a-f]{64}\.json$/.test(name));
  return new Set(
    names.map(name => {
      const { asked } = JSON.parse(readFileSync(path.join(recordings, name), 'utf8')) as { asked: { role: string; lines?: string[] }[] };
      const text = asked.find(({ role }) => role === 'user')!.lines!.join('\n');
      return `${text.startsWith('Everything between') ? 'judge' : 'model'} ${/question (\d+)/i.exec(text)![1]}`;
    }),
  );
}

/** Runs the command as a process; `kill` is called with it. Ends with what it printed. */
function polity(
  at: Place,
  watch: (kill: () => void) => void = () => {},
): Promise<{ out: string; err: string; signal: NodeJS.Signals | null }> {
  const child = spawn(process.execPath, [cli, 'eval', '--format', 'json', '--concurrency', String(concurrency)], {
    cwd: at.folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.on('data', chunk => {
    out += chunk;
  });
  child.stderr.on('data', chunk => {
    err += chunk;
  });
  watch(() => child.kill('SIGKILL'));
  return new Promise(resolve => child.on('close', (_, signal) => resolve({ out, err, signal })));
}

describe('A run that is killed', () => {
  after(cleared);

  it('asks again nothing that was recorded, and no more calls twice than were under way', async function () {
    this.timeout(240_000);
    const server = await startScripted(steady);
    const config = JSON.stringify({
      models: { local: { provider: 'openai-compatible', baseURL: server.baseURL, model: 'm' } },
      preview: 'local',
      judges: ['local'],
    });
    const once = async (points: readonly { readonly after: number; readonly late: number }[]) => {
      const at = place({ 'a.constitution': spec, 'polity.config.json': config });
      const asked = new Map<string, number>();
      const recorded = new Set<string>();
      const again: string[] = [];
      let seen = 0;
      let kill = () => {};
      let killAt = Number.POSITIVE_INFINITY;
      let late = 0;
      server.script = one => {
        const name = nameOf(one);
        if (recorded.has(name)) again.push(name);
        asked.set(name, (asked.get(name) ?? 0) + 1);
        if (++seen === killAt) setTimeout(kill, late);
        return { ...(steady(one) as object), after: 2 } as ReturnType<typeof steady>;
      };
      for (const point of points) {
        const before = new Map(asked);
        [seen, killAt, late] = [0, point.after, point.late];
        const { signal } = await polity(at, fn => {
          kill = fn;
        });
        if (signal !== 'SIGKILL') break;
        for (const name of recordedIn(at)) recorded.add(name);
        killAt = Number.POSITIVE_INFINITY;
        // What was sent in this stretch and is not recorded was under way.
        const lost = [...asked].filter(([name, count]) => count > (before.get(name) ?? 0) && !recorded.has(name));
        assert.ok(lost.length <= concurrency, `${lost.length} calls were under way`);
      }
      killAt = Number.POSITIVE_INFINITY;
      const { out, err } = await polity(at);
      assert.equal(err, '');
      assert.deepEqual(again, [], 'what was recorded is not asked again');
      const run = runShape.parse(JSON.parse(out));
      assert.deepEqual([run.count.pass, run.finished, recordedIn(at).size], [evals, true, calls]);
      assert.equal(run.calls.sent + run.calls.replayed, calls);
    };
    const point = fc.record({ after: fc.integer({ min: 1, max: calls - 2 }), late: fc.integer({ min: 0, max: 12 }) });
    await fc.assert(fc.asyncProperty(fc.array(point, { minLength: 1, maxLength: 3 }), once), { numRuns: 4, endOnFailure: true });
    await server.close();
  });
});
