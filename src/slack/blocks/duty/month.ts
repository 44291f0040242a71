import type { Locale } from '../../../domain/language.ts'
import type { Month } from '../../../domain/oncall/month.ts'
import { calendarWordsOf, monthName } from '../../../i18n/calendar.ts'
import { type MessageContent, section } from '../kit.ts'
import { userText } from '../mrkdwn.ts'
import type { Reader } from '../reader.ts'

/** Of the 4,000 characters that read well in one message. */
const SAID_MAX = 2800

/** What stands above the picture: its title, and the same in words for who doesn't see it. */
export function monthComment(
  of: { readonly team: string; readonly month: Month; readonly locale: Locale },
  said: string,
): { readonly title: string; readonly comment: string } {
  const { team, month, locale } = of
  const words = calendarWordsOf(locale).month
  const title = words.title(team, month.schedule, monthName(month.year, month.month, locale))
  return { title, comment: userText(said, SAID_MAX) }
}

/** Files may not be sent here: the two weeks stay, line by line and as a table. */
export function noPictures(reader: Reader): MessageContent {
  const text = calendarWordsOf(reader.locale).month.noFiles
  return { text, blocks: [section(text)] }
}
