import type { Clock } from '../../ports.ts'
import type { Delivery } from './context.ts'

/** Domain time that an answer is believed: people change their hours rarely, and a run pages somebody every few minutes. */
const CACHE_MS = 60_000

/** Whom Slack's do-not-disturb silences, as this process read it a moment ago. */
export interface Silences {
  /** Silenced until then; null: not silenced; undefined: not known, for want of the scope or of an answer. */
  read(d: Delivery, userId: string): Promise<Date | null | undefined>
  /** The hours of quiet that hold or come next; null: none, or not known. Asked anew: once a shift is seldom. */
  hours(d: Delivery, userId: string): Promise<{ readonly from: Date; readonly to: Date } | null>
}

export function createSilences(clock: Clock): Silences {
  const known = new Map<string, { readonly until: Date | null; readonly readAt: number }>()
  let isScopeMissing = false
  /** Of several pages that leave at once the first finds out whether we may ask. */
  let firstAsked: Promise<unknown> | null = null

  const ask = (d: Delivery, userId: string) => d.call('dnd.info', { user: userId })

  return {
    async hours(d, userId) {
      if (isScopeMissing) return null
      const asked = await ask(d, userId)
      if (!asked.ok) {
        if (asked.code === 'missing_scope') {
          isScopeMissing = true
          d.calls.noteMissingScope('do_not_disturb', asked.refusal)
        }
        return null
      }
      const { dnd_enabled: isOn, next_dnd_start_ts: from, next_dnd_end_ts: to } = asked.answer
      if (isOn !== true || from === undefined || to === undefined || from >= to) return null
      return { from: new Date(from * 1000), to: new Date(to * 1000) }
    },
    async read(d, userId) {
      const now = clock.now()
      const before = known.get(userId)
      if (before !== undefined && now.getTime() - before.readAt < CACHE_MS) {
        return before.until !== null && before.until <= now ? null : before.until
      }
      const isFirst = firstAsked === null
      const asking = isFirst ? ask(d, userId) : null
      firstAsked ??= asking
      if (!isFirst) await firstAsked
      if (isScopeMissing) return undefined
      const asked = await (asking ?? ask(d, userId))
      if (!asked.ok) {
        if (asked.code === 'missing_scope') {
          isScopeMissing = true
          d.calls.noteMissingScope('do_not_disturb', asked.refusal)
        }
        return undefined
      }
      const until = silencedUntil(asked.answer, now)
      known.set(userId, { until, readAt: now.getTime() })
      return until
    },
  }
}

/** Slack counts in epoch seconds. Hours of quiet and a snooze may both hold: the later end counts. */
function silencedUntil(
  answer: {
    readonly dnd_enabled?: boolean | undefined
    readonly next_dnd_start_ts?: number | undefined
    readonly next_dnd_end_ts?: number | undefined
    readonly snooze_enabled?: boolean | undefined
    readonly snooze_endtime?: number | undefined
  },
  now: Date,
): Date | null {
  const seconds = now.getTime() / 1000
  const { next_dnd_start_ts: from = 0, next_dnd_end_ts: to = 0, snooze_endtime: snooze = 0 } = answer
  const ends = [
    answer.dnd_enabled === true && from <= seconds && seconds < to ? to : 0,
    answer.snooze_enabled === true && seconds < snooze ? snooze : 0,
  ]
  const end = Math.max(...ends)
  return end === 0 ? null : new Date(end * 1000)
}
