import type { CommandWords, OptionWords, Vocabulary } from './vocabulary.ts';

export const bash = ({ commands, options }: Vocabulary): string => `# bash completion of polity
_polity() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" command="" word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$word" in -*) ;; *) command="$word"; break ;; esac
  done
  case "$command $previous" in
${[...valueCases('*', options), ...commands.flatMap(({ name, options: own }) => valueCases(name, own))].join('\n')}
  esac
  case "$command" in
    "") COMPREPLY=( $(compgen -W "${commands.map(({ name }) => name).join(' ')} ${longs(options)}" -- "$current") ) ;;
${commands.map(command => commandCase(command, options)).join('\n')}
  esac
}
complete -o default -F _polity polity
`;

const longs = (options: readonly OptionWords[]) => options.map(({ long }) => long).join(' ');

const valueCases = (command: string, options: readonly OptionWords[]): string[] =>
  options.flatMap(({ long, takes, choices }) => {
    if (takes === 'nothing') return [];
    const reply = takes === 'choice' ? `COMPREPLY=( $(compgen -W "${choices.join(' ')}" -- "$current") ); ` : '';
    return [`    ${command === '*' ? '*' : `"${command}`}${command === '*' ? `" ${long}"` : ` ${long}"`}) ${reply}return ;;`];
  });

const commandCase = ({ name, options, words }: CommandWords, everywhere: readonly OptionWords[]): string =>
  `    ${name}) case "$current" in -*) COMPREPLY=( $(compgen -W "${longs(options)} ${longs(everywhere)}" -- "$current") ) ;; *) ${
    words.length > 0 ? `COMPREPLY=( $(compgen -W "${words.join(' ')}" -- "$current") )` : ':'
  } ;; esac ;;`;
