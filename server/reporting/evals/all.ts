import { html } from './html.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import type { EvalFormat } from './kept-run.ts';
import { markdown } from './markdown.ts';
import { pretty } from './pretty.ts';

/** The formats of `polity eval`, the default first. */
export const evalFormats: readonly EvalFormat[] = [pretty, json, junit, markdown, html];
