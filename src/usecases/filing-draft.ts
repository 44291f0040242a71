import { eq, lt } from 'drizzle-orm'
import { z } from 'zod'
import { filingDrafts } from '../db/schema/escalation.ts'
import { SEVERITIES } from '../domain/escalation/words.ts'
import { CONTENT_LANGUAGES, LANGUAGES } from '../domain/language.ts'
import type { Deps } from './deps.ts'
import type { Filing } from './escalation/file.ts'

const DAY_MS = 24 * 60 * 60_000

const schema = z.object({
  submissionKey: z.string(),
  category: z.string(),
  severity: z.enum(SEVERITIES),
  summary: z.string(),
  body: z.string(),
  contentLanguage: z.enum(CONTENT_LANGUAGES),
  details: z.record(z.string(), z.string()),
  neededBy: z.coerce.date().nullable(),
  forTeamId: z.string().nullable(),
  followers: z.array(z.string()),
  isHard: z.boolean().nullable(),
  requesterLanguage: z.enum(LANGUAGES),
  via: z.enum(['command', 'shortcut', 'message']),
}) satisfies z.ZodType<Filing>

/** Keeps what a form held while its filer is asked "Already known?"; older ones than a day go. */
export async function keepDraft(deps: Deps, filing: Filing): Promise<void> {
  const now = deps.clock.now()
  await deps.db.transact(async (tx) => {
    await tx.delete(filingDrafts).where(lt(filingDrafts.keptAt, new Date(now.getTime() - DAY_MS)))
    await tx
      .insert(filingDrafts)
      .values({ rootViewId: filing.submissionKey, filing, keptAt: now })
      .onConflictDoUpdate({ target: filingDrafts.rootViewId, set: { filing, keptAt: now } })
  })
}

/** What the form of this root view held, or null when it is too long ago. */
export async function findDraft(deps: Deps, input: { readonly rootViewId: string }): Promise<Filing | null> {
  return deps.db.read(async (q) => {
    const rows = await q.select().from(filingDrafts).where(eq(filingDrafts.rootViewId, input.rootViewId))
    return rows[0] === undefined ? null : schema.parse(rows[0].filing)
  })
}

export async function dropDraft(deps: Deps, input: { readonly rootViewId: string }): Promise<void> {
  await deps.db.transact(async (tx) => {
    await tx.delete(filingDrafts).where(eq(filingDrafts.rootViewId, input.rootViewId))
  })
}
