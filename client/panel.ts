// A page beside the text that shows one document's answer to one question, and keeps up with the text.

import { commands, Disposable, Uri, type Webview, type WebviewPanel, window, workspace } from 'vscode';
import { onQuiet } from './changes.ts';
import { pageFindings } from './findings.ts';
import { currentSpec } from './languages.ts';
import { onMoved } from './moving.ts';
import { type FromPage, fromPage } from './page/messages.ts';
import { besideText, reveal } from './places.ts';
import type { Session } from './session.ts';

export interface PanelKind {
  /** Names the panel, `polity.NAME`, and its script, `dist/NAME.js`. */
  readonly name: string;
  readonly command: string;
  /** What stands on the tab, before the file's name. */
  readonly title: string;
  readonly ask: (session: Session, uri: string) => Promise<unknown>;
  /** What this kind does besides, for as long as a panel is open. */
  readonly extend?: (open: OpenPanel) => Disposable;
  readonly received?: (open: OpenPanel, message: FromPage) => void;
}

export interface OpenPanel {
  readonly panel: WebviewPanel;
  /** The document that is shown. */
  uri: Uri;
}

/** The command that opens the page, and the page's coming back when the window is loaded again. One page of a kind at a time. */
export function panelSurface(session: Session, kind: PanelKind): Disposable {
  let open: OpenPanel | undefined;
  let refresh: (() => Promise<void>) | undefined;
  const show = (panel: WebviewPanel, uri: Uri) => {
    open = { panel, uri };
    refresh = fill(session, kind, open);
    panel.onDidDispose(() => {
      open = undefined;
      refresh = undefined;
    });
  };
  return Disposable.from(
    commands.registerCommand(kind.command, async (address?: unknown) => {
      const uri = await documentFor(address);
      if (!uri) return;
      if (open) {
        open.uri = uri;
        open.panel.reveal(undefined, true);
        await refresh?.();
      } else {
        show(window.createWebviewPanel(`polity.${kind.name}`, kind.title, { viewColumn: besideText(), preserveFocus: true }), uri);
      }
    }),
    window.registerWebviewPanelSerializer(`polity.${kind.name}`, {
      deserializeWebviewPanel: async (panel, state: unknown) => {
        const kept = (state as { uri?: unknown } | undefined)?.uri;
        if (typeof kept === 'string') show(panel, Uri.parse(kept));
        else panel.dispose();
      },
    }),
    new Disposable(() => open?.panel.dispose()),
  );
}

/** The document that a command was called for, by a menu (a Uri), a code lens (its address), or with nothing. */
export async function documentFor(address: unknown): Promise<Uri | undefined> {
  if (address instanceof Uri) return address;
  if (typeof address === 'string') return Uri.parse(address);
  return (await currentSpec())?.uri;
}

/** Sets the page up and keeps it up to date; gives what asks anew. */
function fill(session: Session, kind: PanelKind, open: OpenPanel): () => Promise<void> {
  const { panel } = open;
  const { webview } = panel;
  let asked = 0;
  const refresh = async () => {
    const mine = ++asked;
    panel.title = `${kind.title}: ${workspace.asRelativePath(open.uri)}`;
    const uri = open.uri.toString();
    const message = await kind.ask(session, uri).then(
      data => ({ kind: 'show', uri, data, findings: pageFindings(open.uri) }),
      (error: unknown) => {
        session.log.error(`${kind.title} has no answer.`, String(error));
        return { kind: 'trouble', message: error instanceof Error ? error.message : String(error) };
      },
    );
    // The answer to an older question is dropped: a newer one is on its way.
    if (mine === asked) await webview.postMessage(message);
  };
  webview.options = { enableScripts: true, localResourceRoots: [Uri.joinPath(session.context.extensionUri, 'dist')] };
  const icon = (theme: string) => Uri.joinPath(session.context.extensionUri, 'client', 'assets', 'icons', `constitution-${theme}.svg`);
  panel.iconPath = { light: icon('light'), dark: icon('dark') };
  const whilePageIsOpen = [
    webview.onDidReceiveMessage(async (raw: unknown) => {
      const message = fromPage.safeParse(raw);
      if (!message.success) return session.log.warn(`A message of the page ${kind.name} was not understood.`, message.error.message);
      if (message.data.kind === 'ready') await refresh();
      else if (message.data.kind === 'reveal') await reveal(message.data.at);
      else if (message.data.kind === 'when') await commands.executeCommand('polity.when', open.uri.toString(), message.data.facts);
      else kind.received?.(open, message.data);
    }),
    onQuiet(session, () => void refresh()),
    onMoved(
      () => open.uri,
      uri => {
        open.uri = uri;
        void refresh();
      },
    ),
    ...(kind.extend ? [kind.extend(open)] : []),
  ];
  panel.onDidDispose(() => Disposable.from(...whilePageIsOpen).dispose());
  webview.html = pageHtml(webview, Uri.joinPath(session.context.extensionUri, 'dist', `${kind.name}.js`), kind.title);
  return refresh;
}

/** A page that may run this one script and load nothing else from anywhere. */
export function pageHtml(webview: Webview, script: Uri, title: string): string {
  const nonce = crypto.randomUUID();
  const policy = `default-src 'none'; base-uri 'none'; form-action 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
</head>
<body>
<main id="root" aria-busy="true"></main>
<script type="module" nonce="${nonce}" src="${webview.asWebviewUri(script)}"></script>
</body>
</html>`;
}
