import type { Language } from '../../domain/language.ts'
import { cliWordsOf } from '../../i18n/cli.ts'
import { localDayOf, weekdayTimeOf } from '../../i18n/format.ts'
import { layerWordOf, nobodyWordOf, whyOf } from '../../i18n/oncall.ts'
import type { OnCallRow } from '../commands/oncall.ts'
import { plain } from '../plain.ts'
import type { Preview } from './preview.ts'

/** Rows in columns, each as wide as its widest cell; nothing trails. */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)))
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** Who is on call when, one table a schedule, on the wall clock of its zone. */
export function onCallTable(previews: readonly Preview[], rows: readonly OnCallRow[], language: Language): string {
  const words = cliWordsOf(language).oncall
  return previews
    .map(({ name, zone }) => {
      const when = (at: Date | null) =>
        at === null ? words.noChange : `${localDayOf(at, zone)} ${weekdayTimeOf(at, zone, language)}`
      const own = rows.filter((row) => row.schedule === name)
      const cells = own.map((row) => [
        row.rotation,
        when(row.start),
        when(row.end),
        row.people.join(', ') || nobodyWordOf(language),
        row.layer === null ? '–' : layerWordOf(row.layer, language),
        whyOf(row.why, language),
      ])
      const { rotation, from, to, people, layer, why } = words.columns
      return [
        words.title({ schedule: plain(name), zone }),
        columns([[rotation, from, to, people, layer, why], ...cells]),
      ].join('\n')
    })
    .join('\n\n')
}
