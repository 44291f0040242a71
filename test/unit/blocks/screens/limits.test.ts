import { describe, expect, test } from 'vitest'
import { validateMessage, validateView } from '../../../../src/playground/block-kit.ts'
import { everyAnswer, everyScreen } from './every-screen.ts'
import { READERS, WORST_TEXTS } from './samples.ts'

describe.each(Object.entries(WORST_TEXTS))('with the longest input: %s', (_name, text) => {
  test.each(READERS)('every screen is within Slack’s limits ($locale, $register)', (reader) => {
    const problems = everyScreen(text, reader).flatMap(([name, view]) =>
      validateView(view).map((problem) => `${name}: ${problem.path} ${problem.message}`),
    )
    expect(problems).toEqual([])
  })

  test.each(READERS)('every answer is within Slack’s limits ($locale, $register)', (reader) => {
    const problems = everyAnswer(text, reader).flatMap(([name, message]) =>
      validateMessage(message).map((problem) => `${name}: ${problem.path} ${problem.message}`),
    )
    expect(problems).toEqual([])
  })
})

test('titles, submit and close buttons are never cut', () => {
  const cut = READERS.flatMap((reader) =>
    everyScreen(() => 'x', reader).flatMap(([name, view]) =>
      view.type !== 'modal'
        ? []
        : [view.title, view.submit, view.close].flatMap((part) =>
            part?.text.endsWith('…') ? [`${reader.locale} ${name}`] : [],
          ),
    ),
  )
  expect(cut).toEqual([])
})
