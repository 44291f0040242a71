import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { playgroundMethods } from '../../../src/playground/start.ts'
import { METHODS } from '../../../src/slack/delivery/methods.ts'

const slackFloor = new URL('../../../src/slack/', import.meta.url).pathname
const families = 'apps|auth|bookmarks|chat|conversations|dnd|files|pins|reactions|usergroups|users|views'

/** The methods that the Slack floor calls on a client, as its source names them. */
function calledMethods(): readonly string[] {
  const files = readdirSync(slackFloor, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))
  const called = files.flatMap((name) => {
    const source = readFileSync(join(slackFloor, name), 'utf8')
    return [...source.matchAll(new RegExp(`\\b[cC]lient\\.((?:${families})(?:\\.[a-zA-Z]+)+)\\(`, 'g'))].map(
      (match) => match[1],
    )
  })
  return [...new Set(called.filter((name) => name !== undefined))].sort()
}

describe('what the bot calls of the Web API', () => {
  it('the workspace has every method that a listener calls', () => {
    const called = calledMethods()
    expect(called).toContain('views.open')
    expect(playgroundMethods).toEqual(expect.arrayContaining([...called]))
  })

  it('the workspace has every method that a delivery calls', () => {
    expect(playgroundMethods).toEqual(expect.arrayContaining(Object.keys(METHODS)))
  })
})
