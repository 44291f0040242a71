import { sql } from 'drizzle-orm'
import type { Queryable } from '../../../src/db/client.ts'

/**
 * A year of escalations of two teams, from a seed: in the database as the bot would have left them, but written in one go. It
 * knows nothing of how digests are made.
 */
export async function generateYear(
  q: Queryable,
  of: {
    readonly seed: number
    readonly count: number
    readonly year: number
    /** What they are of; each is as likely as it stands here. */
    readonly teams?: readonly string[]
    readonly categories?: readonly string[]
  },
) {
  const next = randomOf(of.seed)
  const pick = <T>(all: readonly T[]): T => {
    const one = all[Math.floor(next() * all.length)]
    if (one === undefined) throw new Error('nothing to pick')
    return one
  }
  const chance = (share: number) => next() < share
  const start = Date.UTC(of.year - 1, 11, 15)
  const end = Date.UTC(of.year + 1, 0, 15)
  const rows: Record<string, unknown>[] = []
  const clocks: Record<string, unknown>[] = []
  const resolutions: Record<string, unknown>[] = []
  const questions: Record<string, unknown>[] = []
  const pages: Record<string, unknown>[] = []
  const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString())
  const minutes = (most: number) => Math.floor(next() * next() * most * 60_000)
  for (let index = 0; index < of.count; index += 1) {
    const id = 100_001 + index
    // Some at the very instant at which a local day begins, and just before it.
    const filed = chance(0.1)
      ? Date.UTC(of.year, Math.floor(next() * 12), 1 + Math.floor(next() * 28), pick([4, 5, 6, 22, 23]), 0, 0) -
        pick([0, 1])
      : start + Math.floor(next() * (end - start))
    const severity = pick(['sev1', 'sev2', 'sev3', 'sev3', 'sev4'])
    const fate = pick([
      'resolved',
      'resolved',
      'resolved',
      'resolved',
      'closed',
      'claimed',
      'waiting',
      'unclaimed',
      'withdrawn',
      'duplicate',
    ])
    const isOwned = !['unclaimed', 'withdrawn', 'duplicate'].includes(fate)
    const claimed = filed + minutes(600)
    const updated = claimed + minutes(1500)
    const resolved = updated + minutes(12_000)
    const isDone = fate === 'resolved' || fate === 'closed'
    const isReopened = isDone && chance(0.1)
    const resolvedAgain = isReopened ? resolved + minutes(3000) + minutes(9000) : resolved
    const person = pick(['UA', 'UB', 'UC'])
    rows.push({
      id,
      submission_key: `generated:${id}`,
      team_id: pick(of.teams ?? ['policy', 'policy', 'policy', 'other']),
      category: pick(of.categories ?? ['hate', 'press', 'legal', 'children']),
      severity,
      status: fate,
      is_restricted: chance(0.1),
      is_hard: false,
      place: 'channel',
      requester_id: 'UR',
      department: pick(['PR', 'Support', null]),
      content_language: pick(['en', 'es', 'other', 'none', 'unsure']),
      channel_language: 'en',
      filed_at: iso(filed),
      owner_id: isOwned ? person : null,
      owned_since: isOwned ? iso(claimed) : null,
      waiting_since: fate === 'waiting' ? iso(updated) : null,
      decision: isDone ? 'kept_up' : null,
      resolved_at: isDone ? iso(resolvedAgain) : null,
      closed_at: fate === 'closed' ? iso(resolvedAgain + 3 * 86_400_000) : null,
      withdrawn_at: fate === 'withdrawn' ? iso(claimed) : null,
      duplicate_of: fate === 'duplicate' ? 100_001 + ((index + 1) % of.count) : null,
      linked_at: fate === 'duplicate' ? iso(claimed) : null,
    })
    const clock = (kind: string, target: number, endedAt: number | null, isCancelled = false) => {
      const due = filed + target * 60_000
      const isLate = endedAt === null ? due < end : due <= endedAt
      const state = endedAt === null ? 'running' : isCancelled ? 'cancelled' : isLate ? 'met_late' : 'met'
      clocks.push({
        escalation_id: id,
        round: 0,
        kind,
        obligation: kind === 'obligation' ? 'eu_terrorist_content' : '',
        target_minutes: target,
        started_at: iso(filed),
        due_at: iso(due),
        state,
        breached_at: isLate ? iso(due) : null,
        ended_at: iso(endedAt),
      })
    }
    const isGone = fate === 'withdrawn' || fate === 'duplicate'
    clock('claim', pick([15, 60, 240]), isOwned || isGone ? claimed : null, isGone)
    clock('first_update', pick([30, 120, 480]), isOwned ? updated : isGone ? claimed : null, isGone)
    clock('resolve', pick([480, 1440, 7200]), isDone ? resolved : isGone ? claimed : null, isGone)
    if (chance(0.05)) clock('obligation', 60, isDone ? resolved : isGone ? claimed : null, isGone)
    if (isDone) {
      const cause = pick(['policy_unclear', 'policy_missing', 'policy_wrong', 'tooling', null])
      const vote = chance(0.5) ? chance(0.8) : null
      const decided = (round: number, at: number, reopened: number | null) =>
        resolutions.push({
          escalation_id: id,
          round,
          decision: 'kept_up',
          rule: pick(['4.2', '7', null]),
          root_cause: cause,
          resolved_by: person,
          resolved_at: iso(at),
          reopened_at: iso(reopened),
          was_helpful: vote,
        })
      decided(0, resolved, isReopened ? resolved + Math.floor((resolvedAgain - resolved) / 2) : null)
      if (isReopened) decided(1, resolvedAgain, null)
    }
    if (isOwned && chance(0.3)) {
      const asked = claimed + minutes(60)
      const answered = chance(0.8) ? asked + minutes(4000) : null
      questions.push({ escalation_id: id, asked_by: person, asked_at: iso(asked), answered_at: iso(answered) })
    }
    if (severity === 'sev1' || severity === 'sev2') {
      for (let count = 1 + Math.floor(next() * 3); count > 0; count -= 1) {
        const sent = filed + minutes(30)
        const seen = chance(0.6) ? sent + minutes(20) : null
        const outcome = pick(['claimed', 'claimed_by_other', 'replaced'])
        pages.push({
          escalation_id: id,
          user_id: pick(['UA', 'UB', 'UC']),
          why: 'on_call',
          not_before: iso(filed),
          asked_at: iso(filed),
          sent_at: chance(0.95) ? iso(sent) : null,
          seen_at: iso(seen),
          outcome,
          ended_at: iso(sent + minutes(90)),
        })
      }
    }
  }
  await insert(q, 'escalations', rows, true)
  await q.execute(sql`insert into texts (escalation_id, kind, body, written_at)
    select id, 'question', 'x', filed_at from escalations where id > 100000`)
  await insert(q, 'clocks', clocks)
  await insert(q, 'resolutions', resolutions)
  await insert(q, 'pages', pages)
  await insertQuestions(q, questions)
}

const LOT = 2_000

async function insert(q: Queryable, table: string, rows: readonly Record<string, unknown>[], hasIds = false) {
  const [first] = rows
  if (first === undefined) return
  const names = Object.keys(first).join(', ')
  for (let from = 0; from < rows.length; from += LOT) {
    const lot = JSON.stringify(rows.slice(from, from + LOT))
    await q.execute(sql`insert into ${sql.raw(table)} (${sql.raw(names)}) ${sql.raw(hasIds ? 'overriding system value' : '')}
      select ${sql.raw(names)} from json_populate_recordset(null::${sql.raw(table)}, ${lot}::json)`)
  }
}

async function insertQuestions(q: Queryable, rows: readonly Record<string, unknown>[]) {
  for (let from = 0; from < rows.length; from += LOT) {
    const lot = JSON.stringify(rows.slice(from, from + LOT))
    await q.execute(sql`insert into questions (escalation_id, text_id, asked_by, asked_at, answered_at)
      select r.escalation_id, t.id, r.asked_by, r.asked_at, r.answered_at
      from json_populate_recordset(null::questions, ${lot}::json) r
      join texts t on t.escalation_id = r.escalation_id`)
  }
}

/** The same figures for the same seed, in [0, 1). */
function randomOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
