import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const noteSchema = z.object({ pid: z.number().int().positive(), address: z.string().nullable() })

export type Claim =
  | {
      readonly isOurs: true
      /** Where people reach us: a second start says it. */
      tell(address: string): void
      release(): void
    }
  /** Another start lives on this data. `address` is null while it is still starting. */
  | { readonly isOurs: false; readonly address: string | null }

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it lives, under another account.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Whether what answers there is the one that wrote the note: after a reboot its number may be somebody else's. */
async function answers(address: string): Promise<boolean> {
  try {
    return (await fetch(address, { signal: AbortSignal.timeout(1_000) })).ok
  } catch {
    // Refused or silent: nobody is there.
    return false
  }
}

/** One playground per data folder: a second start finds the living one. */
export async function claimFolder(dataDir: string): Promise<Claim> {
  mkdirSync(dataDir, { recursive: true })
  const file = join(dataDir, 'running.json')
  const living = await livingOne(file)
  if (living !== null) return { isOurs: false, address: living.address }
  const write = (address: string | null) => writeFileSync(file, JSON.stringify({ pid: process.pid, address }))
  write(null)
  return { isOurs: true, tell: write, release: () => rmSync(file, { force: true }) }
}

async function livingOne(file: string): Promise<z.infer<typeof noteSchema> | null> {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    // No note: nobody started here, or the last one stopped in order.
    return null
  }
  const note = noteSchema.safeParse(JSON.parse(text === '' ? 'null' : text))
  if (!note.success || note.data.pid === process.pid || !isAlive(note.data.pid)) return null
  if (note.data.address !== null && !(await answers(note.data.address))) return null
  return note.data
}
