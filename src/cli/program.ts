import { Command, CommanderError } from 'commander'
import { audit } from './commands/audit.ts'
import { settingsCheck } from './commands/settings-check.ts'
import { settingsPrint } from './commands/settings-print.ts'
import { show } from './commands/show.ts'
import { EXIT, type ExitCode, type Terminal } from './terminal.ts'

/**
 * The `vigia` command: one file per command in `commands/`, each handed the terminal and what was typed. A new one is one
 * entry in `describe`.
 */
export async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let code: ExitCode = EXIT.ok
  const program = describe(terminal, (result) => {
    code = result
  })
  try {
    await program.parseAsync([...args], { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError) return complain(error, args, terminal)
    terminal.err(terminal.words.failed(error instanceof Error ? error.message : String(error)))
    return EXIT.problems
  }
}

function describe(terminal: Terminal, end: (code: ExitCode) => void): Command {
  const { words } = terminal
  const program = quiet(new Command('vigia'), terminal).description(words.about)
  const settings = quiet(program.command('settings'), terminal).description(words.settings.about)
  for (const group of [program, settings])
    group.helpCommand(`help [${words.help.placeholder.command}]`, words.help.command)
  quiet(settings.command('check'), terminal)
    .description(words.settings.check.about)
    .argument('<file>', words.settings.check.file)
    .action(async (file: string) => end(await settingsCheck(terminal, file)))
  quiet(settings.command('print'), terminal)
    .description(words.settings.print.about)
    .option('--file <file>', words.settings.print.file)
    .action(async (options: { file?: string }) => end(await settingsPrint(terminal, options.file ?? null)))
  quiet(program.command('show'), terminal)
    .description(words.show.about)
    .argument('<number>', words.show.number)
    .option('--json', words.show.json)
    .action(async (number: string, options: { json?: boolean }) =>
      end(await show(terminal, number, { isJson: options.json === true })),
    )
  quiet(program.command('audit'), terminal)
    .description(words.audit.about)
    .option('--json', words.audit.json)
    .action(async (options: { json?: boolean }) => end(await audit(terminal, { isJson: options.json === true })))
  return program
}

/** Commander neither ends the process nor writes English of its own: mistakes come back as errors, and `complain` tells them. */
function quiet(command: Command, terminal: Terminal): Command {
  const { help } = terminal.words
  const titles: Readonly<Record<string, string>> = {
    'Usage:': help.usage,
    'Arguments:': help.arguments,
    'Options:': help.options,
    'Commands:': help.commands,
  }
  return command
    .exitOverride()
    .showSuggestionAfterError(false)
    .helpOption('-h, --help', help.option)

    .configureHelp({
      styleTitle: (title) => titles[title] ?? title,
      styleUsage: (usage) =>
        usage
          .replace('[options]', `[${help.placeholder.options}]`)
          .replace('[command]', `[${help.placeholder.command}]`),
      styleSubcommandTerm: (term) => term.replace('[options]', `[${help.placeholder.options}]`),
    })
    .configureOutput({
      writeOut: (text) => terminal.out(text.trimEnd()),
      writeErr: (text) => terminal.err(text.trimEnd()),
      outputError: () => undefined,
    })
}

function complain(error: CommanderError, args: readonly string[], terminal: Terminal): ExitCode {
  if (error.exitCode === 0) return EXIT.ok
  const { usage } = terminal.words
  // A group without a command shows its help, on the error's side.
  const sentence = error.code === 'commander.help' ? usage.noCommand : sentenceOf(error, args, terminal)
  terminal.err([sentence, usage.seeHelp('vigia')].join('\n'))
  return EXIT.usage
}

function sentenceOf(error: CommanderError, args: readonly string[], terminal: Terminal): string {
  const { usage } = terminal.words
  const quoted = /'([^']*)'/.exec(error.message)?.[1] ?? ''
  switch (error.code) {
    case 'commander.unknownCommand':
      return usage.unknownCommand(quoted || (args[0] ?? ''))
    case 'commander.unknownOption':
      return usage.unknownOption(quoted)
    case 'commander.missingArgument':
    case 'commander.optionMissingArgument':
      return usage.missingArgument(quoted)
    case 'commander.excessArguments':
      return usage.tooMuch
    default:
      return usage.unclear
  }
}
