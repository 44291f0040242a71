import type { KnownBlock } from '@slack/types'
import {
  DAY_REASONS,
  type DailyDigest,
  type DayDuty,
  type DayLine,
  type DayReason,
  type DaysOff,
} from '../../../domain/digest/daily.ts'
import { escNumber } from '../../../domain/escalation/words.ts'
import { digestWords } from '../../../i18n/digest.ts'
import { durationOf, listOf } from '../../../i18n/format.ts'
import { button, context, dotted, fitting, lines, section } from '../kit.ts'
import { nameOf, userLine } from '../mrkdwn.ts'
import type { Reader } from '../reader.ts'
import { ONCALL_ACTIONS } from '../screens/oncall-ids.ts'
import { gapValue } from '../screens/oncall-refs.ts'
import { gapText, momentText, roleText, wordsFor } from '../screens/oncall-shared.ts'

/** Gaps of the coming week with a button each; the rest is counted. */
const GAPS_SHOWN = 4
const ROTATIONS_SHOWN = 12
const DAYS_OFF_NAMED = 4

/** "Today: 2 late, 3 due, 1 without an owner." */
export function dailyTitle(digest: DailyDigest | null, reader: Reader): string {
  const { day } = digestWords(reader.locale)
  const parts = DAY_REASONS.flatMap((reason) => {
    const count = digest?.work[reason].count ?? 0
    return count > 0 ? [day.count[reason](count)] : []
  })
  return day.title(parts.length > 0 ? parts : [day.calm])
}

/** Gaps of the coming days with [Fix]: with a week above them they stand there. */
export function dailyGaps({ gaps }: DailyDigest, reader: Reader): readonly KnownBlock[] {
  if (gaps.length === 0) return []
  const { needsYou } = digestWords(reader.locale)
  const { button: label } = wordsFor(reader)
  const more = gaps.length - GAPS_SHOWN
  return [
    section(`*${needsYou}*`),
    ...gaps
      .slice(0, GAPS_SHOWN)
      .map((gap) => section(gapText(gap, reader), button(ONCALL_ACTIONS.fix, label.fix, gapValue(gap)))),
    ...(more > 0 ? [context(`+${more}`)] : []),
  ]
}

/** What the day asks for, and who is on call. */
export function dailyBlocks(digest: DailyDigest, reader: Reader): readonly KnownBlock[] {
  const { day } = digestWords(reader.locale)
  const { work, duty } = digest
  const blocks: KnownBlock[] = []
  for (const reason of DAY_REASONS) {
    const { count, restricted, named } = work[reason]
    if (count === 0) continue
    const rest = count - restricted - named.length
    const counts = dotted(rest > 0 ? day.more(rest) : null, restricted > 0 ? day.restricted(restricted) : null)
    const told = named.map((line) => entryText(line, reason, reader))
    blocks.push(section(lines(`*${day.head[reason]}*`, ...fitting(told, 2500), counts === '' ? null : counts)))
  }
  if (duty.length > 0) {
    const told = duty.slice(0, ROTATIONS_SHOWN).map((one) => dutyText(one, reader))
    blocks.push(section(lines(`*${day.onCall}*`, ...fitting(told, 2700))))
  }
  return blocks
}

/** "The weekend: 4 came in · 1 page, 1 at night · seen in 2 min · Ana" */
export function daysOffBlock({ isWeekend, figures, people }: DaysOff, reader: Reader): KnownBlock {
  const { day, seen, pages } = digestWords(reader.locale)
  const { median } = figures.pages.seen
  const shown = people.slice(0, DAYS_OFF_NAMED).map(nameOf)
  const told = [
    day.cameIn(figures.filed),
    ...(figures.pages.count > 0 ? [pages(figures.pages.count, figures.pages.atNight)] : []),
    ...(median === null ? [] : [seen(durationOf(Math.max(1, median), reader.locale))]),
    ...(shown.length > 0 ? [listOf(shown, reader.locale)] : []),
  ]
  return section(`*${isWeekend ? day.weekend : day.daysOff}*: ${told.join(' · ')}`)
}

/** "ESC-1031 · sev2 · first update was due 14:00 · Ana" */
function entryText({ escalationId, severity, clock, at, owner }: DayLine, reason: DayReason, reader: Reader): string {
  const say = digestWords(reader.locale)
  const what = say.day.entry[reason](clock === null ? '' : say.clock[clock], momentText(at, reader))
  const who = reason === 'unowned' ? null : owner === null ? `*${say.day.noOwner}*` : nameOf(owner)
  return dotted(`*${escNumber(escalationId)}*`, severity, what, who)
}

/** "core, primary: Ana · Carla from 18:00" */
function dutyText({ schedule, rotation, turns }: DayDuty, reader: Reader): string {
  const { day } = digestWords(reader.locale)
  const { nobody } = wordsFor(reader)
  const told = turns.map(({ from, people }, index) => {
    const who = people.length === 0 ? nobody : listOf(people.slice(0, 4).map(nameOf), reader.locale)
    return index === 0 ? who : day.andThen(who, momentText(from, reader))
  })
  return `${userLine(schedule, 60)}, ${roleText(rotation, reader)}: ${told.join(' · ')}`
}
