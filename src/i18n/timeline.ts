import type { TimelineEntry } from '../domain/escalation/views.ts'
import { escNumber } from '../domain/escalation/words.ts'
import type { Locale } from '../domain/language.ts'
import { catalogueOf } from './catalogue.ts'

/**
 * What an entry of the timeline says, without its instant and without what the person wrote. Plain text that holds
 * display names: whoever puts it into mrkdwn escapes it as a whole.
 */
export function timelineSentence(entry: Pick<TimelineEntry, 'actor' | 'event' | 'names'>, locale: Locale): string {
  const { timeline: say, decision, clock } = catalogueOf(locale).words
  const change = entry.event
  const name = (id: string | null) => (id === null ? say.somebody : (entry.names[id] ?? say.somebody))
  const who = actorName(entry.actor, locale)
  switch (change.event) {
    case 'escalation_filed': {
      const { severity, category, isRestricted } = change.facts
      return isRestricted
        ? say.filedRestricted({ who, severity })
        : say.filed({ who, severity, category: entry.names[category] ?? category })
    }
    case 'page_sent': {
      const { userId, minutesLate, way } = change.facts
      const person = name(userId)
      return way === undefined ? say.page_sent({ person, minutesLate }) : say.pageSentBy({ person, minutesLate, way })
    }
    case 'page_not_received':
      return say.page_not_received({ ...change.facts, person: name(change.facts.userId) })
    case 'page_seen':
    case 'page_passed':
      return say[change.event]({ person: name(change.facts.userId) })
    case 'page_asked':
      return change.facts.userId === null
        ? say.pagedAgain({ who })
        : say.pagedByHand({ who, person: name(change.facts.userId) })
    case 'nobody_answers':
      return say.nobodyAnswers[change.facts.code]
    case 'escalation_claimed': {
      const owner = name(change.facts.ownerId)
      return change.facts.onBehalf ? say.claimedFor({ who, owner }) : say.claimed({ owner })
    }
    case 'escalation_released':
      return say.released({ who })
    case 'handover_offered':
    case 'handover_declined':
      return say[change.event]({ from: name(change.facts.from), to: name(change.facts.to) })
    case 'escalation_handed_over':
      return say.handedOver[change.facts.how]({ who, from: name(change.facts.from), to: name(change.facts.to) })
    case 'update_written':
      return change.facts.audience === 'requester' ? say.updateForRequester({ who }) : say.updateForTeam({ who })
    case 'question_repeated':
      return say.question_repeated({ times: change.facts.times })
    case 'still_urgent':
      return change.facts.why === 'worse' ? say.worse({ who }) : say.noNews({ who })
    case 'severity_changed':
      return say.severity_changed({ who, from: change.facts.from, to: change.facts.to })
    case 'person_brought_in':
    case 'requester_brought_in':
    case 'follower_added':
    case 'access_requested':
    case 'access_declined':
      return say[change.event]({ who, person: name(change.facts.userId) })
    case 'requester_changed':
      return say.requester_changed({ from: name(change.facts.from), to: name(change.facts.to) })
    case 'requester_taken_out':
      return say.requester_taken_out({ person: name(change.facts.userId) })
    case 'requester_still_in':
      return say.requester_still_in({ person: name(change.facts.userId), error: change.facts.error })
    case 'question_asked':
    case 'question_answered':
    case 'question_dropped':
    case 'information_added':
    case 'withdrawal_requested':
    case 'withdrawal_declined':
      return say[change.event]({ who })
    case 'escalation_withdrawn':
      return change.facts.how === 'agreed' ? say.withdrawalAgreed({ who }) : say.withdrawn({ who })
    case 'escalation_resolved':
      return say.resolved({ who, decision: decision[change.facts.decision] })
    case 'escalation_closed':
      return say.closed
    case 'escalation_reopened':
      return say.reopened({ who })
    case 'escalation_linked':
      return say.linked({ who, of: escNumber(change.facts.duplicateOf) })
    case 'duplicate_received':
      return say.duplicate_received({ from: escNumber(change.facts.from) })
    case 'check_ticked': {
      const { obligation, item, isTicked } = change.facts
      const checked = { who, item: entry.names[`${obligation}/${item}`] ?? item }
      return isTicked ? say.check_ticked(checked) : say.check_unticked(checked)
    }
    case 'escalation_unlinked':
      return say.unlinked({ who, of: escNumber(change.facts.duplicateOf) })
    case 'clock_breached':
      return say.breached[change.facts.clock]
    case 'owner_reminded': {
      const person = name(change.facts.userId)
      return say.reminded[change.facts.why]({ person, clock: clock[change.facts.clock] })
    }
    case 'reminder_snoozed':
      return say.reminder_snoozed({ who, clock: clock[change.facts.clock] })
    case 'channel_opened':
      return say.channel_opened({ name: change.facts.name })
    case 'channel_refused':
      return say.channel_refused({ error: change.facts.error })
    case 'channel_archived':
      return say.channel_archived
    case 'delivery_failed':
      return say.delivery_failed({ kind: change.facts.kind, error: change.facts.error })
    case 'decision_rated':
      return change.facts.wasHelpful ? say.ratedHelpful({ who }) : say.ratedUnhelpful({ who })
  }
}

/** Who did it: a person's display name, Vigía itself, or the command line. */
export function actorName(actor: TimelineEntry['actor'], locale: Locale): string {
  const { timeline: say } = catalogueOf(locale).words
  if (actor.kind === 'person') return actor.person.name
  return actor.kind === 'job' ? say.actorJob : say.actorCli(actor.name)
}
