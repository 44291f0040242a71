import { decide, nextDueAt } from './run.ts'
import type { KnownPage, PagingEffect, PagingFacts, PagingRun, RunDecision } from './words.ts'

/** Looked ahead so many ticks: past them nothing is promised on a page. */
const TICKS_AHEAD = 20

/** Whom a decision pages, in its order: the names that "Can't" shows before it is confirmed. */
export function whoIsPagedBy(decision: RunDecision): readonly string[] {
  return decision.effects.flatMap((effect) => (effect.kind === 'page' ? [effect.userId] : []))
}

/**
 * "If nobody answers, Specialist B is paged at 03:07": when somebody without a live page is paged next, as people are on
 * call now. Null where nobody new would be.
 */
export function whoIsPagedNext(
  run: PagingRun,
  facts: PagingFacts,
): { readonly at: Date; readonly people: readonly string[] } | null {
  let ahead = run
  let pages = facts.pages
  for (let tick = 0; tick < TICKS_AHEAD; tick += 1) {
    const at = nextDueAt(ahead)
    if (at === null) return null
    const decision = decide(ahead, { kind: 'tick', at }, { ...facts, pages })
    const people = whoIsPagedBy(decision).filter(
      (userId) => !pages.some((page) => page.isLive && page.userId === userId),
    )
    if (people.length > 0) return { at, people }
    ahead = decision.run
    pages = pagesAfter(pages, decision.effects, at)
  }
  return null
}

/** The pages as they will stand when these effects are done; a page that has no number yet gets one below zero. */
export function pagesAfter(
  pages: readonly KnownPage[],
  effects: readonly PagingEffect[],
  at: Date,
): readonly KnownPage[] {
  let after = [...pages]
  let pageId = Math.min(0, ...pages.map((page) => page.pageId))
  for (const effect of effects) {
    if (effect.kind === 'replace' || effect.kind === 'stop') {
      after = after.map((page) => (page.pageId === effect.pageId ? { ...page, isLive: false } : page))
    } else if (effect.kind === 'page') {
      pageId -= 1
      after.push({ pageId, userId: effect.userId, askedAt: at, isLive: true })
    }
  }
  return after
}
