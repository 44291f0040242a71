import type { Queryable } from '../../db/client.ts'
import type { Page } from '../../db/stores/pages.ts'
import { addAttempt, hurryNextAttempt, waysOf } from '../../db/stores/ways.ts'
import { delayOf, type WayKind } from '../../domain/paging/ways.ts'
import type { Change } from '../change.ts'
import { teamOf } from '../team.ts'

const MINUTE_MS = 60_000

/**
 * Says a page by every other way of its person, each after its delay (ONCALL 14). Who has none of their own is reached
 * by their team's. Each is asked again when it leaves whether the page still waits for an answer.
 */
export async function sayOtherWays(change: Change, page: Page): Promise<void> {
  const { tx, escalation } = change
  const { userId, id: pageId } = page
  for (const way of await waysFor(change, userId)) {
    const { kind, wayId, teamWay } = way
    const delay = delayOf(escalation.severity, way)
    if (delay === null) continue
    const dueAt = new Date(page.notBefore.getTime() + delay * MINUTE_MS)
    const attempt = await addAttempt(tx, { pageId, wayId, teamWay, kind, dueAt })
    if (attempt === null) continue
    change.say({ kind: 'page_way', escalationId: escalation.id, pageId, attemptId: attempt.id, userId }, dueAt)
  }
}

interface ChosenWay {
  readonly wayId: number | null
  readonly teamWay: number | null
  readonly kind: WayKind
  readonly delayMinutes: number
}

async function waysFor(change: Change, userId: string): Promise<readonly ChosenWay[]> {
  const own = (await waysOf(change.tx, userId)).filter((way) => way.verifiedAt !== null)
  if (own.length > 0) return own.map(({ id, kind, delayMinutes }) => ({ wayId: id, teamWay: null, kind, delayMinutes }))
  const { ways } = teamOf(change.settings, change.escalation.teamId)
  return ways.map(({ kind, delayMinutes }, index) => ({ wayId: null, teamWay: index, kind, delayMinutes }))
}

/** Slack silences this person, or can't be reached: the next way goes at `at`, unless it is due before. */
export async function pullWaysForward(tx: Queryable, pageId: number, at: Date): Promise<void> {
  await hurryNextAttempt(tx, pageId, at)
}
