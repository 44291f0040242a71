import type { Queryable } from '../../db/client.ts'
import { loadPeople } from '../../db/stores/people.ts'
import { nextWithin } from '../../domain/people/working-hours.ts'
import type { DutyNotice } from '../../outbox/duty-notices.ts'
import { say } from '../../outbox/say.ts'
import type { Settings } from '../../settings/types.ts'

export type { DutyNotice } from '../../outbox/duty-notices.ts'

/** One person to be told one thing. */
export interface Told {
  readonly notice: DutyNotice
  /** Slack user id. */
  readonly to: string
  /** When what it is about begins. */
  readonly startsAt?: Date
  /** They are on call now: nothing about duty is held from them. */
  readonly isOnDuty?: boolean
}

/**
 * Commits what people are told with the fact (STYLE, rule 8). Quiet hours (SCREENS 1.4): it waits for the start of the
 * reader's own working hours, unless they are on call, or it would come after what it is about has begun.
 */
export async function tellDuty(tx: Queryable, settings: Settings, told: readonly Told[], now: Date): Promise<void> {
  const people = await loadPeople(
    tx,
    told.map((one) => one.to),
  )
  await say(
    tx,
    now,
    told.map(({ notice, to, startsAt, isOnDuty }) => {
      const opensAt = nextWithin(settings.workingHours, people.get(to)?.zone ?? settings.zone, now)
      const isAtOnce = isOnDuty === true || (startsAt !== undefined && startsAt < opensAt)
      return { intent: { kind: 'duty_notice' as const, userId: to, notice }, notBefore: isAtOnce ? now : opensAt }
    }),
  )
}
