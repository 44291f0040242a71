import { describe, expect, it } from 'vitest'
import { createRates } from '../../../src/playground/api/rates.ts'

function ratesAt(start = 1_000_000) {
  let now = start
  const rates = createRates(() => now)
  const pass = (ms: number): void => {
    now += ms
  }
  return { rates, pass }
}

describe('rate tiers', () => {
  it.each([
    [1, 1],
    [2, 20],
    [3, 50],
    [4, 100],
  ] as const)('tier %i lets %i calls a minute through', (tier, allowed) => {
    const { rates, pass } = ratesAt()
    for (let call = 0; call < allowed; call += 1) expect(rates.ask('some.method', tier, '')).toBeNull()
    expect(rates.ask('some.method', tier, '')).toBe(60)
    pass(59_000)
    expect(rates.ask('some.method', tier, '')).toBe(1)
    pass(1_000)
    expect(rates.ask('some.method', tier, '')).toBeNull()
  })

  it('counts each method for itself', () => {
    const { rates } = ratesAt()
    expect(rates.ask('one.method', 1, '')).toBeNull()
    expect(rates.ask('other.method', 1, '')).toBeNull()
    expect(rates.ask('one.method', 1, '')).not.toBeNull()
  })

  it('lets a few messages into a channel at once, then one a second, and leaves other channels alone', () => {
    const { rates, pass } = ratesAt()
    for (let call = 0; call < 5; call += 1) expect(rates.ask('chat.postMessage', null, 'C1')).toBeNull()
    expect(rates.ask('chat.postMessage', null, 'C1')).toBe(1)
    expect(rates.ask('chat.postMessage', null, 'C2')).toBeNull()
    pass(1_000)
    expect(rates.ask('chat.postMessage', null, 'C1')).toBeNull()
    expect(rates.ask('chat.postMessage', null, 'C1')).toBe(1)
  })

  it('caps the messages of all channels together', () => {
    const { rates } = ratesAt()
    for (let call = 0; call < 300; call += 1) expect(rates.ask('chat.postMessage', null, `C${call}`)).toBeNull()
    expect(rates.ask('chat.postMessage', null, 'C999')).toBe(60)
  })
})
