import type { Command, Option } from './command.ts';

/** What `eval` and `gate` are told of how to run. */
export const runOptions: readonly Option[] = [
  { flags: '--model <name>', about: 'a profile of the configuration, or SERVER/MODEL of a server on this machine', repeatable: true },
  { flags: '--concurrency <calls>', about: 'how many calls may be under way at a time', number: true },
  {
    flags: '--replay <how>',
    about: 'recorded replies: send nothing, ask what is missing, ask all anew',
    choices: ['only', 'prefer', 'off'],
    default: 'prefer',
  },
  { flags: '--budget-usd <dollars>', about: 'what the run may cost' },
];

export const evalCommand: Command = {
  name: 'eval',
  arguments: '[paths...]',
  summary: 'run evals and examples: does a model keep this spec, how sure are we, what did it cost',
  options: [
    { flags: '--only <name>', about: 'this eval or example; * stands for anything', repeatable: true },
    { flags: '--checks <principle>', about: 'what checks this principle', repeatable: true },
    { flags: '--tag <name>', about: 'what checks a principle that is tagged so', repeatable: true },
    { flags: '--changed-since <rev>', about: 'only what a change in meaning since this git revision can touch' },
    { flags: '--repeat <times>', about: 'in place of what each eval says', number: true },
    ...runOptions,
    { flags: '--dry-run', about: 'what would be sent, how many calls, what it would cost; pretty or json' },
    { flags: '--format <kind>', about: 'how to report', choices: ['pretty', 'json', 'junit', 'markdown', 'html'], default: 'pretty' },
  ],
  examples: [
    'polity eval --dry-run',
    'polity eval --model local --only "refuses_*"',
    'polity eval --replay only --format junit > evals.xml',
  ],
  run: async call => (await import('../evals/all.ts')).runners.eval(call),
};
