import type { CategoryOfHouse, Policy, Step } from '../house.ts'
import { isSilenced, leads, onCall } from './people.ts'

/** Whom a round may wake at an instant, and in which order: its people, how often each was disturbed, who sleeps through it. */

const MINUTE = 60_000

/** What a page has to know of its round. */
export interface RoundOfPage {
  readonly policy: Policy
}

export interface Page {
  readonly userId: string
  readonly why: string
  readonly askedAt: number
  readonly notBefore: number
  readonly isRepeat: boolean
  /** The round that asked for it; null for a page beside all of them. */
  readonly round: RoundOfPage | null
  seenAt: number | null
  outcome: string | null
  endedAt: number | null
}

export interface Plan {
  readonly policy: Policy
  readonly category: CategoryOfHouse
  /** Left in peace by this round. */
  readonly spared: readonly string[]
  /** How wrong the oracle is on purpose. */
  readonly slip: { readonly step?: number; readonly acknowledged?: number }
}

export interface Wanted {
  readonly userId: string
  readonly why: string
}

export class Roll {
  readonly plan: Plan
  private readonly round: object
  private readonly pages: readonly Page[]
  readonly passed = new Set<string>()
  readonly lostUntil = new Map<string, number>()
  now = 0
  /** Whoever hears from the round at this very instant, and which of them was only reminded. */
  readonly toldNow = new Set<string>()
  remindedNow: string | null = null

  /** `round` is whose pages count, `pages` are all of the escalation. */
  constructor(plan: Plan, round: object, pages: readonly Page[]) {
    this.plan = plan
    this.round = round
    this.pages = pages
  }

  begin(at: number): void {
    this.now = at
    this.toldNow.clear()
    this.remindedNow = null
  }

  /** Whom a step wakes. Whoever was paged less than `rest` minutes ago has their time still. */
  choose(step: Step, rest: number) {
    const people = this.named(step)
    const bosses = step.page.includes('leads')
      ? this.leads(onCall(this.plan.category).length > 0 ? 'lead' : 'fallback').filter(
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
    const places = this.plan.policy.mostAtOnce - (awakeBoss === undefined ? 0 : 1)
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
  named(step: Step): readonly Wanted[] {
    const all = step.page.flatMap((word): readonly Wanted[] => {
      if (word === 'leads') return []
      if (word !== 'on_call') return [{ userId: word, why: 'named' }]
      return onCall(this.plan.category).map((userId) => ({ userId, why: 'on_call' }))
    })
    const seen = new Set<string>()
    return all.filter(({ userId }) => this.mayBePaged(userId) && !seen.has(userId) && seen.add(userId))
  }

  leads(why: 'lead' | 'fallback'): readonly Wanted[] {
    return leads(this.plan.category, this.now)
      .filter((userId) => this.mayBePaged(userId))
      .map((userId) => ({ userId, why }))
  }

  leadsInTurn(why: 'lead' | 'fallback'): readonly Wanted[] {
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

  reachable(): readonly Wanted[] {
    const { steps } = this.plan.policy
    const isForLeads = steps.every((step) => step.page.every((word) => word === 'leads'))
    return isForLeads ? this.leads('lead') : steps.flatMap((step) => this.named(step))
  }

  isAnybodyThere(): boolean {
    return this.reachable().some(({ userId }) => this.hears(userId))
  }

  mightALeadHear(): boolean {
    if (this.live().some((page) => this.hears(page.userId))) return false
    return this.leads('fallback').some(({ userId }) => this.hears(userId))
  }

  private mayBePaged(userId: string): boolean {
    if (this.plan.spared.includes(userId) || this.passed.has(userId)) return false
    return (this.lostUntil.get(userId) ?? 0) <= this.now
  }

  hears(userId: string): boolean {
    return !this.plan.policy.isSilencePassedOver || !isSilenced(userId, this.now)
  }

  /** Pages of any round that wait for an answer. */
  live(): readonly Page[] {
    return this.pages.filter((page) => page.endedAt === null && page.round !== null)
  }

  liveOf(userId: string): Page | null {
    return this.live().find((page) => page.userId === userId) ?? null
  }

  /** How often they were disturbed: by this round, or by what still waits for them. */
  times(userId: string): number {
    return this.pages.filter((page) => page.userId === userId && (page.round === this.round || page.endedAt === null))
      .length
  }
}
