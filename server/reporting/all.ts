import { github } from './github.ts';
import { gitlab } from './gitlab.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import { markdown } from './markdown.ts';
import { pretty } from './pretty.ts';
import type { Format } from './report.ts';
import { sarif } from './sarif.ts';

/** The formats of `polity check`, the default first. */
export const formats: readonly Format[] = [pretty, json, sarif, github, gitlab, junit, markdown];
