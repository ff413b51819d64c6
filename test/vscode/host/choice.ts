// The one place that decides in which VS Code the suites run.

import { type HostFolder, hostDir, hostFolder, isInstalled } from './folder.ts';
import { install } from './install.ts';

export type Choice =
  /** A desktop VS Code that test-electron downloads from its vendor. */
  | { readonly kind: 'desktop' }
  /** The one that came through the package registries. */
  | { readonly kind: 'registry'; readonly folder: HostFolder };

/** A registry-borne host that is there is taken; else the vendor's where it can be had and shown; else one is set up. */
export async function choose(say: (line: string) => void): Promise<Choice> {
  const folder = hostFolder(hostDir());
  if (!isInstalled(folder) && (await vendorAnswers())) return { kind: 'desktop' };
  await install(folder, { browser: true, say });
  return { kind: 'registry', folder };
}

async function vendorAnswers(): Promise<boolean> {
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return false;
  try {
    const reply = await fetch('https://update.code.visualstudio.com/api/releases/stable', {
      method: 'HEAD',
      signal: AbortSignal.timeout(5000),
    });
    return reply.ok;
  } catch {
    return false;
  }
}
