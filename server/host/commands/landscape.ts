import { landscapeOf } from '../../analysis/norms/landscape.ts';
import { worldOf } from '../../analysis/norms/worlds.ts';
import { scopeOf } from '../../analysis/resolve.ts';
import { landscapeText } from '../../reporting/landscape.ts';
import type { LandscapeJson } from '../../reporting/shapes.ts';
import { decided } from '../deciding.ts';
import { readableDocument } from '../inputs.ts';
import type { Call, Command, Exit } from './command.ts';

export const landscape: Command = {
  name: 'landscape',
  arguments: '[paths...]',
  summary: 'shares of all situations by dimension and value, and which situations are silent',
  options: [
    { flags: '--format <kind>', about: 'how to report', choices: ['pretty', 'json'], default: 'pretty' },
    { flags: '--stdin-name <file>', about: 'what standard input (`-`) is called' },
  ],
  examples: ['polity landscape', 'polity landscape library.constitution --format json'],
  run: show,
};

async function show(call: Call): Promise<Exit> {
  const { loaded, file } = await readableDocument(call, call.args);
  const { workspace } = loaded;
  const found = await decided(workspace, asked => landscapeOf(worldOf(scopeOf(asked, file)!, asked.settings.solver)));
  if (!found) {
    call.complain(`${file}: its assumptions leave no situation; \`polity check\` says which one is too much`);
    return 1;
  }
  const json: LandscapeJson = { version: 1, ...found };
  call.world.stdout.write(
    call.options.format === 'json' ? `${JSON.stringify(json, undefined, 2)}\n` : landscapeText(json, { color: call.color }),
  );
  return 0;
}
