// The look that all pages share: the editor's own colours and fonts, in every theme.

import css from './page.css';

/** Style sheets that are made here need no exception in the content security policy. */
export function dress(...sheets: readonly string[]): void {
  document.adoptedStyleSheets = [css, ...sheets].map(text => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return sheet;
  });
}

/** Calls when the user changes the theme. */
export function onThemeChange(changed: () => void): void {
  new MutationObserver(changed).observe(document.body, { attributes: true, attributeFilter: ['class', 'data-vscode-theme-id'] });
}
