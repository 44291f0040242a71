import { channelsOf, updateChannel, wantChannel } from '../../db/stores/posts.ts'
import { endTimer, setTimer } from '../../db/stores/timers.ts'
import type { Change } from '../change.ts'

const DAY_MS = 24 * 60 * 60_000

/** Nobody works in it any more; what is decided closes, and what was withdrawn or linked is archived, when days have passed. */
export async function endsInDays(change: Change): Promise<void> {
  const { tx, escalation, settings, now } = change
  await setTimer(tx, {
    key: `close:${escalation.id}`,
    kind: 'close',
    escalationId: escalation.id,
    dueAt: new Date(now.getTime() + settings.closeAfterDays * DAY_MS),
  })
}

/** It goes on after all. A bot can't unarchive: a channel that is going gets a successor. */
export async function goesOn({ tx, escalation, now }: Change): Promise<void> {
  await endTimer(tx, `close:${escalation.id}`, now)
  const last = (await channelsOf(tx, escalation.id)).at(-1)
  if (last === undefined || (last.state !== 'archived' && !last.archiveWanted)) return
  await wantChannel(tx, escalation.id, last.isPrivate, now)
}

/** Every channel that is open goes; what was written there stays there. False where there is none. */
export async function archiveChannels({ tx, escalation }: Change): Promise<boolean> {
  const open = (await channelsOf(tx, escalation.id)).filter((channel) => channel.state === 'open')
  for (const { sequence } of open) await updateChannel(tx, escalation.id, sequence, { archiveWanted: true })
  return open.length > 0
}
