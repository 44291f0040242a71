import { leadLine } from '../log.ts'
import { leads, teamOf } from './people.ts'
import type { Page } from './roll.ts'
import type { Saga } from './saga.ts'
import type { Watch } from './watch.ts'

/** The leads of one escalation, as far as they are told, or woken, because something is late (SCREENS 3). */

const LEAD_ANSWERS_WITHIN = 10 * 60_000

interface FollowUp {
  readonly at: number
  readonly page: Page
  /** Who is woken if it isn't answered. */
  readonly next: readonly string[]
}

export class Bosses {
  private readonly saga: Saga
  private readonly slip: number
  private followUp: FollowUp | null = null

  /** `slip`: so much too late on purpose. */
  constructor(saga: Saga, slip: number) {
    this.saga = saga
    this.slip = slip
  }

  /** When the next of them is woken; null: nobody waits. */
  get dueAt(): number | null {
    return this.followUp?.at ?? null
  }

  /** The one who was woken hasn't dealt with it. */
  fallDue(at: number): void {
    const waiting = this.followUp
    const [late] = this.saga.late
    this.followUp = null
    if (waiting === null || waiting.page.endedAt !== null || late === undefined || waiting.next.length === 0) return
    this.saga.end(waiting.page, 'passed', at)
    this.wake(waiting.next, late, null, at)
  }

  private readers(at: number): readonly string[] {
    const cleared = leads(this.saga.category, at)
    return (cleared.length > 0 ? cleared : teamOf(this.saga.category.team).leads).filter(
      (id) => id !== this.saga.ownerNow,
    )
  }

  /** Awake, all of them by a message. At night of what is urgent, one after the other by a page. */
  tell(watch: Watch, by: string | null, at: number): void {
    const bosses = this.readers(at)
    const [first] = bosses
    if (first === undefined) return
    if (!this.saga.isUrgent || this.saga.hears(first, 'duty', at) <= at) {
      for (const boss of bosses) this.tellOne(boss, watch, by, this.saga.hears(boss, 'duty', at), at)
    } else if (bosses.some((boss) => leads(this.saga.category, at).includes(boss))) this.wake(bosses, watch, by, at)
    else for (const boss of bosses) this.tellOne(boss, watch, by, this.saga.hears(boss, 'duty', at), at)
  }

  /** "Seen" gives a lead ten minutes, too. */
  saw(page: Page, at: number): void {
    if (this.followUp?.page === page) this.followUp = { ...this.followUp, at: at + LEAD_ANSWERS_WITHIN }
  }

  /** "Can't": the next lead goes in the same instant. */
  passed(page: Page, at: number): void {
    this.saga.end(page, 'passed', at)
    const [late] = this.saga.late
    const waiting = this.followUp
    if (waiting === null || waiting.page !== page) return
    this.followUp = null
    if (late !== undefined) this.wake(waiting.next, late, null, at)
  }

  private tellOne(boss: string, watch: Watch, by: string | null, notBefore: number, at: number): void {
    if (boss === by) return
    this.saga.told.push(leadLine(at, boss, watch.kind, notBefore))
  }

  private wake(bosses: readonly string[], watch: Watch, by: string | null, at: number): void {
    const awake = this.saga.pages.filter(({ why, endedAt, seenAt, outcome }) => {
      return why === 'breach' && (endedAt === null || (seenAt !== null && outcome !== 'passed'))
    })
    for (const [n, boss] of bosses.entries()) {
      if (boss === by) return
      if (awake.length > 0) {
        for (const userId of new Set(awake.map((page) => page.userId))) this.tellOne(userId, watch, by, at, at)
        return
      }
      // Whoever is being paged about it already is awake for it.
      if (this.saga.pages.some((page) => page.userId === boss && page.endedAt === null)) continue
      this.saga.page(null, boss, 'breach', false, at)
      const page = this.saga.pages.at(-1)
      const patience = LEAD_ANSWERS_WITHIN + this.slip
      if (page !== undefined) this.followUp = { at: at + patience, page, next: bosses.slice(n + 1) }
      return
    }
  }
}
