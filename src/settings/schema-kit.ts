import { z } from 'zod'
import { LANGUAGES } from '../domain/language.ts'
import type { Allowed } from './problem.ts'
import { isLocalDay, isZone, parseDuration } from './values.ts'

/** What the schemas of the settings file are made of. Each schema's error is the code of what is allowed at its place. */

export const text = (kind: Allowed, form: RegExp) => z.string({ error: kind }).regex(form, { error: kind })
export const oneOf = <const T extends readonly string[]>(kind: Allowed, values: T) => z.enum(values, { error: kind })
export const list = <T extends z.ZodType>(kind: Allowed, of: T, least = 0, most = 1000) =>
  z.array(of, { error: kind }).min(least, { error: kind }).max(most, { error: kind })
export const whole = (kind: Allowed, least: number, most: number) =>
  z.number({ error: kind }).int({ error: kind }).min(least, { error: kind }).max(most, { error: kind })
export const flag = z.boolean({ error: 'flag' satisfies Allowed })

/** A mapping; the error for a key that it doesn't know is the list of those that it knows. */
export function keyed<T extends z.core.$ZodLooseShape>(shape: T, kind: Allowed = 'object') {
  const known = Object.keys(shape).join(' ')
  return z.strictObject(shape, { error: (issue) => (issue.code === 'unrecognized_keys' ? known : kind) })
}

export const ID = /^[a-z][a-z0-9_]{0,39}$/

export const id = text('id', ID)
export const person = text('person', /^[UW][A-Z0-9]{1,20}$/)
export const people = list('people', person)
export const language = oneOf('language', LANGUAGES)
export const zone = z.string({ error: 'zone' satisfies Allowed }).refine(isZone, { error: 'zone' satisfies Allowed })
export const channel = text('channel', /^[CG][A-Z0-9]{2,20}$/)
export const userGroup = text('user_group', /^S[A-Z0-9]{2,20}$/)
/** 75 characters are what an option of a Slack select may have. */
export const name = text('name', /^\S(?:.{0,73}\S)?$/u)
export const time = text('time', /^(?:[01]\d|2[0-3]):[0-5]\d$/)

export const duration = z
  .string({ error: 'duration' satisfies Allowed })
  .refine((value) => parseDuration(value) !== null, { error: 'duration' satisfies Allowed })
export const durationOrNone = z
  .string({ error: 'duration_or_none' satisfies Allowed })
  .refine((value) => value === 'none' || parseDuration(value) !== null, {
    error: 'duration_or_none' satisfies Allowed,
  })

export const localDay = z
  .string({ error: 'local_day' satisfies Allowed })
  .refine(isLocalDay, { error: 'local_day' satisfies Allowed })
