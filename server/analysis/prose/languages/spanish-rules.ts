// Spanish: the words of each rule.

import type { RuleWords } from '../language.ts';
import { phrases } from '../phrases.ts';
import { lemmas, words } from '../words.ts';
import { inflected } from './spanish-verbs.ts';

const evaluative = inflected(`
  bueno amable compasivo empático cálido amistoso cortés educado respetuoso considerado atento tolerante inclusivo acogedor comprensivo humilde
  modesto generoso honesto honrado veraz sincero franco transparente abierto fiable confiable auténtico justo equitativo imparcial neutral
  objetivo equilibrado ético moral virtuoso responsable prudente sabio sensato razonable cuidadoso cauto seguro inofensivo beneficioso útil
  constructivo positivo productivo eficaz eficiente relevante adecuado apropiado profesional competente diligente riguroso preciso claro
  conciso coherente natural humano leal benévolo altruista solidario creativo inteligente racional lógico flexible proactivo receptivo cercano
  sereno mesurado digno decente servicial sesgado injusto inmoral dañino grosero irrespetuoso condescendiente manipulador engañoso deshonesto
  insensible ofensivo inapropiado tóxico discriminatorio agresivo hostil arrogante paternalista irresponsable negligente cruel`);

const people = inflected(
  'persona humano individuo ciudadano profesional experto amigo colega empleado adulto mentor maestro profesor asesor agente médico abogado juez científico vecino compañero guía',
);

const circumstances = words('contexto contextos situación situaciones caso casos circunstancia circunstancias momento ocasión entorno');

const virtue = words(
  'integridad empatía compasión cuidado amabilidad respeto honestidad humildad dignidad sensibilidad tacto sabiduría prudencia cautela cortesía profesionalidad profesionalismo transparencia responsabilidad justicia',
);

const unsettled = inflected(
  'apropiado adecuado posible factible viable necesario oportuno pertinente conveniente procedente relevante preciso razonable',
);

const acts = words(`
  llamar avisar decir preguntar dar enviar mostrar indicar ofrecer informar notificar registrar escribir anotar comprobar confirmar verificar
  explicar describir reservar cancelar compartir borrar eliminar detener escalar derivar rechazar sugerir recomendar citar reconocer agradecer
  saludar esperar escuchar leer guardar abrir cerrar terminar empezar tomar mantener evitar usar utilizar contactar alertar dirigir invitar recordar
  incluir añadir responder contestar ayudar transferir revisar mencionar revelar ocultar proteger preparar resumir traducir pedir entregar`);

