import { type ChildProcess, fork } from 'node:child_process'
import { compiled } from './compiled.ts'
import type { FromChild, ToChild } from './crash-orders.ts'

/** The bot was killed while, or before, it was asked. */
export class Killed extends Error {
  override readonly name = 'Killed'
}

/** One bot process, which may die at any moment. */
export interface BotProcess {
  readonly isDead: () => boolean
  /** Rejects with `Killed` when it dies before it answers. */
  readonly ask: (order: ToChild) => Promise<FromChild>
  /** Resolves at its end. */
  readonly dead: Promise<void>
  readonly end: () => void
}

export async function forkBot(): Promise<BotProcess> {
  const child: ChildProcess = fork(compiled('test/support/crash-child.ts'), [], {
    execArgv: [],
    env: { ...process.env, TZ: 'UTC', NODE_ENV: 'test' },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  let isDead = false
  let waiting: { resolve: (answer: FromChild) => void; reject: (error: Error) => void } | null = null
  const dead = new Promise<void>((resolve) => {
    child.once('exit', () => {
      isDead = true
      waiting?.reject(new Killed())
      waiting = null
      resolve()
    })
  })
  child.on('message', (answer: FromChild) => {
    waiting?.resolve(answer)
    waiting = null
  })
  const answer = () =>
    new Promise<FromChild>((resolve, reject) => {
      if (isDead) reject(new Killed())
      else waiting = { resolve, reject }
    })
  await answer()
  return {
    isDead: () => isDead,
    dead,
    ask: async (order) => {
      const answered = answer()
      // One that dies at this moment is told of by its end, not by a broken pipe.
      if (!isDead) child.send(order, () => {})
      const said = await answered
      if (said.say === 'failed') throw new Error(`the bot failed: ${said.error}`)
      return said
    },
    end: () => {
      if (!isDead) child.kill('SIGKILL')
    },
  }
}
