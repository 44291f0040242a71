import { request } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import type { Playground, PlaygroundOptions } from '../../src/playground/start.ts'
import { callApi, createEndings, smallWorkspace } from '../support/raw-app.ts'

const endings = createEndings()
afterEach(endings.run)
const workspace = (overrides: Partial<PlaygroundOptions> = {}) => smallWorkspace(endings, overrides)

describe('the door', () => {
  /** A request with any header at all: fetch would not lie about its host. */
  function ask(playground: Playground, path: string, headers: Record<string, string>): Promise<number> {
    const { port } = new URL(playground.pageUrl)
    return new Promise((resolve, reject) => {
      const outgoing = request({ host: '127.0.0.1', port, path, headers }, (response) => {
        response.resume()
        resolve(response.statusCode ?? 0)
      })
      outgoing.on('error', reject).end()
    })
  }

  it('opens for this machine’s own names, from our own page, with the token of this start', async () => {
    const playground = await workspace()
    const { port } = new URL(playground.pageUrl)
    const token = { 'x-playground-token': playground.pageToken }
    const state = '/playground/api/state'
    expect(await ask(playground, state, { ...token })).toBe(200)
    expect(
      await ask(playground, state, { ...token, host: `localhost:${port}`, origin: `http://localhost:${port}` }),
    ).toBe(200)
    expect(await ask(playground, state, {})).toBe(401)
    expect(await ask(playground, state, { 'x-playground-token': 'of yesterday' })).toBe(401)
    expect(await ask(playground, `${state}?token=${playground.pageToken}`, {})).toBe(401)
    expect(await ask(playground, state, { ...token, host: `rebound.example:${port}` })).toBe(403)
    expect(await ask(playground, state, { ...token, origin: 'https://elsewhere.example' })).toBe(403)
    expect(await ask(playground, state, { ...token, origin: `http://127.0.0.1:${Number(port) + 1}` })).toBe(403)
    expect(await ask(playground, '/api/auth.test', { origin: 'https://elsewhere.example' })).toBe(403)
  })

  it('serves the page and what it needs, and nothing beside it', async () => {
    const playground = await workspace()
    const page = await (await fetch(playground.pageUrl)).text()
    expect(page).toContain(playground.pageToken)
    for (const path of ['vendor/preact.mjs', 'vendor/htm.mjs', 'vendor/emoji/400.css', 'page/app.mjs']) {
      expect((await fetch(playground.pageUrl + path)).status, path).toBe(200)
    }
    expect(await ask(playground, '/page/%2e%2e/start.ts', {})).toBe(404)
    expect(await ask(playground, '/vendor/emoji/%2e%2e/%2e%2e/preact/package.json', {})).toBe(404)
    expect(await ask(playground, '/files/F0/none', {})).toBe(404)
  })

  it('a page hears of what concerns its person, and of nothing else', async () => {
    const playground = await workspace()
    const listen = async (as: string) => {
      const gone = new AbortController()
      endings.add(async () => gone.abort())
      const url = `${playground.pageUrl}playground/api/events?as=${as}&token=${playground.pageToken}`
      const response = await fetch(url, { signal: gone.signal })
      const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
      let heard = ''
      const pump = async (): Promise<void> => {
        for (;;) {
          const part = await reader?.read()
          if (!part || part.done) return
          heard += part.value
        }
      }
      pump().catch(() => {})
      return () => heard
    }
    const lead = await listen('U0LEAD1')
    const requester = await listen('U0REQUESTER1')
    await callApi(playground, 'chat.postMessage', { channel: 'C0INTAKE', text: '<@U0LEAD1> secret words' })
    await callApi(playground, 'chat.postMessage', { channel: 'U0REQUESTER1', text: 'for you' })
    await expect.poll(lead).toContain('secret words')
    await expect.poll(requester).toContain('for you')
    expect(requester()).not.toContain('secret words')
    expect(requester()).not.toContain('C0INTAKE')
  })
})
