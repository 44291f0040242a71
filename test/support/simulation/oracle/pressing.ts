import { isOfTeam, onCall } from './people.ts'
import type { Saga } from './saga.ts'

/** Buttons of pages and reminders, and pages that are asked for by hand. */

const SNOOZED_FOR = 30 * 60_000

/** `nothing`: allowed, and nothing changed. */
export type Answer = 'done' | 'nothing' | 'refused'

export function seen(saga: Saga, by: string, name: Parameters<Saga['pageNamed']>[0], at: number): Answer {
  const page = saga.pageNamed(name, by)
  if (page === undefined || page.endedAt !== null) return 'refused'
  if (page.seenAt !== null) return 'nothing'
  if (page.round !== null) {
    const answer = saga.round?.seen(page, at) ?? null
    if (answer === 'held_by_another' || answer === 'stale') return 'refused'
  }
  page.seenAt = at
  saga.bosses.saw(page, at)
  return 'done'
}

export function cant(saga: Saga, by: string, name: Parameters<Saga['pageNamed']>[0], at: number): Answer {
  const page = saga.pageNamed(name, by)
  if (page?.outcome === 'passed') return 'nothing'
  if (page === undefined || page.endedAt !== null) return 'refused'
  // A lead answers for what is late, whoever has it.
  if (page.why === 'breach' ? !saga.isOpen : saga.status !== 'unclaimed') return 'refused'
  if (page.why === 'breach') {
    saga.bosses.passed(page, at)
    return 'done'
  }
  if (page.round === null) {
    saga.end(page, 'passed', at)
    return 'done'
  }
  return saga.round?.cant(page, at) === true ? 'done' : 'refused'
}

/** Where nothing else reaches them either, the round goes on without them. */
export function lost(saga: Saga, by: string, name: Parameters<Saga['pageNamed']>[0], at: number): Answer {
  const page = saga.pageNamed(name, by)
  if (page === undefined || page.endedAt !== null) return 'nothing'
  if (page.round !== null) {
    saga.round?.lose(by, at)
    return saga.round === null ? 'nothing' : 'done'
  }
  saga.end(page, 'undeliverable', at)
  return 'nothing'
}

export function pageAgain(saga: Saga, by: string, people: readonly string[], at: number): Answer {
  if (people.length > 0) {
    if (!people.every((userId) => isOfTeam(userId, saga.category))) return 'refused'
    byHand(saga, people, at)
    return 'done'
  }
  if (saga.status !== 'unclaimed') return 'refused'
  if (saga.round === null) {
    byHand(
      saga,
      onCall(saga.category).filter((userId) => userId !== by && userId !== saga.filed.by),
      at,
    )
  } else saga.round.hurry(at)
  return 'done'
}

/** A page that somebody asked for takes the place of the one that they have. */
function byHand(saga: Saga, people: readonly string[], at: number): void {
  for (const userId of people.slice(0, saga.policy(false).mostAtOnce)) {
    const theirs = saga.pages.filter((page) => page.userId === userId)
    const round = theirs.find((page) => page.endedAt === null)?.round ?? null
    for (const page of theirs) saga.end(page, 'replaced', at)
    saga.page(round, userId, 'asked', theirs.length > 0, at)
  }
}

/** Only of the newest reminder that its reader has; the law's stand each for themselves. */
export function snooze(saga: Saga, reminder: { readonly at: number; readonly clock: string }, at: number): Answer {
  const pressed = saga.reminders.findLast((one) => one.at === reminder.at && one.watch.kind === reminder.clock)
  if (pressed === undefined) return 'refused'
  const newest = saga.reminders.findLast((one) => one.userId === pressed.userId)
  if (pressed.watch.state !== 'running') return 'refused'
  if (newest !== pressed && pressed.watch.kind !== 'obligation') return 'refused'
  saga.snoozed.set(pressed.watch, at + SNOOZED_FOR)
  return 'done'
}
