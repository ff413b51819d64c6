import type { CommandWords, OptionWords, Vocabulary } from './vocabulary.ts';

export const zsh = ({ commands, options }: Vocabulary): string => `#compdef polity
# zsh completion of polity
_polity() {
  local context state state_descr line
  typeset -A opt_args
  _arguments -C \\
${[...options.map(argument), "'1:command:->command'", "'*::argument:->argument'"].map(line => `    ${line}`).join(' \\\n')}
  case $state in
    command)
      local -a commands=(
${commands.map(({ name, about }) => `        '${name}:${about}'`).join('\n')}
      )
      _describe command commands
      ;;
    argument)
      case $line[1] in
${commands.map(commandCase).join('\n')}
      esac
      ;;
  esac
}
if [ "$funcstack[1]" = _polity ]; then _polity "$@"; else compdef _polity polity; fi
`;

function argument({ long, about, takes, choices }: OptionWords): string {
  const value = takes === 'choice' ? `:value:(${choices.join(' ')})` : takes === 'text' ? ':value:_files' : '';
  return `'${long}[${about}]${value}'`;
}

const commandCase = ({ name, options, words }: CommandWords): string => {
  const rest = words.length > 0 ? `'1:word:(${words.join(' ')})'` : "'*:file:_files'";
  return `        ${name}) _arguments ${[...options.map(argument), rest].join(' ')} ;;`;
};
