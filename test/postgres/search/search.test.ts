import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { escalations, followers, participants, texts } from '../../../src/db/schema/escalation.ts'
import { clocks } from '../../../src/db/schema/sla.ts'
import { keepWords } from '../../../src/db/stores/search.ts'
import type { PersonActor } from '../../../src/domain/actor.ts'
import { NOTHING_PICKED, type SearchPicks } from '../../../src/domain/search/views.ts'
import { playgroundSettings } from '../../../src/settings/playground.ts'
import { searchFor } from '../../../src/usecases/views/search.ts'
import {
  A,
  B,
  C,
  colleague,
  D,
  fileOne,
  guest,
  lead,
  neighbour,
  requester,
  stranger,
  testWorld,
  type World,
} from '../../support/builders.ts'

const COUNT = 400
const DAY_MS = 86_400_000
/** Words of one family are one word to a reader: each finds all. No word of one family is part of another's. */
const FAMILIES = [
  ['canción', 'canciones'],
  ['feriado', 'feriados'],
  ['niño', 'niños'],
  ['wedding', 'weddings'],
  ['playlist', 'playlists'],
  ['broadcaster', 'broadcasters'],
  ['Zürich'],
  ['TRK-88213-ÑX'],
] as const
const STATUSES = ['unclaimed', 'claimed', 'waiting', 'resolved', 'closed', 'withdrawn', 'duplicate'] as const
const OWNED = ['claimed', 'waiting', 'resolved', 'closed']
const LANGUAGES = ['en', 'es', 'other', 'none', 'unsure'] as const
const SEVERITIES = ['sev1', 'sev2', 'sev3', 'sev4'] as const

interface Made {
  id: number
  teamId: string
  category: string
  severity: (typeof SEVERITIES)[number]
  status: (typeof STATUSES)[number]
  isRestricted: boolean
  requesterId: string
  ownerId: string | null
  contentLanguage: (typeof LANGUAGES)[number]
  filedAt: Date
  isBreached: boolean
  words: readonly string[]
  followers: readonly string[]
  broughtIn: readonly string[]
}

