import { liveClocksOf } from '../../db/stores/clocks.ts'
import { followersOf, loadEscalation, participantsOf } from '../../db/stores/escalations.ts'
import { openQuestion } from '../../db/stores/exchanges.ts'
import { loadPeople } from '../../db/stores/people.ts'
import { channelsOf } from '../../db/stores/posts.ts'
import { readTexts } from '../../db/stores/timeline.ts'
import { may, type Standing, sightOf } from '../../domain/access/permissions.ts'
import type { PersonActor } from '../../domain/actor.ts'
import { type Escalation, ownerOf } from '../../domain/escalation/escalation.ts'
import { done, type Outcome, refused } from '../../domain/escalation/refusal.ts'
import type { Named, ObligationView } from '../../domain/escalation/views.ts'
import { type Locale, localeOf } from '../../domain/language.ts'
import { addWorkingMinutes } from '../../domain/sla/business-time.ts'
import { targetsFor } from '../../settings/lookup.ts'
import { obligationViewsOf } from '../clocks/check-list.ts'
import { type Ground, groundsOf } from '../clocks/obligations.ts'
import type { Deps } from '../deps.ts'
import { isWithdrawnAtOnce } from '../escalation/withdraw.ts'
import { categoryOf, onCallFor, specialistsOf, standingOf, teamOf } from '../team.ts'
import { namesOf } from './common.ts'

/** What the forms of the Actions modal are drawn from. Each form takes what it needs. */
export interface FormFacts {
  readonly escalation: Escalation
  readonly standing: Standing
  readonly requester: Named
  readonly requesterLocale: Locale
  readonly owner: Named | null
  /** Department or name, and how many people read an update for the requester. */
  readonly requesterSide: { readonly label: string; readonly people: number }
  readonly channel: { readonly isOpen: boolean; readonly isArchived: boolean; readonly people: number }
  /** Who may be given it: specialists of the team who may see it, whoever is on duty first. */
  readonly candidates: readonly (Named & { readonly isOnDuty: boolean })[]
  /** When the next update would be due by the targets; null where the severity has none. */
  readonly nextUpdateBy: Date | null
  readonly question: { readonly text: string; readonly by: Named; readonly askedAt: Date } | null
  readonly mayForce: boolean
  /** A withdrawal by this person would end it, without anybody's being asked. */
  readonly isWithdrawnAtOnce: boolean
  /** On which a running obligation may be paused. */
  readonly grounds: readonly Ground[]
  /** What the running obligations ask to be looked at. */
  readonly checkLists: readonly ObligationView[]
  readonly asOf: Date
}

export async function formFacts(
  deps: Deps,
  actor: PersonActor,
  input: { readonly escalationId: number },
): Promise<Outcome<FormFacts>> {
  const settings = deps.settings()
  const now = deps.clock.now()
  return deps.db.read(async (q) => {
    const escalation = await loadEscalation(q, input.escalationId)
    if (escalation === null) return refused({ code: 'not_found' })
    const standing = await standingOf(q, settings, actor, escalation)
    if (sightOf(standing, escalation) === 'nothing') return refused({ code: 'not_found' })
    const team = teamOf(settings, escalation.teamId)
    const followers = await followersOf(q, escalation.id)
    const participants = await participantsOf(q, escalation.id)
    const channel = (await channelsOf(q, escalation.id)).at(-1)
    const onCall = await onCallFor(q, settings, escalation, now)
    const cleared = categoryOf(settings, escalation.category).visibleTo
    const eligible = [...new Set([...onCall.people, ...(await specialistsOf(q, team)), ...team.leads])].filter(
      (id) => !escalation.isRestricted || cleared.includes(id),
    )
    const ownerId = ownerOf(escalation)
    const clocks = await liveClocksOf(q, [escalation.id])
    const question = await openQuestion(q, escalation.id)
    const text = question === null ? undefined : (await readTexts(q, [question.textId])).get(question.textId)
    const everybody = [escalation.requesterId, ...eligible, ownerId, question?.askedBy].filter(
      (id) => typeof id === 'string',
    )
    const names = await namesOf(q, everybody)
    const requesterRow = (await loadPeople(q, [escalation.requesterId])).get(escalation.requesterId)
    const targets = targetsFor(settings, {
      team: team.id,
      category: escalation.category,
      severity: escalation.severity,
    })
    return done({
      escalation,
      standing,
      requester: names(escalation.requesterId),
      requesterLocale: requesterRow === undefined ? settings.language : localeOf(requesterRow.slackLocale),
      owner: ownerId === null ? null : names(ownerId),
      requesterSide: {
        label: escalation.department ?? names(escalation.requesterId).name,
        people: 1 + followers.length,
      },
      channel: {
        isOpen: channel?.state === 'open',
        isArchived: channel?.state === 'archived' || channel?.archiveWanted === true,
        people: participants.length,
      },
      candidates: eligible
        .filter((id) => id !== ownerId)
        .map((id) => ({ ...names(id), isOnDuty: onCall.people.includes(id) })),
      nextUpdateBy:
        targets.nextUpdateMinutes === null ? null : addWorkingMinutes(targets.calendar, now, targets.nextUpdateMinutes),
      question: question === null ? null : { text: text ?? '', by: names(question.askedBy), askedAt: question.askedAt },
      grounds: groundsOf(settings, clocks),
      asOf: now,
      checkLists: await obligationViewsOf(q, settings, escalation.id, clocks),
      isWithdrawnAtOnce: await isWithdrawnAtOnce(q, escalation, actor.id),
      mayForce: may('claim_for', standing, { ...escalation, status: 'unclaimed' }) === true,
    })
  })
}
