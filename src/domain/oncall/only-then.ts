import { type PreparedSchedule, prepareSchedule } from './prepare.ts'
import type { Span } from './schedule.ts'

const ROTATION = 'cover'

/** A schedule on which one person is on duty for one stretch and nobody else ever: what taking it would add to the others. */
export function onlyThen(person: string, stretch: Span): PreparedSchedule {
  const midnight = { weekday: 1, at: '00:00' } as const
  const rotation = { name: ROTATION, role: ROTATION, zone: null, hours: null, participants: [], reorderings: [] }
  const anchor = new Date(stretch.start.getTime() - 7 * 24 * 60 * 60_000).toISOString().slice(0, 10)
  return prepareSchedule({
    name: ROTATION,
    teamId: ROTATION,
    zone: 'UTC',
    layers: {
      weekday: {
        from: midnight,
        to: midnight,
        handoff: { every: 'week', on: 1, at: '00:00' },
        turn: 1,
        anchor,
        rotations: [rotation],
      },
      weekend: null,
      holiday: null,
    },
    holidays: [],
    blocks: [],
    overrides: [
      { kind: 'add', rotation: ROTATION, subject: person, start: stretch.start, end: stretch.end, reason: null },
    ],
    swaps: [],
    keptDays: [],
    deactivations: [],
    checkpoints: [],
  })
}
