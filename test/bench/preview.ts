// npm run bench:preview [-- --rate N] [--keys N] [--rounds N]: how long a typed character takes to stand on the screen while three
// columns of a preview stream so many tokens a second each, beside the same typist while nothing streams. The packaged extension in
// the real VS Code; turn by turn in one window, so that what else the machine does falls on both.

import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { FrameLocator, Page } from 'playwright-core';
import { type Asked, type Behaviour, says } from '../evaluation/server/behaviour.ts';
import { startScripted } from '../evaluation/server/scripted.ts';
import { isJudge, steady } from '../evaluation/server/scripts.ts';
import { choose } from '../vscode/host/choice.ts';
import { root } from '../vscode/host/folder.ts';
import { picture } from '../vscode/ui/pictures.ts';
import { clearWorkspaces, commit, workspaceFor } from '../vscode/ui/scripted.ts';
import { command, openFile, openWindow, webview } from '../vscode/ui/window.ts';
import { packageExtension } from '../vscode/vsix.ts';
import { percentile } from './benchmark.ts';

const { values } = parseArgs({
  options: {
    /** Tokens a second in each column. */
    rate: { type: 'string', default: '200' },
    keys: { type: 'string', default: '120' },
    rounds: { type: 'string', default: '3' },
  },
});
const [rate, keys, rounds] = [Number(values.rate), Number(values.keys), Number(values.rounds)];

/** Milliseconds between keys: a fast typist. */
const beat = 100;
const columns = ['with', 'without', 'branch'] as const;

// Longer than anybody types; it is cancelled.
const tokens = Math.ceil(((keys * beat) / 1000) * 3 + 30) * rate;
const reply = Array.from({ length: tokens }, (_, i) => (i % 90 === 89 ? 'scripted.\n\n' : i % 15 === 14 ? 'word,' : 'word')).join(' ');
const script = (asked: Asked): Behaviour | Promise<Behaviour> => (isJudge(asked) ? steady(asked) : says(reply, { pause: 1000 / rate }));

/** Runs in the page: notes for every letter how long it is until it was painted, from the moment at which the key went down. */
function watchTyping(): void {
  const noted: number[] = [];
  Object.assign(window, { noted });
  document.addEventListener(
    'keydown',
    ({ key, timeStamp }) => {
      const lines = document.querySelector('.editor-instance .view-lines');
      if (key.length !== 1 || !lines) return;
      const before = lines.textContent;
      const seen = new MutationObserver(() => {
        if (lines.textContent === before) return;
        seen.disconnect();
        // The editor draws within a frame; the next task comes after the frame is painted.
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => noted.push(performance.now() - timeStamp);
        port2.postMessage(0);
      });
      seen.observe(lines, { subtree: true, childList: true, characterData: true });
    },
    true,
  );
}

/** Milliseconds for each letter. They are taken back afterwards, so that the text is the same for all. */
async function typist(page: Page): Promise<number[]> {
  await page
    .locator('.view-line', { hasText: /^constitution/ })
    .first()
    .click();
  // In the title, which stands in every prompt: all that hangs on the text is made anew.
  await page.keyboard.press('End');
  await page.evaluate('noted.length = 0');
  await page.keyboard.press('Space');
  await page.waitForFunction('noted.length > 0');
  await page.evaluate('noted.length = 0');
  for (let i = 0; i < keys; i++) {
    const began = performance.now();
    await page.keyboard.press('abcdefghij'[i % 10]!);
    await page.waitForTimeout(Math.max(0, beat - (performance.now() - began)));
  }
  await page.waitForFunction(`noted.length >= ${keys}`);
  const noted = (await page.evaluate('noted')) as number[];
  await command(page, 'File: Revert File');
  return noted;
}

interface Streaming {
  readonly figures: number[];
  /** Tokens a second and column, over the time in which somebody typed. */
  readonly reached: number;
}

