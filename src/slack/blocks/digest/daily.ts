import type { KnownBlock } from '@slack/types'
import type { DailyDigest, DaysOff } from '../../../domain/digest/daily.ts'
import { digestWords } from '../../../i18n/digest.ts'
import { daySections, daysOffLines, type Telling } from '../../../i18n/digest-day-lines.ts'
import { isSoon, momentOf } from '../../../i18n/format.ts'
import { button, context, fitting, lines, section } from '../kit.ts'
import { userLine } from '../mrkdwn.ts'
import type { Reader } from '../reader.ts'
import { ONCALL_ACTIONS } from '../screens/oncall-ids.ts'
import { gapValue } from '../screens/oncall-refs.ts'
import { gapText, untilText, wordsFor } from '../screens/oncall-shared.ts'

/** Gaps of the coming week with a button each; the rest is counted. */
const GAPS_SHOWN = 4
/** Five such and the week stay within what Slack takes of text in a message. */
const SECTION = 1_400

const tellingFor = (reader: Reader): Telling => ({
  nameOf: (text) => userLine(text, 60),
  momentOf: (at, asOf) => {
    const { form } = momentOf(at, reader.zone, reader.locale, isSoon(at, asOf))
    return { text: untilText(at, reader, asOf), form }
  },
  strong: (text) => `*${text}*`,
})

/** Gaps of the coming days with [Fix]; with a week above them they stand there. */
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
  return daySections(digest, reader.locale, tellingFor(reader)).map(({ head, lines: told }) =>
    section(lines(`*${head}*`, ...fitting(told, SECTION))),
  )
}

/** "The weekend: 4 came in · 1 page, 1 at night · seen in 2 min · Ana" */
export function daysOffBlock(daysOff: DaysOff, reader: Reader): KnownBlock {
  const { head, lines: told } = daysOffLines(daysOff, reader.locale, tellingFor(reader))
  return section(`*${head}*: ${told.join(' ')}`)
}
