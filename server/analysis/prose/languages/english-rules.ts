// English: the words of each rule.

import type { RuleWords } from '../language.ts';
import { phrases } from '../phrases.ts';
import { gathered, lemmas, words } from '../words.ts';

const evaluative = words(`
  good kind nice caring compassionate empathetic empathic sympathetic warm friendly polite courteous civil respectful considerate thoughtful
  tactful diplomatic sensitive patient tolerant inclusive welcoming supportive encouraging understanding gentle humble modest generous forgiving
  honest truthful sincere genuine candid frank forthright transparent open trustworthy reliable dependable credible authentic fair just equitable
  unbiased impartial neutral objective balanced even-handed evenhanded nonpartisan apolitical nonjudgmental non-judgmental fair-minded
  open-minded ethical moral virtuous principled responsible accountable conscientious prudent wise sensible reasonable careful cautious mindful
  safe harmless benign beneficial helpful useful constructive positive productive effective efficient valuable meaningful relevant appropriate
  professional competent diligent thorough rigorous accurate precise clear concise coherent engaging natural human-like humane
  loyal faithful benevolent altruistic selfless loving charitable inspiring creative curious intelligent smart rational logical pragmatic
  flexible adaptable proactive responsive attentive approachable personable relatable calm measured moderate tasteful dignified decent
  biased unfair unethical immoral harmful rude impolite disrespectful judgmental judgemental condescending patronizing patronising preachy
  manipulative deceptive misleading dishonest insensitive offensive inappropriate hurtful hateful toxic discriminatory prejudiced
  aggressive hostile arrogant sycophantic paternalistic moralizing verbose pushy dismissive irresponsible reckless negligent unkind mean cruel
  informative insightful interesting entertaining fun comprehensive logical actionable defensible reassuring simple direct straightforward
  neat elegant polished trusting pleasant cheerful upbeat serious formal casual conversational relaxed
  human-centered human-centric people-centered user-centric child-friendly age-appropriate culturally-sensitive`);

const people = words(`
  person human being people individual citizen professional expert friend colleague employee assistant adult mentor teacher advisor adviser
  agent counselor doctor physician nurse lawyer parent judge scholar scientist leader neighbor neighbour coworker companion guide guardian
  steward contractor guest member team librarian journalist consultant civil servant`);

const circumstances = words('context contexts circumstance circumstances situation situations case cases setting settings occasion moment');

/** Verbs of acts that can be seen done: two of them are two norms. */
const acts = words(`
  call warn tell ask say give send show state name offer report notify inform refer record write check confirm verify explain describe book
  cancel share remove delete stop escalate hand refuse decline redirect suggest recommend provide list cite acknowledge apologize apologise
  thank greet point wait listen read log save open close end start begin make take keep set avoid use contact alert advise direct invite remind
  note include add answer respond reply help transfer forward document review update mention disclose reveal withhold hide protect prepare
  summarize summarise translate`);

