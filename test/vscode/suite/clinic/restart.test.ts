import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { commands, window } from 'vscode';
import { api, finding, open, running, until } from '../editor.ts';

/** The process of our server: a child of this one. */
function serverProcess(): number | undefined {
  const lines = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(process.pid)], { encoding: 'utf8' }).split('\n');
  const line = lines.find(text => /dist\/server\.cjs/.test(text));
  return line === undefined ? undefined : Number.parseInt(line, 10);
}

describe('the server', () => {
  it('comes back when its process is killed, and knows the open documents', async () => {
    const { document } = await open('clinic.constitution');
    await running();
    const before = serverProcess();
    assert.ok(before, 'there is no process of the server');
    process.kill(before, 'SIGKILL');
    const after = await until('another process', () => {
      const now = serverProcess();
      return now !== before && now;
    });
    assert.notEqual(after, before);
    await running();
    await finding(document.uri, 'conflict/contradiction');
  });

  it('comes back with Restart Server', async () => {
    const before = serverProcess();
    await commands.executeCommand('polity.restartServer');
    await until('another process', () => serverProcess() !== before && serverProcess());
    await running();
    await finding(window.activeTextEditor!.document.uri, 'conflict/contradiction');
  });

  it('is given up when it keeps ending, says so, and can be restarted', async function () {
    this.timeout(120_000);
    const { state } = await api();
    for (let kills = 0; kills < 8 && state().kind !== 'stopped'; kills++) {
      await until('a process, or the end', () => serverProcess() !== undefined || state().kind === 'stopped', 60_000);
      const pid = serverProcess();
      if (pid === undefined) break;
      process.kill(pid, 'SIGKILL');
      await until('it is gone', () => serverProcess() !== pid);
    }
    const stopped = state();
    assert.equal(stopped.kind, 'stopped');
    assert.match(stopped.kind === 'stopped' ? stopped.why + stopped.todo : '', /keeps stopping.*Restart it/);
    await commands.executeCommand('polity.restartServer');
    await running();
  });
});
