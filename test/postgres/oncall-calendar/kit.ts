import { calendarText } from '../../../src/documents/calendar.ts'
import type { PersonActor } from '../../../src/domain/actor.ts'
import type { Language } from '../../../src/domain/language.ts'
import { onCallBetween } from '../../../src/domain/oncall/between.ts'
import { rotationsOf } from '../../../src/domain/oncall/prepare.ts'
import { createTokens } from '../../../src/system/tokens.ts'
import type { Deps } from '../../../src/usecases/deps.ts'
import { openFeed } from '../../../src/usecases/oncall/calendar/open-feed.ts'
import type { FeedOf } from '../../../src/usecases/oncall/calendar/permitted.ts'
import { readFeed } from '../../../src/usecases/oncall/calendar/read-feed.ts'
import { schedulesOf } from '../../../src/usecases/oncall/load-schedules.ts'
import { A, B, C, testWorld, type World } from '../../support/builders.ts'
import { type ReadCalendar, readCalendar, unionOf } from '../../support/calendars.ts'
import { runDueDuties } from '../../support/duty.ts'

export const DAY_MS = 86_400_000
export const AHEAD_MS = 180 * DAY_MS

export interface CalendarWorld extends World {
  readonly deps: Deps & { readonly feeds: NonNullable<Deps['feeds']> }
}

export async function calendarWorld(start: string): Promise<CalendarWorld> {
  const world = await testWorld(start)
  const feeds = { tokens: createTokens(), publicUrl: () => 'https://vigia.example' }
  return { ...world, deps: { ...world.deps, feeds } }
}

/** A team's whole life: weekday and weekend and holidays, two rotations, a launch, an override, a swap. */
export function coreIn(zone: string, more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    name: 'core',
    team: 'policy',
    zone,
    holidayDates: [
      { on: '2026-05-01', name: 'Workers', as: 'holiday' },
      { on: '2026-12-25', name: 'Christmas', as: 'holiday' },
    ],
    layers: {
      weekday: {
        from: 'monday 09:00',
        to: 'friday 18:00',
        handoff: { every: 'day', at: '09:00' },
        anchor: '2026-01-05',
        rotations: { primary: [A.id, B.id, C.id], backup: [B.id, C.id, A.id] },
      },
      weekend: {
        from: 'friday 18:00',
        to: 'monday 09:00',
        anchor: '2026-01-02',
        rotations: { primary: [B.id, A.id, C.id] },
      },
      holiday: { at: '09:00', anchor: '2026-01-01', rotations: { primary: [C.id, A.id] } },
    },
    ...more,
  }
}

/** A new address; what stands behind it is asked by its token, as the route does. */
export async function tokenOf(
  world: CalendarWorld,
  who: PersonActor,
  of: FeedOf = { kind: 'person' },
  language: Language = 'en',
): Promise<string> {
  const opened = await openFeed(world.deps, who, { of, language })
  if (!opened.ok) throw new Error(opened.refusal.code)
  const [, token] = /^https:\/\/vigia\.example\/calendar\/([\w-]{43})\.ics$/.exec(opened.address) ?? []
  if (token === undefined) throw new Error(`a strange address: ${opened.address.length} characters`)
  return token
}

export async function textOf(world: CalendarWorld, token: string): Promise<string> {
  const read = await readFeed(world.deps, { token })
  if (read === null) throw new Error('the address leads nowhere')
  return calendarText(read.facts)
}

export async function calendarOf(world: CalendarWorld, token: string): Promise<ReadCalendar> {
  return readCalendar(await textOf(world, token))
}

/** By rotation, when a person is on call by the resolver. */
export async function resolved(world: CalendarWorld, person: string, from: Date, to: Date) {
  const schedules = await world.deps.db.read((q) => schedulesOf(q, world.deps.settings(), null, world.clock.now()))
  return Object.fromEntries(
    schedules.flatMap((schedule) =>
      rotationsOf(schedule.prepared).map((rotation) => {
        const own = onCallBetween(schedule.prepared, rotation, from, to).filter((one) => one.people.includes(person))
        return [rotation, unionOf(own, from, to)]
      }),
    ),
  )
}

/** The same by the calendar: what isn't cancelled. */
export function shown(calendar: ReadCalendar, from: Date, to: Date, rotations: readonly string[]) {
  const living = calendar.events.filter((event) => event.status === 'CONFIRMED')
  return Object.fromEntries(
    rotations.map((rotation) => [
      rotation,
      unionOf(
        living.filter((event) => new RegExp(`, ${rotation}(?: \\(|$)`).test(event.summary)),
        from,
        to,
      ),
    ]),
  )
}

/** Day by day, as the engine would keep the record. */
export async function passDays(world: CalendarWorld, days: number): Promise<void> {
  for (let hour = 0; hour < days * 24; hour += 1) {
    world.clock.advance(60)
    await runDueDuties(world)
  }
}
