import { z } from 'zod'
import type { Queryable } from '../../../db/client.ts'
import { type NewDutyTimer, setDutyTimers } from '../../../db/stores/oncall/duty-timers.ts'
import {
  addDutyCalls,
  addDutyPost,
  callsOfPost,
  type DutyPostRow,
  loadDutyPost,
  markLeadsTold,
  postAnew,
  postsAhead,
} from '../../../db/stores/oncall/posts.ts'
import { lockSchedule, scheduleSince } from '../../../db/stores/oncall/schedules.ts'
import { loadPeople } from '../../../db/stores/people.ts'
import { openIn, type PostLine, peopleIn, signatureOf, unconfirmedIn } from '../../../domain/oncall/post-lines.ts'
import { type DutyPost, POST_KINDS, postsBetween } from '../../../domain/oncall/posts.ts'
import type { Span } from '../../../domain/oncall/schedule.ts'
import { nextWithin } from '../../../domain/people/working-hours.ts'
import { teamOf } from '../../team.ts'
import type { DutyContext } from '../duty.ts'
import { type LoadedSchedule, schedulesMarked } from '../load-schedules.ts'
import { asPairs, linesOf, windowsNow, windowsOfPost } from './lines.ts'
import { postIntent, redrawPost, redrawPosts, sayPosts } from './say.ts'

/** Kinds of duty timers. */
export const DUTY_POST = 'duty_post'
export const DUTY_POST_REMIND = 'duty_post_remind'
export const DUTY_POST_LEADS = 'duty_post_leads'
export const DUTY_POST_AGAIN = 'duty_post_again'
export const DUTY_POST_OVER = 'duty_post_over'

/** Further than the boundary of a schedule that never changes looks again. */
const DAY_MS = 24 * 60 * 60_000
/** So long the leads wait after a reminder that was held. */
const ANSWER_MS = 60 * 60_000
const AHEAD_MS = 110 * DAY_MS

const dueFacts = z.object({
  scheduleId: z.number(),
  post: z.enum(POST_KINDS),
  on: z.string(),
  dueAt: z.iso.datetime().optional(),
})
const postFacts = z.object({ postId: z.number() })

/**
 * The posts to come have their timers; what an edit of the rules made wrong does nothing when it is due. What an edit moved to
 * a time that has passed, or a holiday that it added within the days of notice, is posted at once, as long as it hasn't begun.
 */
