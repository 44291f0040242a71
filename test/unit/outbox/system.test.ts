import { expect, test } from 'vitest'
import { TimedOut } from '../../../src/ports.ts'
import { movedClock } from '../../../src/system/clock.ts'
import { deadline } from '../../../src/system/deadline.ts'
import { createLog } from '../../../src/system/log.ts'
import { createWake } from '../../../src/system/wake.ts'
import { backOffMs } from '../../../src/usecases/delivery/settle.ts'
import { MONDAY_10, StillClock } from '../../support/relay-kit.ts'

const AN_HOUR = 3_600_000

test('the back-off doubles from half a second and stays near thirty', () => {
  const waits = Array.from({ length: 12 }, (_, i) => backOffMs(i + 1))
  expect(waits.slice(0, 5)).toEqual([500, 1_000, 2_000, 4_000, 8_000])
  expect(Math.max(...waits)).toBe(30_000)
  expect(backOffMs(1_000_000)).toBe(30_000)
})

test('a moved clock goes with the machine’s, and never back', () => {
  const machine = new StillClock()
  const clock = movedClock(machine)
  clock.follow(AN_HOUR)
  clock.follow(60_000)
  machine.advance(1_000)
  expect(clock.now()).toEqual(new Date(MONDAY_10.getTime() + AN_HOUR + 1_000))
})

test('a wake ends every sleep, and one that comes before the sleep isn’t lost', async () => {
  const wake = createWake()
  const sleeps = [wake.sleep(AN_HOUR), wake.sleep(AN_HOUR)]
  wake.wake()
  await Promise.all(sleeps)
  wake.wake()
  await wake.sleep(AN_HOUR)
})

test('whoever waits under a deadline is let go; the work’s own end, also a failure, troubles nobody', async () => {
  let fail = (_error: Error) => {}
  const work = new Promise<never>((_, reject) => {
    fail = reject
  })
  await expect(deadline.race(1, work)).rejects.toBeInstanceOf(TimedOut)
  fail(new Error('too late'))
  await expect(deadline.race(AN_HOUR, Promise.resolve('in time'))).resolves.toBe('in time')
})

function lines(): { readonly written: string[]; readonly destination: { write(line: string): void } } {
  const written: string[] = []
  return { written, destination: { write: (line) => written.push(line) } }
}

test('a log line holds an error’s name, code and frames, and nothing that it quotes', () => {
  const { written, destination } = lines()
  const log = createLog({ level: 'info', destination })
  const inner = Object.assign(new Error('insert … params: Jane Doe'), { code: '23505' })
  const error = Object.assign(new Error('Failed query: Jane Doe', { cause: inner }), { data: { error: 'not_authed' } })
  log.error('filing_failed', error, { escalation: 1042 })
  expect(written).toHaveLength(1)
  const line = JSON.parse(written[0] ?? '')
  expect(line).toMatchObject({ event: 'filing_failed', escalation: 1042 })
  expect(line.error).toMatchObject({ name: 'Error', slack: 'not_authed', cause: { name: 'Error', code: '23505' } })
  expect(line.error.stack.length).toBeGreaterThan(0)
  expect(written[0]).not.toContain('Jane')
})

test('a message that we wrote ourselves is kept', () => {
  const { written, destination } = lines()
  createLog({ level: 'info', destination }).error('slow', new TimedOut(2_300))
  expect(written[0]).toContain('timed out after 2300 ms')
})

test('what is below the level isn’t written', () => {
  const { written, destination } = lines()
  createLog({ level: 'warn', destination }).info('nothing')
  expect(written).toEqual([])
})
