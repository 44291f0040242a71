import type { CategoryOfHouse, Policy, Step } from '../house.ts'
import { isSilenced, leads, onCall } from './people.ts'

/**
 * One round of pages, told as ONCALL 7, 13 to 16 tell it. Where they leave a question open, the engine's papers say what was
 * decided: a page has its step's time before its person is paged again; whoever was paged least is paged next; after the
 * last step the round keeps watch every quarter of an hour; while there is nobody to page it is looked again each minute.
 */

const MINUTE = 60_000
const SEEN_HOLDS = 10
const LOOKED_AGAIN = 1
const LOST_FOR = 15

export interface Page {
  readonly userId: string
  readonly why: string
  readonly askedAt: number
  readonly notBefore: number
  readonly isRepeat: boolean
  /** The round that asked for it; null for a page beside all of them. */
  readonly round: Round | null
  seenAt: number | null
  outcome: string | null
  endedAt: number | null
}

/** What a round does to the world. */
export interface Hands {
  /** All pages of the escalation, the oldest first. */
  readonly pages: readonly Page[]
  page(round: Round, userId: string, why: string, isRepeat: boolean, at: number): void
  end(page: Page, outcome: string, at: number): void
  tellRoom(code: string, at: number): void
}

export interface Plan {
  readonly policy: Policy
  readonly category: CategoryOfHouse
  /** Left in peace by this round. */
  readonly spared: readonly string[]
  readonly slip: { readonly step?: number; readonly acknowledged?: number }
}

interface Wanted {
  readonly userId: string
  readonly why: string
}

export class Round {
  readonly policy: Policy
  private readonly category: CategoryOfHouse
  private readonly spared: readonly string[]
  private readonly slip: Plan['slip']
  private readonly hands: Hands
  private readonly passed = new Set<string>()
  private readonly lostUntil = new Map<string, number>()
  private toldAt: number | null = null
  /** The step that comes next, and how often all of them were gone through. */
  private next = 0
  private laps = 0
  private stepAt: number
  private lookAt: number | null = null
  private holder: { readonly userId: string; readonly until: number } | null = null
  isOver = false
  /** Whoever hears from the round at this very instant, and which of them was only reminded. */
  private toldNow = new Set<string>()
  private remindedNow: string | null = null
  private now = 0

