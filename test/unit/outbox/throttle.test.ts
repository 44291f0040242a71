import { expect, test } from 'vitest'
import { createReach } from '../../../src/outbox/outage.ts'
import { createThrottle } from '../../../src/outbox/throttle.ts'
import { quietLog } from '../../support/quiet-log.ts'
import { MONDAY_10, StillClock } from '../../support/relay-kit.ts'

const later = (ms: number) => new Date(MONDAY_10.getTime() + ms)

test('a method that is limited by channel waits in that channel only', () => {
  const throttle = createThrottle(new StillClock())
  throttle.block(30_000, 'chat.postMessage', 'C1')
  expect(throttle.blockedUntil('chat.postMessage', 'C1')).toEqual(later(30_000))
  expect(throttle.blockedUntil('chat.postMessage', 'C2')).toBeNull()
  expect(throttle.blockedUntil('chat.update')).toBeNull()
})

test('a method that waits as a whole waits everywhere', () => {
  const throttle = createThrottle(new StillClock())
  throttle.block(30_000, 'conversations.create')
  expect(throttle.blockedUntil('conversations.create', 'C1')).toEqual(later(30_000))
})

test('the later of two answers holds, and ends at its instant', () => {
  const clock = new StillClock()
  const throttle = createThrottle(clock)
  throttle.block(30_000, 'chat.update')
  throttle.block(5_000, 'chat.update')
  clock.advance(29_999)
  expect(throttle.blockedUntil('chat.update')).toEqual(later(30_000))
  clock.advance(1)
  expect(throttle.blockedUntil('chat.update')).toBeNull()
})

test('one lost connection is no outage; two in a row began with the first', () => {
  const clock = new StillClock()
  const said: unknown[] = []
  const log = {
    ...quietLog,
    warn: (event: string, facts: unknown) => said.push([event, facts]),
    info: (event: string, facts: unknown) => said.push([event, facts]),
  }
  const reach = createReach({ clock, log, name: 'slack' })
  reach.failed('timeout')
  reach.answered()
  expect(reach.downSince()).toBeNull()
  reach.failed('timeout')
  clock.advance(10_000)
  reach.failed('http_500')
  clock.advance(50_000)
  reach.failed('http_500')
  expect(reach.downSince()).toEqual(MONDAY_10)
  reach.answered()
  expect(reach.downSince()).toBeNull()
  expect(said).toEqual([
    ['slack_unreachable', { since: MONDAY_10.toISOString(), error: 'http_500' }],
    ['slack_reachable', { from: MONDAY_10.toISOString(), to: later(60_000).toISOString() }],
  ])
})
