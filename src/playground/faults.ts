import type { PageFault } from './page-api.ts'

export type FaultKind = PageFault['kind']

export interface Faults {
  /** From now on `method` (`*`: every one) misbehaves, instead of what was set for it before. */
  readonly set: (fault: PageFault) => void
  /** Takes back one method's fault, or all. */
  readonly clear: (method?: string) => void
  readonly list: () => readonly PageFault[]
  /** The fault that this call meets, counted down. */
  readonly take: (method: string) => PageFault | null
}

/** How Web API methods misbehave, as tests and the page's switches ask for it. */
export function createFaults(): Faults {
  const set = new Map<string, PageFault>()
  const asked = new Map<string, number>()

  /** Counted from when it was set: the last of each `every` calls meets it. */
  function isItsTurn({ method, every = 1 }: PageFault): boolean {
    const count = (asked.get(method) ?? 0) + 1
    asked.set(method, count % every)
    return count % every === 0
  }

  return {
    set: (fault) => {
      set.set(fault.method, fault)
      asked.delete(fault.method)
    },
    clear: (method) => {
      if (method === undefined) set.clear()
      else set.delete(method)
    },
    list: () => [...set.values()],
    take: (method) => {
      const fault = set.get(method) ?? set.get('*')
      if (!fault || !isItsTurn(fault)) return null
      if (fault.times !== null) {
        if (fault.times <= 1) set.delete(fault.method)
        else set.set(fault.method, { ...fault, times: fault.times - 1 })
      }
      return fault
    },
  }
}
