import type { Queryable } from '../../../db/client.ts'
import { callsOfPost, type DutyPostRow, postsAhead } from '../../../db/stores/oncall/posts.ts'
import { loadPeople } from '../../../db/stores/people.ts'
import { nextWithin } from '../../../domain/people/working-hours.ts'
import type { Intent } from '../../../outbox/intents.ts'
import { say } from '../../../outbox/say.ts'
import type { Settings } from '../../../settings/types.ts'
import { teamOf } from '../../team.ts'
import type { LoadedSchedule } from '../load-schedules.ts'

interface Said {
  readonly intent: Intent
  readonly to: string | null
}

/**
 * Everything that stands of a schedule's posts is drawn again: somebody confirmed, or who is on call changed. What looks the
 * same isn't touched.
 */
export async function redrawPosts(
  tx: Queryable,
  settings: Settings,
  schedule: LoadedSchedule,
  now: Date,
): Promise<void> {
  for (const post of await postsAhead(tx, schedule.id, now)) await redrawPost(tx, settings, { post, schedule }, now)
}

/** One post and all that went with it, as it is now: one that is over loses its buttons by that. */
export async function redrawPost(
  tx: Queryable,
  settings: Settings,
  { post, schedule }: { readonly post: DutyPostRow; readonly schedule: LoadedSchedule },
  now: Date,
): Promise<void> {
  const said: Said[] = [{ intent: postIntent(post), to: null }]
  for (const { userId, edition } of await callsOfPost(tx, post.id)) {
    said.push({ intent: { kind: 'duty_call', postId: post.id, userId, edition }, to: userId })
  }
  for (const lead of post.leadsToldAt === null ? [] : teamOf(settings, schedule.teamId).leads) {
    said.push({ intent: { kind: 'duty_unconfirmed', postId: post.id, userId: lead }, to: lead })
  }
  await sayPosts(tx, settings, said, now)
}

export function postIntent(post: Pick<DutyPostRow, 'id' | 'edition'>): Intent {
  return { kind: 'duty_post', postId: post.id, edition: post.edition }
}

/**
 * DMs wait for the start of their reader's own working hours, unless what they are about begins before that (SCREENS 1.4);
 * `startsAt` null: an edit, which notifies nobody.
 */
export async function sayPosts(
  tx: Queryable,
  settings: Settings,
  said: readonly Said[],
  now: Date,
  startsAt: Date | null = null,
): Promise<void> {
  const people = await loadPeople(
    tx,
    said.flatMap(({ to }) => (to === null ? [] : [to])),
  )
  await say(
    tx,
    now,
    said.map(({ intent, to }) => {
      if (to === null || startsAt === null) return { intent }
      const opensAt = nextWithin(settings.workingHours, people.get(to)?.zone ?? settings.zone, now)
      return { intent, notBefore: startsAt < opensAt ? now : opensAt }
    }),
  )
}
