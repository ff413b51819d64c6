// The whole resolved document as JSON.

import { textOf } from '../../../grammar/text.ts';
import { type Holding, heldIn } from '../../analysis/holding.ts';
import { declarationsOf } from '../../analysis/names.ts';
import { levelsOf } from '../../analysis/resolve.ts';
import type { Exporter } from '../format.ts';
import { ownShapes } from './own.ts';
import { allowShape, optionalText, resolvedAll, valueShape } from './reading.ts';
import { worldOf } from './rules.ts';
import { type DocumentShape, schemaAddress } from './shape.ts';

export const jsonExporter: Exporter = {
  target: 'json',
  title: 'the whole document as data: all that holds in it, names resolved; its schema is published',
  extension: 'json',
  write: ({ scope }) => ({ text: `${JSON.stringify(shapeOf(heldIn(scope)), undefined, 2)}\n`, notes: [] }),
};

/** Everything that the document says, and everything that it adopts. */
export function shapeOf(holding: Holding): DocumentShape {
  return {
    $schema: schemaAddress,
    version: 1,
    document: headerShape(holding),
    authority: [...levelsOf(holding.scope)],
    ...importsOf(holding),
    ...worldOf(holding),
    ...ownShapes(holding),
  };
}

function headerShape({ scope }: Holding): DocumentShape['document'] {
  const { own, document } = scope;
  const header = own.header?.node;
  const [language] = declarationsOf(own, 'language');
  const [translations] = declarationsOf(own, 'translations');
  const [subject] = declarationsOf(own, 'subject');
  const [precedence] = declarationsOf(own, 'precedence');
  return {
    spec: header?.spec ?? (document.file.endsWith('.modelspec') ? 'modelspec' : 'constitution'),
    name: header?.name.text ?? '',
    title: optionalText(header?.title),
    version: optionalText(header?.version),
    file: document.file,
    language: language?.node.language.text,
    translations: translations?.node.languages.map(one => one.text) ?? [],
    subject: subject?.node.phrases.map(textOf) ?? [],
    precedence: precedence?.node.parts.map(part => part.text),
  };
}

function importsOf(holding: Holding): Pick<DocumentShape, 'imports' | 'adoptions'> {
  const { own, imports } = holding.scope;
  return {
    imports: [...declarationsOf(own, 'import')].map(({ node }) => ({
      name: node.name.text,
      path: optionalText(node.path) ?? '',
      file: imports.get(node.name.text)?.target,
    })),
    adoptions: [...declarationsOf(own, 'adopt')].map(declared => {
      const { document, except, because, fixes, allows } = declared.node;
      return {
        name: document.text,
        except: resolvedAll({ holding, declared }, 'principle', except),
        because: optionalText(because),
        with: fixes.map(({ option, value }) => ({ option: option.text, value: valueShape(value) })),
        allows: allows.map(allowShape),
      };
    }),
  };
}
