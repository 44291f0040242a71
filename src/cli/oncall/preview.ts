import { effectOf } from '../../domain/oncall/overrides.ts'
import { type PreparedSchedule, prepareSchedule } from '../../domain/oncall/prepare.ts'
import type { Holiday } from '../../domain/oncall/schedule.ts'
import { voidSwaps } from '../../domain/oncall/swaps.ts'
import { holidaysAround } from '../../settings/holidays.ts'
import { parseSchedules } from '../../settings/schedules/file.ts'
import { snapshotOf } from '../../settings/schedules/snapshot.ts'
import type { ScheduleSettings } from '../../settings/schedules/types.ts'
import { plain } from '../plain.ts'
import { problemLines, readText } from '../settings-file.ts'
import { EXIT, type ExitCode, type Terminal } from '../terminal.ts'
import { type Asked, type AskedTime, instantText } from './times.ts'

/** A schedule to be asked, as a file has it; what comes from a database takes this form too. */
export interface Preview {
  readonly name: string
  /** IANA zone in which people read it. */
  readonly zone: string
  readonly prepared: PreparedSchedule
  readonly holidays: readonly Holiday[]
}

/**
 * The schedules of the file that is named, or of `VIGIA_SETTINGS`, ready to be asked. What is wrong has been said, and
 * gives the exit code; what is legal and rarely meant is said on the side of errors.
 */
export async function previewsOf(
  terminal: Terminal,
  options: { readonly settings?: string; readonly schedule?: string },
  asked: Asked,
): Promise<readonly Preview[] | ExitCode> {
  const { words } = terminal
  const file = options.settings ?? (terminal.env.VIGIA_SETTINGS?.trim() || null)
  if (file === null) {
    terminal.err([words.oncall.noFile, words.usage.seeHelp('vigia oncall')].join('\n'))
    return EXIT.usage
  }
  const text = await readText(terminal, file)
  if (text === null) return EXIT.problems
  const parsed = parseSchedules(text, file)
  if (!parsed.ok) {
    terminal.err(problemLines(terminal, parsed.problems).join('\n'))
    return EXIT.problems
  }
  if (parsed.warnings.length > 0) terminal.err(problemLines(terminal, parsed.warnings).join('\n'))
  const names = parsed.schedules.map(({ rules }) => rules.name)
  const wanted = options.schedule
  if (wanted !== undefined && !names.includes(wanted)) {
    terminal.err(words.oncall.noSchedule({ name: plain(wanted), file, known: plain(names.join(', ')) }))
    return EXIT.problems
  }
  return parsed.schedules
    .filter(({ rules }) => wanted === undefined || rules.name === wanted)
    .map((schedule) => {
      const preview = prepared(schedule, asked)
      tellWithoutEffect(terminal, schedule, preview, asked.time)
      return preview
    })
}

function prepared(schedule: ScheduleSettings, { time, language }: Asked): Preview {
  const { rules, ...facts } = schedule
  const [from, to] = time.kind === 'at' ? [time.at, time.at] : [time.from, time.to]
  const holidays = holidaysAround(rules, from, to, language ?? 'en')
  const snapshot = snapshotOf({ rules, holidays, ...facts, checkpoints: [] })
  return { name: rules.name, zone: rules.zone, prepared: prepareSchedule(snapshot), holidays }
}

/** Beyond it the holiday calendars that were loaded don't reach, and nobody asked. */
const NEAR_MS = 400 * 86_400_000

/** A swap of a shift that its giver doesn't hold, an override of somebody who isn't on call: said, and not in the answer. */
function tellWithoutEffect(
  terminal: Terminal,
  { rules, swaps, overrides }: ScheduleSettings,
  { prepared }: Preview,
  time: AskedTime,
): void {
  const { words } = terminal
  const [from, to] = time.kind === 'at' ? [time.at, time.at] : [time.from, time.to]
  const isNear = (at: Date) => at.getTime() > from.getTime() - NEAR_MS && at.getTime() < to.getTime() + NEAR_MS
  for (const index of voidSwaps(prepared)) {
    const swap = swaps[index]
    if (swap === undefined || !isNear(swap.shift.start)) continue
    const { giver, shift } = swap
    terminal.err(words.oncall.voidSwap({ schedule: plain(rules.name), giver, shift: instantText(shift.start) }))
  }
  for (const one of overrides) {
    if (!isNear(one.start) || effectOf(prepared, one).length > 0) continue
    const start = instantText(one.start)
    terminal.err(words.oncall.noEffect({ schedule: plain(rules.name), from: start, to: instantText(one.end) }))
  }
}
