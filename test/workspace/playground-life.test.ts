import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, describe, expect, it } from 'vitest'
import { asJson, parseJson } from '../../src/playground/json.ts'
import type { Playground, PlaygroundOptions } from '../../src/playground/start.ts'
import { compiled } from '../support/compiled.ts'
import { callApi, createEndings, openForm, rawApp, smallWorkspace } from '../support/raw-app.ts'
import { smallManifest } from '../support/workspace.ts'

const endings = createEndings()
afterEach(endings.run)
const workspace = (overrides: Partial<PlaygroundOptions> = {}) => smallWorkspace(endings, overrides)
async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'playground-'))
  endings.add(() => rm(path, { recursive: true, force: true }))
  return path
}

describe('bad days', () => {
  const post = (playground: Playground, text: string) =>
    callApi(playground, 'chat.postMessage', { channel: 'C0INTAKE', text })
  const texts = (playground: Playground) => playground.messages('C0INTAKE').map((message) => message.text)

  it('a reset before the call leaves nothing, one after it leaves the message', async () => {
    const playground = await workspace()
    playground.faults.set({ method: 'chat.postMessage', kind: 'reset_before', times: 1 })
    await expect(post(playground, 'lost')).rejects.toThrow()
    playground.faults.set({ method: 'chat.postMessage', kind: 'reset_after', times: 1 })
    await expect(post(playground, 'said')).rejects.toThrow()
    expect(await post(playground, 'fine')).toMatchObject({ ok: true })
    expect(texts(playground)).toEqual(['said', 'fine'])
    expect(playground.calls().map(({ answered }) => answered)).toEqual(['reset', 'reset', { ok: true, status: 200 }])
  })

  it('429, 500, an error of Slack’s, and latency', async () => {
    const playground = await workspace()
    const raw = () =>
      fetch(`${playground.apiUrl}chat.postMessage`, {
        method: 'POST',
        headers: { authorization: `Bearer ${playground.botToken}`, 'content-type': 'application/json' },
        body: JSON.stringify({ channel: 'C0INTAKE', text: 'x' }),
      })
    playground.faults.set({ method: 'chat.postMessage', kind: 'ratelimited', times: 1, amount: 7 })
    const limited = await raw()
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '7'])
    playground.faults.set({ method: '*', kind: 'http_500', times: 2 })
    expect((await raw()).status).toBe(500)
    expect((await raw()).status).toBe(500)
    playground.faults.set({ method: 'chat.postMessage', kind: 'error', times: null, error: 'restricted_action' })
    expect(await post(playground, 'x')).toEqual({ ok: false, error: 'restricted_action' })
    expect(await post(playground, 'x')).toEqual({ ok: false, error: 'restricted_action' })
    playground.faults.set({ method: 'chat.postMessage', kind: 'latency', times: 1, amount: 60 })
    const before = performance.now()
    expect(await post(playground, 'slow')).toMatchObject({ ok: true })
    expect(performance.now() - before).toBeGreaterThan(55)
    expect(texts(playground)).toEqual(['slow'])
  })

  it('the log of calls holds no token', async () => {
    const playground = await workspace()
    await fetch(`${playground.apiUrl}auth.test`, {
      method: 'POST',
      body: new URLSearchParams({ token: playground.botToken, other: 'kept' }),
    })
    expect(playground.calls()).toMatchObject([{ method: 'auth.test', args: { other: 'kept' }, answered: { ok: true } }])
    expect(JSON.stringify(playground.calls())).not.toContain(playground.botToken)
  })
})

describe('what the workspace holds', () => {
  it('is in the file before the call is answered, and is there after a restart, tokens and all', async () => {
    const dataFile = join(await folder(), 'workspace.json')
    const first = await workspace({ dataFile })
    const app = await rawApp(endings, first)
    const { ts } = await callApi(first, 'chat.postMessage', { channel: 'C0INTAKE', text: '<@U0LEAD1> kept' })
    expect(await readFile(dataFile, 'utf8')).toContain('kept')
    await openForm(first, app)
    await first.as('U0REQUESTER1').fill({ words: 'half' })
    await first.stop()

    const second = await workspace({ dataFile })
    expect(second.botToken).toBe(first.botToken)
    expect(second.signingSecret).toBe(first.signingSecret)
    expect(second.pageToken).not.toBe(first.pageToken)
    expect(second.messages('C0INTAKE').map((message) => message.ts)).toEqual([ts])
    expect(second.notifications('U0LEAD1')).toHaveLength(1)
    expect(second.as('U0REQUESTER1').topView()?.state.words?.words?.value).toBe('half')
    const next = await callApi(second, 'chat.postMessage', { channel: 'C0INTAKE', text: 'more' })
    expect(Number(next.ts)).toBeGreaterThan(Number(ts))
  })

  it('a file that is none of its own is left alone', async () => {
    const dataFile = join(await folder(), 'workspace.json')
    await writeFile(dataFile, '{"something":"else"}')
    await expect(workspace({ dataFile })).rejects.toThrow('holds no workspace')
    expect(await readFile(dataFile, 'utf8')).toBe('{"something":"else"}')
  })

  it('lives in a process of its own too', async () => {
    const home = await folder()
    const manifest = join(home, 'manifest.json')
    await writeFile(manifest, JSON.stringify(smallManifest))
    const args = [
      compiled('src/playground/standalone.ts'),
      '--manifest',
      manifest,
      '--data-file',
      join(home, 'w.json'),
      '--until-stdin-ends',
    ]
    const child: ChildProcess = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
    const ended = once(child, 'exit')
    if (!child.stdout) throw new Error('no output')
    const [line] = await once(createInterface({ input: child.stdout }), 'line')
    const told = asJson(parseJson(String(line)))
    const answer = await fetch(`${told.apiUrl}auth.test`, {
      method: 'POST',
      headers: { authorization: `Bearer ${told.botToken}` },
    })
    expect(await answer.json()).toMatchObject({ ok: true, user_id: 'U0VIGIA' })
    child.stdin?.end()
    expect(await ended).toEqual([0, null])
  })
})