export async function planPosts(tx: Queryable, schedule: LoadedSchedule, now: Date): Promise<void> {
  const { rules, prepared } = schedule
  // As long as a post may be due before what it announces begins.
  const notice = new Date(now.getTime() - ((rules.holidayPostDays ?? 0) + 8) * DAY_MS)
  // Before there was the schedule nothing of it was due.
  const since = await scheduleSince(tx, schedule.id)
  const from = since !== null && since > notice ? since : notice
  const due = postsBetween(prepared, rules, from, new Date(now.getTime() + AHEAD_MS))
  const timers: NewDutyTimer[] = []
  for (const post of due) {
    const { kind, on, dueAt, windows } = post
    const isPast = dueAt <= now
    const [first] = isPast ? await notAnnounced(tx, schedule, post) : windows
    if (first === undefined || first.start <= now) continue
    const wallClock = dueAt.toISOString()
    const key = `${DUTY_POST}:${schedule.id}:${kind}:${on}:${wallClock}`
    timers.push({
      // What was due and came to nothing, and is due once more, is another timer.
      key: isPast ? `${key}:moved:${now.toISOString()}` : key,
      kind: DUTY_POST,
      dueAt: isPast ? now : dueAt,
      facts: { scheduleId: schedule.id, post: kind, on, dueAt: wallClock },
    })
  }
  await setDutyTimers(tx, timers)
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
  const ofWallClock = facts.dueAt === undefined ? timer.dueAt : new Date(facts.dueAt)
  const due = postsBetween(schedule.prepared, schedule.rules, ofWallClock, new Date(ofWallClock.getTime() + 1))
  const found = due.find((one) => one.kind === facts.post && one.on === facts.on)
  // An edit of the rules moved it, or took it away.
  if (found === undefined) return 'done'
  const windows = await notAnnounced(tx, schedule, found)
  const first = windows[0]
  const last = windows.at(-1)
  if (first === undefined || last === undefined) return 'done'
  if (now >= first.start) return 'skipped'
  const lines = await linesOf(tx, schedule, windows)
  const id = await addDutyPost(tx, {
    scheduleId: schedule.id,
    kind: found.kind,
    postedOn: found.on,
    // Of one that an edit moved to the past: when that was.
    dueAt: timer.dueAt,
    postedAt: now,
    startAt: first.start,
    endAt: last.end,
    windows: asPairs(windows),
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

/** Its windows less those of a post that stands: the post's day was moved after it had been posted. */
async function notAnnounced(tx: Queryable, schedule: LoadedSchedule, due: DutyPost): Promise<readonly Span[]> {
  const standing = (await postsAhead(tx, schedule.id, due.dueAt)).filter(({ kind }) => kind === due.kind)
  const announced = standing.flatMap(windowsOfPost)
  return due.windows.filter(({ start, end }) => !announced.some((one) => one.start < end && one.end > start))
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

/** The post of a timer that follows it; null where it has begun, was called off, or its schedule is retired. */
async function standing(context: DutyContext): Promise<Standing | null> {
  const { tx, timer, now } = context
  const { postId } = postFacts.parse(timer.facts)
  const row = await loadDutyPost(tx, postId)
  if (row === null || now >= row.startAt) return null
  const schedule = await locked(context, row.scheduleId)
  if (schedule === null) return null
  const windows = windowsNow(schedule, row)
  return windows.length === 0 ? null : { row, schedule, lines: await linesOf(tx, schedule, windows) }
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
  const unconfirmed = unconfirmedIn(lines).map(({ person }) => person)
  if (unconfirmed.length === 0) return 'done'
  const heldUntil = await remindersHeldUntil(context, row, unconfirmed)
  if (heldUntil !== null) {
    // Who sleeps through the reminder hears it before the leads do.
    const answered = new Date(heldUntil.getTime() + ANSWER_MS)
    const dueAt = answered < row.startAt ? answered : heldUntil
    const key = `${DUTY_POST_LEADS}:${row.id}:${dueAt.toISOString()}`
    await setDutyTimers(tx, [{ key, kind: DUTY_POST_LEADS, dueAt, facts: { postId: row.id } }])
    return 'done'
  }
  await markLeadsTold(tx, row.id, now)
  const { leads } = teamOf(deps.settings(), schedule.teamId)
  const said = leads.map((lead) => ({
    intent: { kind: 'duty_unconfirmed' as const, postId: row.id, userId: lead },
    to: lead,
  }))
  await sayPosts(tx, deps.settings(), said, now, row.startAt)
  return 'done'
}

/** When the last of their messages goes out that waits for the morning of its reader; null: all have gone. */
async function remindersHeldUntil(
  { tx, deps, now }: DutyContext,
  post: DutyPostRow,
  people: readonly string[],
): Promise<Date | null> {
  const settings = deps.settings()
  const calls = (await callsOfPost(tx, post.id)).filter(({ userId }) => people.includes(userId))
  const known = await loadPeople(tx, people)
  const until = calls.flatMap(({ userId, toldAt }) => {
    const opensAt = nextWithin(settings.workingHours, known.get(userId)?.zone ?? settings.zone, toldAt)
    return opensAt > now && opensAt <= post.startAt ? [opensAt.getTime()] : []
  })
  return until.length === 0 ? null : new Date(Math.max(...until))
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
  if (row !== null && schedule !== null) await redrawPost(tx, deps.settings(), { post: row, schedule }, now)
  return 'done'
}
