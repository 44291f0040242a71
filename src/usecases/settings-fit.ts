import type { Database } from '../db/client.ts'
import { kindsInUse } from '../db/stores/lists.ts'
import type { Settings } from '../settings/types.ts'

export interface Unfit {
  readonly what: 'team' | 'category'
  readonly id: string
}

/**
 * Teams and categories that escalations in the database name and the settings don't: they could be neither drawn nor
 * told to anybody. Asked at the start, before anything runs.
 */
export async function unfitFor(db: Database, settings: Settings): Promise<readonly Unfit[]> {
  const used = await db.read(kindsInUse)
  const teams = new Set(settings.teams.map((team) => team.id))
  const categories = new Set(settings.categories.map((category) => category.id))
  return [
    ...used.teams.filter((id) => !teams.has(id)).map((id) => ({ what: 'team', id }) as const),
    ...used.categories.filter((id) => !categories.has(id)).map((id) => ({ what: 'category', id }) as const),
  ]
}

/** Settings that no longer know what escalations name would leave those undrawn: said before anything runs. */
export class SettingsUnfit extends Error {
  constructor(unfit: readonly Unfit[]) {
    const names = unfit.map(({ what, id }) => `the ${what} "${id}"`).join(', ')
    super(`escalations in the database name what the settings don't know; put back, under the same id: ${names}`)
    this.name = 'SettingsUnfit'
  }
}
