// Two declarations under one name that do not agree.

import { differing } from '../../kinds.ts';
import type { Entity } from '../../names.ts';
import { nameIn } from '../../resolve.ts';
import type { Draft, Rule, Spot, Subject } from '../rule.ts';

export const nameDiffers: Rule = {
  code: 'name/differs',
  severity: 'warning',
  page: {
    title: 'Two things under one name',
    what: 'A context or an action of this document has the name of an adopted one, or two adopted documents share a name, and the declarations differ. Contexts agree if they have the same values in the same order; actions, if title, `is`, `opposes` and `needs` are the same.',
    why: 'They count as two facts that have nothing to do with each other. Rules about the one are never compared with rules about the other, so that a conflict between them stays hidden.',
    wrong: {
      'main.constitution':
        'constitution clinic "Clinic"\nimport floor from "./floor.constitution"\nadopt floor\ncontext audience: adult | child\naction greet "Greet"\nprinciple warm "Warm" { must greet when audience is child }\n',
      'floor.constitution': 'constitution floor "Floor"\ncontext audience: adult | minor\n',
    },
    right: {
      'main.constitution':
        'constitution clinic "Clinic"\nimport floor from "./floor.constitution"\nadopt floor\naction greet "Greet"\nprinciple warm "Warm" { must greet when audience is minor }\n',
      'floor.constitution': 'constitution floor "Floor"\ncontext audience: adult | minor\n',
    },
    fixes: 'Remove the own declaration and use the adopted one, make the two agree in full, or give one another name.',
  },
  check,
};

function* check({ scope, document }: Subject): Iterable<Draft> {
  for (const { later, earlier, ways } of differing(scope)) {
    // The document's own come first, so that an own one that differs is the earlier of the two.
    const own = earlier.file === document.file;
    const adoption = scope.adoptions[ways[0] ?? 0];
    const at: Spot = own
      ? { ...earlier, span: earlier.node.name }
      : { ...(adoption ?? later), span: adoption?.node.document ?? later.node.name };
    const [one, other] = own ? [earlier, later] : [later, earlier];
    const message = `${kindOf(one)} \`${nameIn(scope, one) ?? one.name}\` is not the same as \`${nameIn(scope, other) ?? other.name}\`, so the two are kept apart and rules about them never meet. Make them agree in full, use the one that is there, or rename one.`;
    yield { at, message, related: [{ ...other, span: other.node.name, message: 'The other one is declared here.' }] };
  }
}

const kindOf = ({ node }: Entity): string => `The ${node.kind}`;
