import { sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { PersonActor } from '../../../src/domain/actor.ts'
import { addWay } from '../../../src/usecases/ways/add-way.ts'
import { moveWay } from '../../../src/usecases/ways/move-way.ts'
import { removeWay } from '../../../src/usecases/ways/remove-way.ts'
import { sendCode } from '../../../src/usecases/ways/send-code.ts'
import { testWays } from '../../../src/usecases/ways/test-way.ts'
import { verifyWay } from '../../../src/usecases/ways/verify-way.ts'
import { waysOf } from '../../../src/usecases/ways/ways-of.ts'
import { A, B, fileOne, guest, lead, MONDAY, requester } from '../../support/builders.ts'
import { type PagerWorld, pagerWorld } from '../../support/pager-world.ts'

let world: PagerWorld

beforeAll(async () => {
  world = await pagerWorld(MONDAY)
})
afterAll(() => world.end())
afterEach(async () => {
  for (const person of [A, B, lead]) {
    for (const way of (await waysOf(world.deps, person)).ways) await removeWay(world.deps, person, { wayId: way.id })
  }
  world.clock.advance(2)
})

const NUMBER = '+525550100042'
const add = (person: PersonActor, typed: string, kind: 'sms' | 'email' | 'webhook' = 'sms') =>
  addWay(world.deps, person, { kind, typed, delayMinutes: 0 })

async function added(person: PersonActor, typed: string): Promise<number> {
  const outcome = await add(person, typed)
  if (!outcome.ok) throw new Error(outcome.refusal.code)
  return outcome.value.id
}

const newestCode = async () => /\d{6}/.exec((await world.twilio.messages()).at(-1)?.body ?? '')?.[0] ?? ''
const refusal = async (work: Promise<{ ok: true } | { ok: false; refusal: { code: string } }>) => {
  const outcome = await work
  return outcome.ok ? 'done' : outcome.refusal.code
}

describe('adding a way', () => {
  test('its address is sealed; what may be shown of it is a hint', async () => {
    await added(A, NUMBER)
    const rows = await world.deps.db.read((q) => q.execute(sql`select * from ways where removed_at is null`))
    expect(JSON.stringify([...rows])).not.toContain('5550100042')
    expect((await waysOf(world.deps, A)).ways).toMatchObject([{ kind: 'sms', hint: '••42', isVerified: false }])
  })

  test('only who may be paged has ways', async () => {
    for (const person of [requester, guest]) expect(await refusal(add(person, NUMBER))).toBe('not_of_a_team')
    expect(await refusal(add(lead, NUMBER))).toBe('done')
  })

  test('what can’t be an address, what is there already, and a seventh are refused', async () => {
    expect(await refusal(add(A, '600 000'))).toBe('bad_address')
    expect(await refusal(add(A, 'https://169.254.169.254/', 'webhook'))).toBe('bad_address')
    await added(A, NUMBER)
    expect(await refusal(add(A, '0052 5550-1000-42'))).toBe('already_there')
    for (let i = 0; i < 5; i += 1) await added(A, `+52555010010${i}`)
    expect(await refusal(add(A, '+525550100200'))).toBe('too_many')
  })
})

describe('proving it', () => {
  test('it isn’t used before the code that came by it was typed', async () => {
    const wayId = await added(A, NUMBER)
    const before = (await world.twilio.messages()).length
    await fileOne(world, { severity: 'sev1' })
    await world.settled()
    expect((await world.twilio.messages()).length).toBe(before)
    expect(await refusal(sendCode(world.deps, A, { wayId }))).toBe('done')
    expect(await refusal(verifyWay(world.deps, A, { wayId, code: await newestCode() }))).toBe('done')
    await fileOne(world, { severity: 'sev1' })
    await world.settled()
    expect((await world.twilio.messages()).length).toBe(before + 2)
  })

  test('five tries: then even the right code no longer counts', async () => {
    const wayId = await added(A, NUMBER)
    await sendCode(world.deps, A, { wayId })
    const code = await newestCode()
    const wrong = code === '000000' ? '000001' : '000000'
    for (let i = 0; i < 5; i += 1)
      expect(await refusal(verifyWay(world.deps, A, { wayId, code: wrong }))).toBe('wrong_code')
    expect(await refusal(verifyWay(world.deps, A, { wayId, code }))).toBe('code_over')
  })

  test('ten minutes: then it no longer counts', async () => {
    const wayId = await added(A, NUMBER)
    await sendCode(world.deps, A, { wayId })
    const code = await newestCode()
    world.clock.advance(10)
    expect(await refusal(verifyWay(world.deps, A, { wayId, code }))).toBe('code_over')
  })

  test('one code a minute; a new one counts alone', async () => {
    const wayId = await added(A, NUMBER)
    await sendCode(world.deps, A, { wayId })
    const first = await newestCode()
    expect(await refusal(sendCode(world.deps, A, { wayId }))).toBe('too_soon')
    world.clock.advance(1)
    expect(await refusal(sendCode(world.deps, A, { wayId }))).toBe('done')
    const second = await newestCode()
    if (first !== second) expect(await refusal(verifyWay(world.deps, A, { wayId, code: first }))).toBe('wrong_code')
    expect(await refusal(verifyWay(world.deps, A, { wayId, code: second }))).toBe('done')
  })

  test('nobody proves, moves or removes somebody else’s', async () => {
    const wayId = await added(A, NUMBER)
    await sendCode(world.deps, A, { wayId })
    const code = await newestCode()
    expect(await refusal(verifyWay(world.deps, B, { wayId, code }))).toBe('not_found')
    expect(await refusal(moveWay(world.deps, B, { wayId, place: 0, delayMinutes: 0 }))).toBe('not_found')
    expect(await refusal(removeWay(world.deps, B, { wayId }))).toBe('not_found')
  })

  test('the code itself is kept nowhere', async () => {
    const wayId = await added(A, NUMBER)
    await sendCode(world.deps, A, { wayId })
    const code = await newestCode()
    const kept = await world.deps.db.read((q) =>
      q.execute(sql`select row_to_json(v)::text as row from way_verifications v`),
    )
    const texts = [...kept].map((row) => String(row.row)).join()
    expect(texts).not.toContain(`"${code}"`)
    expect(world.logged()).not.toContain(code)
  })
})

test('their order and delays are their person’s', async () => {
  const ids: number[] = []
  for (let i = 0; i < 4; i += 1) ids.push(await added(A, `+52555010010${i}`))
  const [first = 0, , third = 0] = ids
  await moveWay(world.deps, A, { wayId: third, place: 0, delayMinutes: 5 })
  await moveWay(world.deps, A, { wayId: first, place: 99, delayMinutes: 0 })
  await removeWay(world.deps, A, { wayId: ids[1] ?? 0 })
  const { ways } = await waysOf(world.deps, A)
  expect(ways.map((way) => [way.id, way.delayMinutes])).toEqual([
    [third, 5],
    [ids[3], 0],
    [first, 0],
  ])
  expect(await refusal(moveWay(world.deps, A, { wayId: third, place: 0, delayMinutes: 61 }))).toBe('delay_out_of_range')
})

test('a test page goes to oneself by every way in order, and each remembers when it was tested', async () => {
  await world.way(A, 'sms', NUMBER)
  await world.way(A, 'email', 'specialist.a@example.com')
  await added(A, '+525550100111')
  const [texts, letters] = [(await world.twilio.messages()).length, world.mail.letters.length]
  world.mail.refuseNext(550)
  expect(await testWays(world.deps, A)).toMatchObject([
    { kind: 'sms', error: null },
    { kind: 'email', error: 'smtp_550' },
  ])
  expect((await world.twilio.messages()).slice(texts).map((one) => [one.to, one.body])).toEqual([
    [NUMBER, 'Vigia: esta es tu alerta de prueba. No tienes que hacer nada.'],
  ])
  expect(world.mail.letters.length).toBe(letters)
  const { ways } = await waysOf(world.deps, A)
  expect(ways.map((way) => way.testedAt)).toEqual([world.clock.now(), null, null])
})
