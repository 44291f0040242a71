import { expect, test } from 'vitest'
import { catalogueOf } from '../../../src/i18n/catalogue.ts'
import { readCommand } from '../../../src/slack/listeners/command.ts'

test.each(['en', 'es', 'es-ES'] as const)('the help names only words that are understood (%s)', (locale) => {
  const help = catalogueOf(locale).screens.reading.answers.help('/escalate')
  const typed = [...help.matchAll(/`\/escalate ?([^`]*)`/g)].map((match) => readCommand(match[1] ?? '').verb)
  expect(typed).toEqual(['file', 'file', 'list', 'mine', 'show', 'find', 'help'])
})

test('a summary that begins like a command is a summary', () => {
  expect(readCommand('show the new policy').verb).toBe('file')
  expect(readCommand('list of removed tracks').verb).toBe('file')
  expect(readCommand('ver la norma nueva').verb).toBe('file')
})
