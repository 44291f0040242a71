import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { postgresUrl } from '../support/bot.ts'
import { compiled } from '../support/compiled.ts'
import { emptyDatabase } from '../support/database.ts'
import { createEndings } from '../support/raw-app.ts'
import { startTcpProxy, through } from '../support/tcp-proxy.ts'

const endings = createEndings()
afterEach(() => endings.run())

async function freePort(): Promise<number> {
  const holder = await startTcpProxy(1)
  await holder.close()
  return holder.port
}

test('started while the database of DATABASE_URL is away, it says so once, waits, and comes up by itself', async () => {
  const proxy = await startTcpProxy(Number(new URL(postgresUrl()).port))
  endings.add(() => proxy.close())
  await proxy.refuse()
  const folder = mkdtempSync(join(tmpdir(), 'vigia-start-'))
  endings.add(async () => rmSync(folder, { recursive: true, force: true }))
  const { SLACK_BOT_TOKEN: _b, SLACK_APP_TOKEN: _a, SLACK_SIGNING_SECRET: _s, NODE_ENV: _n, ...env } = process.env
  const child = spawn(process.execPath, [compiled('src/main.ts')], {
    cwd: join(import.meta.dirname, '..', '..'),
    env: {
      ...env,
      DATABASE_URL: through(proxy, await emptyDatabase()),
      VIGIA_DATA: folder,
      PORT: String(await freePort()),
    },
  })
  const over = new Promise<number | null>((resolve) => child.on('exit', resolve))
  endings.add(() => {
    child.kill('SIGKILL')
    return over
  })
  let out = ''
  let err = ''
  child.stdout.on('data', (data) => {
    out += data
  })
  child.stderr.on('data', (data) => {
    err += data
  })

  await expect.poll(() => err, { timeout: 30_000 }).toContain('\n')
  expect(err).toBe(
    "The database of DATABASE_URL can't be reached (ECONNREFUSED). Waiting for it: start it, or correct DATABASE_URL.\n",
  )
  await proxy.accept()
  await expect.poll(() => out, { timeout: 30_000 }).toContain('Vigía keeps watch')
  child.kill('SIGTERM')
  expect(await over).toBe(0)
})
