import type { Finding, Path } from '../problem.ts'
import { readMoment } from './notation.ts'

/** Reads moments on the schedule's wall clock, and collects those that can't be read there. */
export class Reader {
  readonly findings: Finding[] = []
  readonly zone: string

  constructor(zone: string) {
    this.zone = zone
  }

  /** The instant; where there is none it is found, and an instant stands in its place so that the rest can be looked at. */
  moment(typed: string, path: Path): Date {
    const reading = readMoment(typed, this.zone)
    if (reading.kind === 'instant') return reading.at
    this.findings.push(
      reading.kind === 'none'
        ? { path, code: 'not_allowed', value: typed, allowed: 'moment' }
        : {
            path,
            code: reading.kind === 'skipped' ? 'skipped_time' : 'repeated_time',
            value: typed,
            allowed: 'readings',
            known: reading.readings,
          },
    )
    return new Date(Number.NaN)
  }
}
