import { z } from 'zod'
import type { Queryable } from '../../../db/client.ts'
import { setDutyTimers } from '../../../db/stores/oncall/duty-timers.ts'
import {
  addDutyCalls,
  addDutyPost,
  callsOfPost,
  type DutyPostRow,
  loadDutyPost,
  markLeadsTold,
  postAnew,
} from '../../../db/stores/oncall/posts.ts'
import { lockSchedule } from '../../../db/stores/oncall/schedules.ts'
import { openIn, type PostLine, peopleIn, signatureOf, unconfirmedIn } from '../../../domain/oncall/post-lines.ts'
import { POST_KINDS, postsBetween } from '../../../domain/oncall/posts.ts'
import { teamOf } from '../../team.ts'
import type { DutyContext } from '../duty.ts'
import { type LoadedSchedule, schedulesMarked } from '../load-schedules.ts'
import { asPairs, linesOf, windowsOfPost } from './lines.ts'
import { postIntent, redrawPosts, sayPosts } from './say.ts'

/** Kinds of duty timers. */
export const DUTY_POST = 'duty_post'
export const DUTY_POST_REMIND = 'duty_post_remind'
export const DUTY_POST_LEADS = 'duty_post_leads'
export const DUTY_POST_AGAIN = 'duty_post_again'
export const DUTY_POST_OVER = 'duty_post_over'

/** Further than the boundary of a schedule that never changes looks again. */
const AHEAD_MS = 110 * 24 * 60 * 60_000

const dueFacts = z.object({ scheduleId: z.number(), post: z.enum(POST_KINDS), on: z.string() })
const postFacts = z.object({ postId: z.number() })

/** The posts to come have their timers; what an edit of the rules made wrong does nothing when it is due. */
export async function planPosts(tx: Queryable, schedule: LoadedSchedule, now: Date): Promise<void> {
  const due = postsBetween(schedule.prepared, schedule.rules, now, new Date(now.getTime() + AHEAD_MS))
  await setDutyTimers(
    tx,
    due.map(({ kind, on, dueAt }) => ({
      key: `${DUTY_POST}:${schedule.id}:${kind}:${on}:${dueAt.toISOString()}`,
      kind: DUTY_POST,
      dueAt,
      facts: { scheduleId: schedule.id, post: kind, on },
    })),
  )
}

async function locked({ tx, deps, now }: DutyContext, scheduleId: number): Promise<LoadedSchedule | null> {
  const row = await lockSchedule(tx, scheduleId)
  if (row === null) return null
  const [schedule] = await schedulesMarked(tx, deps.settings(), [row], now)
  return schedule ?? null
}

/**
 * A weekend or a holiday is posted, and each person on duty who hasn't confirmed is told that they are next. Late it still
 * goes, until what it announces begins; then it is skipped, visibly (ONCALL 22).
 */
export async function post(context: DutyContext): Promise<'done' | 'skipped'> {
  const { tx, deps, timer, now } = context
  const facts = dueFacts.parse(timer.facts)
  const schedule = await locked(context, facts.scheduleId)
  if (schedule === null) return 'done'
  const { dueAt } = timer
  const due = postsBetween(schedule.prepared, schedule.rules, dueAt, new Date(dueAt.getTime() + 1))
  const found = due.find((one) => one.kind === facts.post && one.on === facts.on)
  const first = found?.windows[0]
  const last = found?.windows.at(-1)
  // An edit of the rules moved it, or took it away.
  if (found === undefined || first === undefined || last === undefined) return 'done'
  if (now >= first.start) return 'skipped'
  const lines = await linesOf(tx, schedule, found.windows)
  const id = await addDutyPost(tx, {
    scheduleId: schedule.id,
    kind: found.kind,
    postedOn: found.on,
    dueAt,
    postedAt: now,
    startAt: first.start,
    endAt: last.end,
    windows: asPairs(found.windows),
    signature: signatureOf(lines),
  })
  if (id === null) return 'done'
  await sayPosts(tx, deps.settings(), [{ intent: postIntent({ id, edition: 0 }), to: null }], now)
  await call(context, { postId: id, startsAt: first.start }, lines)
  const later = [
    { kind: DUTY_POST_REMIND, dueAt: found.remindAt },
    { kind: DUTY_POST_LEADS, dueAt: found.leadsAt },
    { kind: DUTY_POST_AGAIN, dueAt: found.againAt },
    { kind: DUTY_POST_OVER, dueAt: last.end },
  ]
  await setDutyTimers(
    tx,
    later.flatMap(({ kind, dueAt: at }) =>
      // What was due before a late post is not caught up with: the post says it all.
      at === null || at <= now ? [] : [{ key: `${kind}:${id}`, kind, dueAt: at, facts: { postId: id } }],
    ),
  )
  return 'done'
}

