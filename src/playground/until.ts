import type { Workspace } from './workspace.ts'

/**
 * Waits until `check` holds, looked at anew at each change of the workspace: no sleeping, and no polling.
 * @param timeout in ms of machine time, after which it rejects and says what it waited for
 */
export function until(ws: Workspace, check: () => boolean, what: string, timeout: number): Promise<void> {
  if (check()) return Promise.resolve()
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer)
      stopListening()
    }
    const timer = setTimeout(() => {
      stop()
      reject(new Error(`waited ${timeout} ms in vain: ${what}`))
    }, timeout)
    const stopListening = ws.onChange(() => {
      // A change is announced while it is being made: look once it is whole.
      queueMicrotask(() => {
        try {
          if (!check()) return
          stop()
          resolve()
        } catch (error) {
          stop()
          reject(error)
        }
      })
    })
  })
}