async function streaming(page: Page, inside: FrameLocator): Promise<Streaming> {
  await inside.locator('#run').click();
  // What the last round left goes as this one begins.
  await inside.locator('#cancel').waitFor();
  for (const id of columns) await inside.locator(`#column-${id} .coming`).waitFor();
  const words = async () => {
    const texts = await Promise.all(columns.map(id => inside.locator(`#column-${id} .coming .line`).allTextContents()));
    return texts.flat().reduce((sum, text) => sum + (text.match(/\S+/g)?.length ?? 0), 0) / columns.length;
  };
  const [before, began] = [await words(), performance.now()];
  const figures = await typist(page);
  const [after, ended] = [await words(), performance.now()];
  await inside.locator('#cancel').click();
  await inside.locator('#run').waitFor();
  return { figures, reached: (after - before) / ((ended - began) / 1000) };
}

const choice = await choose(console.log);
if (choice.kind === 'desktop') throw new Error('This needs the VS Code of the package registries: name its folder in VSCODE_HOST_DIR.');
const vsix = await packageExtension(path.join(root, '.vscode-test', 'bench.vsix'));
const server = await startScripted(script, { keep: false });
const folder = workspaceFor(server, {}, path.join(root, 'examples'));
commit(folder);
// Else the branch's column would ask the same, and the same is asked once.
const spec = path.join(folder, 'library.constitution');
writeFileSync(spec, readFileSync(spec, 'utf8').replace('Riverside Library assistant', 'Riverside Library’s assistant'));
const window = await openWindow({ folder, vsix, settings: { 'git.enabled': true } });
const idle: number[] = [];
const busy: number[] = [];
const reached: number[] = [];
try {
  const { page } = window;
  await openFile(page, 'library.constitution');
  await page.locator('.monaco-workbench .statusbar-item', { hasText: 'main' }).first().waitFor();
  await command(page, 'Polity: Preview');
  const inside = webview(page);
  await inside.locator('h1').waitFor();
  await inside.locator('#line').fill('What may a child be told?');
  await inside.getByRole('button', { name: 'Use this line' }).click();
  await inside.getByLabel('the model without the spec').check();
  await inside.getByLabel('the spec as on the main branch').check();
  await page.evaluate(watchTyping);
  await typist(page);
  for (let round = 0; round < rounds; round++) {
    idle.push(...(await typist(page)));
    const streamed = await streaming(page, inside);
    busy.push(...streamed.figures);
    reached.push(streamed.reached);
  }
} catch (error) {
  await picture(window.page, 'bench-preview-failed');
  throw error;
} finally {
  await window.close();
  await server.close();
  clearWorkspaces();
  rmSync(vsix, { force: true });
}

const summary = (figures: readonly number[]) => ({
  keys: figures.length,
  p50: percentile(figures, 0.5),
  p95: percentile(figures, 0.95),
  most: Math.max(...figures),
});
const [still, live] = [summary(idle), summary(busy)];
const told = Math.min(...reached);
const line = (what: string, { p50, p95, most }: typeof still) =>
  `  ${what}  p50 ${p50.toFixed(1)} ms  p95 ${p95.toFixed(1)} ms  most ${most.toFixed(0)} ms`;
console.log(`From a key to its character on the screen, ${still.keys} keys each
${line('nothing streams                ', still)}
${line(`three columns, ${told.toFixed(0)} tokens/s each`, live)}
  ${(live.p50 / still.p50).toFixed(2)} times the median, ${(live.p95 / still.p95).toFixed(2)} times the 95th percentile`);
writeFileSync(
  path.join(root, 'bench-results-preview.json'),
  `${JSON.stringify({ machine: `${os.cpus()[0]?.model}, ${os.cpus().length} cores`, load: os.loadavg(), date: new Date().toISOString(), tokensPerSecond: told, columns: columns.length, idle: still, streaming: live, ratio: { p50: live.p50 / still.p50, p95: live.p95 / still.p95 } }, undefined, 2)}\n`,
);
