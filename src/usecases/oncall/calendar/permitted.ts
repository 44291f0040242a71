import type { Queryable } from '../../../db/client.ts'
import { groupsOf } from '../../../db/stores/people.ts'
import type { ScheduleSnapshot } from '../../../domain/oncall/schedule.ts'
import { LAYERS } from '../../../domain/oncall/schedule.ts'
import { teamsServedBy } from '../../../settings/lookup.ts'
import type { Settings } from '../../../settings/types.ts'
import { schedulesOf } from '../load-schedules.ts'

/** Whose calendar: one's own, or a team's. */
export type FeedOf = { readonly kind: 'person' } | { readonly kind: 'team'; readonly teamId: string }

/**
 * A team's calendar is for its specialists and leads; one's own for whoever may be on call. Asked when it is opened, and
 * again at each look.
 */
export async function mayRead(
  q: Queryable,
  settings: Settings,
  who: { readonly userId: string; readonly of: FeedOf },
  now: Date,
): Promise<boolean> {
  const { userId, of } = who
  const led = settings.teams.filter((team) => team.leads.includes(userId))
  const served = teamsServedBy(settings, userId, await groupsOf(q, userId))
  const teams = [...led, ...served].map((team) => team.id)
  if (of.kind === 'team') return teams.includes(of.teamId)
  if (teams.length > 0) return true
  const all = await schedulesOf(q, settings, null, now)
  return all.some((schedule) => takesPart(schedule.rules, userId))
}

function takesPart({ layers }: Pick<ScheduleSnapshot, 'layers'>, userId: string): boolean {
  return LAYERS.some((layer) =>
    layers[layer]?.rotations.some((rotation) => rotation.participants.some((one) => one.id === userId)),
  )
}
