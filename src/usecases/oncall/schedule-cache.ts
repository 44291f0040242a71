import type { Settings } from '../../settings/types.ts'
import type { LoadedSchedule } from './load-schedules.ts'

/**
 * Schedules as they were prepared last, of one database. An entry is right as long as the row's version and revision stand
 * and the year, which says how far its holidays reach; one per schedule, so it never grows beyond them.
 */
export interface ScheduleCache {
  find(
    mark: { readonly id: number; readonly version: number; readonly revision: number },
    year: number,
  ): LoadedSchedule | null
  keep(schedule: LoadedSchedule, year: number): void
}

export function createScheduleCache(): ScheduleCache {
  const kept = new Map<number, { readonly schedule: LoadedSchedule; readonly year: number }>()
  return {
    find: ({ id, version, revision }, year) => {
      const entry = kept.get(id)
      if (entry === undefined || entry.year !== year) return null
      const { schedule } = entry
      return schedule.version === version && schedule.revision === revision ? schedule : null
    },
    keep: (schedule, year) => {
      kept.set(schedule.id, { schedule, year })
    },
  }
}

/**
 * The team's policy with what was prepared of its database's schedules. `compose` hands it to every use case in the place of
 * bare settings; with those schedules are prepared anew for each answer, which is as right and slower.
 */
export interface SettingsWithSchedules extends Settings {
  readonly scheduleCache?: ScheduleCache
}

/** The same settings give the same object. */
export function withScheduleCache(settings: () => Settings, cache: ScheduleCache): () => Settings {
  let last: { readonly bare: Settings; readonly known: SettingsWithSchedules } | null = null
  return () => {
    const bare = settings()
    if (last?.bare !== bare) last = { bare, known: { ...bare, scheduleCache: cache } }
    return last.known
  }
}
