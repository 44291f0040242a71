import { onCallBetween } from '../../domain/oncall/between.ts'
import { type Covers, coversIn, NO_COVERS } from '../../domain/oncall/covers.ts'
import { type DutyLedger, ledgerOf } from '../../domain/oncall/ledger.ts'
import { rotationsOf } from '../../domain/oncall/prepare.ts'
import { type Preview, previewsOf } from '../oncall/preview.ts'
import { columns } from '../oncall/table.ts'
import { readAsked, type TypedTime } from '../oncall/times.ts'
import { jsonOf, plain } from '../plain.ts'
import { EXIT, type ExitCode, type Terminal } from '../terminal.ts'

export interface FairnessOptions extends TypedTime {
  readonly settings?: string
  readonly schedule?: string
  readonly json?: boolean
}

/**
 * `vigia oncall fairness --settings FILE --from INSTANT --to INSTANT [--json]`: what each person bears, per schedule. By
 * the file alone it is a preview: what was recorded, and what people did since, only the database knows.
 */
export async function onCallFairness(terminal: Terminal, options: FairnessOptions): Promise<ExitCode> {
  const asked = readAsked(terminal, options, 'range')
  if (asked === null) return EXIT.usage
  const previews = await previewsOf(terminal, options, asked)
  if (typeof previews === 'number') return previews
  const { from, to } = asked.time
  const ledgers = previews.map((preview) => ({ preview, ledger: linesOf(preview, from, to) }))
  if (options.json === true) {
    terminal.out(jsonOf(ledgers.flatMap(({ preview, ledger }) => ledger.map((one) => recordOf(preview.name, one)))))
  } else {
    terminal.out(ledgers.map(({ preview, ledger }) => tableOf(terminal, preview, ledger)).join('\n\n'))
  }
  return EXIT.ok
}

interface LedgerLine extends DutyLedger {
  readonly covers: Covers
}

function linesOf({ prepared, zone, holidays }: Preview, from: Date, to: Date): readonly LedgerLine[] {
  const covers = coversIn(prepared, { from, to })
  const intervals = rotationsOf(prepared).flatMap((rotation) => onCallBetween(prepared, rotation, from, to))
  const ledger = ledgerOf(intervals, { zone, holidays, from, to })
  return ledger.map((one) => ({ ...one, covers: covers.get(one.person) ?? NO_COVERS }))
}

function recordOf(schedule: string, { person, stretches, covers, ...hours }: LedgerLine) {
  const rounded = Object.fromEntries(Object.entries(hours).map(([kind, count]) => [kind, twoDigits(count)]))
  return { schedule, person, ...rounded, stretches, coversGiven: covers.given, coversTaken: covers.taken }
}

function tableOf(terminal: Terminal, { name, zone }: Preview, ledger: readonly LedgerLine[]): string {
  const { oncall } = terminal.words
  const { person, weekday, weekend, holiday, night, total, given, taken } = oncall.ledger
  const rows = ledger.map((one) => [
    one.person,
    ...[one.weekdayHours, one.weekendHours, one.holidayHours, one.nightHours, one.hours].map((hours) =>
      String(twoDigits(hours)),
    ),
    String(one.covers.given),
    String(one.covers.taken),
  ])
  return [
    oncall.title({ schedule: plain(name), zone }),
    columns([[person, weekday, weekend, holiday, night, total, given, taken], ...rows]),
  ].join('\n')
}

function twoDigits(hours: number): number {
  return Math.round(hours * 100) / 100
}