export const rules: RuleWords = {
  attribute: {
    adjectives: evaluative,
    manners: phrases(
      {
        manner: `
          éticamente|responsablemente|moralmente|honestamente|sabiamente|respetuosamente|profesionalmente|apropiadamente|adecuadamente|imparcialmente /
          amablemente|educadamente|sensatamente|razonablemente|objetivamente|humanamente|prudentemente|justamente|correctamente|debidamente|bien /
          con <virtue> / con el|la|toda|todo|gran|mucho|mucha debido|debida|máxima|máximo? <virtue> / de buena fe /
          de forma|manera|modo <evaluative> / de un modo <evaluative> / de una forma|manera <evaluative> / lo correcto / el bien /
          en el mejor interés de ~`,
      },
      { virtue, evaluative },
    ),
    verbs: words('ser sea sé permanecer permanezca mantenerse mantenga mantén mostrarse resultar parecer estar'),
    behave: words(
      'actuar actúe actúa comportarse compórtese compórtate responder responda responde hablar hable habla comunicarse tratar trate trata hacer haga haz',
    ),
    around: words(
      'muy más altamente verdaderamente realmente totalmente completamente y e o u pero también igual siempre nunca lo posible en todo momento a un una su tan como',
    ),
    toward: words('con hacia ante en'),
    towardPeople: words('para a al'),
  },
  standard: {
    terms: phrases(
      {
        fit: '<fit>|adecuadamente|apropiadamente|debidamente|oportunamente',
        degree: '<degree>|significativamente|gravemente|seriamente|sustancialmente|considerablemente|suficientemente',
        judgment: '<judgment>|razonablemente|sensatamente|prudentemente',
        fairness: '<fairness>|equitativamente|justamente',
        short: '<short>',
      },
      {
        fit: inflected('adecuado apropiado oportuno idóneo inadecuado inapropiado pertinente conveniente'),
        degree: inflected('significativo grave serio sustancial considerable suficiente severo'),
        judgment: inflected('razonable sensato prudente irrazonable'),
        fairness: inflected('justo injusto equilibrado equitativo balanceado'),
        short: inflected('dañino perjudicial ofensivo inmoral cuestionable delicado'),
      },
    ),
    lemmas: lemmas(`
      adecuado adecuada adecuados adecuadas adecuadamente inadecuado inadecuada inadecuados inadecuadas /
      apropiado apropiada apropiados apropiadas apropiadamente inapropiado inapropiada inapropiados inapropiadas /
      oportuno oportuna oportunos oportunas / significativo significativa significativos significativas / grave graves gravemente /
      serio seria serios serias seriamente / suficiente suficientes suficientemente / razonable razonables razonablemente / justo justa justos justas /
      equilibrado equilibrada equilibrados equilibradas / dañino dañina dañinos dañinas`),
    idioms: phrases(
      {
        idiom: `
          <person> razonable|razonables|prudente|prudentes / usuario|usuarios|usuaria|lector|lectores razonable|razonables / dieta equilibrada /
          tomar|toma|tome ~? ~? en serio / enfermedad|enfermedades|herida|heridas|lesión|lesiones grave|graves / justo antes|después|cuando|en|como / en serio`,
      },
      { person: people },
    ),
    criteria: phrases({
      criterion: `
        si / cuando / solo|sólo si|cuando / a menos que / como para / para ~ / según ~ / de acuerdo con / conforme a / en función de / basado|basada|basados|basadas en /
        en relación con / en proporción a / que pueda|puedan|podría|podrían / tal como se / con arreglo a`,
    }),
    purposes: words('para'),
    measured: inflected('suficiente adecuado'),
    circular: phrases(
      {
        circular:
          'para|según|en|a el|la|los|las|cada|su|sus|este|esta|ese|esa|un|una <circumstances> / al <circumstances> / según <circumstances>',
      },
      { circumstances },
    ),
    before: phrases(
      {
        before: `
          es|sea|sería|resulta|parece|puede|podría ser? <evaluated> que? / ningún|ninguna|ninguno ~? <evaluated> / puede|pueden|podría <evaluated> /
          no <evaluated> / aparentemente <evaluated> / considera|consideran|considere <evaluated>`,
      },
      {
        evaluated: inflected(
          'apropiado adecuado razonable aceptable justo sensato prudente suficiente necesario grave significativo conveniente pertinente oportuno',
        ),
      },
    ),
  },
  hedged: {
    efforts: phrases({
      effort:
        'intentar|procurar / tratar de / esforzarse por|en / hacer lo posible|todo / hacer todo lo posible / aspirar|tender a / buscar ~ / intenta|intente|procura|procure / trata|trate de',
    }),
    nearly: words('casi prácticamente básicamente generalmente normalmente habitualmente virtualmente'),
  },
  value: {
    measures: phrases(
      {
        measure: `
        dignidad|decencia básica|humana|mínima / valores humanos|universales|compartidos|fundamentales|básicos / el bien común / florecimiento humano /
        respetar|proteger|promover|preservar|defender|fomentar|garantizar|mantener la|el|su|una? dignidad|decencia|justicia|equidad|armonía|integridad|igualdad|autonomía|bienestar humana|humano|personal? /
        el|la|lo más|menos <measured> / más altos estándares|principios éticos|morales|profesionales`,
      },
      { measured: inflected('dañino ético moral útil beneficioso bueno humano honesto ofensivo inofensivo peligroso') },
    ),
    lead: words('respetar proteger promover preservar defender fomentar garantizar mantener la el su una lo'),
    spelled: words('mediante'),
  },
  escape: {
    clauses: phrases(
      {
        clause: `
          según corresponda|proceda|convenga / según sea <unsettled> / si|cuando|donde|siempre que|siempre|que? sea|es|fuera|resulte|se considere|lo considere <unsettled> /
          siempre|cuando|donde|si que? sea|resulte <unsettled> / si|cuando procede|proceda|corresponde|corresponda|conviene|convenga / de ser <unsettled> /
          en la medida de lo <unsettled> / en lo <unsettled> / dentro de lo <unsettled> / hasta donde sea <unsettled> / tanto como sea <unsettled>`,
        judgment: `
          usar|use|usa|utilizar|utilice|aplicar|aplique|aplica|ejercer|ejerza|emplear su|el|un|tu? propio? mejor|buen|sano? criterio|juicio|sentido|discreción /
          usar|use|usa|utilizar|aplicar|aplique|aplica su|el|tu? sentido común / a su criterio|juicio|discreción / a su propio? buen? criterio|juicio / a discreción / como lo? considere <unsettled> / según su|tu criterio|juicio`,
      },
      { unsettled },
    ),
    purposes: words('para por según'),
    permissions: words('puede pueden podrá podría capaz libre permite'),
  },
  persona: {
    openers: phrases({
      opener:
        'como|que un|una|cualquier / lo que un|una|cualquier / lo que haría|diría|decidiría|elegiría un|una|cualquier / igual que un|una / tal como un|una / similar a un|una',
    }),
    qualities: inflected(
      'sabio bueno ético moral virtuoso decente razonable sensato atento amable compasivo responsable ideal fiable honesto prudente considerado respetuoso maduro medio ordinario normal racional justo imparcial benévolo experimentado excelente modelo competente',
    ),
    persons: people,
    linking: words('y e , muy profundamente realmente verdaderamente'),
  },
  unranked: {
    superlatives: phrases({ most: 'más / maximizar|maximice|maximiza / priorizar|priorice|prioriza / lo más / igualmente' }),
    degree: phrases({ as: 'tan', possible: 'como sea posible' }),
    goods: inflected(`
      útil honesto inofensivo ético moral seguro beneficioso preciso veraz justo amable cortés respetuoso sabio claro conciso completo transparente
      relevante apropiado responsable objetivo creativo eficiente natural considerado imparcial riguroso
      utilidad honestidad seguridad precisión veracidad justicia amabilidad respeto sabiduría autonomía privacidad libertad igualdad transparencia
      claridad brevedad empatía compasión creatividad eficiencia bienestar dignidad inclusión diversidad confianza calidad rapidez`),
    and: words('y e'),
    or: words('o u ni'),
    order: words('primero orden prioridad precedencia antes luego encima sobre'),
  },
  tradeoff: {
    verbs: phrases({
      weigh:
        'sopesar|ponderar|equilibrar|conciliar|sopese|pondere|equilibre / buscar|encontrar|mantener|lograr un|el buen|justo|adecuado? equilibrio',
    }),
    order: phrases({
      order:
        'en caso de duda / ante la duda / priorizar|prioriza|priorice / tiene|tienen|tendrá|tendrán prioridad|precedencia / prevalece|prevalecen / prefiera|prefiere|preferir / a favor de / por defecto / más peso',
    }),
    between: words('entre'),
    able: words('capaz capacidad ayuda ayudan que'),
  },
  excess: {
    words: phrases({
      excess:
        'excesivo|excesiva|excesivos|excesivas|excesivamente|indebido|indebida|indebidos|indebidas|indebidamente|desmedido|desmedida|desproporcionado|desproporcionada / en exceso',
      too: 'demasiado|demasiada|demasiados|demasiadas',
    }),
    limits: words('para como'),
  },
  openList: {
    ends: phrases({
      end: 'etc / etcétera / entre otros|otras / entre otras cosas / y demás / y así sucesivamente / y similares',
      always: 'incluido pero no limitado a / incluyendo , pero sin limitarse a ,?',
    }),
  },
  compound: { verbs: acts, and: words('y e') },
};
