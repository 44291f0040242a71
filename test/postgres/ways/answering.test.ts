import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { savePerson } from '../../../src/db/stores/people.ts'
import { attemptsOf } from '../../../src/db/stores/ways.ts'
import { claim } from '../../../src/usecases/escalation/claim.ts'
import { removeWay } from '../../../src/usecases/ways/remove-way.ts'
import { A, B, C, eventsOf, fileOne, got, MONDAY_NIGHT, pages, stateOf } from '../../support/builders.ts'
import { type PagerWorld, pagerWorld } from '../../support/pager-world.ts'

/** Answers by SMS and by a key: the verbs of the buttons, and nothing for whom we don't know. */

const NUMBER = '+525550100042'
const STRANGER = '+525550100099'

let world: PagerWorld

beforeAll(async () => {
  world = await pagerWorld(MONDAY_NIGHT)
  await world.way(A, 'sms', NUMBER)
  await world.way(A, 'voice', NUMBER)
})
afterAll(() => world.end())

let id: number
beforeEach(async () => {
  id = await fileOne(world, { severity: 'sev1' })
  await world.settled()
})
afterEach(async () => {
  // So that the next one is the only page that waits.
  await claim(world.deps, C, { escalationId: id })
  await world.settled()
})

/** What we answered to the newest SMS that came in. */
async function reply(from: string, text: string): Promise<string> {
  await world.twilio.receive(from, text)
  const last = world.answers.findLast((one) => one.path === '/twilio/sms')
  expect(last?.status).toBe(200)
  return last?.body ?? ''
}

const EMPTY = '<?xml version="1.0" encoding="UTF-8"?><Response></Response>'

async function attempt(kind: 'sms' | 'voice') {
  const page = (await pages(world, id)).find((one) => one.userId === A.id)
  const all = await world.deps.db.read((q) => attemptsOf(q, page?.id ?? 0))
  const found = all.find((one) => one.kind === kind)
  if (found === undefined) throw new Error(`no ${kind}`)
  return found
}

describe('by SMS', () => {
  test('“1042 1” claims, and says by when the first update is due', async () => {
    expect(await reply(NUMBER, `${id} 1`)).toMatch(
      new RegExp(`ESC-${id} es tuyo\\. Primera novedad antes de \\d\\d:\\d\\d\\.`),
    )
    expect(await stateOf(world, id)).toMatchObject({ status: 'claimed', ownerId: A.id })
    // Sent again after an answer that was lost: the same.
    expect(await reply(NUMBER, `${id} 1`)).toContain('es tuyo')
  })

  test('“1042 2” has seen it, “1042 3” passes it on', async () => {
    expect(await reply(NUMBER, `${id} 2`)).toContain(`ESC-${id}: visto.`)
    expect(await eventsOf(world, id)).toContain('page_seen')
    expect(await reply(NUMBER, `${id} 3`)).toContain(`ESC-${id}: pasado a otra persona.`)
    expect(await eventsOf(world, id)).toContain('page_passed')
  })

  test('“1” alone is enough while one page waits, and not once two do', async () => {
    const other = await fileOne(world, { severity: 'sev1' })
    expect(await reply(NUMBER, '1')).toContain('Ejemplo: 1042 1')
    expect((await stateOf(world, id)).status).toBe('unclaimed')
    got(await claim(world.deps, C, { escalationId: other }))
    expect(await reply(NUMBER, '1')).toContain(`ESC-${id} es tuyo`)
  })

  test('anything else is helped in one line', async () => {
    for (const text of ['hola', '1042', '4', '']) expect(await reply(NUMBER, text)).toContain('1=tomar 2=visto 3=paso')
    expect((await stateOf(world, id)).status).toBe('unclaimed')
  })

  test('somebody else was first: it is said, and nothing changes', async () => {
    got(await claim(world.deps, C, { escalationId: id }))
    expect(await reply(NUMBER, `${id} 1`)).toContain('lo tiene otra persona. No tienes que hacer nada.')
    expect(await stateOf(world, id)).toMatchObject({ ownerId: C.id })
  })

  test('a number that nobody proved learns nothing, whatever it says', async () => {
    for (const text of [`${id} 1`, '1', 'hola']) expect(await reply(STRANGER, text)).toBe(EMPTY)
    expect((await stateOf(world, id)).status).toBe('unclaimed')
  })

  test('an escalation that they weren’t paged about is one that doesn’t exist', async () => {
    expect(await reply(NUMBER, '999999 1')).toContain('Ejemplo: 1042 1')
  })

  test('whose account was deactivated answers nothing any more', async () => {
    const person = { ...(await profile(A.id)), isDeactivated: true }
    await world.deps.db.read((q) => savePerson(q, person))
    expect(await reply(NUMBER, `${id} 1`)).toBe(EMPTY)
    await world.deps.db.read((q) => savePerson(q, { ...person, isDeactivated: false }))
  })
})

