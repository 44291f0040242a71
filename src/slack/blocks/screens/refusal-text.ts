import type { Refusal } from '../../../domain/escalation/refusal.ts'
import { catalogueOf } from '../../../i18n/catalogue.ts'
import { agoOf, isSoon, momentOf } from '../../../i18n/format.ts'
import { harmlessLine } from '../mrkdwn.ts'
import type { Reader } from '../reader.ts'

/** What a refusal's sentence needs besides its own facts. */
export interface RefusalFacts {
  /** Display names of the people whom the refusal names; whoever is missing is "somebody". */
  readonly names: Readonly<Record<string, string>>
  /** The instant of the refusal. */
  readonly now: Date
}

/**
 * Why a verb did nothing and what to do next: one sentence, as plain text (for a field's error or a `plain_text`; inside
 * mrkdwn escape it with `userText`).
 */
export function refusalText(refusal: Refusal, facts: RefusalFacts, reader: Reader): string {
  const { words } = catalogueOf(reader.locale)
  const say = words.refusal
  const { register, locale } = reader
  const ago = (at: Date) => agoOf(at, facts.now, locale)
  const name = (id: string) => harmlessLine(facts.names[id] ?? words.timeline.somebody, 80)
  switch (refusal.code) {
    case 'already_claimed':
      return say.already_claimed({ owner: name(refusal.ownerId), ago: ago(refusal.since) }, register)
    case 'already_yours':
      return say.already_yours({ ago: ago(refusal.since) }, register)
    case 'not_owner':
      return say.not_owner({ owner: refusal.ownerId === null ? null : name(refusal.ownerId) }, register)
    case 'wrong_status':
      return say.wrong_status({ status: refusal.status }, register)
    case 'not_permitted':
      return say.not_permitted[refusal.reason](register)
    case 'not_found':
      return say.not_found(register)
    case 'stale':
      return say.stale(register)
    case 'too_soon':
      return say.too_soon(
        { again: momentOf(refusal.again, reader.zone, locale, isSoon(refusal.again, facts.now)) },
        register,
      )
    case 'same_severity':
      return say.same_severity(register)
    case 'cannot_link':
      return say.cannot_link[refusal.reason](register)
    case 'already_asked':
      return say.already_asked({ ago: ago(refusal.since) }, register)
    case 'already_decided':
      return say.already_decided(
        { by: refusal.byId === null ? null : name(refusal.byId), ago: ago(refusal.at) },
        register,
      )
    case 'person_not_eligible':
      return say.person_not_eligible({ person: name(refusal.personId) }, register)
    case 'invalid_text':
      return refusal.problem === 'empty'
        ? say.invalid_text.empty(register)
        : say.invalid_text.too_long({ max: refusal.max }, register)
    case 'not_set_up':
      return say.not_set_up(register)
  }
}
