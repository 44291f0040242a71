import { z } from 'zod'
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

/** What the preview's metadata holds, read back when it is saved; never trusted, and malformed gives null. */
export function parseCoverWish(text: string | undefined): CoverWish | null {
  try {
    const parsed = wish.safeParse(JSON.parse(text ?? ''))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