async function profile(userId: string) {
  return {
    id: userId,
    workspaceId: 'T0HERE',
    displayName: userId,
    zone: 'America/Mexico_City',
    slackLocale: 'es-LA',
    isGuest: false,
    isBot: false,
    learnedAt: world.clock.now(),
  }
}

describe('by a key of the call', () => {
  const press = async (digits: string, to = NUMBER) => {
    const { id: attemptId } = await attempt('voice')
    return world.callBack(`/twilio/keys?attempt=${attemptId}`, {
      CallSid: 'CA1',
      To: to,
      From: world.twilio.from,
      Digits: digits,
    })
  }

  test('an answered call isn’t an acknowledgement: voicemail answers too', async () => {
    const call = await attempt('voice')
    await world.twilio.report(call.externalId ?? '', 'in-progress')
    await world.twilio.report(call.externalId ?? '', 'completed')
    expect(await eventsOf(world, id)).not.toContain('page_seen')
    expect((await stateOf(world, id)).status).toBe('unclaimed')
  })

  test('4 claims', async () => {
    expect((await press('4')).body).toContain('Es tuyo.')
    expect(await stateOf(world, id)).toMatchObject({ status: 'claimed', ownerId: A.id })
  })

  test('5 has seen it, 6 passes it on', async () => {
    expect((await press('5')).body).toContain('Visto.')
    expect((await press('6')).body).toContain('Pasado a otra persona.')
    expect(await eventsOf(world, id)).toEqual(expect.arrayContaining(['page_seen', 'page_passed']))
  })

  test('9, and any other key, says it again', async () => {
    for (const key of ['9', '7', '']) {
      const { body } = await press(key)
      expect(body).toContain('<Gather')
      expect(body).toContain('4 tomar, 5 visto, 6 pasar, 9 repetir.')
    }
  })

  test('of a call to another number does nothing', async () => {
    expect((await press('4', STRANGER)).body).toBe(EMPTY)
    expect((await stateOf(world, id)).status).toBe('unclaimed')
  })
})

describe('what Twilio didn’t sign', () => {
  test('is refused, whatever it asks', async () => {
    const { id: attemptId } = await attempt('voice')
    for (const [path, params] of [
      ['/twilio/sms', { From: NUMBER, Body: `${id} 1` }],
      [`/twilio/keys?attempt=${attemptId}`, { To: NUMBER, Digits: '4' }],
      [`/twilio/status?attempt=${attemptId}`, { CallSid: 'CA1', CallStatus: 'failed' }],
    ] as const) {
      expect(await world.callBack(path, params, 'another token')).toEqual({ status: 403, body: '' })
      const unsigned = await fetch(`${world.publicUrl}${path}`, { method: 'POST', body: new URLSearchParams(params) })
      expect(unsigned.status).toBe(403)
    }
    expect((await stateOf(world, id)).status).toBe('unclaimed')
    expect((await attempt('voice')).state).toBe('sent')
  })

  test('and what is too long isn’t read', async () => {
    const body = 'x'.repeat(70_000)
    expect((await world.callBack('/twilio/sms', { From: NUMBER, Body: body })).status).toBe(413)
  })
})

test('a call that nobody took is a page that wasn’t received: the timeline says so, once', async () => {
  const call = await attempt('voice')
  await world.twilio.report(call.externalId ?? '', 'no-answer')
  await world.twilio.report(call.externalId ?? '', 'no-answer')
  expect(await attempt('voice')).toMatchObject({ state: 'failed', error: 'no-answer' })
  expect((await eventsOf(world, id)).filter((event) => event === 'page_not_received')).toHaveLength(1)
})

test('once it is removed, a way neither rings nor answers', async () => {
  const way = await world.way(B, 'sms', '+15550100077')
  const other = await fileOne(world, { severity: 'sev1' })
  await removeWay(world.deps, B, { wayId: way.id })
  await world.settled()
  expect(
    (await world.twilio.messages()).filter((one) => one.to === '+15550100077' && one.body.includes(`ESC-${other}`)),
  ).toEqual([])
  expect(await reply('+15550100077', `${other} 1`)).toBe(EMPTY)
  got(await claim(world.deps, C, { escalationId: other }))
})
