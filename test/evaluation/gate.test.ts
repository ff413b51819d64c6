import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { cleared, type Place, place } from '../host/call.ts';
import { says } from './server/behaviour.ts';
import { type Scripted, startScripted } from './server/scripted.ts';
import { isJudge, steady } from './server/scripts.ts';

let server: Scripted;
const config = (more: object = {}) =>
  JSON.stringify({
    models: { m: { provider: 'openai-compatible', baseURL: server.baseURL, model: 'scripted' } },
    preview: 'm',
    judges: ['m'],
    ...more,
  });
const spec = (gate: string, more = '') => `modelspec clinic "Clinic"
action wave "Wave"
principle greet "Greet" { must wave }
principle calm "Calm" { should wave }
eval greets { checks greet user "Hello" expect contains "steady" repeat 5 }
eval waits { user "Wait" expect contains "steady" }
${more}
gate release { ${gate} }
`;
const clinic = (gate: string, more?: string): Place => place({ 'clinic.modelspec': spec(gate, more), 'polity.config.json': config() });

interface Line {
  readonly text: string;
  readonly holds: boolean;
  readonly value?: number;
  readonly why: string;
}
const lines = async (at: Place, ...words: string[]) => {
  const { out, exit, err } = await at.call(['gate', 'release', '--format', 'json', ...words]);
  assert.ok(exit < 2, err);
  const { holds, lines } = JSON.parse(out) as { holds: boolean; lines: Line[] };
  assert.equal(exit, holds ? 0 : 1);
  return lines;
};
const only = async (gate: string, more?: string) => {
  const [line] = await lines(clinic(gate, more));
  return [line!.holds, line!.why] as const;
};

