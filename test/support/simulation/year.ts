import { fork } from 'node:child_process'
import { compiled } from '../compiled.ts'
import { testDatabase } from '../database.ts'
import type { Driven } from './drive.ts'
import type { Script } from './script.ts'

/** Escalations that share a database, a clock and a process. */
const SHARE = 150
const PROCESSES = 2

export interface Share {
  readonly url: string
  readonly scripts: readonly Script[]
  readonly isDrawn: boolean
}

/**
 * The year of many escalations, in shares that each span all of it. Of the first share every message is drawn again as it
 * would be, if `isDrawn`. What was lived comes back in the order of filing.
 */
export async function drive(scripts: readonly Script[], isDrawn: boolean): Promise<Driven> {
  const count = Math.max(PROCESSES, Math.ceil(scripts.length / SHARE))
  const shares = Array.from({ length: count }, (_, n) => scripts.filter((__, index) => index % count === n))
  const driven: Driven[] = []
  let next = 0
  const work = async () => {
    for (let n = next++; n < count; n = next++) driven.push(await liveThrough(shares[n] ?? [], isDrawn && n === 0))
  }
  await Promise.all(Array.from({ length: PROCESSES }, work))
  const lived = driven.flatMap((one) => one.lived).toSorted((a, b) => a.story.filing.at - b.story.filing.at)
  return { lived, timers: driven.reduce((sum, one) => sum + one.timers, 0) }
}

async function liveThrough(scripts: readonly Script[], isDrawn: boolean): Promise<Driven> {
  const { url, drop } = await testDatabase()
  await drop()
  return new Promise((resolve, reject) => {
    const env = { ...process.env, TZ: 'UTC', NODE_ENV: 'test' }
    const stdio = ['ignore', 'inherit', 'inherit', 'ipc'] as const
    const child = fork(compiled('test/support/simulation/child.ts'), [], { execArgv: [], env, stdio: [...stdio] })
    child.once('message', (answer: { readonly driven?: Driven; readonly error?: string }) => {
      if (answer.driven !== undefined) resolve(answer.driven)
      else reject(new Error(answer.error))
      child.disconnect()
    })
    child.once('exit', (code) => reject(new Error(`a share of the year ended with ${code}`)))
    const share: Share = { url, scripts, isDrawn }
    child.send(share)
  })
}
