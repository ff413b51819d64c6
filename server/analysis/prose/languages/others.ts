// Common words of languages whose prose is not read, so that they are not taken for one that is. Those of other scripts need none.

import { type Words, words } from '../words.ts';

export const others: readonly { readonly name: string; readonly common: Words }[] = [
  {
    name: 'German',
    common: words(`
      der die das den dem des ein eine einen einem einer und oder aber nicht ist sind war wird werden hat haben soll sollte muss müssen darf kann
      mit von zu zum zur in im auf für an am bei aus nach über unter wenn dass als auch nur wie es er sie sich kein keine seine ihre`),
  },
  {
    name: 'French',
    common: words(`
      le la les l'on un une des du de d'un d'une et ou mais ne pas n'est est sont être doit doivent peut que qui dans en sur pour par avec sans
      au aux ce cette ces il elle on se sa son ses leur leurs jamais toujours si plus à qu'il c'est`),
  },
  {
    name: 'Portuguese',
    common: words(`
      o a os as um uma do da dos das de em no na nos nas ao à às e ou mas não é são ser deve devem que se por para com sem seu sua seus suas
      mais como quando nunca sempre ele ela pelo pela isso este esta lhe também`),
  },
  {
    name: 'Italian',
    common: words(`
      il lo la i gli le un una uno di del della dei delle dello a al alla ai e o ma non è sono essere deve devono che se per con senza in nel
      nella su sul sua suo suoi loro più come quando mai sempre anche questo questa si da dal gli`),
  },
  {
    name: 'Catalan',
    common: words(`
      el la els les un una uns unes de del dels i o però no és són ser ha han d'un d'una que si per a al als amb sense seu seva seus seves més com
      quan mai sempre també aquest aquesta li en l'assistent`),
  },
  {
    name: 'Dutch',
    common: words(`
      de het een en of maar niet is zijn was wordt worden heeft hebben moet moeten mag kan mogen met van te tot in op voor aan bij uit naar over als
      dat die ook nog wel hij zij ze zich geen deze dit om er`),
  },
];
