import type { KnownBlock, SectionBlock } from '@slack/types'
import type { LayerName, Span } from '../../../domain/oncall/schedule.ts'
import type { GapLine, SeenPerson } from '../../../domain/oncall/screens.ts'
import { dateTimeOf, isSoon, listOf, localDayOf, timeOf } from '../../../i18n/format.ts'
import { layerWordOf } from '../../../i18n/oncall.ts'
import type { OncallScreens } from '../../../i18n/oncall-screens.en.ts'
import { oncallScreensOf, roleWordOf } from '../../../i18n/oncall-screens.ts'
import { plainText, section } from '../kit.ts'
import { dateToken, nameOf, userLine } from '../mrkdwn.ts'
import type { Reader } from '../reader.ts'
import { optionOf } from './inputs.ts'

/** What the screens of `/oncall` have in common. Days are named in the reader's zone, hours are Slack's own tokens. */

export function wordsFor(reader: Reader): OncallScreens {
  return oncallScreensOf(reader.locale)
}

/** `18:00` on the reader's own clock. */
export function timeToken(at: Date, reader: Reader): string {
  return dateToken(at, '{time}', timeOf(at, reader.zone, reader.locale))
}

/** `Sun 30 Nov` */
export function dayText(at: Date, reader: Reader): string {
  return dateTimeOf(at, reader.zone, reader.locale).replace(/ \d\d:\d\d$/, '')
}

/** The same of a local date, whatever the zone. */
export function dateText(on: string, reader: Reader): string {
  return dayText(new Date(`${on}T12:00:00Z`), { ...reader, zone: 'UTC' })
}

/** `Sun 30 Nov, 18:00` */
export function momentText(at: Date, reader: Reader): string {
  return `${dayText(at, reader)}, ${timeToken(at, reader)}`
}

/** The hour alone while that says it. */
export function untilText(at: Date, reader: Reader, asOf: Date): string {
  return isSoon(at, asOf) ? timeToken(at, reader) : momentText(at, reader)
}

const DAY_MS = 24 * 60 * 60_000

/** `Sun 30 Nov, 18:00–21:00`, or with both days. */
export function spanText({ start, end }: Span, reader: Reader): string {
  // From midnight to midnight the hours alone would say nothing.
  const isShort = end.getTime() - start.getTime() < DAY_MS
  const isOneDay = isShort && localDayOf(start, reader.zone) === localDayOf(new Date(end.getTime() - 1), reader.zone)
  return `${momentText(start, reader)}–${isOneDay ? timeToken(end, reader) : momentText(end, reader)}`
}

/** A role's or rotation's word, as the team wrote it where we have none. */
export function roleText(role: string, reader: Reader): string {
  return roleWordOf(role, reader.locale) ?? userLine(role, 40)
}

/** `core, primary (weekend)` */
export function dutyText(
  of: { readonly schedule: string; readonly rotation: string; readonly layer: LayerName },
  reader: Reader,
): string {
  const layer = of.layer === 'weekday' ? '' : ` (${layerWordOf(of.layer, reader.locale)})`
  return `${userLine(of.schedule, 60)}, ${roleText(of.rotation, reader)}${layer}`
}

/** The same within parentheses: `core, primary, weekend` */
export function dutyInside(of: Parameters<typeof dutyText>[0], reader: Reader): string {
  const layer = of.layer === 'weekday' ? '' : `, ${layerWordOf(of.layer, reader.locale)}`
  return `${userLine(of.schedule, 60)}, ${roleText(of.rotation, reader)}${layer}`
}

const NAMES_SHOWN = 6

/** Names in a sentence; never mentions. */
export function namesText(names: readonly string[], reader: Reader): string {
  const shown = names.slice(0, NAMES_SHOWN).map((name) => nameOf({ name }))
  const rest = names.length - shown.length
  return listOf(rest > 0 ? [...shown, `+${rest}`] : shown, reader.locale)
}

/** With "silent until 08:00" beside whom Slack silences. */
export function peopleText(people: readonly SeenPerson[], reader: Reader): string {
  const shown = people.slice(0, NAMES_SHOWN).map((one) => {
    const name = nameOf(one)
    return one.silentUntil === null ? name : wordsFor(reader).silentUntil(name, timeToken(one.silentUntil, reader))
  })
  const rest = people.length - shown.length
  return listOf(rest > 0 ? [...shown, `+${rest}`] : shown, reader.locale)
}

/** "⚠ Sun 30 Nov, 18:00–09:00: nobody on call (backup)" */
export function gapText(gap: GapLine, reader: Reader): string {
  const { gaps, language } = wordsFor(reader)
  const when = spanText(gap, reader)
  if (gap.kind === 'nobody') return gaps.nobody(when, roleText(gap.subject, reader))
  const known: Readonly<Record<string, string>> = language
  return gaps.language(when, known[gap.subject] ?? userLine(gap.subject, 40))
}

/** Lines as sections, each within Slack's length; a line is never cut in two. */
export function paragraphs(all: readonly string[], max = 2900): readonly KnownBlock[] {
  const texts: string[] = []
  for (const line of all) {
    const last = texts.at(-1)
    if (last !== undefined && [...last].length + [...line].length + 1 <= max) texts.splice(-1, 1, `${last}\n${line}`)
    else texts.push(line)
  }
  return texts.map((text) => section(text))
}

export interface MenuOption {
  readonly value: string
  readonly label: string
}

/** A section with a small menu of up to five things to do beside it. */
export function withOverflow(text: string, actionId: string, options: readonly MenuOption[]): SectionBlock {
  return {
    ...section(text),
    accessory: { type: 'overflow', action_id: actionId, options: options.slice(0, 5).map(optionOf) },
  }
}

/** A menu of schedules; nothing where there is one only. */
export function scheduleMenu(
  actionId: string,
  label: string,
  options: readonly MenuOption[],
  chosen: string,
): readonly KnownBlock[] {
  if (options.length < 2) return []
  const all = options.slice(0, 100).map(optionOf)
  const initial = all.find((one) => one.value === chosen)
  return [
    {
      type: 'actions',
      elements: [
        {
          type: 'static_select',
          action_id: actionId,
          placeholder: plainText(label, 150),
          options: all,
          ...(initial === undefined ? {} : { initial_option: initial }),
        },
      ],
    },
  ]
}
