import type { Wake } from '../ports.ts'

export function createWake(): Wake {
  const sleepers = new Set<() => void>()
  // Woken while nobody slept: whoever goes to sleep next may have looked just before.
  let isOwed = false
  return {
    sleep: (ms) => {
      if (isOwed) {
        isOwed = false
        return Promise.resolve()
      }
      return new Promise((resolve) => {
        const end = () => {
          clearTimeout(timer)
          sleepers.delete(end)
          resolve()
        }
        const timer = setTimeout(end, Math.max(0, ms))
        sleepers.add(end)
      })
    },
    wake: () => {
      if (sleepers.size === 0) isOwed = true
      for (const end of [...sleepers]) end()
    },
  }
}
