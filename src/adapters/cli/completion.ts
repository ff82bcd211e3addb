import type { Argument, Command, Option } from 'commander';

/** What can stand behind a command. */
interface Known {
  name: string;
  description: string;
  options: { flag: string; description: string; takesValue: boolean; choices: string[] }[];
  /** Words that can stand as its first argument; empty: a file. */
  words: string[];
}

/** All commands, as commander knows them: the script can never name an option that does not exist. */
function commandsOf(program: Command): Known[] {
  return program.commands.map((command) => ({
    name: command.name(),
    description: command.description(),
    options: command.options.map((option: Option) => ({
      flag: option.long ?? option.short ?? '',
      description: option.description,
      takesValue: Boolean(option.required || option.optional),
      choices: option.argChoices ?? [],
    })),
    words: [
      ...command.commands.map((each) => each.name()),
      ...command.registeredArguments.flatMap((argument: Argument) => argument.argChoices ?? []),
      // `new` hands its words on to commands of its own.
      ...(/^[\w|]+(?= \[options\]$)/.exec(command.usage())?.[0].split('|') ?? []),
    ],
  }));
}

/** A script that completes commands, options and their values in a shell. */
export function completionFor(program: Command, shell: 'bash' | 'zsh' | 'fish'): string {
  const commands = commandsOf(program);
  return { bash, zsh, fish }[shell](commands);
}

function bash(commands: Known[]): string {
  const cases = commands.map(({ name, options, words }) => {
    const all = [...options.map(({ flag }) => flag), ...words].join(' ');
    return `    ${name}) words='${all}' ;;`;
  });
  const choices = new Map(
    commands.flatMap(({ options }) =>
      options.filter((each) => each.choices.length > 0).map((each) => [each.flag, each.choices] as const),
    ),
  );
  const values = [...choices].map(
    ([flag, words]) => `    ${flag}) COMPREPLY=($(compgen -W '${words.join(' ')}' -- "$word")); return ;;`,
  );
  return `# unpaste for bash: put  source <(unpaste completion bash)  into ~/.bashrc
_unpaste() {
  local word="\${COMP_WORDS[COMP_CWORD]}" words=''
  case "\${COMP_WORDS[COMP_CWORD-1]}" in
${values.join('\n')}
  esac
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W '${commands.map(({ name }) => name).join(' ')}' -- "$word"))
    return
  fi
  case "\${COMP_WORDS[1]}" in
${cases.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -o bashdefault -o default -F _unpaste unpaste
`;
}

/** Text inside single quotes of zsh and fish. */
const quoted = (text: string): string => text.replaceAll("'", "'\\''");

function zsh(commands: Known[]): string {
  const bracketed = (text: string): string => quoted(text).replace(/[[\]:\\]/g, '\\$&');
  const names = commands.map(({ name, description }) => `    '${name}:${bracketed(description)}'`);
  const cases = commands.map(({ name, options, words }) => {
    const specs = options.map(({ flag, description, takesValue, choices }) => {
      const value = choices.length > 0 ? `:value:(${choices.join(' ')})` : takesValue ? ':value:_files' : '';
      return `'*${flag}[${bracketed(description)}]${value}'`;
    });
    const rest = words.length > 0 ? `'1:what:(${words.join(' ')})' '*:file:_files'` : `'*:file:_files'`;
    return `    ${name}) _arguments ${[...specs, rest].join(' ')} ;;`;
  });
  return `#compdef unpaste
# unpaste for zsh: put  source <(unpaste completion zsh)  into ~/.zshrc, behind compinit
_unpaste() {
  local -a commands
  commands=(
${names.join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  local command="$words[2]"
  shift words
  (( CURRENT-- ))
  case "$command" in
${cases.join('\n')}
  esac
}
compdef _unpaste unpaste
`;
}

function fish(commands: Known[]): string {
  const lines = commands.flatMap(({ name, description, options, words }) => [
    `complete -c unpaste -n __fish_use_subcommand -f -a ${name} -d '${quoted(description)}'`,
    ...options.map(({ flag, description: about, takesValue, choices }) => {
      const value = choices.length > 0 ? ` -x -a '${choices.join(' ')}'` : takesValue ? ' -r' : '';
      return `complete -c unpaste -n '__fish_seen_subcommand_from ${name}' -l ${flag.replace(/^-+/, '')}${value} -d '${quoted(about)}'`;
    }),
    ...(words.length > 0
      ? [`complete -c unpaste -n '__fish_seen_subcommand_from ${name}' -a '${words.join(' ')}'`]
      : []),
  ]);
  return `# unpaste for fish: unpaste completion fish > ~/.config/fish/completions/unpaste.fish\n${lines.join('\n')}\n`;
}
