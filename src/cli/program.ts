import { Command, CommanderError } from 'commander'
import { digestCliWordsOf } from '../i18n/cli-digest.ts'
import { scheduleCliWordsOf } from '../i18n/cli-schedules.ts'
import type { DigestOptions } from './commands/digest.ts'
import type { OnCallOptions } from './commands/oncall.ts'
import { EXIT, type ExitCode, type Terminal } from './terminal.ts'

/**
 * The `vigia` command: one file per command in `commands/`, each handed the terminal and what was typed. A new one is one
 * entry in `describe`. A command is loaded when it is asked for: who is on call needs no database driver.
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
  // What stands after a command is that command's own: `oncall` and `oncall fairness` share names of options.
  const program = quiet(new Command('vigia'), terminal).description(words.about).enablePositionalOptions()
  const settings = quiet(program.command('settings'), terminal).description(words.settings.about)
  for (const group of [program, settings])
    group.helpCommand(`help [${words.help.placeholder.command}]`, words.help.command)
  quiet(settings.command('check'), terminal)
    .description(words.settings.check.about)
    .argument('<file>', words.settings.check.file)
    .action(async (file: string) => {
      const { settingsCheck } = await import('./commands/settings-check.ts')
      end(await settingsCheck(terminal, file))
    })
  quiet(settings.command('print'), terminal)
    .description(words.settings.print.about)
    .option('--file <file>', words.settings.print.file)
    .action(async (options: { file?: string }) => {
      const { settingsPrint } = await import('./commands/settings-print.ts')
      end(await settingsPrint(terminal, options.file ?? null))
    })
  quiet(program.command('show'), terminal)
    .description(words.show.about)
    .argument('<number>', words.show.number)
    .option('--json', words.show.json)
    .action(async (number: string, options: { json?: boolean }) => {
      const { show } = await import('./commands/show.ts')
      end(await show(terminal, number, { isJson: options.json === true }))
    })
  quiet(program.command('audit'), terminal)
    .description(words.audit.about)
    .option('--json', words.audit.json)
    .action(async (options: { json?: boolean }) => {
      const { audit } = await import('./commands/audit.ts')
      end(await audit(terminal, { isJson: options.json === true }))
    })
  describeOnCall(program, terminal, end)
  describeSchedules(program, terminal, end)
  describeDigest(program, terminal, end)
  return program
}

function describeOnCall(program: Command, terminal: Terminal, end: (code: ExitCode) => void): void {
  const words = terminal.words.oncall
  const oncall = quiet(program.command('oncall'), terminal)
    .description(words.about)
    .enablePositionalOptions()
    .helpCommand(`help [${terminal.words.help.placeholder.command}]`, terminal.words.help.command)
    .option('--settings <file>', words.settings)
    .option('--schedule <name>', words.schedule)
    .option('--at <instant>', words.at)
    .option('--from <instant>', words.from)
    .option('--to <instant>', words.to)
    .option('--json', words.json)
    .option('--lang <language>', words.lang)
    .action(async (options: OnCallOptions) => {
      const { onCall } = await import('./commands/oncall.ts')
      end(await onCall(terminal, options))
    })
  quiet(oncall.command('fairness'), terminal)
    .description(words.fairness)
    .option('--settings <file>', words.settings)
    .option('--schedule <name>', words.schedule)
    .option('--from <instant>', words.from)
    .option('--to <instant>', words.to)
    .option('--json', words.json)
    .action(async (options: OnCallOptions) => {
      const { onCallFairness } = await import('./commands/oncall-fairness.ts')
      end(await onCallFairness(terminal, options))
    })
}

function describeSchedules(program: Command, terminal: Terminal, end: (code: ExitCode) => void): void {
  const words = scheduleCliWordsOf(terminal.language)
  const schedules = quiet(program.command('schedules'), terminal)
    .description(words.about)
    .helpCommand(`help [${terminal.words.help.placeholder.command}]`, terminal.words.help.command)
  const add = (name: 'plan' | 'apply') =>
    quiet(schedules.command(name), terminal)
      .description(words[name])
      .requiredOption('--settings <file>', words.settings)
      .option('--json', words.json)
      .action(async ({ settings, json }: { settings: string; json?: boolean }) => {
        const { schedulesApply, schedulesPlan } = await import('./commands/schedules.ts')
        const command = name === 'plan' ? schedulesPlan : schedulesApply
        end(await command(terminal, { settings, isJson: json === true }))
      })
  add('plan')
  add('apply')
}

function describeDigest(program: Command, terminal: Terminal, end: (code: ExitCode) => void): void {
  const words = digestCliWordsOf(terminal.language)
  quiet(program.command('digest'), terminal)
    .description(words.about)
    .option('--kind <kind>', words.kind, 'weekly')
    .option('--team <id>', words.team)
    .option('--at <date>', words.at)
    .option('--format <format>', words.format, 'text')
    .option('--lang <language>', words.lang)
    .action(async (options: DigestOptions) => {
      const { digest } = await import('./commands/digest.ts')
      end(await digest(terminal, options))
    })
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
    case 'commander.missingMandatoryOptionValue':
      return usage.missingArgument(quoted)
    case 'commander.excessArguments':
      return usage.tooMuch
    default:
      return usage.unclear
  }
}
