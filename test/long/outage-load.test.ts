import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Person, SeenMessage, SeenView } from '../../src/playground/driver.ts'
import { pressables } from '../../src/playground/pressing.ts'
import { ACTION_IDS } from '../../src/slack/blocks/ids.ts'
import { CALLBACK_IDS, FIELDS, formCallback } from '../../src/slack/blocks/screens/ids.ts'
import { fillForm, type OutageBench, serverPid, startOutageBench } from '../support/outage.ts'

/** Who files, and how they sign: a summary that holds an id would be asked "Already known?". */
const SIGNATURES: Readonly<Record<string, string>> = { U0REQUESTER1: 'pr', U0REQUESTER2: 'support', U0LEAD1: 'lead' }
const FILERS = Object.keys(SIGNATURES)
const SPECIALISTS = ['U0SPECIALISTB', 'U0SPECIALISTD']
/** Somebody's press has its answer from the database so soon after all is well; a second of it is for a busy machine. */
const RESUMES_WITHIN_MS = 3_000
/** Everybody has filed again: whoever had pressed just before waits their time out first, and the machine may be busy. */
const ALL_BACK_WITHIN_MS = 15_000
/** How long a person takes a breath between two things. */
const BREATH_MS = 100

let bench: OutageBench

beforeAll(async () => {
  bench = await startOutageBench()
}, 60_000)

afterAll(() => bench.stop(), 60_000)

/** The view that a press brings, or null where it brings none in the time that it may take. */
async function opened(person: Person, press: () => Promise<unknown>): Promise<SeenView | null> {
  const before = person.topView()?.id
  await press()
  const isNew = () => person.topView() !== null && person.topView()?.id !== before
  await bench.until('a view opens', isNew, 3_000).catch(() => null)
  return isNew() ? person.topView() : null
}

function hasButton(blocks: SeenView['blocks'], actionId: string): boolean {
  return pressables(blocks).some(({ element }) => element.action_id === actionId)
}

interface Acknowledged {
  readonly by: string
  readonly summary: string
  readonly at: number
}

/** A handful of people at work while `happen` does something to the database; it resolves when all is well again. */
async function atWork(name: string, happen: () => Promise<void>) {
  const acknowledged: Acknowledged[] = []
  const strange: string[] = []
  let isOver = false
  let answeredAt = 0

  async function files(id: string): Promise<void> {
    const person = bench.slack.as(id)
    for (let nr = 1; !isOver; nr += 1) {
      const summary = `${name} ${SIGNATURES[id]} ${nr}`
      await fillForm(person, summary)
      // As often as it takes, on the same form, as people do who are told to.
      for (let isFiled = false; !isFiled && !isOver; ) {
        const answer = await person.submit()
        isFiled = answer.ok && person.topView()?.callbackId === CALLBACK_IDS.filed
        if (isFiled) {
          answeredAt = performance.now()
          acknowledged.push({ by: id, summary, at: answeredAt })
        } else if (answer.ok || answer.why !== 'errors') strange.push(JSON.stringify(answer))
        else await pause(BREATH_MS)
      }
      if (person.topView() !== null) await person.close(true)
      await pause(BREATH_MS)
    }
  }

  async function works(id: string): Promise<void> {
    const person = bench.slack.as(id)
    for (let nr = 1; !isOver; nr += 1) {
      const cards = person.channel('C0INTAKE').messages()
      const card = cards.findLast((message) => message.says.includes(name))
      if (card === undefined) {
        await pause(BREATH_MS)
        continue
      }
      // On the screen it may be gone already: somebody else was first.
      if (hasButton(card.blocks, ACTION_IDS.claim)) await person.click(card, ACTION_IDS.claim).catch(() => null)
      await writesUpdate(person, card, `${name} update ${nr}`)
      if (person.topView() !== null) await person.close(true)
      await pause(BREATH_MS)
    }
  }

  async function writesUpdate(person: Person, card: SeenMessage, text: string): Promise<void> {
    const actions = await opened(person, () => person.click(card, ACTION_IDS.actions))
    if (actions?.callbackId !== CALLBACK_IDS.actions) return
    answeredAt = performance.now()
    // Somebody else may have claimed it, or not yet: then there is nothing to press.
    if (!hasButton(actions.blocks, ACTION_IDS.writeUpdate)) return
    const form = await opened(person, () => person.click(actions, ACTION_IDS.writeUpdate))
    if (form?.callbackId !== formCallback('write_update')) return
    await person.fill({ [FIELDS.text]: text })
    await person.submit()
  }

  const everybody = [...FILERS.map(files), ...SPECIALISTS.map(works)]
  const filedBy = (id: string) => acknowledged.filter(({ by }) => by === id).length
  const story = async () => {
    // Not the first of each: what runs for the first time takes longer.
    await bench.until('all are at work', () => FILERS.every((id) => filedBy(id) > 1))
    await happen()
    const healedAt = performance.now()
    const isBack = (id: string) => acknowledged.some(({ by, at }) => by === id && at > healedAt)
    await bench.until('somebody is answered again', () => answeredAt > healedAt, RESUMES_WITHIN_MS)
    await bench.until('everybody files again', () => FILERS.every(isBack), ALL_BACK_WITHIN_MS)
  }
  try {
    await Promise.race([story(), Promise.all(everybody)])
  } finally {
    isOver = true
    await Promise.allSettled(everybody)
  }
  await Promise.all(everybody)
  await bench.vigia.idle()
  return { acknowledged, strange }
}