  constructor(of: Plan, hands: Hands, at: number) {
    this.policy = of.policy
    this.category = of.category
    this.spared = of.spared
    this.slip = of.slip
    this.hands = hands
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
      this.holder = null
      this.goOn()
    } else if (this.stepAt <= at || this.isAnybodyThere() || this.mightALeadHear()) this.goOn()
    this.watch()
  }

  /** "Seen". Null: done. */
  seen(page: Page, at: number): null | 'held_by_another' | 'held_by_them' | 'stale' {
    this.begin(at)
    if (this.holder !== null) return this.holder.userId === page.userId ? 'held_by_them' : 'held_by_another'
    if (this.liveOf(page.userId) !== page) return 'stale'
    for (const other of this.live()) if (other.userId !== page.userId) this.hands.end(other, 'seen_by_other', at)
    this.holder = { userId: page.userId, until: at + SEEN_HOLDS * MINUTE + (this.slip.acknowledged ?? 0) }
    this.watch()
    return null
  }

  /** "Can't": false where the page is stale. */
  cant(page: Page, at: number): boolean {
    this.begin(at)
    if (this.liveOf(page.userId) !== page) return false
    for (const one of this.live()) if (one.userId === page.userId) this.hands.end(one, 'passed', at)
    this.passed.add(page.userId)
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
    for (const one of this.live()) if (one.userId === userId) this.hands.end(one, 'undeliverable', at)
    this.lostUntil.set(userId, at + LOST_FOR * MINUTE)
    if (this.holder === null && !this.live().some((page) => this.hears(page.userId))) this.goOn()
    this.watch()
  }

  /** Somebody took it, or nobody has to any more. */
  stop(outcomeOf: ((page: Page) => string) | null, at: number): void {
    this.begin(at)
    if (outcomeOf !== null) for (const page of this.live()) this.hands.end(page, outcomeOf(page), at)
    this.isOver = true
  }

  private begin(at: number): void {
    this.now = at
    this.toldNow = new Set()
    this.remindedNow = null
  }

  private letGo(): void {
    if (this.holder === null) return
    this.holder = null
    this.stepAt = this.now
    this.lookAt = null
  }

  private goOn(rest: number | null = null): void {
    const { steps, repeats } = this.policy
    const first = steps.findIndex((step) => this.named(step).some(({ userId }) => this.hears(userId)))
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
      const chosen = this.choose(step, rest ?? step.wait)
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
    if (this.remindedNow === null || !this.isAnybodyThere()) {
      for (const one of this.leadsInTurn('fallback')) this.page(one)
      this.tell(this.trouble())
    }
    this.stepAt = this.now + (steps[0]?.wait ?? LOOKED_AGAIN) * MINUTE
  }

  private keepWatch(isHurried: boolean): void {
    const last = this.policy.steps.at(-1)
    if (last === undefined) throw new Error('a policy without steps')
    const isPaged = [...this.named(last), ...this.leads('fallback')].some(({ userId }) => this.liveOf(userId) !== null)
    if (this.policy.repeats > 0 || isHurried || !isPaged) {
      const { people, isAnybodyAwake } = this.choose(last, 1)
      for (const one of people) this.page(one)
      if (!isAnybodyAwake) for (const one of this.leadsInTurn('fallback')) this.page(one)
    }
    if (this.policy.isRoomTold) this.tell('last_resort')
    this.stepAt = this.now + this.patience
  }

  /** Somebody else of the step that is under way, whom nobody has disturbed yet; else the round goes on. */
  private replace(): void {
    const { steps } = this.policy
    const current = steps[(this.next === 0 ? steps.length : this.next) - 1]
    if (current === undefined) throw new Error('a policy without steps')
    const others = [...this.named(current), ...(current.page.includes('leads') ? this.leads('lead') : [])]
    const fresh = others.find(({ userId }) => this.times(userId) === 0 && this.hears(userId))
    if (fresh === undefined) this.goOn()
    else {
      this.page(fresh)
      this.stepAt = this.now + current.wait * MINUTE
    }
  }

  /** Whom a step wakes. Whoever was paged less than `rest` minutes ago has their time still. */
  private choose(step: Step, rest: number) {
    const people = this.named(step)
    const bosses = step.page.includes('leads')
      ? this.leads(onCall(this.category).length > 0 ? 'lead' : 'fallback').filter(
          (boss) => !people.some(({ userId }) => userId === boss.userId),
        )
      : []
    const restedAt = ({ userId }: Wanted): number => {
      if (this.toldNow.has(userId)) return this.now + rest * MINUTE
      const page = this.liveOf(userId)
      return page === null ? this.now : page.askedAt + rest * MINUTE
    }
    const isRested = (one: Wanted) => restedAt(one) <= this.now
    const inNeed = people
      .filter(isRested)
      .toSorted((a, b) => Number(!this.hears(a.userId)) - Number(!this.hears(b.userId)) || this.less(a, b))
    const boss = this.inTurn(bosses.filter(isRested))
    const awakeBoss = boss.find(({ userId }) => this.hears(userId))
    const places = this.policy.mostAtOnce - (awakeBoss === undefined ? 0 : 1)
    const [one] = inNeed
    // A single place goes to whoever was disturbed less, and not to the lead where it is the same.
    const isTheirTurn =
      places === 0 &&
      one !== undefined &&
      awakeBoss !== undefined &&
      this.hears(one.userId) &&
      this.times(one.userId) <= this.times(awakeBoss.userId)
    const chosen = isTheirTurn ? inNeed.slice(0, 1) : [...inNeed.slice(0, places), ...boss]
    const resting = [...people, ...bosses].filter((candidate) => !isRested(candidate))
    return {
      people: chosen,
      isAnybodyAwake: [...chosen, ...resting].some(({ userId }) => this.hears(userId) && userId !== this.remindedNow),
      restedAt: resting.length === 0 ? null : Math.min(...resting.map(restedAt)),
    }
  }

  /** Everybody whom a step names, but for leads; nobody twice, nobody who is left in peace. */
  private named(step: Step): readonly Wanted[] {
    const all = step.page.flatMap((word): readonly Wanted[] => {
      if (word === 'leads') return []
      if (word !== 'on_call') return [{ userId: word, why: 'named' }]
      return onCall(this.category).map((userId) => ({ userId, why: 'on_call' }))
    })
    const seen = new Set<string>()
    return all.filter(({ userId }) => this.mayBePaged(userId) && !seen.has(userId) && seen.add(userId))
  }

  private leads(why: 'lead' | 'fallback'): readonly Wanted[] {
    return leads(this.category, this.now)
      .filter((userId) => this.mayBePaged(userId))
      .map((userId) => ({ userId, why }))
  }

  private leadsInTurn(why: 'lead' | 'fallback'): readonly Wanted[] {
    return this.inTurn(this.leads(why))
  }

  /** One lead, the least disturbed; those who sleep through it are told as well, and the next goes with them. */
  private inTurn(bosses: readonly Wanted[]): readonly Wanted[] {
    const line = bosses.filter(({ userId }) => !this.toldNow.has(userId)).toSorted((a, b) => this.less(a, b))
    const awake = line.findIndex(({ userId }) => this.hears(userId))
    return awake === -1 ? line : line.slice(0, awake + 1)
  }

  private less(a: Wanted, b: Wanted): number {
    return this.times(a.userId) - this.times(b.userId)
  }

  /** Looks each minute as long as there is nobody whom the policy names, and says so to the room. */
  private watch(): void {
    if (this.holder !== null) return
    const there = this.reachable()
    const isAwake = there.some(({ userId }) => this.hears(userId))
    const isPaged = there.some(({ userId }) => this.toldNow.has(userId) || this.liveOf(userId) !== null)
    if (isAwake && (this.lookAt === null || isPaged)) {
      this.lookAt = null
      return
    }
    if (!isAwake) this.tell(this.trouble())
    if (this.lookAt === null || this.lookAt <= this.now) this.lookAt = this.now + LOOKED_AGAIN * MINUTE
  }

  private reachable(): readonly Wanted[] {
    const { steps } = this.policy
    const isForLeads = steps.every((step) => step.page.every((word) => word === 'leads'))
    return isForLeads ? this.leads('lead') : steps.flatMap((step) => this.named(step))
  }

  private isAnybodyThere(): boolean {
    return this.reachable().some(({ userId }) => this.hears(userId))
  }

  private mightALeadHear(): boolean {
    if (this.live().some((page) => this.hears(page.userId))) return false
    return this.leads('fallback').some(({ userId }) => this.hears(userId))
  }

  private trouble(): string {
    const isAsked = this.policy.steps.some((step) => step.page.includes('on_call'))
    return isAsked && onCall(this.category).length === 0 ? 'nobody_on_call' : 'nobody_reachable'
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
    const isRepeat = this.times(userId) > 0
    for (const older of this.live()) if (older.userId === userId) this.hands.end(older, 'replaced', this.now)
    this.hands.page(this, userId, why, isRepeat, this.now)
    this.toldNow.add(userId)
  }

  /** The page that they said they had seen, once more. */
  private remind(userId: string): void {
    for (const page of this.hands.pages) if (page.userId === userId) this.hands.end(page, 'replaced', this.now)
    this.hands.page(this, userId, 'reminder', true, this.now)
    this.toldNow.add(userId)
    this.remindedNow = userId
  }

  private mayBePaged(userId: string): boolean {
    if (this.spared.includes(userId) || this.passed.has(userId)) return false
    return (this.lostUntil.get(userId) ?? 0) <= this.now
  }

  private hears(userId: string): boolean {
    return !this.policy.isSilencePassedOver || !isSilenced(userId, this.now)
  }

  /** Pages of any round that wait for an answer. */
  private live(): readonly Page[] {
    return this.hands.pages.filter((page) => page.endedAt === null && page.round !== null)
  }

  private liveOf(userId: string): Page | null {
    return this.live().find((page) => page.userId === userId) ?? null
  }

  /** How often they were disturbed: by this round, or by what still waits for them. */
  private times(userId: string): number {
    return this.hands.pages.filter((page) => page.userId === userId && (page.round === this || page.endedAt === null))
      .length
  }
}