/** Small, and the same each time. */
function chance(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

let world: World
const made: Made[] = []

function generate(): void {
  const roll = chance(20_261_123)
  const of = <T>(list: readonly T[]): T => {
    const one = list[roll(list.length)]
    if (one === undefined) throw new Error('an empty list')
    return one
  }
  const start = Date.parse('2026-10-20T00:00:00Z')
  for (let n = 0; n < COUNT; n += 1) {
    const category = of(playgroundSettings.categories)
    const status = of(STATUSES)
    const owners = [A, B, C, D].map((one) => one.id)
    made.push({
      id: 2000 + n,
      teamId: of(playgroundSettings.teams).id,
      category: category.id,
      severity: of(SEVERITIES),
      status,
      isRestricted: category.isRestricted || roll(10) === 0,
      requesterId: of([requester, colleague, guest, B]).id,
      ownerId: OWNED.includes(status) ? of(owners) : null,
      contentLanguage: of(LANGUAGES),
      filedAt: new Date(start + roll(30 * 24) * 3_600_000),
      isBreached: roll(4) === 0,
      words: Array.from({ length: 1 + roll(4) }, () => of(of(FAMILIES))),
      followers: roll(8) === 0 ? [of([guest, colleague, D]).id] : [],
      broughtIn: roll(8) === 0 ? [of([guest, neighbour, B]).id] : [],
    })
  }
}

async function keep(): Promise<void> {
  await world.deps.db.transact(async (tx) => {
    for (const one of made) {
      const at = one.filedAt
      const isDone = one.status === 'resolved' || one.status === 'closed'
      await tx
        .insert(escalations)
        .overridingSystemValue()
        .values({
          ...one,
          submissionKey: `generated-${one.id}`,
          isHard: false,
          place: 'channel',
          department: null,
          channelLanguage: 'en',
          ownedSince: one.ownerId === null ? null : at,
          waitingSince: one.status === 'waiting' ? at : null,
          decision: isDone ? 'kept_up' : null,
          resolvedAt: isDone ? at : null,
          closedAt: one.status === 'closed' ? at : null,
          withdrawnAt: one.status === 'withdrawn' ? at : null,
          duplicateOf: one.status === 'duplicate' ? one.id - 1 : null,
          linkedAt: one.status === 'duplicate' ? at : null,
        })
      const [first = '', ...rest] = one.words
      const text = (kind: string, body: string) => ({ escalationId: one.id, kind, body, authorId: A.id, writtenAt: at })
      await tx.insert(texts).values([
        text('summary', `Sobre ${first}, please look`),
        text('body', `It says: ${rest.join(' & ')}.`),
        // What the team wrote isn't searched: not all who see the escalation read it.
        text('update', 'weddings internalword'),
      ])
      await keepWords(tx, { isRestricted: one.isRestricted, texts: one.words })
      await tx.insert(clocks).values({
        escalationId: one.id,
        round: 0,
        kind: 'resolve',
        targetMinutes: 60,
        startedAt: at,
        dueAt: at,
        state: 'running',
        breachedAt: one.isBreached ? at : null,
      })
      for (const userId of one.followers) await tx.insert(followers).values({ escalationId: one.id, userId, since: at })
      for (const userId of one.broughtIn) {
        await tx.insert(participants).values({ escalationId: one.id, userId, role: 'brought_in', since: at })
      }
    }
  })
}

beforeAll(async () => {
  world = await testWorld('2026-11-16T15:00:00Z')
  generate()
  await keep()
}, 60_000)
afterAll(() => world.end())

/** Who may see what, said again from the papers: not from the product's code. */
function sees(who: PersonActor, one: Made): boolean {
  if (who.standing === 'stranger') return false
  if (one.requesterId === who.id || one.followers.includes(who.id) || one.broughtIn.includes(who.id)) return true
  const category = playgroundSettings.categories.find((each) => each.id === one.category)
  if (one.isRestricted) return category?.visibleTo.includes(who.id) === true
  const team = playgroundSettings.teams.find((each) => each.id === one.teamId)
  const isOfTeam = team?.leads.includes(who.id) === true || team?.specialists.includes(who.id) === true
  return who.standing === 'member' && (isOfTeam || who.intakeOf.includes(one.teamId))
}

const bare = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

function hasWord(one: Made, word: string): boolean {
  const family = FAMILIES.find((each) => each.some((member) => bare(member) === bare(word)))
  return one.words.some((each) => family?.some((member) => member === each) === true || bare(each).includes(bare(word)))
}

async function look(who: PersonActor, text: string, picks: SearchPicks = NOTHING_PICKED) {
  const ids: number[] = []
  let total = 0
  let isNear = false
  for (let page = 0; page === 0 || ids.length < total; page += 1) {
    const view = await searchFor(world.deps, who, { text, picks, page, pageSize: 50 })
    if (view.state !== 'found') throw new Error(`${text}: ${JSON.stringify(view)}`)
    total = view.list.total
    isNear = view.isNear
    if (page > 0 && view.list.page !== page) throw new Error('the list ended before its count')
    ids.push(...view.list.items.map((item) => item.head.id))
  }
  return { ids, total, isNear }
}

const expected = (who: PersonActor, holds: (one: Made) => boolean) =>
  made
    .filter((one) => sees(who, one) && holds(one))
    .map((one) => one.id)
    .reverse()

const EVERYBODY = [requester, colleague, guest, A, B, lead, neighbour, stranger] as const
/** In `test` one of each way of seeing: who filed, who follows, who serves the team, and nobody; all in `test:long`. */
const READERS = process.env.IN_FULL === undefined ? [requester, guest, A, stranger] : EVERYBODY
const isOpen = (one: Made) => ['unclaimed', 'claimed', 'waiting'].includes(one.status)
const firstOf = (date: string, hours: number) => Date.parse(`${date}T00:00:00Z`) + hours * 3_600_000

const QUERIES: readonly (readonly [text: string, holds: (one: Made, who: PersonActor) => boolean])[] = [
  ['category:press', (one) => one.category === 'press'],
  ['categoría:odio,press', (one) => one.category === 'press' || one.category === 'hate'],
  ['owner:me', (one, who) => one.ownerId === who.id],
  ['owner:none', (one) => one.ownerId === null],
  [`responsable:@${A.id},nadie`, (one) => one.ownerId === A.id || one.ownerId === null],
  [`requester:${colleague.id}`, (one) => one.requesterId === colleague.id],
  ['state:open', isOpen],
  ['state:open state:breached', (one) => isOpen(one) && one.isBreached],
  ['estado:cerrado,incumplido', (one) => one.status === 'closed' || one.isBreached],
  ['severity:sev1,2', (one) => one.severity === 'sev1' || one.severity === 'sev2'],
  ['idioma:es language:es', (one) => one.contentLanguage === 'es'],
  ['team:policy', (one) => one.teamId === 'policy'],
  ['cancion', (one) => hasWord(one, 'canción')],
  ['CANCIÓN', (one) => hasWord(one, 'canción')],
  ['canciones weddings', (one) => hasWord(one, 'canción') && hasWord(one, 'wedding')],
  ['nino feriados state:open', (one) => hasWord(one, 'niño') && hasWord(one, 'feriado') && isOpen(one)],
  [
    'wedding broadcaster playlists',
    (one) => ['wedding', 'broadcaster', 'playlist'].every((word) => hasWord(one, word)),
  ],
  ['zurich', (one) => hasWord(one, 'Zürich')],
  ['88213', (one) => hasWord(one, '88213')],
  ['"trk-88213-nx"', (one) => hasWord(one, 'TRK-88213-ÑX')],
  ['"sobre zurich, please"', (one) => one.words[0] === 'Zürich'],
  ['castle', () => false],
]

describe.each(READERS)('$id finds exactly what holds and may be seen', (who) => {
  test.each(QUERIES)('%s', async (text, holds) => {
    const { ids, total, isNear } = await look(who, text)
    const wanted = expected(who, (one) => holds(one, who))
    expect({ ids, total }).toEqual({ ids: wanted, total: wanted.length })
    expect(isNear).toBe(false)
  })

  test('days are those of the reader’s own zone', async () => {
    const zones = new Map([
      [A.id, 6],
      [B.id, 5],
      [lead.id, 5],
      [requester.id, -1],
      [colleague.id, -1],
    ])
    const hours = zones.get(who.id)
    if (hours === undefined) return
    const within = (one: Made) =>
      one.filedAt.getTime() >= firstOf('2026-11-05', hours) && one.filedAt.getTime() < firstOf('2026-11-08', hours)
    const { ids } = await look(who, 'since:2026-11-05 until:2026-11-07')
    expect(ids).toEqual(expected(who, within))
  })
})

test('the menus hold besides what was typed', async () => {
  const { ids } = await look(B, 'cancion', { category: 'press', state: 'breached', owner: 'nobody' })
  const holds = (one: Made) =>
    hasWord(one, 'canción') && one.category === 'press' && one.isBreached && one.ownerId === null
  expect(ids).toEqual(expected(B, holds))
})

test.each(['ESC-1042', '1042', 'esc 1042', 'esc-1042'])('%s is the escalation of that number', async (typed) => {
  const seen = made.find((one) => sees(B, one))
  const secret = made.find((one) => one.isRestricted && !sees(B, one))
  if (seen === undefined || secret === undefined) throw new Error('the generator made neither')
  expect((await look(B, typed.replace('1042', String(seen.id)))).ids).toEqual([seen.id])
  expect(await look(B, typed.replace('1042', String(secret.id)))).toEqual({ ids: [], total: 0, isNear: false })
})

test.each(['playlsit', 'brodcaster', 'cancoin', 'TRK-88231-NX'])(
  '%s, which nobody wrote, finds what is like it',
  async (slip) => {
    const meant = { playlsit: 'playlist', brodcaster: 'broadcaster', cancoin: 'canción' }[slip] ?? 'TRK-88213-ÑX'
    for (const who of [A, B, guest]) {
      const { ids, isNear } = await look(who, slip)
      const wanted = expected(who, (one) => hasWord(one, meant))
      expect(ids).toEqual(wanted)
      expect(isNear).toBe(true)
    }
  },
)

test('what the team wrote later finds nothing: not every reader of the escalation reads that', async () => {
  expect(await look(A, 'internalword')).toEqual({ ids: [], total: 0, isNear: false })
})

test('signs that SQL knows are only signs', async () => {
  for (const text of ['%%%', '_____', "'; drop table texts; --", '100%_\\', 'a & b | !c', '\\', '<->']) {
    expect((await look(A, text)).total).toBe(0)
  }
})

test('a person is meant by the whole name; none and two of a name are asked back', async () => {
  const problem = async (text: string) => {
    const view = await searchFor(world.deps, A, { text, picks: NOTHING_PICKED, page: 0, pageSize: 5 })
    return view.state === 'problems' ? view.problems.map((one) => `${one.code} ${one.at}`) : view.state
  }
  expect(await problem('owner:somebody')).toEqual(['unknown_person 7'])
  expect(await problem('owner:u0lead1')).toBe('found')
  expect(await problem('')).toBe('nothing_asked')
})

test('a page behind the last is the last', async () => {
  const asked = { text: 'state:open', picks: NOTHING_PICKED, pageSize: 5 }
  const view = await searchFor(world.deps, A, { ...asked, page: 900_000 })
  if (view.state !== 'found') throw new Error(view.state)
  expect(view.list.page).toBe(Math.ceil(view.list.total / 5) - 1)
  expect(view.list.items.length).toBeGreaterThan(0)
})

test('what is redacted is no longer found', async () => {
  const id = await fileOne(world, { summary: 'An unheardofword', body: 'Nothing else.' })
  expect((await look(A, 'unheardofword')).ids).toEqual([id])
  await world.deps.db.transact((tx) =>
    tx
      .update(texts)
      .set({ body: null, redactedAt: new Date(Date.parse('2026-11-16T15:00:00Z') + DAY_MS) })
      .where(eq(texts.escalationId, id)),
  )
  expect((await look(A, 'unheardofword')).total).toBe(0)
})
