// A stand-in for the VS Code program: takes its command line, opens the registry-borne host and runs the suite that is named.
// The exit code is what the host reports; whether the tests passed is said by the file that the suite writes (see run.ts).

import { format, parseArgs } from 'node:util';
import { developWith, openBrowser, openContext, workbench } from './browser.ts';
import { hostDir, hostFolder, isInstalled } from './folder.ts';
import { startServer } from './server.ts';

const limit = Number(process.env.POLITY_HOST_LIMIT_MS ?? 600_000);

/** What the workbench says at every start, and what means nothing. */
const noise =
  /additional builtin extensions|connection token|^Creating a socket|grace time|Service Worker|package\.nls\.json|^\[AgentHost|^\[AccountPolicy|^Loading development extension|vsda|not a web extension/;

async function launch(): Promise<number> {
  const { values, positionals } = parseArgs({
    strict: false,
    allowPositionals: true,
    options: {
      extensionDevelopmentPath: { type: 'string', multiple: true },
      extensionTestsPath: { type: 'string' },
      'restricted-mode': { type: 'boolean' },
      'user-settings': { type: 'string' },
    },
  });
  const tests = values.extensionTestsPath;
  if (typeof tests !== 'string') throw new Error('This VS Code is for tests: say --extensionTestsPath=FILE.');
  const folder = hostFolder(hostDir());
  if (!isInstalled(folder)) throw new Error(`No whole VS Code in ${folder.dir}: run npm test, which sets it up.`);
  const settings = typeof values['user-settings'] === 'string' ? JSON.parse(values['user-settings']) : {};
  const server = await startServer(folder, { restricted: values['restricted-mode'] === true, settings });
  const browser = await openBrowser();
  try {
    const { context } = await openContext(browser, { width: 1280, height: 800 });
    const page = await context.newPage();
    const ended = new Promise<number>((resolve, reject) => {
      page.on('crash', () => reject(new Error('The page of the workbench crashed.')));
      void server.ended.then(() => reject(new Error(`The VS Code server ended:\n${server.output()}`)));
      setTimeout(() => reject(new Error(`The suite did not end within ${limit / 1000} seconds.`)), limit).unref();
      page.exposeFunction('codeAutomationExit', resolve).catch(reject);
    });
    ended.catch(() => undefined);
    await page.exposeFunction('codeAutomationLog', (_kind: string, parts: unknown[]) => {
      const line = format(...parts);
      if (!noise.test(line)) console.log(line);
    });
    const extensions = (values.extensionDevelopmentPath ?? []).map(String);
    await developWith(page, server.port, { extensions, tests });
    await page.goto(workbench(server.port, positionals[0]));
    return await ended;
  } finally {
    await browser.close();
    await server.stop();
  }
}

try {
  process.exitCode = await launch();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
