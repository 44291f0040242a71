import { createServer, type Server } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { engineHealthRoute } from '../../src/http/health.ts'
import { serve } from '../../src/http/server.ts'
import { deadline } from '../../src/system/deadline.ts'
import { createHeartbeat } from '../../src/system/heartbeat.ts'
import { askDatabase } from '../../src/usecases/health.ts'
import { type RunningBot, startBot } from '../support/bot.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { gate } from '../support/relay-kit.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

describe('GET /health/engine', () => {
  const urlOf = (bot: RunningBot) => bot.eventsUrl.replace('/slack/events', '/health/engine')

  test('answers when the next tick has completed', async () => {
    const bot = await startBot({ overrides: { isEngineStarted: true } })
    const answer = await fetch(urlOf(bot))
    expect([answer.status, await answer.json()]).toEqual([200, { engine: 'ok' }])
    await bot.stop()
  })

  test('503 with the reason where none does within five seconds', async () => {
    const bot = await startBot({ overrides: { isEngineStarted: false } })
    const answer = await fetch(urlOf(bot))
    expect([answer.status, await answer.json()]).toEqual([
      503,
      { engine: 'stuck', reason: 'no pass was completed within 5 s' },
    ])
    await bot.stop()
  })

  test('503 where the database is away, which is the reason', async () => {
    const gone = await testDatabase()
    await gone.drop()
    const route = engineHealthRoute({
      nextPass: () => new Promise(() => {}),
      askDatabase: () => askDatabase(gone.db),
      deadline,
    })
    const server = await serve([route], { host: '127.0.0.1', port: 0 })
    const answer = await fetch(`http://127.0.0.1:${server.port}/health/engine`)
    expect([answer.status, await answer.json()]).toEqual([
      503,
      { engine: 'stuck', reason: 'the database does not answer' },
    ])
    await server.stop()
  })
})

describe('ONCALL 28: the heartbeat', () => {
  async function listening(status: number): Promise<{ url: string; asked: string[]; server: Server }> {
    const asked: string[] = []
    const server = createServer((request, response) => {
      asked.push(`${request.method} ${request.url} ${request.headers['user-agent']}`)
      response.writeHead(status).end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    if (typeof address !== 'object' || address === null) throw new Error('it listens on a port')
    return { url: `http://127.0.0.1:${address.port}/beat`, asked, server }
  }

  test('is one GET with nothing personal in it', async () => {
    const { url, asked, server } = await listening(200)
    await createHeartbeat(url).ping()
    expect(asked).toEqual(['GET /beat Vigia'])
    server.close()
  })

  test('that is refused was not heard', async () => {
    const { url, server } = await listening(503)
    await expect(createHeartbeat(url).ping()).rejects.toThrow()
    server.close()
  })

  test('that is never answered is given up after five seconds', async () => {
    const silent = gate()
    const server = createServer(() => silent.open())
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    if (typeof address !== 'object' || address === null) throw new Error('it listens on a port')
    await expect(createHeartbeat(`http://127.0.0.1:${address.port}/`).ping()).rejects.toThrow()
    await silent.opened
    server.closeAllConnections()
    server.close()
  })
})
