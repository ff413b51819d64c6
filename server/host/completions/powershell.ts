import type { OptionWords, Vocabulary } from './vocabulary.ts';

export const powershell = ({ commands, options }: Vocabulary): string => `# PowerShell completion of polity
Register-ArgumentCompleter -Native -CommandName polity -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $words = @($commandAst.CommandElements | ForEach-Object { $_.ToString() })
  $before = if ($wordToComplete -eq '') { $words[-1] } elseif ($words.Count -gt 1) { $words[-2] } else { '' }
  $everywhere = ${list(options.map(({ long }) => long))}
  $commands = @{
${commands.map(({ name, options: own, words }) => `    '${name}' = ${list([...own.map(({ long }) => long), ...words])}`).join('\n')}
  }
  $values = @{
${[...options, ...commands.flatMap(({ options: own }) => own)]
  .filter(({ takes }) => takes === 'choice')
  .filter((option, i, all) => all.findIndex(({ long }) => long === option.long) === i)
  .map(option => `    '${option.long}' = ${list(valuesOf(option, commands))}`)
  .join('\n')}
  }
  $command = $words | Select-Object -Skip 1 | Where-Object { $commands.ContainsKey($_) } | Select-Object -First 1
  $candidates = if ($values.ContainsKey($before)) { $values[$before] } elseif ($command) { $commands[$command] + $everywhere } else { @($commands.Keys) + $everywhere }
  $candidates | Where-Object { $_ -like "$wordToComplete*" } | Sort-Object -Unique | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
}
`;

const list = (words: readonly string[]) => `@(${words.map(word => `'${word}'`).join(', ')})`;

/** One option may have other choices in another command; PowerShell is offered all of them. */
const valuesOf = ({ long, choices }: OptionWords, commands: Vocabulary['commands']): string[] => [
  ...new Set([
    ...choices,
    ...commands.flatMap(({ options }) => options.filter(option => option.long === long).flatMap(option => option.choices)),
  ]),
];
