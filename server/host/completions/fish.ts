import type { OptionWords, Vocabulary } from './vocabulary.ts';

export const fish = ({ commands, options }: Vocabulary): string => {
  const lines = [
    '# fish completion of polity',
    ...options.map(option => `complete -c polity ${flag(option)}`),
    ...commands.map(({ name, about }) => `complete -c polity -n __fish_use_subcommand -f -a ${name} -d '${about}'`),
    ...commands.flatMap(({ name, options: own, words }) => [
      ...own.map(option => `complete -c polity -n '__fish_seen_subcommand_from ${name}' ${flag(option)}`),
      ...(words.length > 0 ? [`complete -c polity -n '__fish_seen_subcommand_from ${name}' -f -a '${words.join(' ')}'`] : []),
    ]),
  ];
  return `${lines.join('\n')}\n`;
};

function flag({ long, about, takes, choices }: OptionWords): string {
  const value = takes === 'choice' ? ` -x -a '${choices.join(' ')}'` : takes === 'text' ? ' -r' : '';
  return `-l ${long.slice(2)}${value} -d '${about}'`;
}
