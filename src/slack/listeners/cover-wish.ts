import { z } from 'zod'
import type { KeepWish } from '../blocks/duty/keep.ts'
import { type CoverWish, REASON_MAX } from '../blocks/duty/own.ts'

const person = z.string().regex(/^[UW][A-Z0-9]{1,20}$/)
const wish = z.object({
  person,
  by: person,
  start: z.iso.datetime(),
  end: z.iso.datetime(),
  reason: z.string().max(REASON_MAX).nullable(),
  scheduleIds: z.array(z.number().int().positive()).min(1).max(50),
})

const day = z.iso.date()
const keepWish = z.object({
  scheduleId: z.number().int().positive(),
  days: z.object({ from: day, to: day }),
  tradedHolidayOn: day.nullable(),
})

/** What the preview's metadata holds, read back when it is saved; never trusted, and malformed gives null. */
export function parseCoverWish(text: string | undefined): CoverWish | null {
  return parsed(wish, text)
}

/** The same of days that are to be kept. */
export function parseKeepWish(text: string | undefined): KeepWish | null {
  return parsed(keepWish, text)
}

function parsed<T>(schema: z.ZodType<T>, text: string | undefined): T | null {
  try {
    const read = schema.safeParse(JSON.parse(text ?? ''))
    return read.success ? read.data : null
  } catch {
    return null
  }
}
