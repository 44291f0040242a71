import type { KnownBlock } from '@slack/types'
import type { DailyDigest, DaysOff } from '../../../domain/digest/daily.ts'
import { daySections, daysOffLines, type Telling } from '../../../i18n/digest-day-lines.ts'
import { isSoon, momentOf } from '../../../i18n/format.ts'
import { fitting, lines, section } from '../kit.ts'
import { userLine } from '../mrkdwn.ts'
import type { Reader } from '../reader.ts'
import { untilText } from '../screens/oncall-shared.ts'
import { needsBlocks } from './needs.ts'

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

/** What needs a lead in the coming days: with a week above them that stands there. */
export function dailyNeeds(digest: DailyDigest, reader: Reader): readonly KnownBlock[] {
  return needsBlocks(digest, GAPS_SHOWN, reader)
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
