import type { Queryable } from '../../db/client.ts'
import { callsOfPost, type DutyPostRow, loadDutyPost } from '../../db/stores/oncall/posts.ts'
import type { PersonActor } from '../../domain/actor.ts'
import { LANGUAGES } from '../../domain/language.ts'
import { isServedIn } from '../../domain/oncall/between.ts'
import { openIn, type PostLine, peopleIn, unconfirmedIn } from '../../domain/oncall/post-lines.ts'
import type { CallView, OpenChoice, OwnDuty, PostView, UnconfirmedView } from '../../domain/oncall/post-views.ts'
import { holidaysIn, shiftsWithin } from '../../domain/oncall/posts.ts'
import type { Span } from '../../domain/oncall/schedule.ts'
import type { IntentOf } from '../../outbox/intents.ts'
import type { Deps } from '../deps.ts'
import { type LoadedSchedule, scheduleOf, schedulesOf } from '../oncall/load-schedules.ts'
import { linesOf, windowsNow, windowsOfPost } from '../oncall/posts/lines.ts'
import { servesIn } from '../oncall/serves.ts'
import { teamOf } from '../team.ts'
import { namesOf, type ReaderFacts, readerOf, teamReader } from './common.ts'

interface Found {
  readonly post: DutyPostRow
  readonly schedule: LoadedSchedule
  /** What it announces and is still in force; empty: it was called off, and its lines are. */
  readonly windows: readonly Span[]
  readonly lines: readonly PostLine[]
  /** Its name, where its team has several. */
  readonly name: string | null
  readonly isOver: boolean
}

async function foundPost(q: Queryable, deps: Deps, postId: number, now: Date): Promise<Found | null> {
  const post = await loadDutyPost(q, postId)
  const schedule = post === null ? null : await scheduleOf(q, deps.settings(), post.scheduleId, now)
  if (post === null || schedule === null) return null
  const windows = windowsNow(schedule, post)
  const lines = await linesOf(q, schedule, windows)
  const isOne = (await schedulesOf(q, deps.settings(), schedule.teamId, now)).length === 1
  return { post, schedule, windows, lines, name: isOne ? null : schedule.name, isOver: now >= post.endAt }
}

/** Late enough to be said. */
const LATE_MS = 15 * 60_000

/** The post as it stands, and where it stands; null where its schedule is retired. */
export async function dutyPostDelivery(
  deps: Deps,
  intent: Pick<IntentOf<'duty_post'>, 'postId' | 'edition'>,
): Promise<{ readonly channelId: string; readonly view: PostView; readonly reader: ReaderFacts } | null> {
  const settings = deps.settings()
  const now = deps.clock.now()
  return deps.db.read(async (q) => {
    const found = await foundPost(q, deps, intent.postId, now)
    if (found === null) return null
    const { schedule } = found
    const team = teamOf(settings, schedule.teamId)
    return {
      channelId: schedule.rules.postChannel ?? team.intakeChannel,
      reader: teamReader(settings, team.id),
      view: await postView(q, found, intent.edition),
    }
  })
}

/** The same for one reader: "in my time". */
export async function dutyPostFor(deps: Deps, postId: number): Promise<PostView | null> {
  const now = deps.clock.now()
  return deps.db.read(async (q) => {
    const found = await foundPost(q, deps, postId, now)
    return found === null ? null : postView(q, found, found.post.edition)
  })
}

async function postView(q: Queryable, found: Found, edition: number): Promise<PostView> {
  const { post, schedule, lines, name: called, isOver } = found
  const { rules, prepared } = schedule
  const isOff = found.windows.length === 0
  // Of one that was called off the title still says what it was.
  const windows = isOff ? windowsOfPost(post) : found.windows
  const people = peopleIn(lines)
  const name = await namesOf(q, people)
  const readsOf = (person: string) => rules.readers[person]?.languages ?? []
  const late = post.postedAt.getTime() - post.dueAt.getTime()
  return {
    postId: post.id,
    kind: post.kind,
    schedule: called,
    zone: rules.zone,
    windows,
    lines: lines.map(({ start, end, parts }) => ({
      start,
      end,
      parts: parts.map(({ rotation, people: there }) => ({
        rotation,
        people: there.map(({ id, isConfirmed }) => ({ ...name(id), isConfirmed })),
      })),
    })),
    // Where the team says that a language is needed; else there is nothing to tell.
    readers: LANGUAGES.filter((one) => rules.needsLanguages.includes(one)).map((language) => ({
      language,
      people: people.filter((person) => readsOf(person).includes(language)).map((person) => name(person)),
    })),
    holidays: holidaysIn(prepared, windows).map(({ on, name: day, calendars }) => ({ on, name: day, calendars })),
    state: isOver ? 'over' : isOff ? 'called_off' : edition < post.edition ? 'replaced' : 'current',
    lateMinutes: late > LATE_MS ? Math.floor(late / 60_000) : 0,
  }
}

