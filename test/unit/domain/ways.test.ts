import { describe, expect, test } from 'vitest'
import { addressOf, delayOf, hintOf, readAnswer, readKey } from '../../../src/domain/paging/ways.ts'

describe('an answer by SMS', () => {
  test.each([
    ['1042 1', { escalationId: 1042, verb: 'claim' }],
    ['1042 2', { escalationId: 1042, verb: 'seen' }],
    [' ESC-1042  3 ', { escalationId: 1042, verb: 'pass' }],
    ['esc 1042: 1', { escalationId: 1042, verb: 'claim' }],
    ['1042=1.', { escalationId: 1042, verb: 'claim' }],
    ['1', { escalationId: null, verb: 'claim' }],
    ['2!', { escalationId: null, verb: 'seen' }],
  ] as const)('%j is read', (text, answer) => {
    expect(readAnswer(text)).toEqual(answer)
  })

  test.each(['', '4', '10421', '1042', '1042 4', 'ok', '1042 1 2', 'STOP', 'I take 1042 1', '-1'])(
    '%j isn’t',
    (text) => {
      expect(readAnswer(text)).toBeNull()
    },
  )
})

test('keys of a call: 4 claims, 5 has seen, 6 passes, 9 repeats; no other does anything', () => {
  expect([...'0123456789*#'].flatMap((key) => readKey(key) ?? [])).toEqual(['claim', 'seen', 'pass', 'repeat'])
  expect(readKey('44')).toBeNull()
})

describe('when a way is used', () => {
  const at = (severity: 'sev1' | 'sev2' | 'sev3' | 'sev4', kind: 'sms' | 'voice' | 'email', delayMinutes: number) =>
    delayOf(severity, { kind, delayMinutes })

  test('sev1 as its person ordered, sev2 rings after five minutes at the soonest', () => {
    expect([at('sev1', 'sms', 0), at('sev1', 'voice', 2)]).toEqual([0, 2])
    expect([at('sev2', 'sms', 0), at('sev2', 'voice', 10), at('sev2', 'email', 0)]).toEqual([5, 10, 0])
  })

  test('sev3 and sev4 never leave Slack', () => {
    expect([at('sev3', 'sms', 0), at('sev4', 'email', 0)]).toEqual([null, null])
  })
})

describe('an address', () => {
  const hosts = ['hooks.example.com', '127.0.0.1:4000']

  test('is kept in one form', () => {
    expect(addressOf('sms', ' 0034 600-000.042 ', [])).toBe('+34600000042')
    expect(addressOf('voice', '+1 (555) 010-0042', [])).toBe('+15550100042')
    expect(addressOf('email', 'Specialist.A@Example.com', [])).toBe('specialist.a@example.com')
    expect(addressOf('webhook', 'https://hooks.example.com/page?x=1', hosts)).toBe('https://hooks.example.com/page?x=1')
    expect(addressOf('webhook', 'http://127.0.0.1:4000/page', hosts)).toBe('http://127.0.0.1:4000/page')
  })

  test.each([
    ['sms', '600000042'],
    ['sms', '+0123456789'],
    ['sms', '112'],
    ['email', 'a@b'],
    ['email', 'a@example.com, b@example.com'],
    ['email', 'a\r\nBcc: b@example.com'],
    ['pagerduty', 'short'],
    ['webhook', 'https://elsewhere.example.com/'],
    ['webhook', 'https://hooks.example.com@elsewhere.example.com/'],
    ['webhook', 'https://elsewhere.example.com/#hooks.example.com'],
    ['webhook', 'https://hooks.example.com.evil.example/'],
    ['webhook', 'http://hooks.example.com/page'],
    ['webhook', 'https://127.0.0.1:5432/'],
    ['webhook', 'file:///etc/passwd'],
  ] as const)('%s %j is refused', (kind, typed) => {
    expect(addressOf(kind, typed, hosts)).toBeNull()
  })

  test('is shown only as far as its person knows it by', () => {
    expect(hintOf('sms', '+34600000042')).toBe('••42')
    expect(hintOf('email', 'specialist.a@example.com')).toBe('s••@example.com')
    expect(hintOf('pagerduty', `${'R'.repeat(28)}abcd`)).toBe('••abcd')
    expect(hintOf('webhook', 'https://hooks.example.com/page?token=secret')).toBe('hooks.example.com')
  })
})
