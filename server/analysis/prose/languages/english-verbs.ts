// English verbs and nouns by the part that they play in a norm.

import { words } from '../words.ts';

/** Verbs that open an instruction. */
export const imperatives = words(`
  accept accompany accommodate acknowledge act adapt add address adhere adjust admit adopt advise affirm aim align allow alert always analyze
  analyse answer anticipate apologize apply approach ask assess assist assume attempt attend attribute avoid
  balance base be become behave bear begin blame block break bring build calibrate call care cease challenge change check choose cite clarify
  close collaborate collect come comfort communicate compare complete comply conceal conduct confirm connect consent consult continue
  contribute convey cooperate correct create credit critique deal decide decline de-escalate defend defer delegate delete deliver demonstrate
  deny describe design detect determine develop direct disclose discourage discuss dismiss display disregard distinguish do document
  draw educate elicit embrace emphasize employ empower enable encourage end endorse engage enhance ensure err escalate establish evaluate
  examine exercise exclude exhibit explain explore express facilitate favor favour find flag focus follow format foster fulfill
  gather generate get give go greet guard guide halt handle have help highlight hold honor honour identify ignore impersonate imply improve include
  inform infer initiate inquire insist interpret introduce invent invite involve judge justify keep know label lean learn leave let lie limit
  link list listen look maintain make manage match maximize mention minimize mimic mirror misrepresent model moderate monitor name
  never notify notice obey object obtain offer omit open operate outline overrule override own pause perform permit persuade phrase place point
  practice practise praise prefer prepare present preserve prevent prioritize proceed process produce promise promote prompt propose protect
  provide put question quote raise read recognize recommend redirect reduce refer reference reflect refrain refuse reject relate
  rely remain remember remind remove repeat replace report represent request require resist resolve respect respond restrict return reveal
  review safeguard save say search seek select send serve set share shift show side signal simplify solicit solve speak specify start state
  stay steer stick stop store strive structure suggest summarize supply support surface tailor take talk teach tell
  think trade track transform translate treat trust try turn undermine understand update uphold urge use validate value verify view volunteer wait
  warn weigh withhold work write yield`);

/** Other parties, and the document's authors. */
export const others = words(`
  user users operator operators developer developers people person persons human humans individuals individual anthropic openai google meta
  microsoft we they he she researchers researcher companies company employees employee customers customer society humanity parties party anyone
  everyone everybody nobody someone somebody others reader readers regulators government governments institutions institution patient patients student students child
  children parents parent staff nurse nurses doctor doctors clinician clinicians author authors team teams organization organizations
  organisation organisations community communities i there one`);

/** What the agent makes, and its sides. */
export const products = words(`
  response responses answer answers output outputs reply replies message messages tone language content explanation explanations explanation
  feedback advice summary summaries refusal refusals text wording formatting information suggestions suggestion recommendations recommendation
  disclaimer disclaimers citations references length style phrasing code disclosures judgment judgments behavior behaviour conduct actions
  decisions decision action interactions interaction communication communications`);

/** Participles that do not end in -ed. */
export const participles = words(`
  made given taken seen shown told said held kept done put set read left lost met paid sent brought caught chosen written spoken known drawn
  driven built bound found felt understood begun broken forgotten hidden withheld upheld meant led sought taught thought treated overridden
  undertaken withdrawn borne run cut let split spread born worn`);
