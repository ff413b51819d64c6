// Spanish: forms of adjectives, and verbs as instructions write them.

import { gathered, type Words, words } from '../words.ts';

/** Adjectives, given as masculine singulars, in all their forms. */
export function inflected(list: string): Words {
  return gathered(() => [...words(list).all()].flatMap(formsOf));
}

function formsOf(word: string): string[] {
  const stem = word.slice(0, -1);
  if (word.endsWith('o')) return [word, `${stem}a`, `${word}s`, `${stem}as`];
  if (/(?:dor|tor|sor)$/.test(word)) return [word, `${word}a`, `${word}es`, `${word}as`];
  if (/[eaé]$/.test(word)) return [word, `${word}s`];
  if (word.endsWith('z')) return [word, `${stem}ces`];
  return [word, `${word}es`];
}

/** An instruction may be an infinitive, a command to `tú` or `usted`, or, forbidden, a subjunctive. */
const regular = words(`
  acompañar aclarar adaptar afirmar agregar ajustar alentar animar anotar añadir apoyar avisar ayudar buscar cambiar citar colaborar comentar
  comprobar comunicar confirmar consultar contestar conversar corregir cuidar dejar declarar delegar derivar desalentar detallar divulgar
  elaborar empezar enfocar entregar enviar escuchar esperar evaluar evitar explicar expresar facilitar fomentar formular garantizar guardar
  hablar identificar ignorar indicar informar intentar juzgar limitar llamar mencionar mostrar negar notificar ocultar ofrecer olvidar omitir
  ordenar parar pedir perder permanecer permitir plantear ponderar preguntar preparar presentar prestar priorizar procurar promover proponer
  proporcionar proteger rechazar recomendar reconocer recordar redirigir registrar remitir repetir respaldar respetar responder resumir revelar
  revisar saludar señalar separar sopesar sugerir terminar tomar trabajar tranquilizar transferir tratar usar utilizar valorar verificar
  compartir decidir describir escribir insistir prohibir recibir sustituir vivir corregir dirigir elegir exigir aceptar actuar administrar
  comportar equilibrar insultar discriminar amenazar engañar manipular inventar adular halagar presionar exagerar generar crear publicar
  interrumpir difundir asumir suponer almacenar recopilar aconsejar criticar atacar burlar despreciar ridiculizar provocar inducir`);

const irregular = words(`
  ser sé sea sean seas estar esté estés dar da dé des decir di diga digas hacer haz haga hagas ir ve vaya vayas mantener mantén mantenga
  mantengas ofrece ofrezca ofrezcas pide pida pidas poner pon ponga pongas promueve promueva protege proteja reconoce reconozca recuerda
  recuerde recuerdes repite repita repitas responde responda respondas sugiere sugiera saber tener ten tenga tengas comprueba compruebe
  muestra muestre muestres niega niegue niegues mentir miente mienta mientas pierda propón proponga remite remita revele reveles juzgue juzgues
  permanece permanezca traer trae traiga entregue explique explica indique comunique comparta comparte compartas escribe escriba describa
  abstenerse absténgase abstente asegurarse asegúrese asegúrate esforzarse esfuércese esfuérzate comportarse compórtese compórtate mostrarse`);

export const imperatives: Words = gathered(() => {
  const verbs = [...regular.all()];
  return [...verbs, ...irregular.all(), ...verbs.flatMap(commandsOf)];
});

/** `evitar` → `evita`, `evite`, `evites`; `permitir` → `permite`, `permita`, `permitas`. */
function commandsOf(verb: string): string[] {
  const stem = verb.slice(0, -2);
  if (verb.endsWith('ar')) {
    const soft = stem.endsWith('c')
      ? `${stem.slice(0, -1)}qu`
      : stem.endsWith('z')
        ? `${stem.slice(0, -1)}c`
        : stem.endsWith('g')
          ? `${stem}u`
          : stem;
    return [`${stem}a`, `${soft}e`, `${soft}es`];
  }
  return [`${stem}e`, `${stem}a`, `${stem}as`];
}
