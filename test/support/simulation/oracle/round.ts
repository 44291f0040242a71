import type { Policy } from '../house.ts'
import { onCall } from './people.ts'
import { type Page, type Plan, Roll, type Wanted } from './roll.ts'

/**
 * One round of pages, told as ONCALL 7, 13 to 16 tell it. Where they leave a question open, the engine's papers say what was
 * decided: a page has its step's time before its person is paged again; whoever was paged least is paged next; after the
 * last step the round keeps watch every quarter of an hour; while there is nobody to page it is looked again each minute.
 */

const MINUTE = 60_000
const SEEN_HOLDS = 10
const LOOKED_AGAIN = 1
const LOST_FOR = 15

/** What a round does to the world. */
export interface Hands {
  /** All pages of the escalation, the oldest first. */
  readonly pages: readonly Page[]
  page(round: Round, userId: string, why: string, isRepeat: boolean, at: number): void
  end(page: Page, outcome: string, at: number): void
  tellRoom(code: string, at: number): void
}

export class Round {
  readonly policy: Policy
  private readonly slip: Plan['slip']
  private readonly roll: Roll
  private readonly hands: Hands
  private toldAt: number | null = null
  /** The step that comes next, and how often all of them were gone through. */
  private next = 0
  private laps = 0
  private stepAt: number
  private lookAt: number | null = null
  private holder: { readonly userId: string; readonly until: number } | null = null
  isOver = false

  constructor(of: Plan, hands: Hands, at: number) {
    this.policy = of.policy
    this.slip = of.slip
    this.hands = hands
    this.roll = new Roll(of, this, hands.pages)
    this.stepAt = at
  }

  /** When something falls due by itself; null: never. */
  get dueAt(): number | null {
    if (this.isOver) return null
    if (this.holder !== null) return this.holder.until
    return this.lookAt === null ? this.stepAt : Math.min(this.stepAt, this.lookAt)
  }

  /** The time has come. */
  fallDue(at: number): void {
    this.begin(at)
    if (this.holder !== null) {
      this.remind(this.holder.userId)
      this.letGo()
      this.goOn()
    } else if (this.stepAt <= at || this.roll.isAnybodyThere() || this.roll.mightALeadHear()) this.goOn()
    this.watch()
  }

  /** "Seen". Null: done. */
  seen(page: Page, at: number): null | 'held_by_another' | 'held_by_them' | 'stale' {
    this.begin(at)
    if (this.holder !== null) return this.holder.userId === page.userId ? 'held_by_them' : 'held_by_another'
    if (this.roll.liveOf(page.userId) !== page) return 'stale'
    for (const other of this.roll.live()) if (other.userId !== page.userId) this.hands.end(other, 'seen_by_other', at)
    this.holder = { userId: page.userId, until: at + SEEN_HOLDS * MINUTE + (this.slip.acknowledged ?? 0) }
    this.watch()
    return null
  }

  /** "Can't": false where the page is stale. */
  cant(page: Page, at: number): boolean {
    this.begin(at)
    if (this.roll.liveOf(page.userId) !== page) return false
    for (const one of this.roll.live()) if (one.userId === page.userId) this.hands.end(one, 'passed', at)
    this.roll.passed.add(page.userId)
    if (this.holder === null || this.holder.userId === page.userId) {
      this.letGo()
      this.replace()
    }
    this.watch()
    return true
  }

  /** "Page again", "it got worse". */
  hurry(at: number): void {
    this.begin(at)
    this.letGo()
    this.goOn(1)
    this.watch()
  }

  /** Slack won't deliver to them. */
  lose(userId: string, at: number): void {
    this.begin(at)
    for (const one of this.roll.live()) if (one.userId === userId) this.hands.end(one, 'undeliverable', at)
    this.roll.lostUntil.set(userId, at + LOST_FOR * MINUTE)
    if (this.holder === null && !this.roll.live().some((page) => this.roll.hears(page.userId))) this.goOn()
    this.watch()
  }

  /** Somebody took it, or nobody has to any more. */
  stop(outcomeOf: ((page: Page) => string) | null, at: number): void {
    this.begin(at)
    if (outcomeOf !== null) for (const page of this.roll.live()) this.hands.end(page, outcomeOf(page), at)
    this.isOver = true
  }

  private begin(at: number): void {
    this.roll.begin(at)
  }

  private get now(): number {
    return this.roll.now
  }

  private letGo(): void {
    if (this.holder === null) return
    this.holder = null
    this.stepAt = this.now
    this.lookAt = null
  }

