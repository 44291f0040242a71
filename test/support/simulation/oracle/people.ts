import {
  CATEGORIES,
  type CategoryOfHouse,
  PEOPLE,
  PERSONAL_HOURS,
  SILENT_FROM,
  SILENT_TO,
  TEAMS,
  type TeamOfHouse,
} from '../house.ts'
import { type Doors, doorsOf, opening } from './open-hours.ts'

/** Who people are to a category, and when they are at work, asleep or silenced. */

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7]

export function categoryOf(id: string): CategoryOfHouse {
  const found = CATEGORIES.find((one) => one.id === id)
  if (found === undefined) throw new Error(`no category ${id}`)
  return found
}

export function teamOf(id: string): TeamOfHouse {
  const found = TEAMS.find((one) => one.id === id)
  if (found === undefined) throw new Error(`no team ${id}`)
  return found
}

function personOf(id: string) {
  const found = PEOPLE.find((one) => one.id === id)
  if (found === undefined) throw new Error(`no person ${id}`)
  return found
}

const hoursOf = (id: string): Doors => doorsOf(personOf(id).zone, PERSONAL_HOURS, [])

/** `at` within a person's own hours, else the start of their next. */
export function wakes(id: string, at: number): number {
  return opening(hoursOf(id), at)
}

export const isInHours = (id: string, at: number) => wakes(id, at) === at

/** Slack holds their messages back: from 22:00 on, and until 08:00. */
export function isSilenced(id: string, at: number): boolean {
  const { zone, isSilentAtNight } = personOf(id)
  if (!isSilentAtNight) return false
  const awake = doorsOf(zone, { days: EVERY_DAY, from: SILENT_TO, to: SILENT_FROM }, [])
  return opening(awake, at) > at
}

/** Works for the team, and may see what this category holds. */
export function isOfTeam(id: string, category: CategoryOfHouse): boolean {
  const team = teamOf(category.team)
  if (category.cleared !== null) return category.cleared.includes(id)
  return team.specialists.includes(id) || team.leads.includes(id)
}

export function onCall(category: CategoryOfHouse): readonly string[] {
  const { specialists } = teamOf(category.team)
  return specialists.filter((id) => category.cleared?.includes(id) !== false)
}

/** Those who may see it; whoever is in their hours first. */
export function leads(category: CategoryOfHouse, at: number): readonly string[] {
  const cleared = teamOf(category.team).leads.filter((id) => category.cleared?.includes(id) !== false)
  return [...cleared.filter((id) => isInHours(id, at)), ...cleared.filter((id) => !isInHours(id, at))]
}