export const rules: RuleWords = {
  attribute: {
    adjectives: evaluative,
    manners: phrases(
      {
        manner: `
          ethically|responsibly|fairly|morally|honestly|kindly|wisely|respectfully|professionally|appropriately|safely|transparently|impartially|carefully|thoughtfully /
          politely|courteously|sensibly|reasonably|objectively|neutrally|properly|humanely|compassionately|prudently|decently|benevolently|truthfully|sensitively /
          with <virtue> / with great|utmost|the|due|proper|appropriate|genuine|real|full <virtue> /
          with the utmost|highest|greatest <virtue> / in good faith / in the best interest|interests of ~ /
          in ~ best interest|interests / the right thing / what is|'s right|good|best / what's right|good|best / good / no harm /
          in a|an ~? <evaluative> manner|way|fashion|tone / in a|an <evaluative> and|, <evaluative> manner|way|fashion|tone`,
      },
      {
        virtue: words(
          'integrity empathy compassion care kindness respect honesty humility dignity fairness sensitivity tact wisdom prudence caution courtesy professionalism transparency responsibility',
        ),
        evaluative,
      },
    ),
    verbs: words('be remain stay become appear sound seem feel'),
    behave: words('do act behave respond communicate speak reply answer interact engage conduct itself operate treat'),
    around: words(`
      very highly truly genuinely fully completely entirely more most as possible and or both but also equally consistently at all times always never
      extremely exceptionally deeply really quite so too to be a an the in its their it
      nature tone manner way`),
    toward: words('toward towards with in at'),
    towardPeople: words('to for'),
  },
  standard: {
    terms: phrases({
      fit: 'appropriate|appropriately|suitable|suitably|fitting|inappropriate|inappropriately|adequate|adequately',
      degree: `
        significant|significantly|serious|seriously|substantial|substantially|sufficient|sufficiently|considerable|meaningfully|materially|severe / timely`,
      judgment: 'reasonable|reasonably|unreasonable|unreasonably|sensible|sensibly|prudent|prudently|wisely',
      fairness: 'fair|fairly|unfair|unfairly|balanced|equitable|equitably',
      short: `
        harmful|offensive|unethical|immoral|objectionable|problematic|unsafe|questionable|sensitive / proper|properly /
        good reason|reasons|cause|taste`,
    }),
    lemmas: lemmas(`
      appropriate appropriately inappropriate inappropriately / suitable suitably / adequate adequately / significant significantly /
      serious seriously / substantial substantially / sufficient sufficiently / reasonable reasonably unreasonable unreasonably /
      sensible sensibly / prudent prudently / fair fairly unfair unfairly / equitable equitably`),
    idioms: phrases(
      {
        idiom: `
          reasonable|prudent|sensible <person> / average reasonable <person> / significant other|others|figure|figures|digit|digits /
          fair use|game|trade|dealing|share / take|takes|taking|taken ~? ~? ~? ~? seriously / appropriate to? <person> /
          balanced diet / sufficient condition / statistically significant|significantly /
          fairly common|easy|simple|likely|clear|straightforward|certain|well / seriously consider|ill|injured /
          serious|severe illness|mental|medical|injury|injuries|condition|question|questions / reasonably sized|sure|likely|expect /
          age appropriate / non harmful / sensitive data|information|personal|content|to / culturally sensitive / severe weather /
          prudent person / beyond reasonable doubt / self-harm / potentially|not harmful`,
      },
      { person: gathered(() => [...people.all(), 'user', 'users', 'customer', 'reader', 'readers', 'observer', 'listener', 'recipient']) },
    ),
    criteria: phrases({
      criterion: `
        if|when|unless|only|because|until|whenever / enough to|that / for ~ / that|which would|could|might|can / given ~ / based on /
        according to / relative to / as defined|described|specified|set|listed|required|determined / in light of / in proportion to /
        proportionate to / compared to|with / under the|these|this / consistent with / by law`,
    }),
    purposes: words('to'),
    measured: words('sufficient sufficiently adequate adequately'),
    circular: phrases(
      {
        circular: `
        to|for|given|in the|its|their|this|that|each|a|any ~? <circumstances> / to|for|given|in <circumstances>`,
      },
      { circumstances },
    ),
    before: phrases(
      {
        before: `
          it is|'s|was|would|may|might|can|could be? also|often|sometimes|perfectly|still|generally|usually? <evaluated> to|for|that /
          it's also|often|sometimes|perfectly|still|generally? <evaluated> to|for|that / no <evaluated> /
          can|could|may|might <evaluated> / seemingly|apparently|purportedly|even <evaluated> /
          may|might|could|would be|seem|appear <evaluated> / not be? <evaluated> / seem|seems|appear|appears <evaluated> /
          deem|deems|deemed|consider|considers|considered <evaluated>`,
      },
      {
        evaluated: words(
          'appropriate suitable reasonable reasonably acceptable fair sensible prudent sufficient necessary significant harmful serious',
        ),
      },
    ),
  },
  hedged: {
    efforts: phrases({
      effort: `
        try|strive|seek|endeavor|endeavour|attempt|aim|aspire to / try|strive|aim for / do its|their|your|our best /
        make every|an|all|some|its|best|reasonable effort|efforts|attempt / use reasonable|best efforts`,
    }),
    nearly: words(
      'basically generally usually mostly typically normally almost nearly virtually practically essentially ordinarily largely',
    ),
  },
  value: {
    measures: phrases(
      {
        measure: `
          basic|common|fundamental|core|universal|shared|essential human? dignity|decency|respect|morality|goodness|humanity|ethics|fairness|values|justice|courtesy /
          human dignity|flourishing|values|goodness / the common|greater|public|social good /
          the? highest|strictest ethical|moral|professional standards|standard / the good of humanity|mankind|society|all|everyone /
          <upholding> ~? ~? dignity|decency|fairness|justice|goodness|humanity|virtue|morality|flourishing|harmony|integrity|equality|autonomy|wellbeing|well-being /
          the? more|less|most|least <measured>`,
      },
      {
        upholding: words(
          'maintain respect uphold preserve protect promote honor honour ensure support foster advance defend serve safeguard embody prioritize value',
        ),
        measured: words(
          'harmful harmless ethical unethical moral immoral helpful beneficial good humane virtuous wise honest dangerous toxic offensive objectionable respectful harmless-seeming just benevolent',
        ),
      },
    ),
    spelled: words('by'),
    lead: words(`
      maintain respect uphold preserve protect promote honor honour ensure support foster advance defend serve safeguard embody prioritize value
      the their its`),
  },
  escape: {
    clauses: phrases({
      clause: `
        where|when|whenever|wherever|if|unless reasonably|deemed|considered|at? all? appropriate|possible|feasible|practical|practicable|necessary|needed|relevant|applicable|warranted|suitable|reasonable|advisable|desirable|justified|called|prudent /
        as reasonably|deemed? appropriate|feasible|practical|practicable|necessary|needed|relevant|applicable|warranted|suitable|advisable|required /
        where|when|if it is|it's|this is|that is appropriate|possible|feasible|practical|practicable|necessary|reasonable /
        as far as is? reasonably? possible|feasible|practical|practicable|reasonable /
        to the extent|degree it? that? is? reasonably? possible|feasible|practical|practicable|reasonable|appropriate|permitted|applicable /
        to the maximum|fullest|greatest extent it? that? is? possible|feasible|practicable /
        insofar as is? it? is? possible|practicable|feasible / whenever|wherever it is|'s possible|feasible / within reason /
        as the case may be`,
      judgment: `
        use|uses|using|exercise|exercises|exercising|apply|applies|employ its|their|your|his|her|the? own? best|good|sound|careful|sensible|common|some|reasonable|professional|ethical? judgment|judgement|discretion|sense /
        at its|their|your own? discretion / as it|you|they see|sees fit / as it|you|they deem|deems fit|appropriate|necessary`,
    }),
    purposes: words('to for in that by under'),
    permissions: words('can may could might able free allowed permitted trust capable'),
  },
  persona: {
    openers: phrases({
      opener: `
        as|like|what|how|than|that a|an|any|the|some / the? way that? a|an|any|the / similar to a|an|any|the / of a|an|any /
        just as a|an / in the way that? a|an`,
    }),
    qualities: words(`
      wise good ethical moral virtuous decent reasonable sensible thoughtful caring kind compassionate responsible ideal conscientious trusted
      trustworthy honest prudent considerate respectful mature average ordinary normal rational fair impartial benevolent loving skilled skillful
      knowledgeable experienced great excellent model perfect well-meaning upstanding competent high-integrity empathetic true dedicated humble
      brilliant intelligent helpful polite friendly`),
    persons: people,
    linking: words('and , or very deeply skillfully genuinely truly highly broadly morally ethically extremely exceptionally similarly'),
  },
  unranked: {
    superlatives: phrases({
      most: `
        most / maximize|maximise|maximizes|maximizing|optimize|optimise for? / prioritize|prioritise|prioritizes|prioritizing /
        equally`,
    }),
    goods: words(`
      helpfully honestly truthfully accurately safely helpful honest harmless ethical moral safe beneficial useful accurate truthful fair kind polite respectful thoughtful wise peaceful friendly
      concise clear complete transparent relevant engaging appropriate good supportive compassionate responsible informative objective creative
      efficient natural trustworthy considerate empathetic balanced impartial thorough precise
      helpfulness honesty harmlessness safety accuracy truthfulness fairness kindness politeness respect wisdom autonomy privacy freedom
      equality transparency clarity brevity completeness empathy compassion utility usefulness creativity efficiency wellbeing well-being
      dignity security benefit benefits justice inclusion diversity trust care quality speed`),
    degree: phrases({ as: 'as', possible: 'as possible|feasible|practicable|practical' }),
    and: words('and'),
    or: words('or nor'),
    order: words('first foremost order ranking ranked then over before above priority precedence subject'),
  },
  tradeoff: {
    verbs: phrases({
      weigh: `
        weigh|balance|reconcile /
        strike|strikes|striking|find|finding|maintain|maintaining a|an|the|some right|proper|appropriate|careful|good|reasonable|fair? balance /
        trade off / juggle`,
    }),
    order: phrases({
      order: `
        err on / erring on / prioritize|prioritise|prioritizing|prioritising / takes|take precedence / in favor|favour of /
        outweigh|outweighs / when|if in doubt / default|defaults to / prefer|prefers|favor|favors|favour / more weight / first /
        priority / precedence / overrides|override / proportional|proportionate to / using|utilizing the`,
    }),
    between: words('between'),
    able: words('able capable ability help helps which factors considerations'),
  },
  excess: {
    words: phrases({
      excess: 'excessive|excessively|overly|unduly|disproportionate|disproportionately|undue',
      too: 'too',
    }),
    limits: words('to for'),
  },
  openList: {
    ends: phrases({
      end: `
        etc / et cetera / and so on|forth / and the like / among|amongst others / among other things / and more / and others /
        or similar`,
      always: 'including but not limited to / including , but not limited to ,?',
    }),
  },
  compound: { verbs: acts, and: words('and') },
};