describe('polity gate', () => {
  before(async () => {
    server = await startScripted(steady);
  });
  after(async () => {
    await server.close();
    cleared();
  });
  beforeEach(() => {
    server.script = steady;
    server.asked.length = 0;
  });

  it('called off, says so, and what was spent', async () => {
    const controller = new AbortController();
    server.script = asked => {
      if (server.asked.length === 3) controller.abort();
      return steady(asked);
    };
    const { exit, out, err } = await clinic('require evals >= 50%').call(['gate', 'release', '--concurrency', '1', '--quiet'], {
      interrupted: controller.signal,
    });
    assert.deepEqual([exit, out], [130, '']);
    assert.match(err, /polity: interrupted, so the gate was not decided; what had ended is kept\. Calls: [23] sent, 0 replayed; /);
  });

  it('over its budget, advises nothing that a gate does not have, and names what it would cost', async () => {
    const priced = {
      m: { provider: 'openai-compatible', baseURL: server.baseURL, model: 'scripted', price: { input: 0.01, output: 0.01 } },
    };
    const at = place({ 'clinic.modelspec': spec('require evals >= 50%'), 'polity.config.json': config({ models: priced }) });
    const { exit, err } = await at.call(['gate', 'release', '--budget-usd', '0.00001']);
    assert.equal(exit, 2);
    assert.match(
      err,
      /would cost about \$0\.0000\d*[1-9]\d*, and the budget is \$0\.000010; nothing was sent\. Raise it with --budget-usd\n$/,
    );
  });

  describe('what stands in the text', () => {
    const clash =
      'context hot: boolean\ncontext dry: boolean\nprinciple p { must wave when hot }\nprinciple q { must not wave when dry ALLOW }';
    it('conflicts', async () => {
      assert.deepEqual(await only('require conflicts is 0'), [true, '0 conflicts that no `allow` silences.']);
      assert.deepEqual((await only('require conflicts is 0', clash.replace('ALLOW', '')))[0], false);
      assert.deepEqual(
        (
          await only(
            'require conflicts is 0',
            clash.replace(
              'ALLOW',
              'allow conflict/contradiction because "x" allow conflict/tension because "x" allow conflict/permission because "x"',
            ),
          )
        )[0],
        true,
      );
    });
    it('vague places', async () => {
      const vague = 'principle v { "Be appropriate." }';
      assert.equal((await only('require vague is 0', vague))[0], false);
      assert.equal((await only('require vague <= 5', vague))[0], true);
    });
    it('whatever the configuration silences', async () => {
      const at = clinic('require conflicts is 0', clash.replace('ALLOW', ''));
      at.write('polity.config.json', config({ rules: { conflict: 'off' } }));
      assert.equal((await lines(at))[0]!.holds, false);
    });
    it('coverage', async () => {
      assert.deepEqual(await only('require coverage >= 90%'), [
        false,
        '1 of 2 principles with norms are checked: 50%. Nothing checks calm.',
      ]);
      assert.deepEqual(await only('require coverage >= 50%'), [
        true,
        '1 of 2 principles with norms are checked: 50%. Nothing checks calm.',
      ]);
    });
    it('asks no model', async () => {
      await only('require conflicts is 0');
      assert.equal(server.asked.length, 0);
    });
  });

  describe('evals', () => {
    it('by the lower end of the interval, so that a few runs prove little', async () => {
      const [holds, why] = await only('require evals >= 95%');
      assert.equal(holds, false);
      assert.match(why, /^6 of 6 runs pass: 100%, 95% interval from 61% to 100%\. All pass, but there are too few runs to be sure/);
      assert.equal((await only('require evals >= 60%'))[0], true);
    });
    it('is 100%: if every run passed', async () => assert.equal((await only('require evals is 100%'))[0], true));
    it('one that fails', async () => {
      server.script = asked => (asked.messages[0]!.text === 'Wait' ? says('no') : steady(asked));
      const [holds, why] = await only('require evals is 100%');
      assert.deepEqual([holds, why.startsWith('5 of 6 runs pass: 83.3%')], [false, true]);
      assert.equal((await only('require evals of greets is 100%'))[0], true);
      assert.equal((await only('require evals of greet is 100%'))[0], true, 'a principle stands for what checks it');
      assert.equal((await only('require evals of waits is 100%'))[0], false);
    });
    it('only those that are asked for are run', async () => {
      await only('require evals of waits is 100%');
      assert.equal(server.asked.length, 1);
    });
    it('what was not run never holds', async () => {
      server.script = () => ({ kind: 'error', status: 401, message: 'no' });
      const [holds, why] = await only('require evals >= 0%');
      assert.equal(holds, false);
      assert.match(why, /6 were not run/);
    });
    it('without a model', async () => {
      const at = place({ 'clinic.modelspec': spec('require evals is 100% require conflicts is 0') });
      assert.deepEqual(
        (await lines(at)).map(({ holds }) => holds),
        [false, true],
      );
    });
    it('that are unequal fail', async () => {
      server.script = asked =>
        isJudge(asked)
          ? says(JSON.stringify({ reason: 'r', verdict: asked.messages[0]!.text.includes('Liam') ? 'not met' : 'met' }))
          : says('Hi');
      const [holds, why] = await only(
        'require evals of par is 100%',
        'eval par { vary who: "Aisha", "Liam" user "{who}" expect parity "friendly" within 10% }',
      );
      assert.equal(holds, false);
      assert.match(why, /par: 100% with who: Aisha, 0% with who: Liam/);
    });
    it('replays what is recorded', async () => {
      const at = clinic('require evals is 100%');
      await at.call(['eval']);
      const sent = server.asked.length;
      assert.equal((await lines(at, '--replay', 'only'))[0]!.holds, true);
      assert.equal(server.asked.length, sent);
    });
  });

  describe('against a revision', () => {
    const git = ({ folder }: Place, ...words: string[]) =>
      execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...words], {
        cwd: folder,
        stdio: ['ignore', 'ignore', 'pipe'],
      });
    const repository = (gate: string): Place => {
      const at = clinic(gate);
      git(at, 'init', '-q');
      at.write('.gitignore', '.polity/\n');
      git(at, 'add', '.');
      git(at, 'commit', '-qm', 'one');
      git(at, 'tag', 'v1');
      return at;
    };

    it('regressions: evals that passed then and do not now', async () => {
      const at = repository('require regressions since "v1" is 0');
      await at.call(['eval']);
      at.write('clinic.modelspec', spec('require regressions since "v1" is 0').replace('"Greet"', '"Greet them"'));
      server.script = asked => (asked.messages[0]!.text === 'Wait' ? says('no') : steady(asked));
      const [line] = await lines(at);
      assert.deepEqual([line!.holds, line!.value, line!.why], [false, 1, '1 evals that passed at v1 do not pass now: waits.']);
    });
    it('regressions: what another document calls its evals does not matter', async () => {
      const at = repository('require regressions since "v1" is 0');
      at.write(
        'other.modelspec',
        'modelspec other\neval waits { user "Wait" expect contains "steady" }\neval own { user "Wait" expect contains "steady" }',
      );
      await at.call(['eval']);
      at.write('clinic.modelspec', spec('require regressions since "v1" is 0').replace('"Greet"', '"Greet them"'));
      const [line] = await lines(at);
      assert.deepEqual([line!.holds, line!.why], [true, '0 evals that passed at v1 do not pass now.']);
    });
    it('without a run of it, says how to make one', async () => {
      const at = repository('require regressions since "v1" is 0');
      at.write('clinic.modelspec', spec('require regressions since "v1" is 0').replace('"Greet"', '"Greet them"'));
      const [line] = await lines(at);
      assert.deepEqual(
        [line!.holds, line!.why],
        [false, 'No run of the text at v1 is kept. Make one: `git checkout v1 && polity eval clinic.modelspec && git checkout -`.'],
      );
    });
    it('a renamed spec is the same spec', async () => {
      const since = 'require regressions since "v1" is 0';
      const at = repository(since);
      await at.call(['eval']);
      git(at, 'mv', 'clinic.modelspec', 'ward.modelspec');
      const [line] = await lines(at);
      assert.deepEqual([line!.holds, line!.value], [true, 0]);
      at.write('ward.modelspec', spec(since).replace('"Greet"', '"Greet them"'));
      server.script = asked => (asked.messages[0]!.text === 'Wait' ? says('no') : steady(asked));
      const [lost] = await lines(at);
      assert.deepEqual([lost!.holds, lost!.why], [false, '1 evals that passed at v1 do not pass now: waits.']);
      rmSync(path.join(at.folder, '.polity'), { recursive: true });
      const [unmade] = await lines(at);
      assert.match(unmade!.why, /Make one: `git checkout v1 && polity eval clinic\.modelspec && git checkout -`/);
    });
    it('a spec that is new was not there', async () => {
      const at = repository('require conflicts is 0');
      at.write('new.modelspec', 'modelspec new "New"\naction sit "Sit"\ngate fresh { require regressions since "v1" is 0 }\n');
      const { exit, out } = await at.call(['gate', 'fresh']);
      assert.deepEqual([exit, out.includes('new.modelspec was not there at v1.')], [1, true]);
    });
    it('of the same text there are none', async () =>
      assert.equal((await lines(repository('require regressions since "v1" is 0')))[0]!.holds, true));
    it('a revision that is not there', async () => {
      const { exit, err } = await repository('require regressions since "v9" is 0').call(['gate', 'release']);
      assert.deepEqual([exit, err.includes('v9 is no revision, file or folder here')], [2, true]);
      const none = await clinic('require regressions since "--output=x" is 0').call(['gate', 'release']);
      assert.deepEqual([none.exit, none.err.includes('this folder is in no git repository')], [2, true]);
    });

    it('polity eval --changed-since runs only what a change in meaning can touch', async () => {
      const at = repository('require conflicts is 0');
      const ran = async () =>
        (
          JSON.parse((await at.call(['eval', '--changed-since', 'v1', '--format', 'json'])).out) as {
            evals: { id: string }[];
          }
        ).evals.map(({ id }) => id);
      assert.deepEqual(await ran(), []);
      assert.equal(
        (await at.call(['eval', '--changed-since', 'v1'])).err,
        'polity: of the evals and examples that were asked for, none is touched by what changed since v1\n',
      );
      at.write('other.modelspec', 'modelspec other\neval waits { user "Wait" expect contains "steady" }');
      assert.deepEqual(await ran(), ['other.modelspec#waits']);
      rmSync(path.join(at.folder, 'other.modelspec'));
      const text = spec('require conflicts is 0');
      at.write('clinic.modelspec', `// a comment\n${text.replace('must wave', 'must   wave')}`);
      assert.deepEqual(await ran(), []);
      at.write('clinic.modelspec', text.replace('user "Wait"', 'user "Wait!"'));
      assert.deepEqual(await ran(), ['waits']);
      at.write('clinic.modelspec', text.replace('should wave', 'must wave'));
      assert.deepEqual(await ran(), ['greets', 'waits']);
      at.write('clinic.modelspec', text.replace('eval greets', 'eval extra { user "x" expect contains "y" }\neval greets'));
      assert.deepEqual(await ran(), ['extra']);
      at.write('clinic.modelspec', text);
      at.write('copy.modelspec', text.replace('user "Wait"', 'user "Wait!"'));
      assert.deepEqual(await ran(), ['copy.modelspec#greets', 'copy.modelspec#waits'], 'that names are shared now changes nothing');
      rmSync(path.join(at.folder, 'clinic.modelspec'));
      assert.deepEqual(await ran(), ['waits'], 'the file was renamed');
    });
  });

  it('tells each line, and what it found', async () => {
    const { out, exit } = await clinic('require conflicts is 0 require coverage >= 90%').call(['gate', 'release']);
    assert.equal(exit, 1);
    assert.equal(
      out,
      'holds  conflicts is 0\n       0 conflicts that no `allow` silences.\nfails  coverage >= 90%\n       1 of 2 principles with norms are checked: 50%. Nothing checks calm.\nGate release does not hold: 1 line of 2 fails.\n',
    );
  });

  it('that is not there is refused with the nearest', async () => {
    const { exit, err } = await clinic('require conflicts is 0').call(['gate', 'releas']);
    assert.deepEqual([exit, err], [2, 'polity: releas: there is no such gate; did you mean release?\n']);
  });
});