  private goOn(rest: number | null = null): void {
    const { steps, repeats } = this.policy
    const first = steps.findIndex((step) => this.roll.named(step).some(({ userId }) => this.roll.hears(userId)))
    if (this.lookAt !== null && first !== -1) {
      this.next = first
      this.laps = 0
    }
    for (let tried = 0; tried < steps.length; tried += 1) {
      const step = steps[this.next]
      if (step === undefined || this.laps > repeats) {
        this.keepWatch(rest !== null)
        return
      }
      const chosen = this.roll.choose(step, rest ?? step.wait)
      if (chosen.isAnybodyAwake && chosen.people.length === 0 && chosen.restedAt !== null) {
        this.stepAt = chosen.restedAt
        return
      }
      this.next += 1
      if (this.next === steps.length) {
        this.next = 0
        this.laps += 1
      }
      for (const one of chosen.people) this.page(one)
      if (chosen.isAnybodyAwake) {
        this.stepAt = this.now + step.wait * MINUTE + (this.slip.step ?? 0)
        return
      }
    }
    if (this.roll.remindedNow === null || !this.roll.isAnybodyThere()) {
      for (const one of this.roll.leadsInTurn('fallback')) this.page(one)
      this.tell(this.trouble())
    }
    this.stepAt = this.now + (steps[0]?.wait ?? LOOKED_AGAIN) * MINUTE
  }

  private keepWatch(isHurried: boolean): void {
    const last = this.policy.steps.at(-1)
    if (last === undefined) throw new Error('a policy without steps')
    const isPaged = [...this.roll.named(last), ...this.roll.leads('fallback')].some(
      ({ userId }) => this.roll.liveOf(userId) !== null,
    )
    if (this.policy.repeats > 0 || isHurried || !isPaged) {
      const { people, isAnybodyAwake } = this.roll.choose(last, 1)
      for (const one of people) this.page(one)
      if (!isAnybodyAwake) for (const one of this.roll.leadsInTurn('fallback')) this.page(one)
    }
    if (this.policy.isRoomTold) this.tell('last_resort')
    this.stepAt = this.now + this.patience
  }

  /** Somebody else of the step that is under way, whom nobody has disturbed yet; else the round goes on. */
  private replace(): void {
    const { steps } = this.policy
    const current = steps[(this.next === 0 ? steps.length : this.next) - 1]
    if (current === undefined) throw new Error('a policy without steps')
    const others = [...this.roll.named(current), ...(current.page.includes('leads') ? this.roll.leads('lead') : [])]
    const fresh = others.find(({ userId }) => this.roll.times(userId) === 0 && this.roll.hears(userId))
    if (fresh === undefined) this.goOn()
    else {
      this.page(fresh)
      this.stepAt = this.now + current.wait * MINUTE
    }
  }

  /** Looks each minute as long as there is nobody whom the policy names, and says so to the room. */
  private watch(): void {
    if (this.holder !== null) return
    const there = this.roll.reachable()
    const isAwake = there.some(({ userId }) => this.roll.hears(userId))
    const isPaged = there.some(({ userId }) => this.roll.toldNow.has(userId) || this.roll.liveOf(userId) !== null)
    if (isAwake && (this.lookAt === null || isPaged)) {
      this.lookAt = null
      return
    }
    if (!isAwake) this.tell(this.trouble())
    if (this.lookAt === null || this.lookAt <= this.now) this.lookAt = this.now + LOOKED_AGAIN * MINUTE
  }

  private trouble(): string {
    const isAsked = this.policy.steps.some((step) => step.page.includes('on_call'))
    return isAsked && onCall(this.roll.plan.category).length === 0 ? 'nobody_on_call' : 'nobody_reachable'
  }

  private get patience(): number {
    return (this.policy.pages === 'at_once' ? 15 : 60) * MINUTE
  }

  private tell(code: string): void {
    if (this.toldAt !== null && this.now - this.toldAt < this.patience) return
    this.hands.tellRoom(code, this.now)
    this.toldAt = this.now
  }

  private page({ userId, why }: Wanted): void {
    const isRepeat = this.roll.times(userId) > 0
    for (const older of this.roll.live()) if (older.userId === userId) this.hands.end(older, 'replaced', this.now)
    this.hands.page(this, userId, why, isRepeat, this.now)
    this.roll.toldNow.add(userId)
  }

  /** The page that they said they had seen, once more. */
  private remind(userId: string): void {
    for (const page of this.hands.pages) if (page.userId === userId) this.hands.end(page, 'replaced', this.now)
    this.hands.page(this, userId, 'reminder', true, this.now)
    this.roll.toldNow.add(userId)
    this.roll.remindedNow = userId
  }
}
