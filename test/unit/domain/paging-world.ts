import { DEFAULT_POLICIES, type PagingPolicy } from '../../../src/domain/paging/policy.ts'
import { decide, nextDueAt, startRun } from '../../../src/domain/paging/run.ts'
import type {
  KnownPage,
  PagingEffect,
  PagingEvent,
  PagingFacts,
  PagingRun,
  RunDecision,
} from '../../../src/domain/paging/words.ts'

const MINUTE = 60_000

export const START = new Date('2026-11-28T03:02:00Z')

export function minute(after: number): Date {
  return new Date(START.getTime() + after * MINUTE)
}

export type Silence = PagingFacts['silenced'][string]

/** `Omit` that keeps the kinds of a union apart. */
type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never
export type Happening = Without<PagingEvent, 'at'>

/**
 * A run and the world around it: who is on call, who is silenced, which pages wait. Time is minutes since the start. What
 * is to be done comes back as short lines, "page A on_call", in its order.
 */
/** The defaults, but a lead comes in the second step. */
export const TWO_STEPS: Readonly<Record<'sev1' | 'sev2', PagingPolicy>> = {
  sev1: { ...DEFAULT_POLICIES.sev1, steps: DEFAULT_POLICIES.sev1.steps.slice(1) },
  sev2: { ...DEFAULT_POLICIES.sev2, steps: DEFAULT_POLICIES.sev2.steps.slice(1) },
}

export class World {
  run: PagingRun
  pages: KnownPage[] = []
  onCall: readonly string[] | 'failed' = ['A']
  /** As what they are on call; null: the team has no schedule. */
  roles: Readonly<Record<string, readonly string[]>> | null = null
  leads: readonly string[] = ['L1', 'L2']
  groups: Readonly<Record<string, readonly string[]>> = {}
  silenced: Record<string, Silence> = {}
  /** Minutes since the start; by default the team is at work. */
  opensAt: number | null = null

  constructor(policy: PagingPolicy = TWO_STEPS.sev1, leftOut: readonly string[] = []) {
    const run = startRun(policy, START, leftOut)
    if (run === null) throw new Error('this policy pages nobody')
    this.run = run
  }

  factsAt(at: Date): PagingFacts {
    const { onCall } = this
    return {
      onCall: onCall === 'failed' ? { look: 'failed' } : { look: 'answered', people: onCall, roles: this.roles },
      leads: this.leads,
      groups: this.groups,
      silenced: this.silenced,
      pages: this.pages,
      opensAt: this.opensAt === null ? at : new Date(Math.max(at.getTime(), minute(this.opensAt).getTime())),
    }
  }

  /** Decides and carries out. */
  decide(happening: Happening, after: number): RunDecision {
    const at = minute(after)
    const decision = decide(this.run, { ...happening, at }, this.factsAt(at))
    this.run = decision.run
    for (const effect of decision.effects) this.carryOut(effect, at)
    return decision
  }

  /** What is done, in short lines. */
  on(happening: Happening, after: number): readonly string[] {
    return this.decide(happening, after).effects.map((effect) => this.line(effect))
  }

  tick(after: number): readonly string[] {
    return this.on({ kind: 'tick' }, after)
  }

  /** Ticks whenever the run asks for one, from now to `until`; "5 page A again" and so on. */
  live(until: number): readonly string[] {
    const lines: string[] = []
    for (let due = this.due; due !== null && due <= until; due = this.due) {
      const now = due
      lines.push(...this.tick(now).map((line) => `${now} ${line}`))
    }
    return lines
  }

  /** Minutes since the start at which the run wants its next tick. */
  get due(): number | null {
    const at = nextDueAt(this.run)
    return at === null ? null : (at.getTime() - START.getTime()) / MINUTE
  }

  livePagesOf(userId: string): readonly KnownPage[] {
    return this.pages.filter((page) => page.isLive && page.userId === userId)
  }

  pageIdOf(userId: string): number {
    const page = this.pages.findLast((one) => one.userId === userId)
    if (page === undefined) throw new Error(`${userId} has no page`)
    return page.pageId
  }

  seen(by: string, after: number, minutes = 10): readonly string[] {
    return this.on({ kind: 'acknowledged', by, pageId: this.pageIdOf(by), minutes }, after)
  }

  cant(by: string, after: number): readonly string[] {
    return this.on({ kind: 'passed', by, pageId: this.pageIdOf(by) }, after)
  }

  private carryOut(effect: PagingEffect, at: Date): void {
    if (effect.kind === 'page') {
      const pageId = this.pages.length + 1
      this.pages = [...this.pages, { pageId, userId: effect.userId, askedAt: at, isLive: true }]
    } else if (effect.kind === 'replace' || effect.kind === 'stop') {
      this.pages = this.pages.map((page) => (page.pageId === effect.pageId ? { ...page, isLive: false } : page))
    }
  }

  private userOf(pageId: number): string | undefined {
    return this.pages.find((page) => page.pageId === pageId)?.userId
  }

  private line(effect: PagingEffect): string {
    switch (effect.kind) {
      case 'page': {
        const silence = effect.silenced === null ? '' : effect.silenced.hasOtherWay ? ' by another way' : ' silenced'
        return `page ${effect.userId} ${effect.why}${effect.isRepeat ? ' again' : ''}${silence}`
      }
      case 'replace':
        return `replace ${this.userOf(effect.pageId)}`
      case 'stop':
        return `stop ${this.userOf(effect.pageId)} ${effect.why}`
      case 'remind':
        return `remind ${effect.userId}`
      case 'tell_channel':
        return `tell ${effect.channel.kind} ${effect.code}`
    }
  }
}
