import type { KnownPage, PageWhy, PagingEffect, PagingFacts, PagingRun, StopReason, TroubleCode } from './words.ts'

export const MINUTE = 60_000

/** A room is told of the same trouble every 15 minutes at most; where nothing is urgent, every hour. */
const TELL_URGENT_MINUTES = 15
const TELL_CALM_MINUTES = 60

/** How long somebody whom no way reaches is passed over. */
const UNREACHABLE_MINUTES = 15

export function minutesAfter(at: Date, minutes: number): Date {
  return new Date(at.getTime() + minutes * MINUTE)
}

/**
 * One event being decided: the run as it will be, and what is to be done. It lives for one call of `decide`, is written to
 * there and in the steps' own file, and leaves as values.
 */
export class Turn {
  readonly at: Date
  readonly facts: PagingFacts
  run: PagingRun
  readonly effects: PagingEffect[] = []
  /** Paged or reminded by this very event: nobody is told twice at one instant. */
  private readonly toldNow = new Set<string>()
  private readonly remindedNow = new Set<string>()
  private readonly endedNow = new Set<number>()

  constructor(run: PagingRun, at: Date, facts: PagingFacts) {
    this.run = run
    this.at = at
    this.facts = facts
  }

  change(next: Partial<PagingRun>): void {
    this.run = { ...this.run, ...next }
  }

  /** The policy waits for working hours, and they haven't begun. */
  get isBeforeOpening(): boolean {
    return this.run.policy.pages === 'working_hours' && this.facts.opensAt > this.at
  }

  get patienceMinutes(): number {
    return this.run.policy.pages === 'at_once' ? TELL_URGENT_MINUTES : TELL_CALM_MINUTES
  }

  /** Live still, after what this turn has ended; without what this turn pages. */
  livePages(): readonly KnownPage[] {
    return this.facts.pages.filter((page) => page.isLive && !this.endedNow.has(page.pageId))
  }

  livePageOf(userId: string): KnownPage | null {
    return this.livePages().find((page) => page.userId === userId) ?? null
  }

  wasToldNow(userId: string): boolean {
    return this.toldNow.has(userId)
  }

  /** How often this run has paged them, this turn included. */
  timesPaged(userId: string): number {
    return this.facts.pages.filter((page) => page.userId === userId).length + (this.toldNow.has(userId) ? 1 : 0)
  }

  /** May be paged by this run: not left out, didn't pass, and some way may reach them. */
  isEligible(userId: string): boolean {
    const { leftOut, passed, unreachable } = this.run
    if (leftOut.includes(userId) || passed.includes(userId)) return false
    return !unreachable.some((one) => one.userId === userId && one.until > this.at)
  }

  /** Whether a page makes itself heard: Slack doesn't silence them, or something else than Slack reaches them. */
  isHeard(userId: string): boolean {
    const silence = this.facts.silenced[userId]
    return silence === undefined || silence.hasOtherWay || this.run.policy.ifSilenced === 'wait'
  }

  /** Somebody has a page that waits for their answer and that they can hear. */
  hasHeardPage(): boolean {
    return this.livePages().some((page) => this.isHeard(page.userId))
  }

  page(userId: string, why: PageWhy): void {
    const isRepeat = this.timesPaged(userId) > 0
    // The newer page takes the older one's buttons (SCREENS 1.7).
    for (const older of this.livePages().filter((page) => page.userId === userId)) {
      this.endedNow.add(older.pageId)
      this.effects.push({ kind: 'replace', pageId: older.pageId })
    }
    this.effects.push({ kind: 'page', userId, why, isRepeat, silenced: this.facts.silenced[userId] ?? null })
    this.toldNow.add(userId)
  }

  remind(userId: string): void {
    this.effects.push({ kind: 'remind', userId })
    this.toldNow.add(userId)
    this.remindedNow.add(userId)
  }

  get hasReminded(): boolean {
    return this.remindedNow.size > 0
  }

  wasReminded(userId: string): boolean {
    return this.remindedNow.has(userId)
  }

  stopPages(why: StopReason, isOne: (page: KnownPage) => boolean): void {
    for (const page of this.livePages().filter(isOne)) {
      this.endedNow.add(page.pageId)
      this.effects.push({ kind: 'stop', pageId: page.pageId, why })
    }
  }

  /** Tells the room, unless it was told a short while ago. */
  tell(code: TroubleCode): void {
    const { toldAt, policy } = this.run
    if (toldAt !== null && minutesAfter(toldAt, this.patienceMinutes) > this.at) return
    this.effects.push({ kind: 'tell_channel', channel: policy.lastResort ?? { kind: 'intake' }, code })
    this.change({ toldAt: this.at })
  }

  markUnreachable(userId: string): void {
    const until = minutesAfter(this.at, UNREACHABLE_MINUTES)
    const others = this.run.unreachable.filter((one) => one.userId !== userId && one.until > this.at)
    this.change({ unreachable: [...others, { userId, until }] })
  }
}
