import { expect, test } from 'vitest'
import { catalogueOf } from '../../../src/i18n/catalogue.ts'
import { readCommand, readPageCommand } from '../../../src/slack/listeners/command.ts'

test.each(['en', 'es', 'es-ES'] as const)('the help names only words that are understood (%s)', (locale) => {
  const help = catalogueOf(locale).screens.reading.answers.help('/escalate')
  const typed = [...help.matchAll(/`\/escalate ?([^`]*)`/g)].map((match) => readCommand(match[1] ?? '').verb)
  expect(typed).toEqual(['file', 'file', 'list', 'mine', 'show', 'page', 'find', 'help'])
})

test('a summary that begins like a command is a summary', () => {
  expect(readCommand('show the new policy').verb).toBe('file')
  expect(readCommand('list of removed tracks').verb).toBe('file')
  expect(readCommand('ver la norma nueva').verb).toBe('file')
})

test('whom to page is read as Slack writes it: people, and a user group', () => {
  const page = { verb: 'page', escalationId: 1042 }
  expect(readPageCommand('page ESC-1042')).toEqual({ ...page, userIds: [], groupId: null })
  expect(readPageCommand('alertar 1042 <@U0A|ana> <@W0B>')).toEqual({ ...page, userIds: ['U0A', 'W0B'], groupId: null })
  expect(readPageCommand('page 1042 <!subteam^S0P|@policy>')).toEqual({ ...page, userIds: [], groupId: 'S0P' })
  expect(readPageCommand('page the whole team about 1042')).toBeNull()
  expect(readPageCommand('page 1042 and then what')).toBeNull()
})
