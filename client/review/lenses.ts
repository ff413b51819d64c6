// Above a principle: "stricter than main when …". Since the main branch, where nothing else is compared.

import { CodeLens, Disposable, EventEmitter, languages, type TextDocument } from 'vscode';
import { iconless } from '../icons.ts';
import { specLanguages } from '../languages.ts';
import { editorRange } from '../places.ts';
import type { Comparisons } from './comparisons.ts';

export function reviewLenses(comparisons: Comparisons): Disposable {
  const changed = new EventEmitter<void>();
  const provider = {
    onDidChangeCodeLenses: changed.event,
    provideCodeLenses: ({ uri }: TextDocument) => {
      const known = comparisons.of(uri);
      if (!known) return [];
      const { lenses, revision } = known.review;
      return lenses
        .filter(({ at }) => at.uri === uri.toString())
        .map(
          ({ at, title }) =>
            new CodeLens(editorRange(at.range), {
              title: iconless(title),
              command: 'polity.compareWithBranch',
              arguments: [uri.toString(), revision],
            }),
        );
    },
  };
  return Disposable.from(
    changed,
    comparisons.onDidChange(() => changed.fire()),
    languages.registerCodeLensProvider([...specLanguages], provider),
  );
}
