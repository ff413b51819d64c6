// English. Lists hold base forms unless an ending matters; patterns are read by phrases.ts.

import type { Language } from '../language.ts';
import { phrases } from '../phrases.ts';
import { words } from '../words.ts';
import { rules } from './english-rules.ts';
import { imperatives, others, participles, products } from './english-verbs.ts';

const hedges = words('generally typically usually normally ordinarily mostly largely commonly basically broadly');
const adverbs = words(
  `also still only just even then therefore thus instead simply really first always again additionally further furthermore too now
  currently ideally clearly explicitly actively proactively carefully directly immediately promptly strictly fully at least all both
  likewise similarly accordingly rather probably certainly definitely ultimately indeed nevertheless nonetheless ever themselves itself`,
);
const classes = { adverb: adverbs, hedge: hedges };

export const english: Language = {
  code: 'en',
  name: 'English',
  common: words(
    `the of and to a in is that for it as with be by on are this not or from an should must if when they which can its at your you
    their will have has but what who how may do does any other no`,
  ),
  abbreviations: words('e.g. i.e. vs. cf. dr. mr. mrs. ms. prof. st. no. sec. fig. art. approx. a.k.a. viz. p. pp. ch. incl. resp.'),
  agents: ['the assistant', 'the model', 'the AI'],
  agentNames: [
    ...['AI system', 'AI model', 'AI assistant', 'AI agent', 'agent', 'chatbot', 'bot', 'system', 'language model', 'LLM', 'AGI'],
    ...['Claude', 'ChatGPT', 'GPT', 'Gemini', 'Grok', 'Copilot', 'Llama', 'Sydney', 'Bard', 'Alexa', 'Siri', 'Mistral', 'DeepSeek', 'Qwen'],
  ],
  plural: 's',
  adjectivesFollow: false,
  adverbial: /ly$/,
  determiners: words('the a an our your this that these those any every each all its their such some no both one'),
  pronouns: words('it you'),
  empty: words('noted remembered clear emphasized emphasised stressed mentioned remarked recognized understood possible easy hard'),
  proDrop: false,
  others,
  products,
  modals: phrases(
    {
      absolute: `
        must / shall / mustn't / shan't / has|have to / is|are required|obliged|obligated to / is|are forbidden|prohibited to|from`,
      ordinary: `
        should / shouldn't / ought to / ought not to? / oughtn't to? / needs|need to / is|are supposed|expected|meant to / is|are to`,
      future: "will / won't",
      possible: 'may not',
      free: `
        does|do|did not have|need to / doesn't|don't|didn't have|need to / need not / needn't /
        is|are not <adverb>? required|obliged|obligated|supposed to / isn't|aren't required|obliged to / no need to /
        would|might|could|may|will have to / would|might|could|may|will need to / is|are what ~ /
        is|are to <adverb>? be? blame|date|some`,
    },
    classes,
  ),
  negatives: words("mustn't shan't shouldn't oughtn't won't"),
  plain: words("must shall mustn't shan't should shouldn't"),
  not: words("not n't neither nor"),
  always: words('always invariably'),
  never: words('never'),
  hedges,
  hedgePhrases: phrases({
    hedge: 'as a general? rule / for the most part / more often than not / by and large / in most cases|situations',
  }),
  adverbs,
  prepositions: words(
    `of in on at by for with from to into about over under within without across during before after between among through against toward
    towards upon per via beyond above below than like as regarding concerning including`,
  ),
  conjunctions: words('and but or so yet nor then plus'),
  relatives: words('that which who whom'),
  questions: words('how what why whether where whose when if whatever whenever wherever'),
  claims: words(
    `believe believes think thinks thought mean means meant say says said suggest suggests imply implies require requires note clear important
    essential is hope ensure recognize principle idea view agree hold insist emphasize stress follows true and but so such`,
  ),
  states: words(
    'be know have realize realise want need always understand fully see seem apply even share wish get feel look exist remember yet work',
  ),
  be: words('be been being is are was were'),
  participles,
  participleEndings: ['ed'],
  wants: phrases(
    {
      want: `
        we|anthropic|openai|google|meta|microsoft also|do|really|therefore|still|especially|ideally|always? want|expect|ask|encourage|prefer|require for? /
        we would|'d also|really|rather|ideally? like|love|prefer for? / we'd also|really|ideally? like|love|prefer for? /
        our aim|goal|intention|hope|aspiration is for`,
      unwanted: `
        we|anthropic|openai also|really|therefore? do|would not <adverb>? want|like /
        we also|really|therefore? don't|wouldn't <adverb>? want|like`,
    },
    classes,
  ),
  wantLink: 'to',
  imperatives,
  unlikelyAfterImperative: words('of is are was were has have had can may will would should must does do : -'),
  openers: words('please instead then also therefore thus so and but rather in general always however additionally finally similarly'),
  forbidsVerbs: false,
  forbid: phrases(
    {
      forbid: `
        do not <adverb>? / don't <adverb>? / never <adverb>? / under no circumstances / refrain from / please do not / please don't`,
    },
    classes,
  ),
  gerundEnding: 'ing',
  conduct: words(`
    behavior behaviors behaviour behaviours conduct practices principles norms rules expectations duties commitments responsibilities
    guidelines standards`),
  triggers: phrases({
    trigger: `
      if / when / whenever / unless / where / wherever / until / once /
      in case|cases|situations|contexts|circumstances where|when|in|that / provided that? / as long as`,
  }),
  asides: phrases({
    tail: `
      because / since / so that / given that / in the same way / in the way / much like / just like / just as / the way a|an|that /
      as a|an ~ ~? might|would / as if / , which / , as it|this|that|they|these|such|doing|we / , since|because / after all /
      for the sake of`,
    clause: `
      even if|when|though|where|for|while / although / though / regardless of / whether or not / when it comes to / in terms of /
      with regard|respect to / as for / rather than / instead of / despite / in spite of /
      as discussed|described|noted|mentioned|defined|outlined|explained / no matter / aside from / given these|this|the|how|our /
      while it|its|the|we|this|they|there|these`,
    opening: 'while ~',
  }),
  illustrations: phrases({
    illustration: `
      for example|instance / e . g / as an example / to illustrate / consider / suppose / imagine / recall`,
  }),
  examples: phrases({
    example: `
      such as / for example|instance / including / includes|include / like|as when / e . g / i . e / that is / namely /
      in particular / especially|particularly when|if|those|where / specifically`,
  }),
  tieBreaks: phrases({
    tie: `
      err on / errs on / erring on / when|if in doubt / in doubt / default|defaults|defaulting to / if unsure|uncertain /
      when unsure|uncertain / lean toward|towards / by default / give|giving the benefit`,
  }),
  exceptions: phrases({
    anywhere:
      'unless / except / excepting / barring / aside|apart from / other than / by default / default|defaults / exception|exceptions',
    exception: `
      however / as|so long as / provided / if / but / only when|if|where / until / nevertheless / nonetheless / that said /
      in some|rare|certain|these|such cases / overrides|override|overridden / although / though`,
  }),
  elaborations: phrases({
    elaboration: `
      that is / this|that means / this|these|that includes|include / in particular / specifically / for example|instance /
      in other words / such a|an / namely / to do so|this / concretely / in practice / by this / here / we mean / what we mean /
      this is / examples`,
  }),
  rules,
};
