import { addCoverAsk, openCoverAsk } from '../../db/stores/exchanges-of-duty.ts'
import { setDutyTimer } from '../../db/stores/oncall/duty-timers.ts'
import { notifyDue } from '../../db/wake.ts'
import type { PersonActor } from '../../domain/actor.ts'
import type { Language } from '../../domain/language.ts'
import { type DutyOutcome, did, didNot } from '../../domain/oncall/duty-refusal.ts'
import { answerBy } from '../../domain/oncall/expiry.ts'
import { whoIsOnCall } from '../../domain/oncall/who-is-on-call.ts'
import type { Deps } from '../deps.ts'
import { candidatesIn } from './candidates.ts'
import { changeSchedule } from './duty-change.ts'
import { COVER_EXPIRY } from './expire.ts'
import { type OpenStretch, openPartsOf } from './open-stretch.ts'

export interface CoverAsked {
  readonly askId: number
  readonly askedOf: readonly string[]
  readonly expiresAt: Date
}

/**
 * Fix › Ask: a lead offers an open stretch to some, or to all who could; the first yes has it. Answers are waited for until it
 * begins, for a weekend until its post (`answerBy`); of one that has begun, until its end. Who couldn't take it isn't asked.
 */
export async function askCover(
  deps: Deps,
  actor: PersonActor,
  input: {
    readonly scheduleId: number
    readonly stretch: OpenStretch
    readonly to: readonly string[] | 'all'
    /** It is for somebody who reads it, or null. */
    readonly language: Language | null
  },
): Promise<DutyOutcome<CoverAsked>> {
  return changeSchedule(deps, actor, {
    scheduleId: input.scheduleId,
    isForLeads: true,
    work: async (change, schedule) => {
      const { tx, now } = change
      const { stretch, language } = input
      const languages = language === null ? [] : [language]
      const open = openPartsOf(schedule, { stretch, languages }, now)
      if (!open.ok) return didNot(open.refusal)
      const startAt = stretch.start > now ? stretch.start : now
      const known = await candidatesIn(change, schedule, {
        stretch: { start: startAt, end: stretch.end },
        language,
        except: [],
      })
      const able = known.filter((one) => one.isOffered).map((one) => one.person)
      const { to } = input
      const askedOf = able.filter((person) => to === 'all' || to.includes(person))
      if (askedOf.length === 0) return didNot({ code: 'nobody_to_ask' })
      const { layer } = whoIsOnCall(schedule.prepared, stretch.rotation, startAt)
      const isWeekend = layer === 'weekend'
      const soon = answerBy({ layer: isWeekend ? 'weekend' : null, start: startAt }, schedule.rules, now)
      const expiresAt = soon ?? stretch.end
      const row = { scheduleId: schedule.id, rotation: stretch.rotation, startAt }
      const askId = await addCoverAsk(tx, {
        ...row,
        endAt: stretch.end,
        asked: askedOf,
        askedBy: actor.id,
        askedAt: now,
        expiresAt,
      })
      if (askId === null) return didNot({ code: 'already_asked', since: (await openCoverAsk(tx, row))?.askedAt ?? now })
      await setDutyTimer(tx, {
        key: `${COVER_EXPIRY}:${askId}`,
        kind: COVER_EXPIRY,
        dueAt: expiresAt,
        facts: { askId },
      })
      await notifyDue(tx)
      for (const userId of askedOf) change.tell({ code: 'cover_asked', askId }, userId, startAt)
      return did({ askId, askedOf, expiresAt })
    },
  })
}
