import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const has = () => spawnSync('nvim', ['--version'], { encoding: 'utf8' }).status === 0;

/** A machine without Neovim gets Debian's where that can be had without asking. */
function install(): boolean {
  if (has()) return true;
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  const options = { stdio: 'ignore', timeout: 180_000, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const;
  spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'neovim'], options);
  if (has()) return true;
  spawnSync('apt-get', ['update'], options);
  spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'neovim'], options);
  return has();
}

const spec = `constitution desk "Front desk" version "0.1.0"
context audience: adult | minor
context urgent: boolean
action give_dosage "State a dose of a medicine"
principle no_dosage "No doses for minors" { must not give_dosage when audience is minor }
principle emergency "Help when it is urgent" {
  must give_dosage when urgent
}
`;

interface Seen {
  readonly missed?: string;
  readonly findings: Record<string, { line: number; message: string }>;
  readonly hover: string;
  readonly renamed: string;
  readonly actions: string[];
  readonly left: string[] | Record<string, never>;
  readonly text: string;
}

describe('a session in Neovim', function () {
  this.timeout(400_000);

  it('pushes findings, hovers, renames, and takes a conflict away with a code action', function () {
    if (!install()) {
      console.log('      left out: Neovim is not here, and cannot be installed without asking (apt-get install neovim)');
      this.skip();
    }
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'polity-nvim-'));
    fs.writeFileSync(path.join(folder, 'desk.constitution'), spec);
    const report = path.join(folder, 'report.json');
    const launcher = `import(${JSON.stringify(new URL('../../server/host/lsp.ts', import.meta.url).href)}).then(module => module.serveStdio())`;
    const command = [process.execPath, '-e', launcher].join('\n');
    const script = path.join(import.meta.dirname, 'neovim.lua');
    const env = {
      ...process.env,
      POLITY_REPORT: report,
      POLITY_COMMAND: command,
      XDG_STATE_HOME: folder,
      XDG_DATA_HOME: folder,
      XDG_CACHE_HOME: folder,
    };
    const done = spawnSync('nvim', ['--headless', '-u', 'NONE', '-S', script], { cwd: folder, env, encoding: 'utf8', timeout: 120_000 });
    assert.ok(fs.existsSync(report), `${done.stdout}${done.stderr}`);
    const seen = JSON.parse(fs.readFileSync(report, 'utf8')) as Seen;
    assert.equal(seen.missed, undefined);
    assert.equal(seen.findings['conflict/contradiction']!.line, 6);
    assert.match(seen.findings['conflict/contradiction']!.message, /cannot both be kept when audience is minor and urgent/);
    assert.match(seen.hover, /State a dose of a medicine/);
    assert.equal(seen.renamed.match(/state_dose/g)?.length, 3);
    assert.ok(
      seen.actions.some(title => title.startsWith('Narrow `emergency`')),
      seen.actions.join(' · '),
    );
    assert.match(seen.text, /overrides no_dosage when audience is minor and urgent because/);
    fs.rmSync(folder, { recursive: true, force: true });
  });
});
