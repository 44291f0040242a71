import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { type Database, openDatabase, type Queryable } from '../../src/db/client.ts'
import { startEmbeddedPostgres } from '../../src/db/embedded/server.ts'
import { migrateDatabase } from '../../src/db/migrate.ts'
import { listCount, listPage, type Sightline } from '../../src/db/stores/lists.ts'
import { type Reading, type SearchCondition, type Sought, seek } from '../../src/db/stores/search.ts'
import type { PersonActor } from '../../src/domain/actor.ts'
import type { Term } from '../../src/domain/search/query.ts'
import { NOTHING_PICKED } from '../../src/domain/search/views.ts'
import { playgroundSettings } from '../../src/settings/playground.ts'
import { machineClock } from '../../src/system/clock.ts'
import { sightlineOf } from '../../src/usecases/views/lists.ts'
import { searchFor } from '../../src/usecases/views/search.ts'
import { quietLog } from '../support/quiet-log.ts'
import { median, table } from './figures.ts'
import { COMMON, fillWorld, RARE, REQUESTER, SOMETIMES } from './search-world.ts'

const RUNS = 5
const PAGE = 8
const MOST = 1001

/** A question, as it is typed, as it is read, and as somebody would write it by hand: a condition of `escalations e`. */
interface Question {
  readonly name: string
  readonly typed: string
  readonly terms: readonly Term[]
  readonly conditions?: readonly SearchCondition[]
  readonly reading?: Reading
  readonly byHand: string
  readonly who: PersonActor
}

const member = (id: string): PersonActor => ({ kind: 'person', id, standing: 'member', intakeOf: [] })
const specialist = member('U0SPECIALISTB')
const requester = member(REQUESTER)

const word = (text: string): Term => ({ kind: 'word', text })
const text = (condition: string) =>
  `exists (select from texts t where t.escalation_id = e.id and t.kind in ('summary','body') and ${condition})`
const stem = (query: string) => text(`t.words @@ '${query}'::tsquery`)
const PLAIN = `translate(lower(normalize(t.body, NFC)), 'áàâäãåéèêëíìîïóòôöõúùûüñçÁÀÂÄÃÅÉÈÊËÍÌÎÏÓÒÔÖÕÚÙÛÜÑÇ', 'aaaaaaeeeeiiiiooooouuuuncaaaaaaeeeeiiiiooooouuuunc')`
const part = (piece: string) => text(`${PLAIN} like '%${piece}%'`)

/** What this person may see, as somebody would write it who knows that person. */
const seenBy = (who: PersonActor) =>
  `(e.requester_id = '${who.id}'
    or e.id in (select escalation_id from followers where user_id = '${who.id}')
    or e.id in (select escalation_id from participants where user_id = '${who.id}' and role = 'brought_in')
    ${who === specialist ? "or (not e.is_restricted and e.team_id = 'policy')" : ''})`

function questions(count: number): readonly Question[] {
  const id = `TRK-${101_000 + Math.floor(count / 2)}-NX`
  const near = (typed: string, meant: string): Reading => ({ by: 'near', meant: new Map([[typed, [meant]]]) })
  const both = [specialist, requester].flatMap((who): Question[] => [
    { name: 'a word in half of all', typed: COMMON, terms: [word(COMMON)], byHand: stem(COMMON), who },
    { name: 'a word in one of twenty', typed: SOMETIMES, terms: [word(SOMETIMES)], byHand: stem('wed'), who },
    { name: 'a word in one of ten thousand', typed: RARE, terms: [word(RARE)], byHand: stem(RARE), who },
    {
      name: 'two words',
      typed: `${COMMON} ${SOMETIMES}`,
      terms: [word(COMMON), word(SOMETIMES)],
      byHand: `${stem(COMMON)} and ${stem('wed')}`,
      who,
    },
    { name: 'an id', typed: id, terms: [word(id)], byHand: part(id.toLowerCase()), who },
    { name: 'the start of each id', typed: 'trk-1', terms: [word('trk-1')], byHand: part('trk-1'), who },
    {
      name: 'a word and a filter',
      typed: `${COMMON} state:unclaimed`,
      terms: [word(COMMON)],
      conditions: [{ field: 'state', states: ['unclaimed'] }],
      byHand: `${stem(COMMON)} and e.status = 'unclaimed'`,
      who,
    },
    {
      name: 'part of a word',
      typed: 'arzuel',
      terms: [word('arzuel')],
      reading: { by: 'parts' },
      byHand: part('arzuel'),
      who,
    },
    {
      name: 'a slip in a rare word',
      typed: 'zarzueal',
      terms: [word('zarzueal')],
      reading: near('zarzueal', RARE),
      byHand: stem(RARE),
      who,
    },
    {
      name: 'a slip in a common word',
      typed: 'remxi',
      terms: [word('remxi')],
      reading: near('remxi', COMMON),
      byHand: stem(COMMON),
      who,
    },
    { name: 'a word that nobody wrote', typed: 'xylophone', terms: [word('xylophone')], byHand: stem('xylophon'), who },
  ])
  return both
}