/** One DM to each who hasn't confirmed: the first, or the one reminder. */
async function call(
  { tx, deps, now }: DutyContext,
  of: { readonly postId: number; readonly startsAt: Date },
  lines: readonly PostLine[],
): Promise<void> {
  const unconfirmed = new Set(unconfirmedIn(lines).map(({ person }) => person))
  const people = peopleIn(lines).filter((person) => unconfirmed.has(person))
  const before = await callsOfPost(tx, of.postId)
  await addDutyCalls(tx, { postId: of.postId, people, at: now })
  const said = (await callsOfPost(tx, of.postId)).filter(({ userId }) => people.includes(userId))
  const intents = said.map(({ userId, edition }) => ({
    intent: { kind: 'duty_call' as const, postId: of.postId, userId, edition },
    to: userId,
  }))
  // A button stands once: the older message loses its own.
  const older = before
    .filter(({ userId }) => people.includes(userId))
    .map(({ userId, edition }) => ({
      intent: { kind: 'duty_call' as const, postId: of.postId, userId, edition },
      to: userId,
    }))
  await sayPosts(tx, deps.settings(), intents, now, of.startsAt)
  await sayPosts(tx, deps.settings(), older, now)
}

interface Standing {
  readonly row: DutyPostRow
  readonly schedule: LoadedSchedule
  readonly lines: readonly PostLine[]
}

/** The post of a timer that follows it; null where it has begun, or its schedule is retired: nothing is to be done. */
async function standing(context: DutyContext): Promise<Standing | null> {
  const { tx, timer, now } = context
  const { postId } = postFacts.parse(timer.facts)
  const row = await loadDutyPost(tx, postId)
  if (row === null || now >= row.startAt) return null
  const schedule = await locked(context, row.scheduleId)
  if (schedule === null) return null
  return { row, schedule, lines: await linesOf(tx, schedule, windowsOfPost(row)) }
}

/** Friday noon: one reminder to whoever hasn't confirmed. */
export async function remind(context: DutyContext): Promise<'done' | 'skipped'> {
  const found = await standing(context)
  if (found === null) return 'skipped'
  await call(context, { postId: found.row.id, startsAt: found.row.startAt }, found.lines)
  return 'done'
}

/** Friday at three: the leads hear who still hasn't. Nothing is said where everybody has. */
export async function tellLeads(context: DutyContext): Promise<'done' | 'skipped'> {
  const { tx, deps, now } = context
  const found = await standing(context)
  if (found === null) return 'skipped'
  const { row, schedule, lines } = found
  if (unconfirmedIn(lines).length === 0) return 'done'
  await markLeadsTold(tx, row.id, now)
  const { leads } = teamOf(deps.settings(), schedule.teamId)
  const said = leads.map((lead) => ({
    intent: { kind: 'duty_unconfirmed' as const, postId: row.id, userId: lead },
    to: lead,
  }))
  await sayPosts(tx, deps.settings(), said, now, row.startAt)
  return 'done'
}

/** The day after: edited, and posted anew only when something changed since, or somebody is missing. */
export async function again(context: DutyContext): Promise<'done' | 'skipped'> {
  const { tx, deps, now } = context
  const found = await standing(context)
  if (found === null) return 'skipped'
  const { row, schedule, lines } = found
  const signature = signatureOf(lines)
  if (signature !== row.signature || openIn(lines).length > 0) {
    await postAnew(tx, row.id, signature)
    const { id, edition } = row
    const said = [postIntent(row), postIntent({ id, edition: edition + 1 })]
    await sayPosts(
      tx,
      deps.settings(),
      said.map((intent) => ({ intent, to: null })),
      now,
    )
  }
  await redrawPosts(tx, deps.settings(), schedule, now)
  return 'done'
}

/** It is over: what stands of it loses its buttons. */
export async function over(context: DutyContext): Promise<'done'> {
  const { tx, deps, timer, now } = context
  const row = await loadDutyPost(tx, postFacts.parse(timer.facts).postId)
  const schedule = row === null ? null : await locked(context, row.scheduleId)
  if (schedule !== null) await redrawPosts(tx, deps.settings(), schedule, now)
  return 'done'
}
