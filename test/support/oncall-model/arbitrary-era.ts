import fc from 'fast-check'

/** Where and when random schedules play, and who is in them. */

const DAY_MS = 24 * 60 * 60_000
export const PEOPLE = ['UA', 'UB', 'UC', 'UD', 'UE'] as const

/** Zones with a day near which the clock changes, or doesn't (Kolkata), or a whole day is missing (Apia). */
export const ERAS = [
  { zone: 'America/New_York', on: '2026-11-01' },
  { zone: 'America/New_York', on: '2027-03-14' },
  { zone: 'Europe/Madrid', on: '2026-10-25' },
  { zone: 'Europe/Madrid', on: '2027-03-28' },
  { zone: 'America/Santiago', on: '2026-09-06' },
  { zone: 'America/Santiago', on: '2026-04-05' },
  { zone: 'Australia/Lord_Howe', on: '2026-10-04' },
  { zone: 'Australia/Lord_Howe', on: '2026-04-05' },
  { zone: 'Pacific/Apia', on: '2011-12-30' },
  { zone: 'Asia/Kolkata', on: '2026-08-15' },
] as const

export interface Era {
  readonly zone: string
  readonly on: string
}

export function dayNear({ on }: Era, days: number): string {
  return new Date(Date.parse(`${on}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}

export function instantNear({ on }: Era, days: number): Date {
  return new Date(Date.parse(`${on}T00:00:00Z`) + days * DAY_MS)
}

export const person = fc.constantFrom(...PEOPLE)

/** Dates so many days from the middle. */
export function dates(era: Era, from: number, to: number): fc.Arbitrary<string> {
  return fc.integer({ min: from, max: to }).map((days) => dayNear(era, days))
}
