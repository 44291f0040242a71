import { describe, expect, test } from 'vitest'
import { detailModal } from '../../../../src/slack/blocks/screens/detail.ts'
import { everyAnswer, everyScreen } from './every-screen.ts'
import { detail, HOSTILE, head, READERS, WORST_TEXTS } from './samples.ts'
import { textsOf } from './walk.ts'

const hostile = (length: number) => HOSTILE.repeat(Math.ceil(length / HOSTILE.length)).slice(0, length)

/** Tokens that our own words make: dates, the work channel's link, the thread's permalink. */
const OURS =
  /<(?:!date\^\d+\^[^|<>]+\|[^<>|]+|#C0(?:WORK|INTAKE)|https:\/\/x\.slack\.com\/archives\/[^|<>]*\|[^<>|]+)>/g

describe.each(READERS)('in $locale, $register', (reader) => {
  const surfaces: readonly (readonly [string, unknown])[] = [
    ...everyScreen(hostile, reader),
    ...everyAnswer(hostile, reader).map(([name, message]) => [name, message.blocks] as const),
  ]

  test('no screen mentions, broadcasts or links what somebody typed', () => {
    const powerful = surfaces.flatMap(([name, surface]) =>
      textsOf(surface)
        .filter((one) => one.type === 'mrkdwn')
        .map((one) => one.text.replace(OURS, '').replace(/^> /gm, ''))
        .filter((text) => /[<>]/.test(text))
        .map((text) => `${name}: ${text.slice(0, 200)}`),
    )
    expect(powerful.slice(0, 5)).toEqual([])
  })

  test('a link that somebody typed stands defanged wherever it is shown', () => {
    const live = surfaces.flatMap(([name, surface]) =>
      textsOf(surface)
        .map((one) => one.text.replace(OURS, ''))
        .filter((text) => /https?:\/\/evil/.test(text))
        .map((text) => `${name}: ${text.slice(0, 200)}`),
    )
    expect(live.slice(0, 5)).toEqual([])
  })

  test('marks that somebody typed style nothing', () => {
    const styled = surfaces.flatMap(([name, surface]) =>
      textsOf(surface)
        .filter((one) => one.type === 'mrkdwn' && /\*hi\*|`y`|:tada:|~z~/.test(one.text))
        .map((one) => `${name}: ${one.text.slice(0, 200)}`),
    )
    expect(styled.slice(0, 5)).toEqual([])
  })
})

test('nothing of a body of 3,000 characters is lost to escaping', () => {
  const reader = { locale: 'en', zone: 'UTC', register: 'tu' } as const
  for (const text of [WORST_TEXTS.entities, WORST_TEXTS.astral]) {
    const body = text?.(3000) ?? ''
    const view = detailModal({ view: detail(() => 'x', { body }), threadUrl: null }, reader)
    const shown = textsOf(view)
      .map((one) => one.text)
      .join('')
      .replaceAll('\u200b', '')
      .replaceAll('&amp;', '&')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('›', '>')
    expect(shown).toContain(body)
  }
})

test('whoever may know only that it exists reads number, severity, deadline, and no word of it', () => {
  const secret = 'Zanzibar'
  for (const reader of READERS) {
    const view = detailModal(
      {
        view: detail(() => secret, { grade: 'exists', head: head(() => secret, { isRestricted: true }) }),
        threadUrl: null,
      },
      reader,
    )
    const shown = JSON.stringify(view)
    expect(shown).not.toContain(secret)
    expect(shown).toContain('SEV1 · ESC-999999999')
    expect(shown).toContain('🔒')
    expect(shown).toContain('request_access')
    expect(shown).not.toContain('"action_id":"actions"')
  }
})
