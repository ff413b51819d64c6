// The languages whose prose is read. Others get the structural checks, and are told so once (prose/language).

import type { Language } from '../language.ts';
import { english } from './english.ts';
import { spanish } from './spanish.ts';

export const languages: readonly Language[] = [english, spanish];