/** Search beside SQL that somebody wrote for the one question, on a server of its own. */
export async function benchSearch(count: number, print: (line: string) => void): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'vigia-bench-'))
  const server = await startEmbeddedPostgres({ dataDir, log: quietLog })
  try {
    await migrateDatabase(server.url, { log: quietLog })
    await measureSearch(server.url, count, print, true)
  } finally {
    await server.stop()
    // Where root starts it, the data lies elsewhere.
    for (const folder of [server.dataDir, dataDir]) rmSync(folder, { recursive: true, force: true })
  }
}

export async function measureSearch(
  url: string,
  count: number,
  print: (line: string) => void,
  isFilled: boolean,
): Promise<void> {
  const hour = 3_600_000
  const db = openDatabase({
    url,
    max: 1,
    statementTimeoutMs: hour,
    transactionDeadlineMs: hour,
    applicationName: 'vigia bench',
    log: quietLog,
  })
  try {
    if (isFilled) {
      print(`Filing ${count} escalations …`)
      await fillWorld(db, count)
    }
    const head = ['question', 'page', 'by hand', 'ratio', 'count', 'by hand', 'ratio', 'whole answer']
    for (const who of [specialist, requester]) {
      const rows: (readonly string[])[] = []
      for (const question of questions(count).filter((one) => one.who === who)) {
        rows.push(await rowOf(db, question))
      }
      print(
        `\nMilliseconds, medians of ${RUNS}; ${who === specialist ? 'a specialist, who sees nearly all' : 'a requester, who sees a few'}:`,
      )
      print(table([head, ...rows]))
    }
  } finally {
    await db.close()
  }
}

async function rowOf(db: Database, question: Question): Promise<readonly string[]> {
  const { typed, terms, who, conditions = [], reading = { by: 'stems' } } = question
  const deps = { clock: machineClock, log: quietLog, db, settings: () => playgroundSettings }
  const line: Sightline = await db.read((q) => sightlineOf(q, playgroundSettings, who))
  const sought = async (q: Queryable) => {
    const all: Sought[] = []
    for (const term of terms) all.push(await seek(q, term, reading))
    return all
  }
  const asked = async (q: Queryable) => ({ list: 'find', search: { sought: await sought(q), conditions } }) as const
  const pageOf = async (q: Queryable) => listPage(q, line, await asked(q), 0, PAGE)
  // What was looked up for the page serves for the count.
  const known = await db.read(asked)
  const where = `${question.byHand} and ${seenBy(who)}`
  const byHand = (statement: string) => db.read(async (q) => [...(await q.execute(sql.raw(statement)))])
  const pageByHand = `select e.* from escalations e where ${where} order by e.id desc limit ${PAGE}`
  const countByHand = `select count(*)::int as n from (select from escalations e where ${where} limit ${MOST}) found`
  const ours = await db.read(pageOf)
  const theirs = await byHand(pageByHand)
  const n = await db.read((q) => listCount(q, line, known))
  const [counted] = await byHand(countByHand)
  if (String(ours.map((one) => one.id)) !== String(theirs.map((one) => one.id)) || n !== counted?.n) {
    throw new Error(`${question.name}: search and the SQL by hand don't find the same`)
  }
  const [page, pageHand, all, allHand, whole] = await mediansOf([
    () => db.read(pageOf),
    () => byHand(pageByHand),
    () => db.read((q) => listCount(q, line, known)),
    () => byHand(countByHand),
    () => searchFor(deps, who, { text: typed, picks: NOTHING_PICKED, page: 0, pageSize: PAGE }),
  ])
  const ms = (value = Number.NaN) => value.toFixed(1)
  const ratio = (value = Number.NaN, other = Number.NaN) => (value / other).toFixed(2)
  return [
    `${question.name} (${n >= MOST ? 'more than 1000' : n})`,
    ...[ms(page), ms(pageHand), ratio(page, pageHand)],
    ...[ms(all), ms(allHand), ratio(all, allHand)],
    ms(whole),
  ]
}

/** Taken in turns, so that what else the machine does meets all of them alike. */
async function mediansOf(works: readonly (() => Promise<unknown>)[]): Promise<readonly number[]> {
  const times = works.map((): number[] => [])
  for (let run = 0; run < RUNS; run += 1) {
    for (const [index, work] of works.entries()) {
      const start = performance.now()
      await work()
      times[index]?.push(performance.now() - start)
    }
  }
  return times.map(median)
}
