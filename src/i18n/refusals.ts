import type { Refusal } from '../domain/escalation/refusal.ts'
import type { Locale } from '../domain/language.ts'
import { catalogueOf } from './catalogue.ts'
import { agoOf, isSoon, momentOf } from './format.ts'
import type { Register } from './register.ts'

export interface RefusalContext {
  readonly locale: Locale
  /** IANA zone of the reader. */
  readonly zone: string
  readonly register: Register
  /** The instant at which it was refused: "2 h ago" is counted from it. */
  readonly now: Date
  /** Display name of a person. */
  readonly nameOf: (userId: string) => string
}

/**
 * The sentence for a refusal: what is so, and what to do next. Plain text that holds display names: whoever puts it
 * into mrkdwn escapes it as a whole.
 */
export function refusalSentence(refusal: Refusal, at: RefusalContext): string {
  const words = catalogueOf(at.locale).words.refusal
  const ago = (instant: Date) => agoOf(instant, at.now, at.locale)
  const say = at.register
  switch (refusal.code) {
    case 'already_claimed':
      return words.already_claimed({ owner: at.nameOf(refusal.ownerId), ago: ago(refusal.since) }, say)
    case 'already_seen':
      return words.already_seen({ by: at.nameOf(refusal.byId), ago: ago(refusal.since) }, say)
    case 'already_yours':
      return words.already_yours({ ago: ago(refusal.since) }, say)
    case 'not_owner':
      return words.not_owner({ owner: refusal.ownerId === null ? null : at.nameOf(refusal.ownerId) }, say)
    case 'wrong_status':
      return words.wrong_status({ status: refusal.status }, say)
    case 'not_permitted':
      return words.not_permitted[refusal.reason](say)
    case 'too_soon':
      return words.too_soon({ again: momentOf(refusal.again, at.zone, at.locale, isSoon(refusal.again, at.now)) }, say)
    case 'cannot_link':
      return words.cannot_link[refusal.reason](say)
    case 'already_asked':
      return words.already_asked({ ago: ago(refusal.since) }, say)
    case 'already_decided':
      return words.already_decided(
        { by: refusal.byId === null ? null : at.nameOf(refusal.byId), ago: ago(refusal.at) },
        say,
      )
    case 'person_not_eligible':
      return words.person_not_eligible({ person: at.nameOf(refusal.personId) }, say)
    case 'invalid_text':
      return words.invalid_text[refusal.problem]({ max: refusal.max }, say)
    case 'not_found':
    case 'stale':
    case 'same_severity':
    case 'received_in_future':
    case 'not_set_up':
      return words[refusal.code](say)
  }
}
