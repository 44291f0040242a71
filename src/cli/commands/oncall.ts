import { onCallBetween } from '../../domain/oncall/between.ts'
import { type PreparedSchedule, rotationsOf } from '../../domain/oncall/prepare.ts'
import type { DecidedBy, Why } from '../../domain/oncall/schedule.ts'
import { whoIsOnCall } from '../../domain/oncall/who-is-on-call.ts'
import { whyOf } from '../../i18n/oncall.ts'
import { type Preview, previewsOf } from '../oncall/preview.ts'
import { onCallTable } from '../oncall/table.ts'
import { type AskedTime, instantText, readAsked, type TypedTime } from '../oncall/times.ts'
import { jsonOf } from '../plain.ts'
import { EXIT, type ExitCode, type Terminal } from '../terminal.ts'

export interface OnCallOptions extends TypedTime {
  readonly settings?: string
  readonly schedule?: string
  readonly json?: boolean
  readonly lang?: string
}

/** One stretch with one answer. `start` and `end` are those of the range asked where it is cut there. */
export interface OnCallRow {
  readonly schedule: string
  readonly rotation: string
  readonly start: Date
  /** Null: no change within 400 days. */
  readonly end: Date | null
  readonly people: readonly string[]
  readonly layer: DecidedBy | null
  readonly why: Why
}

const DAY_MS = 86_400_000

/** How far the stretch around an instant is followed back: further, its start is 400 days before. */
const LOOK_BACK_DAYS = [2, 20, 400]

/**
 * `vigia oncall --settings FILE (--at INSTANT | --from INSTANT --to INSTANT)`: who is on call by the file alone, a preview
 * also for the past. Needs neither Slack nor a database.
 */
export async function onCall(terminal: Terminal, options: OnCallOptions): Promise<ExitCode> {
  const asked = readAsked(terminal, options, 'any')
  if (asked === null) return EXIT.usage
  const previews = await previewsOf(terminal, options, asked)
  if (typeof previews === 'number') return previews
  const rows = previews.flatMap((preview) => rowsOf(preview, asked.time))
  if (options.json === true) {
    terminal.out(jsonOf(rows.map((row) => recordOf(row, asked.language ?? 'en'))))
  } else {
    terminal.out(onCallTable(previews, rows, asked.language ?? terminal.language))
  }
  return EXIT.ok
}

/** By rotation in the order in which the layers name them, then by time. */
function rowsOf({ name, prepared }: Preview, time: AskedTime): readonly OnCallRow[] {
  return rotationsOf(prepared).flatMap((rotation): readonly OnCallRow[] =>
    time.kind === 'at'
      ? [{ schedule: name, ...rowAt(prepared, rotation, time.at) }]
      : onCallBetween(prepared, rotation, time.from, time.to).map((interval) => ({ schedule: name, ...interval })),
  )
}

function rowAt(prepared: PreparedSchedule, rotation: string, at: Date): Omit<OnCallRow, 'schedule'> {
  const { people, layer, why, until } = whoIsOnCall(prepared, rotation, at)
  return { rotation, start: sinceWhen(prepared, rotation, at), end: until, people, layer, why }
}

/** The last change at or before an instant. */
function sinceWhen(prepared: PreparedSchedule, rotation: string, at: Date): Date {
  const justAfter = new Date(at.getTime() + 1)
  let from = at
  for (const days of LOOK_BACK_DAYS) {
    from = new Date(at.getTime() - days * DAY_MS)
    const start = onCallBetween(prepared, rotation, from, justAfter).at(-1)?.start
    if (start !== undefined && start.getTime() > from.getTime()) return start
  }
  return from
}

function recordOf(row: OnCallRow, language: 'en' | 'es') {
  const { schedule, rotation, start, end, people, layer, why } = row
  return {
    schedule,
    rotation,
    start: instantText(start),
    end: end === null ? null : instantText(end),
    people,
    layer,
    why: whyOf(why, language),
  }
}