function ownIn(lines: readonly PostLine[], person: string): readonly OwnDuty[] {
  const own: OwnDuty[] = []
  for (const { start, end, parts } of lines) {
    for (const { rotation, people } of parts) {
      const mine = people.find(({ id }) => id === person)
      if (mine === undefined) continue
      const { isConfirmed } = mine
      const index = own.findLastIndex((one) => one.rotation === rotation && one.isConfirmed === isConfirmed)
      const before = own[index]
      if (before?.end.getTime() === start.getTime()) own[index] = { ...before, end }
      else own.push({ rotation, start, end, isConfirmed })
    }
  }
  return own
}

/** To one on duty; null where it is about nothing any more. */
export async function dutyCallDelivery(
  deps: Deps,
  intent: Pick<IntentOf<'duty_call'>, 'postId' | 'userId' | 'edition'>,
): Promise<{ readonly view: CallView; readonly reader: ReaderFacts } | null> {
  const settings = deps.settings()
  const now = deps.clock.now()
  return deps.db.read(async (q) => {
    const found = await foundPost(q, deps, intent.postId, now)
    if (found === null) return null
    const { post, lines, name, isOver } = found
    const own = ownIn(lines, intent.userId)
    const call = (await callsOfPost(q, post.id)).find(({ userId }) => userId === intent.userId)
    const state = isOver
      ? 'over'
      : own.length === 0
        ? 'gone'
        : own.every((one) => one.isConfirmed)
          ? 'confirmed'
          : intent.edition < (call?.edition ?? 0)
            ? 'replaced'
            : 'asked'
    return {
      reader: await readerOf(q, settings, intent.userId, 'tu'),
      view: {
        postId: post.id,
        kind: post.kind,
        schedule: name,
        own,
        hasOpen: openIn(lines).length > 0,
        isReminder: intent.edition > 0,
        state,
      },
    }
  })
}

/** To a lead: who hasn't confirmed. */
export async function dutyUnconfirmedDelivery(
  deps: Deps,
  intent: Pick<IntentOf<'duty_unconfirmed'>, 'postId' | 'userId'>,
): Promise<{ readonly view: UnconfirmedView; readonly reader: ReaderFacts } | null> {
  const settings = deps.settings()
  const now = deps.clock.now()
  return deps.db.read(async (q) => {
    const found = await foundPost(q, deps, intent.postId, now)
    if (found === null) return null
    const { post, schedule, windows, lines, name: called, isOver } = found
    const waiting = unconfirmedIn(lines)
    const name = await namesOf(
      q,
      waiting.map(({ person }) => person),
    )
    return {
      reader: await readerOf(q, settings, intent.userId, 'tu'),
      view: {
        postId: post.id,
        kind: post.kind,
        schedule: called,
        waiting: waiting.map(({ person, rotation, span }) => {
          const shift = shiftsWithin(schedule.prepared, rotation, windows).find(
            (one) => one.holder === person && isServedIn(one, span),
          )
          return {
            ...span,
            person: name(person),
            rotation,
            shift: shift === undefined ? null : { scheduleId: schedule.id, layer: shift.layer, start: shift.start },
          }
        }),
        isCalledOff: windows.length === 0,
        isOver: isOver || now >= post.startAt,
      },
    }
  })
}

/** What somebody has in a post, and what of it is open to be taken. */
export async function myPart(
  deps: Deps,
  actor: PersonActor,
  postId: number,
): Promise<{
  readonly shifts: readonly {
    readonly scheduleId: number
    readonly rotation: string
    readonly layer: 'weekday' | 'weekend' | 'holiday'
    readonly start: Date
  }[]
  /** On call in it in somebody's place: that is no shift of theirs that could be swapped. */
  readonly isCovering: boolean
  readonly open: readonly OpenChoice[]
} | null> {
  const now = deps.clock.now()
  return deps.db.read(async (q) => {
    const found = await foundPost(q, deps, postId, now)
    if (found === null) return null
    const { schedule, windows, lines, isOver } = found
    if (isOver) return { shifts: [], isCovering: false, open: [] }
    const rotations = [...new Set(lines.flatMap(({ parts }) => parts.map(({ rotation }) => rotation)))]
    return {
      shifts: rotations.flatMap((rotation) =>
        shiftsWithin(schedule.prepared, rotation, windows)
          .filter(
            (shift) =>
              shift.holder === actor.id && shift.start > now && servesIn(schedule.prepared, shift, actor.id, windows),
          )
          .map(({ layer, start }) => ({ scheduleId: schedule.id, rotation, layer, start })),
      ),
      isCovering: peopleIn(lines).includes(actor.id),
      open: openIn(lines).map((one) => ({ scheduleId: schedule.id, ...one })),
    }
  })
}
