import assert from 'node:assert/strict';
import { afterCrash } from '../../client/backoff.ts';
import { type LifeState, live } from '../../client/life.ts';

describe('the server’s life', () => {
  it('waits longer after each crash and gives up in the end', () => {
    const crashes = [0, 1000, 2000, 3000, 4000];
    const next = crashes.map((_, index) => afterCrash(crashes.slice(0, index + 1)));
    const waits = next.flatMap(step => (step.kind === 'wait' ? [step.milliseconds] : []));
    assert.deepEqual(
      waits,
      waits.toSorted((a, b) => a - b),
    );
    assert.equal(waits.length, 4);
    assert.deepEqual(next.at(-1), { kind: 'give up' });
  });

  it('forgets crashes of long ago', () => {
    assert.deepEqual(afterCrash([0, 1, 2, 3, 4, 3_600_000]), afterCrash([0]));
  });

  /** A life whose starts are counted, and whose one that runs can be made to crash. */
  function world(failures = 0) {
    const states: LifeState[] = [];
    const waited: number[] = [];
    const stopped: number[] = [];
    let crash = () => {};
    let starts = 0;
    let time = 0;
    const life = live<number>({
      start: async crashed => {
        crash = crashed;
        if (++starts <= failures) throw new Error('no');
        return starts;
      },
      stop: async running => void stopped.push(running),
      report: state => states.push(state),
      now: () => time++,
      wait: async milliseconds => void waited.push(milliseconds),
    });
    return { life, states, waited, stopped, crash: () => crash() };
  }

  it('starts again after a crash, and who asked in between gets the new one', async () => {
    const { life, states, waited, crash } = world();
    assert.equal(await life.current(), 1);
    crash();
    assert.equal(await life.current(), 2);
    assert.deepEqual(states, ['starting', 'running', 'starting', 'running']);
    assert.deepEqual(waited, [200]);
  });

  it('gives up after too many, and a restart begins anew', async () => {
    const { life, states, crash } = world();
    for (let crashes = 0; crashes < 5; crashes++) {
      await life.current();
      crash();
    }
    await assert.rejects(life.current());
    assert.equal(states.at(-1), 'given up');
    await life.restart();
    assert.equal(await life.current(), 6);
    assert.equal(states.at(-1), 'running');
  });

  it('says that it failed to start, and a restart can succeed', async () => {
    const { life, states } = world(1);
    await assert.rejects(life.current());
    assert.deepEqual(states, ['starting', 'failed']);
    await life.restart();
    assert.equal(await life.current(), 2);
  });

  it('does not start again what was ended', async () => {
    const { life, states, stopped, crash } = world();
    await life.current();
    await life.end();
    crash();
    assert.deepEqual(stopped, [1]);
    assert.deepEqual(states, ['starting', 'running']);
  });
});
