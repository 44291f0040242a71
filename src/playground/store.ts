import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { isJson, parseJson } from './json.ts'
import type { WorkspaceState } from './model.ts'

export interface Store {
  /** What was written last; null at a first start. Throws where the file is none of ours. */
  readonly load: () => Promise<WorkspaceState | null>
  /** Resolves once everything that was true at the call is in the file. Calls that come together share one write. */
  readonly save: (state: WorkspaceState) => Promise<void>
  readonly saveFile: (id: string, bytes: Uint8Array) => Promise<void>
  readonly loadFile: (id: string) => Promise<Uint8Array | null>
}

/** A workspace that lives as long as its process. */
export function memoryStore(): Store {
  const files = new Map<string, Uint8Array>()
  return {
    load: async () => null,
    save: async () => {},
    saveFile: async (id, bytes) => {
      files.set(id, bytes)
    },
    loadFile: async (id) => files.get(id) ?? null,
  }
}

function isState(value: unknown): value is WorkspaceState {
  return isJson(value) && value.version === 1 && isJson(value.channels) && isJson(value.secrets)
}

/** A workspace in a file, written beside it and renamed, so that a reader never meets half of one. */
export function fileStore(path: string): Store {
  const files = `${path}.files`
  let writing: Promise<void> | null = null
  let waiting: Promise<void> | null = null

  async function write(state: WorkspaceState): Promise<void> {
    const text = JSON.stringify(state)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(`${path}.new`, text, { mode: 0o600 })
    await rename(`${path}.new`, path)
  }

  function start(state: WorkspaceState): Promise<void> {
    const run = write(state).finally(() => {
      if (writing === run) writing = null
    })
    writing = run
    return run
  }

  return {
    load: async () => {
      const text = await readFile(path, 'utf8').catch((error: unknown) => {
        if (isJson(error) && error.code === 'ENOENT') return null
        throw error
      })
      if (text === null) return null
      const state = parseJson(text)
      if (!isState(state)) throw new Error(`${path} holds no workspace: move it away to start over`)
      return state
    },
    save: (state) => {
      if (!writing) return start(state)
      // The write under way may have been taken before this change: one more follows, for all who wait.
      if (!waiting) {
        const before = writing
        const next = before
          .catch(() => {})
          .then(() => {
            waiting = null
            return start(state)
          })
        waiting = next
      }
      return waiting
    },
    saveFile: async (id, bytes) => {
      await mkdir(files, { recursive: true })
      await writeFile(join(files, id), bytes)
    },
    loadFile: async (id) => readFile(join(files, id)).catch(() => null),
  }
}
