import { asc, eq } from 'drizzle-orm'
import { outbox } from '../../src/db/schema/outbox.ts'
import { timeline } from '../../src/db/schema/timeline.ts'
import { clocksOf, type StoredClock } from '../../src/db/stores/clocks.ts'
import { loadEscalation } from '../../src/db/stores/escalations.ts'
import { openRequests, type Request } from '../../src/db/stores/exchanges.ts'
import { type Page, pagesOf } from '../../src/db/stores/pages.ts'
import { savePerson } from '../../src/db/stores/people.ts'
import { latestOf } from '../../src/db/stores/timeline.ts'
import { dueTimers } from '../../src/db/stores/timers.ts'
import type { PersonActor } from '../../src/domain/actor.ts'
import type { Escalation } from '../../src/domain/escalation/escalation.ts'
import type { Outcome, Refusal } from '../../src/domain/escalation/refusal.ts'
import type { Intent } from '../../src/outbox/intents.ts'
import { playgroundSettings } from '../../src/settings/playground.ts'
import type { Settings } from '../../src/settings/types.ts'
import type { Deps } from '../../src/usecases/deps.ts'
import { claim } from '../../src/usecases/escalation/claim.ts'
import { type Filing, file } from '../../src/usecases/escalation/file.ts'
import { runTimer } from '../../src/usecases/timers/run-timer.ts'
import { ManualClock } from './clock.ts'
import { testDatabase } from './database.ts'
import { quietLog } from './quiet-log.ts'

/** Monday, 16:00 in Madrid, 10:00 in New York, 09:00 in Mexico City: everybody is at work. */
export const MONDAY = '2026-11-16T15:00:00Z'
/** Monday, 22:40 in Madrid, 15:40 in Mexico City. */
export const MONDAY_NIGHT = '2026-11-16T21:40:00Z'

export const JOB = { kind: 'job', name: 'timers' } as const

function member(id: string): PersonActor {
  return { kind: 'person', id, standing: 'member', intakeOf: [] }
}

/** Who acts in tests. `A`, `C` and the lead are cleared for restricted categories, `B` and `D` aren't. */
export const requester = member('U0REQUESTER1')
export const colleague = member('U0COLLEAGUE1')
export const A = member('U0SPECIALISTA')
export const B = member('U0SPECIALISTB')
export const C = member('U0SPECIALISTC')
export const D = member('U0SPECIALISTD')
export const lead = member('U0LEAD1')
export const guest: PersonActor = { ...member('U0GUEST1'), standing: 'guest' }
export const stranger: PersonActor = { ...member('U0STRANGER1'), standing: 'stranger' }
/** In the team's private intake channel, and nothing else. */
export const neighbour: PersonActor = { ...member('U0NEIGHBOUR1'), intakeOf: ['policy'] }

const PEOPLE: readonly (readonly [person: PersonActor, zone: string, locale: string])[] = [
  [requester, 'Europe/Madrid', 'es-ES'],
  [colleague, 'Europe/Madrid', 'es-ES'],
  [neighbour, 'Europe/London', 'en-GB'],
  [A, 'America/Mexico_City', 'es-LA'],
  [B, 'America/New_York', 'en-US'],
  [C, 'Europe/Madrid', 'es-ES'],
  [D, 'Europe/London', 'en-GB'],
  [lead, 'America/New_York', 'en-US'],
  [guest, 'Europe/London', 'en-GB'],
  [stranger, 'Europe/Paris', 'en-GB'],
]

export interface World {
  readonly deps: Deps
  readonly clock: ManualClock
  /** Where its database is, for what connects by itself. */
  readonly url: string
  /** Changes the policy from now on. */
  set(settings: Settings): void
  end(): Promise<void>
}

/** A database of its own with the seeded people, domain time in the test's hands, the playground's policy. */
export async function testWorld(start: string = MONDAY): Promise<World> {
  const { db, url, drop } = await testDatabase()
  const clock = new ManualClock(start)
  let settings = playgroundSettings
  const world: World = {
    deps: { clock, log: quietLog, db, settings: () => settings },
    clock,
    url,
    set: (next) => {
      settings = next
    },
    end: drop,
  }
  for (const [person, zone, slackLocale] of PEOPLE) {
    await db.read((q) =>
      savePerson(q, {
        id: person.id,
        workspaceId: person.standing === 'stranger' ? 'T0OTHER' : 'T0HERE',
        displayName: person.id,
        zone,
        slackLocale,
        isGuest: person.standing === 'guest',
        isBot: false,
        isDeactivated: false,
        learnedAt: clock.now(),
      }),
    )
  }
  return world
}

let filed = 0

/** What the form of a press matter holds; each is a submission of its own. */
export function filing(overrides: Partial<Filing> = {}): Filing {
  filed += 1
  return {
    submissionKey: `V${filed}`,
    category: 'press',
    severity: 'sev1',
    summary: 'Playlist removed, broadcaster asks',
    body: 'They are on air at six.',
    contentLanguage: 'es',
    details: {},
    neededBy: null,
    forTeamId: null,
    followers: [],
    isHard: null,
    requesterLanguage: 'es',
    via: 'command',
    ...overrides,
  }
}