/** What must hold, whatever happened. */
async function expectWhole({ acknowledged, strange }: Awaited<ReturnType<typeof atWork>>): Promise<void> {
  expect(strange, 'answers that keep neither the form nor the filing').toEqual([])
  // By itself: nobody presses anything any more.
  const waiting = `select count(*) from outbox where state = 'waiting' and not_before <= now()`
  await bench.until('the outbox is drained', async () => (await bench.count(waiting)) === 0, 10_000)
  await bench.vigia.idle()
  expect(await bench.count(`select count(*) from outbox where state = 'unroutable'`)).toBe(0)

  const cards = bench.slack.as('U0LEAD1').channel('C0INTAKE').messages()
  for (const { summary } of acknowledged) {
    const records = `select count(*) from texts where kind = 'summary' and body = '${summary}'`
    expect(await bench.count(records), `records of "${summary}"`).toBe(1)
    expect(
      cards.filter((card) => card.says.includes(`${summary}\n`) || card.says.endsWith(summary)),
      `cards of "${summary}"`,
    ).toHaveLength(1)
  }
  const owned = 'select count(*) from escalations where owner_id is not null'
  const claims = `select count(*) from timeline where event = 'escalation_claimed'`
  expect(await bench.count(claims)).toBe(await bench.count(owned))
  expect(bench.uncaught).toEqual([])
  expect(bench.takeFaults()).toEqual([])
}

async function untilReplaced(old: number): Promise<void> {
  await bench.until('there is a new server', () => {
    const living = bench.server.process()
    return living !== undefined && living.pid !== old && living.status === 'ready'
  })
}

describe('while people file, claim and update', () => {
  test.each([
    ['restarted', 'SIGINT'],
    ['killed', 'SIGKILL'],
  ] as const)(
    'the server is %s: every filing that was acknowledged is there once, and all goes on by itself',
    async (name, how) => {
      const work = await atWork(name, async () => {
        const old = serverPid(bench)
        process.kill(old, how)
        await untilReplaced(old)
      })
      await expectWhole(work)
    },
  )

  test('the connections are cut again and again: the same', async () => {
    const work = await atWork('cut', async () => {
      for (let times = 0; times < 20; times += 1) {
        bench.proxy.cut()
        await pause(37)
      }
    })
    await expectWhole(work)
  })

  test('the wire swallows everything for three seconds: the same', async () => {
    const work = await atWork('swallowed', async () => {
      bench.proxy.blackHole()
      await pause(3_000)
      bench.proxy.heal()
    })
    await expectWhole(work)
  })
})
