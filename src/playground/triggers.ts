import { randomName } from './workspace.ts'

/** How long a trigger lives, in machine time (ms). */
export const triggerLifetime = 3_000

export interface Trigger {
  readonly user: string
  /** The modal in which it arose, or null. */
  readonly viewId: string | null
}

export type TriggerUse =
  | { readonly ok: true; readonly trigger: Trigger }
  | { readonly ok: false; readonly error: 'expired_trigger_id' | 'exchanged_trigger_id' | 'invalid_trigger_id' }

export interface Triggers {
  readonly issue: (trigger: Trigger) => string
  readonly exchange: (id: string) => TriggerUse
}

/** Trigger ids: good once and for three seconds of machine time. They outlive no process, as three seconds wouldn't. */
export function createTriggers(lifetime: number): Triggers {
  const known = new Map<string, { readonly trigger: Trigger; readonly until: number; isUsed: boolean }>()
  let count = 0
  return {
    issue: (trigger) => {
      count += 1
      const id = `${1_000_000 + count}.${Date.now()}.${randomName(16)}`
      known.set(id, { trigger, until: Date.now() + lifetime, isUsed: false })
      return id
    },
    exchange: (id) => {
      const found = known.get(id)
      if (!found) return { ok: false, error: 'invalid_trigger_id' }
      if (found.isUsed) return { ok: false, error: 'exchanged_trigger_id' }
      if (Date.now() > found.until) return { ok: false, error: 'expired_trigger_id' }
      found.isUsed = true
      return { ok: true, trigger: found.trigger }
    },
  }
}

/** A response_url: five uses within thirty minutes of machine time. */
export interface ResponseAddress {
  readonly user: string
  readonly channel: string
  /** The message that was acted on, or null after a command. */
  readonly messageTs: string | null
  readonly threadTs: string | null
}

export type ResponseUse =
  | { readonly ok: true; readonly address: ResponseAddress }
  | { readonly ok: false; readonly error: 'used_url' | 'expired_url' }

export interface ResponseUrls {
  readonly issue: (address: ResponseAddress) => string
  readonly use: (name: string) => ResponseUse
}

export function createResponseUrls(): ResponseUrls {
  const known = new Map<string, { readonly address: ResponseAddress; readonly until: number; uses: number }>()
  return {
    issue: (address) => {
      const name = randomName(24)
      known.set(name, { address, until: Date.now() + 30 * 60_000, uses: 0 })
      return name
    },
    use: (name) => {
      const found = known.get(name)
      if (!found || Date.now() > found.until) return { ok: false, error: 'expired_url' }
      if (found.uses >= 5) return { ok: false, error: 'used_url' }
      found.uses += 1
      return { ok: true, address: found.address }
    },
  }
}
