import type { Queryable } from '../../db/client.ts'
import { clocksOf } from '../../db/stores/clocks.ts'
import { followersOf, loadEscalation } from '../../db/stores/escalations.ts'
import { loadQuestion } from '../../db/stores/exchanges.ts'
import { channelsOf } from '../../db/stores/posts.ts'
import { readTexts, type TimelineRow, timelineRow } from '../../db/stores/timeline.ts'
import { type Escalation, isOpen, ownerOf } from '../../domain/escalation/escalation.ts'
import type { LineView, Named } from '../../domain/escalation/views.ts'
import type { Settings } from '../../settings/types.ts'
import type { Deps } from '../deps.ts'
import { teamOf } from '../team.ts'
import { isStillLate } from './asks.ts'
import { nameableTarget, namesOf, type ReaderFacts, readerOf, teamReader } from './common.ts'

/** Where a line goes: into the thread of a post of ours, plainly into a channel, or into a DM. */
export interface LineDelivery {
  readonly to: { readonly channelId: string } | { readonly userId: string }
  /** Key of the post in whose thread it belongs; null: a message of its own. */
  readonly threadKey: string | null
  readonly view: LineView
  readonly reader: ReaderFacts
}

/** `not_yet`: the channel that it belongs to is still being opened. */
export type LineAnswer =
  | { readonly kind: 'line'; readonly delivery: LineDelivery }
  | { readonly kind: 'not_yet' }
  | null

/** A line to the requester or a follower (in their DM's thread), or to somebody of the team by DM. */
export async function requesterLineDelivery(
  deps: Deps,
  input: { readonly timelineId: number; readonly userId: string },
): Promise<LineAnswer> {
  const settings = deps.settings()
  return deps.db.read(async (q) => {
    const found = await lineOf(q, input.timelineId, input.userId)
    if (found === null) return null
    const { escalation, view } = found
    if (view.line === 'question' && !(await isStillAsked(q, input.timelineId))) return null
    if (view.line === 'late' && !(await isStillMissed(q, escalation, input.timelineId))) return null
    const isReader =
      escalation.requesterId === input.userId || (await followersOf(q, escalation.id)).includes(input.userId)
    return {
      kind: 'line',
      delivery: {
        to: { userId: input.userId },
        threadKey: isReader ? `dm:${escalation.id}:${input.userId}` : null,
        view,
        reader: await readerOf(q, settings, input.userId, isReader ? 'usted' : 'tu'),
      },
    }
  })
}

/** A broken promise that waited for the morning may have been kept, late, in the night (SCREENS 1.8). */
async function isStillMissed(q: Queryable, escalation: Escalation, timelineId: number): Promise<boolean> {
  const row = await timelineRow(q, timelineId)
  return row?.event.event === 'clock_breached' && (await isStillLate(q, escalation, row.event.facts))
}

/** A question that waited for the morning may have been answered, or dropped, in the night (SCREENS 1.8). */
async function isStillAsked(q: Queryable, timelineId: number): Promise<boolean> {
  const row = await timelineRow(q, timelineId)
  if (row?.event.event !== 'question_asked') return false
  return (await loadQuestion(q, row.event.facts.questionId))?.answeredAt === null
}

/** A line where the team works: its channel, else the card's thread; a restricted one without channel goes to its owner. */
export async function workLineDelivery(
  deps: Deps,
  input: { readonly timelineId: number; readonly isSilent?: boolean | undefined },
): Promise<LineAnswer> {
  const settings = deps.settings()
  return deps.db.read(async (q) => {
    const row = await timelineRow(q, input.timelineId)
    if (row === null) return null
    const escalation = await loadEscalation(q, row.escalationId)
    if (escalation === null) return null
    const ownerId = isOpen(escalation) ? ownerOf(escalation) : null
    const actorId = row.actorKind === 'person' ? row.actorId : null
    const isMentioned = needsOwner(row) && ownerId !== actorId && input.isSilent !== true
    const found = await lineOf(q, input.timelineId, isMentioned ? ownerId : null)
    if (found === null) return null
    const place = await placeOf(q, settings, escalation, row)
    if (place === 'not_yet') return { kind: 'not_yet' }
    if (place === null) return null
    const isDm = 'userId' in place.to
    // Nobody but the owner would read it, and they are told in the morning.
    if (isDm && input.isSilent === true) return null
    return {
      kind: 'line',
      delivery: {
        ...place,
        view: found.view,
        reader: isDm
          ? await readerOf(q, settings, place.to.userId, 'tu')
          : teamReader(settings, escalation.teamId, escalation.channelLanguage),
      },
    }
  })
}

async function placeOf(
  q: Queryable,
  settings: Settings,
  escalation: Escalation,
  row: TimelineRow,
): Promise<Pick<LineDelivery, 'to' | 'threadKey'> | 'not_yet' | null> {
  const last = (await channelsOf(q, escalation.id)).at(-1)
  const thread = {
    to: { channelId: teamOf(settings, escalation.teamId).intakeChannel },
    threadKey: `card:${escalation.id}`,
  }
  // The requester reads the channel once they were brought in: what is for the team only goes round it.
  const isForTeamOnly = row.audience === 'team' && row.event.event === 'update_written'
  const isReadByRequester = escalation.isRequesterInChannel && isForTeamOnly
  if (last?.state === 'open' && last.channelId !== null && !isReadByRequester) {
    return { to: { channelId: last.channelId }, threadKey: null }
  }
  // What was settled first gets no channel any more: its lines would wait for ever.
  if (last?.state === 'wanted' && isOpen(escalation)) return 'not_yet'
  if (!escalation.isRestricted) return thread
  const ownerId = ownerOf(escalation)
  return ownerId === null ? null : { to: { userId: ownerId }, threadKey: null }
}

