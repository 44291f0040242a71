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
