// Spanish. Lists hold base forms unless an ending matters; patterns are read by phrases.ts.

import type { Language } from '../language.ts';
import { phrases } from '../phrases.ts';
import { words } from '../words.ts';
import { rules } from './spanish-rules.ts';
import { imperatives } from './spanish-verbs.ts';

const adverbs = words(`
  también además solo sólo aún todavía entonces así claramente explícitamente directamente inmediatamente activamente siquiera ante todo
  igualmente asimismo realmente simplemente sobre únicamente primero ya se le les`);
const hedges = words('generalmente normalmente habitualmente usualmente típicamente comúnmente mayormente básicamente');

export const spanish: Language = {
  code: 'es',
  name: 'Spanish',
  common: words(`
    el la los las un una unos unas de del al a en y e o u que no se por para con sin su sus es son ser está debe deben debería como cuando si
    lo le les más pero este esta esto ese esa todo toda cada sobre entre ni también nunca siempre hay ha han quien cual donde`),
  abbreviations: words('p.ej. p. ej. sr. sra. srta. dr. dra. prof. núm. pág. págs. art. fig. cap. vs. cf. aprox. ud. uds.'),
  agents: ['el asistente', 'la asistente', 'el modelo', 'la IA'],
  agentNames: [
    ...['sistema de IA', 'modelo de lenguaje', 'inteligencia artificial', 'agente', 'chatbot', 'bot', 'sistema', 'asistente virtual'],
    ...['Claude', 'ChatGPT', 'GPT', 'Gemini', 'Grok', 'Copilot', 'Llama', 'Siri', 'Alexa', 'AI'],
  ],
  plural: 's',
  adjectivesFollow: true,
  adverbial: /mente$/,
  determiners: words(
    'el la los las un una unos unas su sus este esta estos estas ese esa esos esas cada todo toda todos todas nuestro nuestra',
  ),
  pronouns: words('él ella usted tú'),
  empty: words('señalarse notarse recordarse entenderse haber'),
  proDrop: true,
  others: words(`
    usuario usuarios usuaria usuarias operador operadores operadora desarrollador desarrolladores persona personas nosotros ellos ellas gente
    empresa empresas cliente clientes sociedad autoridades gobierno institución instituciones paciente pacientes alumno alumna alumnos niño
    niña niños menores padres personal enfermera enfermero enfermeras enfermeros médico médica médicos médicas tutor tutores autor autores equipo equipos comunidad organización`),
  products: words(`
    respuesta respuestas mensaje mensajes tono lenguaje contenido explicación explicaciones consejo consejos resumen resúmenes texto textos
    formato información sugerencia sugerencias recomendación recomendaciones aviso avisos cita citas código decisión decisiones acción acciones
    interacción interacciones comunicación conducta comportamiento trato`),
  modals: phrases({
    absolute:
      'debe|deben|deberá|deberán|debes|deberás / tiene|tienen|tendrá|tienes que / ha|han|has de / está|están obligado|obligada|obligados|obligadas a / no puede|pueden|podrá|podrán',
    ordinary: 'debería|deberían|deberías|debiera|debieran / convendría|conviene que',
    future: 'hará|harán',
    free: 'no tiene|tienen|tendrá|necesita|necesitan que / no necesita|necesitan / no hace falta / no está|están obligado|obligada|obligados a',
    possible: 'no podría',
  }),
  negatives: words('no'),
  plain: words('debe deben deberá deberán debería deberían debiera debieran debes deberías deberás'),
  not: words('no tampoco ni'),
  always: words('siempre invariablemente'),
  never: words('nunca jamás'),
  hedges,
  hedgePhrases: phrases({
    hedge: 'por lo general / en general / por regla general / como regla general? / en la mayoría de los casos / de ordinario',
  }),
  adverbs,
  prepositions: words('de del en a al por para con sin sobre entre ante contra desde hacia hasta según tras durante mediante bajo como'),
  conjunctions: words('y e pero o u sino ni luego'),
  relatives: words('que quien quienes cual cuales'),
  questions: words('cómo qué por_qué si dónde cuándo cuál cuáles quién cuyo cuando donde'),
  claims: words(
    'creemos pensamos significa implica quiere decir dice entendemos es importante claro esencial y pero idea principio sostenemos',
  ),
  states: words('ser saber tener'),
  be: words('ser sea es son estar esté está están siendo sido sé era fue'),
  participles: words(
    'hecho hecha hechos dicho dicha escrito escrita visto vista puesto puesta abierto abierta resuelto resuelta devuelto cubierto',
  ),
  participleEndings: ['ado', 'ada', 'ados', 'adas', 'ido', 'ida', 'idos', 'idas'],
  wants: phrases({ want: 'queremos|quisiéramos|deseamos|pedimos|esperamos|preferimos que', unwanted: 'no queremos|deseamos que' }),
  imperatives,
  unlikelyAfterImperative: words('es son era fue debe deben de del : -'),
  openers: words('por favor entonces pero y además también luego'),
  forbidsVerbs: true,
  forbid: phrases({ forbid: 'no se? le? / nunca se? le? / jamás se? le? / nunca jamás' }),
  gerundEnding: 'ndo',
  conduct: words('conducta conductas comportamiento comportamientos principios normas reglas deberes compromisos prácticas directrices'),
  triggers: phrases({
    trigger:
      'si / cuando / siempre que / siempre y cuando / a menos que / salvo que? / donde / hasta que / una vez que / en caso de que? / en casos en que / en los casos en que',
  }),
  asides: phrases({
    tail: 'porque / ya que / puesto que / dado que / pues / para que / de modo que / de manera que / de la misma manera|forma / tal como / igual que / , lo que|cual',
    clause:
      'aunque / aun cuando|si / incluso si|cuando / a pesar de / pese a / en cuanto a / con respecto a / en términos de / independientemente de / en lugar|vez de / como se indica|explica|describe',
    opening: 'mientras ~ / si bien',
  }),
  illustrations: phrases({ illustration: 'por ejemplo / p . ej / como ejemplo / supongamos / imaginemos / véase' }),
  examples: phrases({
    example:
      'por ejemplo / p . ej / tales? como / como por ejemplo / incluido|incluida|incluidos|incluidas|incluyendo / es decir / en particular / en concreto / esto es / a saber',
  }),
  tieBreaks: phrases({
    tie: 'en caso de duda / ante la duda / si hay|tiene|existe dudas|duda / por defecto / de forma predeterminada / inclinarse|inclinándose por',
  }),
  exceptions: phrases({
    anywhere: 'salvo / excepto / a menos que / a excepción de / con excepción de / por defecto / excepción|excepciones / aparte de',
    exception:
      'sin embargo / no obstante / siempre que / siempre y cuando / si / pero / solo|sólo cuando|si / hasta que / ahora bien / aunque / en algunos|ciertos|estos|esos casos',
  }),
  elaborations: phrases({
    elaboration:
      'es decir / esto|eso significa|quiere|implica|incluye / en particular / en concreto / por ejemplo / en otras palabras / a saber / esto es / en la práctica',
  }),
  rules,
};