/** Lines that ask something of the owner: those alone carry a mention (SCREENS 1.3). */
function needsOwner(row: TimelineRow): boolean {
  return ['question_answered', 'information_added', 'still_urgent', 'escalation_reopened'].includes(row.event.event)
}

async function lineOf(
  q: Queryable,
  timelineId: number,
  mention: string | null,
): Promise<{ escalation: Escalation; view: LineView } | null> {
  const row = await timelineRow(q, timelineId)
  if (row === null) return null
  const escalation = await loadEscalation(q, row.escalationId)
  if (escalation === null) return null
  const names = await namesOf(q, [row.actorId, ownerOf(escalation) ?? row.actorId])
  const body = row.textId === null ? undefined : (await readTexts(q, [row.textId])).get(row.textId)
  const clocks = await clocksOf(q, escalation.id)
  const nextNewsBy =
    clocks.find((clock) => clock.state === 'running' && (clock.kind === 'first_update' || clock.kind === 'next_update'))
      ?.dueAt ?? null
  const { event } = row
  const target = event.event === 'escalation_linked' ? await nameableTarget(q, event.facts.duplicateOf) : null
  const view = viewOf(row, {
    id: escalation.id,
    mention,
    by: names(row.actorId),
    text: body ?? '',
    nextNewsBy,
    names,
    target,
  })
  return view === null ? null : { escalation, view }
}

function viewOf(
  row: TimelineRow,
  known: {
    id: number
    mention: string | null
    by: Named
    text: string
    nextNewsBy: Date | null
    names: (id: string) => Named
    target: number | null
  },
): LineView | null {
  const { id, mention, by, text, nextNewsBy } = known
  const { event, facts } = row.event
  switch (event) {
    case 'escalation_claimed':
      return { line: 'claimed', id, mention, owner: known.names(facts.ownerId), nextNewsBy, at: row.at }
    case 'update_written':
      return { line: 'update', id, mention, text, by, audience: facts.audience, nextNewsBy, at: row.at }
    case 'question_asked':
      return mention === null ? null : { line: 'question', id, mention, text, by, isRepeat: false }
    case 'question_answered':
      return { line: 'answer', id, mention, text, by }
    case 'information_added':
      return { line: 'information', id, mention, text, by }
    case 'still_urgent':
      return facts.why === 'no_news' ? { line: 'no_news', id, mention, by } : { line: 'worse', id, mention, text, by }
    case 'escalation_reopened':
      return { line: 'reopened', id, mention, text, by, newChannelId: null }
    case 'withdrawal_declined':
    case 'handover_declined':
    case 'access_declined':
      return mention === null ? null : { line: event, id, mention, by }
    case 'escalation_withdrawn':
      return mention === null || facts.how !== 'agreed' ? null : { line: 'withdrawal_agreed', id, mention, by }
    case 'escalation_handed_over':
      return mention === null || facts.how !== 'accepted' ? null : { line: 'handover_accepted', id, mention, by }
    case 'person_brought_in':
      return mention === null ? null : { line: 'brought_in', id, mention, by }
    case 'clock_breached': {
      const { clock, newTime } = facts
      if (mention === null || newTime == null || (clock !== 'first_update' && clock !== 'resolve')) return null
      return { line: 'late', id, mention, clock, newTime: new Date(newTime), at: row.at }
    }
    case 'escalation_linked':
      return { line: 'linked', id, mention, of: known.target }
    default:
      return null
  }
}

/** A later missed deadline, to a lead who was told of one before; null once it was dealt with. */
export async function leadLineDelivery(
  deps: Deps,
  input: { readonly timelineId: number; readonly userId: string; readonly threadKey: string },
): Promise<LineDelivery | null> {
  const settings = deps.settings()
  return deps.db.read(async (q) => {
    const row = await timelineRow(q, input.timelineId)
    if (row?.event.event !== 'clock_breached') return null
    const escalation = await loadEscalation(q, row.escalationId)
    const { clock, dueAt } = row.event.facts
    if (escalation === null || !(await isStillLate(q, escalation, { clock, dueAt }))) return null
    const ownerId = ownerOf(escalation)
    const owner = ownerId === null || escalation.isRestricted ? null : (await namesOf(q, [ownerId]))(ownerId)
    return {
      to: { userId: input.userId },
      threadKey: input.threadKey,
      view: { line: 'breached', id: escalation.id, clock, dueAt: new Date(dueAt), owner, at: row.at },
      reader: await readerOf(q, settings, input.userId, 'tu'),
    }
  })
}

/** The question once more, to the requester; null once it was answered. */
export async function questionRepeatDelivery(
  deps: Deps,
  input: { readonly questionId: number; readonly userId: string },
): Promise<LineDelivery | null> {
  const settings = deps.settings()
  return deps.db.read(async (q) => {
    const question = await loadQuestion(q, input.questionId)
    if (question === null || question.answeredAt !== null) return null
    const text = (await readTexts(q, [question.textId])).get(question.textId)
    return {
      to: { userId: input.userId },
      threadKey: `dm:${question.escalationId}:${input.userId}`,
      view: {
        line: 'question',
        id: question.escalationId,
        mention: input.userId,
        text: text ?? '',
        by: (await namesOf(q, [question.askedBy]))(question.askedBy),
        isRepeat: true,
      },
      reader: await readerOf(q, settings, input.userId, 'usted'),
    }
  })
}
