/** Machine time for this folder's limits and back-offs (ONCALL 23: deadlines of the wire aren't domain time). */
export function machineMs(): number {
  return performance.now()
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
}

/** Runs `act` after `ms`, unless the function that it returns was called before. */
export function after(ms: number, act: () => void): () => void {
  const timer = setTimeout(act, Math.max(0, ms))
  return () => clearTimeout(timer)
}
