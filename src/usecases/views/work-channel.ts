import type { Queryable } from '../../db/client.ts'
import { clocksOf } from '../../db/stores/clocks.ts'
import { loadEscalation, loadExtras, participantsOf, referencesOf } from '../../db/stores/escalations.ts'
import { channelsOf, invitedInto, letIn, type WorkChannel } from '../../db/stores/posts.ts'
import { filedText } from '../../db/stores/timeline.ts'
import { type Escalation, isOpen, ownerOf } from '../../domain/escalation/escalation.ts'
import type { Named, WorkCardView } from '../../domain/escalation/views.ts'
import type { Severity } from '../../domain/escalation/words.ts'
import { deadlineView } from '../../domain/sla/clock.ts'
import type { Settings } from '../../settings/types.ts'
import { obligationViewsOf } from '../clocks/check-list.ts'
import type { Deps } from '../deps.ts'
import { categoryOf } from '../team.ts'
import { headOf, lastUpdateOf, namesOf, openQuestionText, type ReaderFacts, stateLineOf, teamReader } from './common.ts'

/** What the channel should be: each delivery takes the next step towards it. */
export interface WorkChannelDelivery {
  readonly escalationId: number
  readonly sequence: number
  readonly channel: WorkChannel
  readonly isPrivate: boolean
  /** Short words for its name; null for a restricted one, whose name says nothing. */
  readonly nameWords: string | null
  readonly topic: { readonly severity: Severity; readonly owner: Named | null; readonly id: number }
  /** Who belongs in it and was never invited. */
  readonly invite: readonly string[]
  /** Who was let in and doesn't belong in it any more. */
  readonly takeOut: readonly string[]
  readonly archiveWanted: boolean
  /** The channel that this one continues, or null. */
  readonly predecessor: { readonly channelId: string; readonly name: string } | null
  readonly reader: ReaderFacts
}

export async function workChannelDelivery(
  deps: Deps,
  input: { readonly escalationId: number; readonly sequence: number },
): Promise<WorkChannelDelivery | null> {
  const settings = deps.settings()
  return deps.db.read(async (q) => {
    const escalation = await loadEscalation(q, input.escalationId)
    const channels = await channelsOf(q, input.escalationId)
    const channel = channels.find((one) => one.sequence === input.sequence)
    if (escalation === null || channel === undefined) return null
    if (channel.state === 'archived' || channel.state === 'refused') return null
    // Nobody needs a channel for what was settled before it was opened.
    if (channel.state === 'wanted' && !isOpen(escalation)) return null
    const ownerId = ownerOf(escalation)
    const before = channels.find((one) => one.sequence === input.sequence - 1)
    return {
      escalationId: escalation.id,
      sequence: channel.sequence,
      channel,
      isPrivate: channel.isPrivate,
      nameWords: channel.isPrivate ? null : await filedText(q, escalation.id, 'summary'),
      topic: {
        id: escalation.id,
        severity: escalation.severity,
        owner: ownerId === null || !('ownedSince' in escalation) ? null : (await namesOf(q, [ownerId]))(ownerId),
      },
      ...(await membersToChange(q, escalation, channel)),
      archiveWanted: channel.archiveWanted,
      predecessor:
        before?.channelId == null || before.name === null ? null : { channelId: before.channelId, name: before.name },
      reader: teamReader(settings, escalation.teamId, escalation.channelLanguage),
    }
  })
}

async function membersToChange(
  q: Queryable,
  escalation: Escalation,
  channel: WorkChannel,
): Promise<Pick<WorkChannelDelivery, 'invite' | 'takeOut'>> {
  if (channel.channelId === null) return { invite: [], takeOut: [] }
  const invited = await invitedInto(q, channel.channelId)
  const belong = (await participantsOf(q, escalation.id)).map((one) => one.userId)
  return {
    invite: belong.filter((userId) => !invited.has(userId)),
    takeOut: letIn(invited).filter((userId) => !belong.includes(userId)),
  }
}

export interface WorkCardDelivery {
  readonly channelId: string
  readonly view: WorkCardView
  readonly reader: ReaderFacts
}

export async function workCardDelivery(
  deps: Deps,
  input: { readonly escalationId: number; readonly sequence: number },
): Promise<WorkCardDelivery | null> {
  const settings = deps.settings()
  const now = deps.clock.now()
  return deps.db.read(async (q) => {
    const escalation = await loadEscalation(q, input.escalationId)
    const channel = (await channelsOf(q, input.escalationId)).find((one) => one.sequence === input.sequence)
    if (escalation === null || channel?.state !== 'open' || channel.channelId === null) return null
    const reader = teamReader(settings, escalation.teamId, escalation.channelLanguage)
    return {
      channelId: channel.channelId,
      reader,
      view: await workCardOf(q, settings, escalation, now, reader.zone),
    }
  })
}

export async function workCardOf(
  q: Queryable,
  settings: Settings,
  escalation: Escalation,
  now: Date,
  zone: string,
): Promise<WorkCardView> {
  const clocks = await clocksOf(q, escalation.id)
  const extras = await loadExtras(q, escalation.id)
  const fields = categoryOf(settings, escalation.category).fields
  const requester = (await namesOf(q, [escalation.requesterId]))(escalation.requesterId)
  return {
    head: await headOf(q, settings, escalation, 'all'),
    line: await stateLineOf(q, settings, escalation, now, { clocks }),
    version: escalation.version,
    body: await filedText(q, escalation.id, 'body'),
    isHard: escalation.isHard,
    references: await referencesOf(q, escalation.id),
    details: fields.flatMap((field) => {
      const value = extras.details[field.id]
      return value === undefined ? [] : [{ label: field.label, value }]
    }),
    requester,
    from: escalation.department,
    filedAt: escalation.filedAt,
    neededBy: escalation.neededBy,
    deadlines: clocks.map((clock) => deadlineView(clock, now)).filter((view) => view !== null),
    obligations: await obligationViewsOf(q, settings, escalation.id, clocks),
    last: await lastUpdateOf(q, escalation.id),
    question: escalation.status === 'waiting' ? await openQuestionText(q, escalation.id) : null,
    zone,
  }
}
