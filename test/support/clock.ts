import type { Clock } from '../../src/ports.ts'

const MINUTE_MS = 60_000

/** Domain time in a test's hands: it stands still, and goes forward only. */
export class ManualClock implements Clock {
  private at: Date

  constructor(start: string) {
    this.at = new Date(start)
  }

  now(): Date {
    return this.at
  }

  set(to: Date | string): void {
    const next = new Date(to)
    if (next < this.at) throw new Error('domain time goes forward only')
    this.at = next
  }

  /** Minutes forward; the new time. */
  advance(minutes: number): Date {
    this.set(new Date(this.at.getTime() + minutes * MINUTE_MS))
    return this.at
  }
}
