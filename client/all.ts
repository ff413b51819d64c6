// Every surface of the extension, one line each.

import { check } from './check.ts';
import { compile } from './compile.ts';
import { conflicts } from './conflicts/view.ts';
import { doctor } from './doctor.ts';
import { filling } from './filling.ts';
import { importing } from './import.ts';
import { landscape } from './landscape/panel.ts';
import { measure } from './measure/command.ts';
import { models } from './models.ts';
import { preview } from './preview/panel.ts';
import { read } from './read/panel.ts';
import { review } from './review/panel.ts';
import { runs } from './runs/command.ts';
import type { Surface } from './session.ts';
import { status } from './status.ts';
import { template } from './template.ts';
import { testExplorer } from './tests.ts';
import { valuesMap } from './values/panel.ts';
import { practice } from './walkthrough/practice.ts';
import { when } from './when/command.ts';

export const surfaces: readonly Surface[] = [
  status,
  conflicts,
  when,
  preview,
  models,
  testExplorer,
  measure,
  runs,
  read,
  landscape,
  valuesMap,
  review,
  compile,
  importing,
  filling,
  check,
  template,
  doctor,
  practice,
];
