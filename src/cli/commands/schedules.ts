import type { Language } from '../../domain/language.ts'
import type { SameWeekdays } from '../../domain/oncall/same-weekdays.ts'
import type { Gap } from '../../domain/oncall/schedule.ts'
import { scheduleCliWordsOf } from '../../i18n/cli-schedules.ts'
import { dateTimeOf } from '../../i18n/format.ts'
import { layerWordOf } from '../../i18n/oncall.ts'
import { counted } from '../../i18n/plural.ts'
import type { ScheduleSettings } from '../../settings/schedules/types.ts'
import { applySchedules } from '../../usecases/oncall/apply-settings.ts'
import { inDomainTime } from '../../usecases/oncall/domain-time.ts'
import { planSchedules, type SchedulePlan } from '../../usecases/oncall/schedule-plan.ts'
import { jsonOf, plain } from '../plain.ts'
import { withRecords } from '../records.ts'
import { problemLines, readSettings } from '../settings-file.ts'
import { EXIT, type ExitCode, type Terminal } from '../terminal.ts'

export interface SchedulesOptions {
  readonly settings: string
  readonly isJson: boolean
}

/** `vigia schedules plan --settings FILE [--json]`: 1 where it would make gaps. */
export async function schedulesPlan(terminal: Terminal, options: SchedulesOptions): Promise<ExitCode> {
  return withFile(terminal, options, async (schedules) => {
    const plans = await withRecords(terminal, async (deps) => {
      const { clock } = await inDomainTime(deps)
      return deps.db.read((q) => planSchedules(q, deps.settings(), schedules, clock.now()))
    })
    if (plans === null) return EXIT.problems
    terminal.out(options.isJson ? jsonOf(plans) : textOf(terminal, schedules, plans))
    return plans.some((plan) => gapsOf(plan).length > 0) ? EXIT.problems : EXIT.ok
  })
}

/** `vigia schedules apply --settings FILE [--json]`: the plan first, then what became of it. */
export async function schedulesApply(terminal: Terminal, options: SchedulesOptions): Promise<ExitCode> {
  return withFile(terminal, options, async (schedules) => {
    const results = await withRecords(terminal, async (known) => {
      const deps = await inDomainTime(known)
      const plans = await deps.db.read((q) => planSchedules(q, deps.settings(), schedules, deps.clock.now()))
      if (!options.isJson) terminal.out(textOf(terminal, schedules, plans))
      return applySchedules(deps, { kind: 'cli', name: 'schedules apply' }, { schedules, plans })
    })
    if (results === null) return EXIT.problems
    const { became } = scheduleCliWordsOf(terminal.language)
    terminal.out(
      options.isJson ? jsonOf(results) : ['', ...results.map((one) => plain(became[one.became](one.name)))].join('\n'),
    )
    return results.some((one) => one.became === 'stale') ? EXIT.problems : EXIT.ok
  })
}

async function withFile(
  terminal: Terminal,
  { settings: file }: SchedulesOptions,
  work: (schedules: readonly ScheduleSettings[]) => Promise<ExitCode>,
): Promise<ExitCode> {
  const { words, language } = terminal
  const parsed = await readSettings(terminal, file)
  if (parsed === null) return EXIT.problems
  if (!parsed.ok) {
    const problems = counted(language, parsed.problems.length, words.problems)
    terminal.err(
      [words.settings.check.wrong({ file, problems }), ...problemLines(terminal, parsed.problems)].join('\n'),
    )
    return EXIT.problems
  }
  const { schedules } = parsed.settings
  if (schedules.length > 0) return work(schedules)
  terminal.err(scheduleCliWordsOf(language).none(file))
  return EXIT.problems
}

function gapsOf(plan: SchedulePlan): readonly Gap[] {
  if (plan.kind === 'same' || plan.kind === 'unnamed') return []
  return plan.kind === 'new' ? plan.gaps : plan.newGaps
}

function textOf(terminal: Terminal, schedules: readonly ScheduleSettings[], plans: readonly SchedulePlan[]): string {
  const { language } = terminal
  const words = scheduleCliWordsOf(language)
  return plain(
    plans
      .flatMap((plan) => {
        const { name } = plan
        if (plan.kind === 'same') return [words.same(name)]
        if (plan.kind === 'unnamed') return [words.unnamed(name)]
        const zone = schedules.find((one) => one.rules.name === name)?.rules.zone ?? 'UTC'
        const at = (instant: Date) => dateTimeOf(instant, zone, language)
        const gaps = gapsOf(plan).map((gap) => words.gap({ role: gap.role, from: at(gap.start), to: at(gap.end) }))
        const shown = [...(gaps.length === 0 ? [words.noGaps] : gaps)].map((line) => `  ${line}`)
        shown.push(...plan.sameWeekdays.map((one) => `  ${sameText(one, language)}`))
        if (plan.kind === 'new') return [words.isNew(name), ...shown]
        const { version } = plan
        const title = plan.isFileChanged ? words.changed({ name, version }) : words.changedInSlack({ name, version })
        const changes = plan.changes.map(
          ({ path, before, after }) => `  ${path}: ${valueText(before)} → ${valueText(after)}`,
        )
        return [title, ...changes, ...shown]
      })
      .join('\n'),
  )
}

function sameText({ layer, rotation, people, shiftsAWeek }: SameWeekdays, language: Language): string {
  const { sameWeekdays } = scheduleCliWordsOf(language)
  return sameWeekdays({ rotation, layer: layerWordOf(layer, language), people, shiftsAWeek })
}

function valueText(value: unknown): string {
  return value === undefined ? '–' : JSON.stringify(value)
}