/** Files one as the requester, or as whoever is named; its number. */
export async function fileOne(
  world: World,
  overrides: Partial<Filing> = {},
  by: PersonActor = requester,
): Promise<number> {
  return got(await file(world.deps, by, filing(overrides))).escalationId
}

/** Filed, and claimed by A at once. */
export async function fileClaimed(world: World, overrides: Partial<Filing> = {}): Promise<number> {
  const escalationId = await fileOne(world, overrides)
  got(await claim(world.deps, A, { escalationId }))
  return escalationId
}

export function got<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`refused: ${JSON.stringify(outcome.refusal)}`)
  return outcome.value
}

export function refusalOf(outcome: Outcome<unknown>): Refusal {
  if (outcome.ok) throw new Error('it was done')
  return outcome.refusal
}

export async function stateOf(world: World, id: number): Promise<Escalation> {
  const found = await world.deps.db.read((q) => loadEscalation(q, id))
  if (found === null) throw new Error(`no escalation ${id}`)
  return found
}

export async function clocks(world: World, id: number): Promise<readonly StoredClock[]> {
  return world.deps.db.read((q) => clocksOf(q, id))
}

/** The clock that runs or is paused, of one kind. */
export async function liveClock(world: World, id: number, kind: StoredClock['kind']): Promise<StoredClock | undefined> {
  return (await clocks(world, id)).find((clock) => clock.kind === kind && clock.endedAt === null)
}

export async function pages(world: World, id: number): Promise<readonly Page[]> {
  return world.deps.db.read((q) => pagesOf(q, id))
}

export async function requestsOf(world: World, id: number): Promise<readonly Request[]> {
  return world.deps.db.read((q) => openRequests(q, id))
}

/** The one open request of an escalation. */
export async function requestOf(world: World, id: number): Promise<Request> {
  const [only, ...others] = await requestsOf(world, id)
  if (only === undefined || others.length > 0) throw new Error(`escalation ${id} has not one open request`)
  return only
}

/** Names of the events, oldest first. */
export async function eventsOf(world: World, id: number): Promise<readonly string[]> {
  const rows = await world.deps.db.read((q) =>
    q.select({ event: timeline.event }).from(timeline).where(eq(timeline.escalationId, id)).orderBy(asc(timeline.id)),
  )
  return rows.map((row) => row.event)
}

/** Who was reminded of which clock and why, oldest first. */
export async function reminders(world: World, id: number) {
  const rows = await world.deps.db.read((q) => latestOf(q, id, ['owner_reminded'], 100))
  return rows
    .toReversed()
    .flatMap((row) => (row.event.event === 'owner_reminded' ? [{ id: row.id, ...row.event.facts }] : []))
}

/** Runs what is due now, timer by timer, as the engine does. */
export async function runDueTimers(world: World): Promise<void> {
  const due = await world.deps.db.read((q) => dueTimers(q, world.clock.now(), 100))
  for (const timer of due) await runTimer(world.deps, JOB, { timerId: timer.id })
}

/** What an outbox row says, in words: `line update_written → U1`. */
async function inWords(world: World, intent: Intent): Promise<string> {
  const to = 'userId' in intent ? ` → ${intent.userId}` : ''
  if (intent.kind !== 'requester_line' && intent.kind !== 'work_line') {
    const notice = intent.kind === 'lead_notice' ? ` ${intent.notice.code}` : ''
    return `${intent.kind}${notice}${to}`
  }
  const rows = await world.deps.db.read((q) =>
    q.select({ event: timeline.event }).from(timeline).where(eq(timeline.id, intent.timelineId)),
  )
  return `${intent.kind} ${rows[0]?.event}${to}`
}

type Versions = ReadonlyMap<string, number>

async function rows(world: World) {
  return world.deps.db.read((q) => q.select().from(outbox).orderBy(asc(outbox.id)))
}

/**
 * What one step said: `news` are messages that weren't there before (they may notify), `edits` are surfaces drawn again.
 * `held` are those of the news that wait for somebody's morning.
 */
export async function saidBy(
  world: World,
  step: () => Promise<unknown>,
): Promise<{ readonly news: readonly string[]; readonly edits: readonly string[]; readonly held: readonly string[] }> {
  const before: Versions = new Map((await rows(world)).map((row) => [row.key, row.version]))
  await step()
  const news: string[] = []
  const edits: string[] = []
  const held: string[] = []
  for (const row of await rows(world)) {
    const version = before.get(row.key)
    if (version === row.version) continue
    const words = await inWords(world, row.intent as Intent)
    if (version !== undefined) edits.push(words)
    else news.push(words)
    if (version === undefined && row.notBefore > world.clock.now()) held.push(words)
  }
  return { news: news.sort(), edits: [...new Set(edits)].sort(), held: held.sort() }
}
