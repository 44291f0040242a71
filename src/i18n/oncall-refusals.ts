import type { Locale } from '../domain/language.ts'
import type { DutyRefusal } from '../domain/oncall/duty-refusal.ts'
import { agoOf, dateTimeOf, listOf } from './format.ts'
import { oncallRefusals as en, type OncallRefusals } from './oncall-refusals.en.ts'
import { oncallRefusals as es, oncallRefusalsSpain } from './oncall-refusals.es.ts'

const BY_LOCALE: Readonly<Record<Locale, OncallRefusals>> = { en, es, 'es-ES': { ...es, ...oncallRefusalsSpain } }

/**
 * The sentence for a refusal of a change of duty, to the team. Plain text that holds display names: whoever puts it into
 * mrkdwn escapes it as a whole.
 */
export function dutyRefusalSentence(
  refusal: DutyRefusal,
  at: {
    readonly locale: Locale
    /** IANA zone of the reader. */
    readonly zone: string
    /** The instant at which it was refused. */
    readonly now: Date
    readonly nameOf: (userId: string) => string
  },
): string {
  const words = BY_LOCALE[at.locale]
  const { nameOf } = at
  const ago = (instant: Date) => agoOf(instant, at.now, at.locale)
  const moment = (instant: Date) => dateTimeOf(instant, at.zone, at.locale)
  const name = (userId: string | null) => (userId === null ? null : nameOf(userId))
  const range = (span: { readonly start: Date; readonly end: Date }) => ({
    from: moment(span.start),
    to: moment(span.end),
  })
  switch (refusal.code) {
    case 'already_taken':
      return words.already_taken({ by: nameOf(refusal.byId), ago: ago(refusal.since) })
    case 'already_ended': {
      const facts = { by: name(refusal.byId), ago: ago(refusal.at) }
      const { state } = refusal
      // The open states don't end; should one be named, it is simply over.
      const over = state === 'offered' || state === 'awaiting_approval' || state === 'accepted' ? 'withdrawn' : state
      return words.already_ended[over](facts)
    }
    case 'not_yet_due':
      return words.not_yet_due({ at: moment(refusal.at) })
    case 'too_late_to_undo':
      return words.too_late_to_undo({ ago: ago(refusal.acceptedAt) })
    case 'not_permitted':
      return words.not_permitted[refusal.reason]
    case 'in_past':
      return words.in_past({ at: ago(refusal.at) })
    case 'too_far':
      return words.too_far({ days: refusal.days })
    case 'same_person':
    case 'not_of_team':
    case 'deactivated':
      return words[refusal.code]({ person: nameOf(refusal.personId) })
    case 'unknown_rotation':
      return words.unknown_rotation(refusal)
    case 'no_effect':
      return words.no_effect({ person: name(refusal.personId) })
    case 'overlapping':
      return words.overlapping[refusal.kind]({
        by: name(refusal.byId),
        subject: name(refusal.subjectId) ?? '',
        ...range(refusal),
      })
    case 'on_duty_twice':
      return words.on_duty_twice({ person: nameOf(refusal.personId), ...range(refusal) })
    case 'rest_broken':
      return words.rest_broken({ person: nameOf(refusal.personId), hours: refusal.restHours, ...range(refusal) })
    case 'no_such_shift':
    case 'already_begun':
      return words[refusal.code]({ at: moment(refusal.start) })
    case 'not_holder':
      return words.not_holder({ person: nameOf(refusal.personId), holder: name(refusal.holderId) })
    case 'already_asked':
      return words.already_asked({ ago: ago(refusal.since) })
    case 'already_undone':
      return words.already_undone({ by: name(refusal.byId), ago: ago(refusal.at) })
    case 'already_covered': {
      const people = refusal.peopleIds.map(nameOf)
      return words.already_covered({ people: people.length === 0 ? null : listOf(people, at.locale) })
    }
    case 'too_many_kept':
      return words.too_many_kept(refusal)
    case 'turn_begun':
      return words.turn_begun(range(refusal))
    case 'already_kept':
      return words.already_kept(refusal)
    case 'not_a_holiday':
    case 'already_traded':
    case 'past_day':
    case 'invalid_day':
      return words[refusal.code]({ on: refusal.on })
    case 'text_too_long':
      return words.text_too_long(refusal)
    case 'already_declined':
    case 'not_awaiting':
    case 'not_found':
    case 'not_in_order':
    case 'nobody_to_ask':
    case 'stale':
    case 'nothing_changed':
      return words[refusal.code]
  }
}
