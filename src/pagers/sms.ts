import { escNumber } from '../domain/escalation/words.ts'
import { languageOf } from '../domain/language.ts'
import type { WayMessage, WayPage } from '../domain/paging/ways.ts'
import { deadlineOf, wayWordsOf } from '../i18n/ways.ts'
import { clipGsm7, SMS_LENGTH, septetsOf, toGsm7 } from './gsm7.ts'

type Texted = Exclude<WayMessage, { kind: 'follow_up' }>

/** One SMS, in one part. `takesReplies`: whether an answer by SMS would reach us. */
export function smsText(message: Texted, takesReplies: boolean): string {
  const { short } = wayWordsOf(message.locale)
  switch (message.kind) {
    case 'page':
      return pageText(message, takesReplies)
    case 'code':
      return toGsm7(short.code(message.code))
    case 'test':
      return toGsm7(short.test)
  }
}

/** Where it would not fit (a team's long category, a deadline days ahead), the category is cut, then the link left out. */
function pageText(page: WayPage, takesReplies: boolean): string {
  const { short } = wayWordsOf(page.locale)
  const { severity, escalationId, claimBy, categoryShort, link, isRepeat } = page
  const category = categoryShort === null ? null : toGsm7(categoryShort[languageOf(page.locale)])
  const written = (cut: string | null, withLink: boolean) =>
    [
      (isRepeat ? short.pageAgain : short.page)({
        severity: severity.toUpperCase(),
        number: escNumber(escalationId),
        category: cut,
      }),
      claimBy === null ? '' : short.claimBy(toGsm7(deadlineOf(page, claimBy))),
      // Of what is restricted nothing else is said, so there is room for the link; the rest stands in Slack's own DM.
      withLink && category === null && link !== null ? link : '',
      takesReplies ? short.reply(escalationId) : short.inSlack,
    ]
      .filter((part) => part !== '')
      .join(' ')
  const fits = (text: string) => (septetsOf(text) ?? Number.POSITIVE_INFINITY) <= SMS_LENGTH
  const whole = written(category, true)
  if (fits(whole)) return whole
  if (category === null) return written(null, false)
  const room = SMS_LENGTH - (septetsOf(written(null, false)) ?? 0) - ' '.length
  const cut = clipGsm7(category, Math.max(0, room))
  return written(cut === '' ? null : cut, false)
}
