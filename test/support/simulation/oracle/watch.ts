import { clockLine } from '../log.ts'
import { between, type Counting, later, sooner } from './open-hours.ts'

/** One promise, and what became of it. */

const MINUTE = 60_000
export type Kind = 'claim' | 'first_update' | 'next_update' | 'resolve' | 'obligation'

export interface Vow {
  readonly minutes: number
  readonly counting: Counting
}

export interface Wait {
  readonly from: number
  /** Null while it lasts. */
  to: number | null
}

export class Watch {
  readonly kind: Kind
  readonly promise: Vow
  readonly startedAt: number
  dueAt: number
  state: 'running' | 'paused' | 'met' | 'met_late' | 'cancelled' = 'running'
  pausedAt: number | null = null
  lateSince: number | null = null
  endedAt: number | null = null
  /** The owner gave this hour for the next news. */
  named: number | null = null
  /** It was over when it was set: nobody had been promised that hour. */
  isBornLate = false
  isLateTold = false
  /** How many of its warnings are given. */
  warned = 0

  constructor(kind: Kind, promise: Vow, startedAt: number) {
    this.kind = kind
    this.promise = promise
    this.startedAt = startedAt
    this.dueAt = later(promise.counting, startedAt, promise.minutes * MINUTE)
  }

  get isLive(): boolean {
    return this.endedAt === null
  }

  pause(at: number): void {
    if (this.state !== 'running') return
    this.state = 'paused'
    this.pausedAt = at
  }

  /** The deadline moves by what would have counted meanwhile. */
  resume(at: number): void {
    if (this.state !== 'paused' || this.pausedAt === null) return
    const { counting } = this.promise
    this.dueAt = later(counting, this.dueAt, between(counting, this.pausedAt, at))
    this.state = 'running'
    this.pausedAt = null
  }

  keep(at: number): void {
    this.end(this.lateSince === null ? 'met' : 'met_late', at)
  }

  cancel(at: number): void {
    this.end('cancelled', at)
  }

  private end(state: 'met' | 'met_late' | 'cancelled', at: number): void {
    if (!this.isLive) return
    this.state = state
    this.endedAt = at
    this.pausedAt = null
  }

  /** When it begins to be urgent: ten minutes ahead, of a short one half its time, of a decision a quarter. */
  get soonAt(): number {
    const { minutes, counting } = this.promise
    const ahead = this.kind === 'resolve' ? minutes / 4 : Math.min(10, minutes / 2)
    return sooner(counting, this.dueAt, ahead * MINUTE)
  }

  /** The hour that people are given when it was missed: as long again, of a decision a quarter; always ahead. */
  newTime(at: number): number {
    const { minutes, counting } = this.promise
    const more = (this.kind === 'resolve' ? minutes / 4 : minutes) * MINUTE
    const again = later(counting, this.dueAt, more)
    return again > at ? again : later(counting, at, more)
  }

  get line(): string {
    const { kind, startedAt, dueAt, state, endedAt, lateSince } = this
    return clockLine({ kind, startedAt, dueAt, state, endedAt, breachedAt: lateSince })
  }
}
