import { describe, expect, test } from 'vitest'
import { recognise } from '../../../src/domain/escalation/recognise.ts'
import { optionalText, writtenText } from '../../../src/domain/escalation/text.ts'
import { escNumber, parseEscNumber } from '../../../src/domain/escalation/words.ts'

const values = (text: string) => recognise(text).map((one) => one.value)

describe('links and ids are read out of what people write', () => {
  test('the same link in other clothes is the same link', () => {
    const dresses = [
      'https://www.Example.com/p/1/',
      'http://example.com/p/1#top',
      'see example.com/p/1?utm_source=mail.',
      '<https://example.com/p/1|the playlist>',
    ]
    for (const dress of dresses) expect(values(dress)).toEqual(['example.com/p/1'])
  })

  test('what differs in what it names differs', () => {
    expect(values('https://example.com/p?id=1')).not.toEqual(values('https://example.com/p?id=2'))
  })

  test('content ids are recognised, words and short numbers aren’t', () => {
    expect(values('spotify:track:4uLU6hMCjMI75M1A2tKUQC')).toEqual(['spotify:track:4ulu6hmcjmi75m1a2tkuqc'])
    expect(values('case 123e4567-e89b-12d3-a456-426614174000')).toEqual(['123e4567-e89b-12d3-a456-426614174000'])
    expect(values('reported 3 times in 2026 by internationalization people')).toEqual([])
  })

  test('who is mentioned in a message is no content id', () => {
    expect(values('<@U0123456789> and <#C0123456789|support> ask <!subteam^S0123456789>')).toEqual([])
  })

  test('at most fifty, each once', () => {
    const text = Array.from({ length: 80 }, (_, index) => `https://example.com/${index}`).join(' ')
    expect(values(`${text} ${text}`)).toHaveLength(50)
  })
})

describe('what people write', () => {
  test('is trimmed, and must leave something', () => {
    expect(writtenText('text', '  kept  ')).toEqual({ ok: true, value: 'kept' })
    expect(writtenText('text', ' \n\t ')).toMatchObject({ refusal: { problem: 'empty' } })
    expect(optionalText('text', ' \n ')).toEqual({ ok: true, value: null })
    expect(optionalText('text', null)).toEqual({ ok: true, value: null })
  })

  test('is counted as people count, up to what an input of Slack takes', () => {
    expect(writtenText('text', '🔒'.repeat(3000)).ok).toBe(true)
    expect(writtenText('text', '🔒'.repeat(3001))).toMatchObject({
      refusal: { field: 'text', problem: 'too_long', max: 3000 },
    })
    expect(optionalText('rule', 'x'.repeat(201), 200)).toMatchObject({ refusal: { problem: 'too_long', max: 200 } })
  })

  test('loses what no database keeps', () => {
    expect(writtenText('text', 'a\0b')).toEqual({ ok: true, value: 'ab' })
    expect(writtenText('text', '\0')).toMatchObject({ refusal: { problem: 'empty' } })
  })
})

test('a number is understood however people say it', () => {
  expect(escNumber(1042)).toBe('ESC-1042')
  for (const said of ['ESC-1042', 'esc 1042', ' 1042 ', 'esc1042']) expect(parseEscNumber(said)).toBe(1042)
  for (const said of ['', 'ESC', '10.42', '1042 and more', '12345678901']) expect(parseEscNumber(said)).toBeNull()
})
