import type { Queryable } from '../../db/client.ts'
import { liveClocksOf } from '../../db/stores/clocks.ts'
import { loadEscalation } from '../../db/stores/escalations.ts'
import { loadQuestion, loadRequest } from '../../db/stores/exchanges.ts'
import { pagesOf } from '../../db/stores/pages.ts'
import { readTexts } from '../../db/stores/timeline.ts'
import { sightOf } from '../../domain/access/permissions.ts'
import { type Escalation, isOpen, ownerOf } from '../../domain/escalation/escalation.ts'
import type { ClockKind } from '../../domain/escalation/timeline-event.ts'
import type { LeadNoticeView, RequestView, SilentRequesterView } from '../../domain/escalation/views.ts'
import type { IntentOf } from '../../outbox/intents.ts'
import type { Deps } from '../deps.ts'
import { standingOf } from '../team.ts'
import { headOf, namesOf, readerOf, stateLineOf } from './common.ts'
import type { DmDelivery } from './requester.ts'

/** A DM that asks one person to agree to a handover, a withdrawal or access. */
export async function requestDelivery(
  deps: Deps,
  input: { readonly requestId: number; readonly userId: string },
): Promise<DmDelivery<RequestView> | null> {
  const settings = deps.settings()
  return deps.db.read(async (q) => {
    const request = await loadRequest(q, input.requestId)
    if (request === null) return null
    const escalation = await loadEscalation(q, request.escalationId)
    if (escalation === null) return null
    const text = request.textId === null ? undefined : (await readTexts(q, [request.textId])).get(request.textId)
    const reader = await readerOf(q, settings, input.userId, 'tu')
    return {
      userId: input.userId,
      reader,
      view: {
        requestId: request.id,
        head: await headOf(q, settings, escalation, escalation.isRestricted ? 'exists' : 'all'),
        kind: request.kind,
        from: (await namesOf(q, [request.fromId]))(request.fromId),
        text: text ?? null,
        state: request.state,
        zone: reader.zone,
      },
    }
  })
}

export async function leadNoticeDelivery(
  deps: Deps,
  intent: IntentOf<'lead_notice'>,
): Promise<DmDelivery<LeadNoticeView> | null> {
  const settings = deps.settings()
  return deps.db.read(async (q) => {
    const escalation = await loadEscalation(q, intent.escalationId)
    if (escalation === null) return null
    // Held for the morning, it may have been claimed in the night (SCREENS 1.8).
    const isOfUnclaimed = intent.notice.code === 'nobody_on_call' || intent.notice.code === 'nobody_cleared'
    if (isOfUnclaimed && escalation.status !== 'unclaimed') return null
    const person = { id: intent.userId, standing: 'member', intakeOf: [] } as const
    const grade = sightOf(await standingOf(q, settings, person, escalation), escalation) === 'all' ? 'all' : 'exists'
    const { notice: said } = intent
    if (said.code === 'breach' && !(await isStillLate(q, escalation, said))) return null
    const pages = await pagesOf(q, escalation.id)
    const ownerId = isOpen(escalation) ? ownerOf(escalation) : null
    const names = await namesOf(q, [escalation.requesterId, ownerId ?? escalation.requesterId])
    const reader = await readerOf(q, settings, intent.userId, 'tu')
    const notice: LeadNoticeView['notice'] =
      said.code === 'breach'
        ? {
            ...said,
            dueAt: new Date(said.dueAt),
            owner: ownerId === null || grade === 'exists' ? null : names(ownerId),
          }
        : said.code === 'filed_sev1'
          ? {
              code: 'filed_sev1',
              from: escalation.isRestricted ? null : (escalation.department ?? names(escalation.requesterId).name),
              pagedCount: new Set(pages.map((page) => page.userId)).size,
            }
          : said
    return {
      userId: intent.userId,
      reader,
      view: {
        head: await headOf(q, settings, escalation, escalation.isRestricted ? 'exists' : grade),
        notice,
        line: notice.code === 'filed_sev1' ? await stateLineOf(q, settings, escalation, deps.clock.now()) : null,
        zone: reader.zone,
      },
    }
  })
}

/** Held for the morning, it may have been dealt with in the night (SCREENS 1.8). */
export async function isStillLate(
  q: Queryable,
  escalation: Escalation,
  missed: { readonly clock: ClockKind; readonly dueAt: string },
): Promise<boolean> {
  if (!isOpen(escalation)) return false
  const live = await liveClocksOf(q, [escalation.id])
  return live.some((one) => one.kind === missed.clock && one.breachedAt?.toISOString() === missed.dueAt)
}

/** Offers the owner to resolve when the requester stayed silent; null once answered or no longer waiting. */
export async function silentRequesterDelivery(
  deps: Deps,
  input: { readonly questionId: number; readonly userId: string },
): Promise<DmDelivery<SilentRequesterView> | null> {
  const settings = deps.settings()
  return deps.db.read(async (q) => {
    const question = await loadQuestion(q, input.questionId)
    if (question === null || question.answeredAt !== null) return null
    const escalation = await loadEscalation(q, question.escalationId)
    if (escalation === null || !isOpen(escalation)) return null
    const reader = await readerOf(q, settings, input.userId, 'tu')
    return {
      userId: input.userId,
      reader,
      view: {
        head: await headOf(q, settings, escalation, escalation.isRestricted ? 'exists' : 'all'),
        askedAt: question.askedAt,
        zone: reader.zone,
      },
    }
  })
}
