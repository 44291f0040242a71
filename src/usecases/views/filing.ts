import { Temporal } from 'temporal-polyfill'
import { clocksOf } from '../../db/stores/clocks.ts'
import { findSharing, loadEscalation } from '../../db/stores/escalations.ts'
import { pagesOf } from '../../db/stores/pages.ts'
import { loadPeople } from '../../db/stores/people.ts'
import { sightOf } from '../../domain/access/permissions.ts'
import type { PersonActor } from '../../domain/actor.ts'
import { recognise } from '../../domain/escalation/recognise.ts'
import type { FiledView, FilingPreview, SimilarView } from '../../domain/escalation/views.ts'
import type { Severity } from '../../domain/escalation/words.ts'
import { onCallAs } from '../../domain/paging/candidates.ts'
import type { PagingPolicy } from '../../domain/paging/policy.ts'
import { addWorkingMinutes } from '../../domain/sla/business-time.ts'
import { obligationsFor, policyFor, targetsFor } from '../../settings/lookup.ts'
import type { Deps } from '../deps.ts'
import type { TeamDuty } from '../oncall/on-duty.ts'
import { categoryOf, onCallFor, standingOf } from '../team.ts'
import { headOf, namesOf, readerOf, stateLineOf } from './common.ts'

const MINUTE_MS = 60_000

/** What the chosen severity sets off: who is woken, the hour there, when the first answer is due. */
export async function filingPreview(
  deps: Deps,
  actor: PersonActor,
  input: { readonly category: string; readonly severity: Severity; readonly forTeamId: string | null },
): Promise<FilingPreview> {
  const settings = deps.settings()
  const now = deps.clock.now()
  const category = categoryOf(settings, input.category)
  const teamId = input.forTeamId ?? category.team
  return deps.db.read(async (q) => {
    const hasObligation = obligationsFor(settings, category.id).some((one) => one.within !== null)
    const policy = policyFor(settings, teamId, input.severity, hasObligation)
    const targets = targetsFor(settings, { team: teamId, category: category.id, severity: input.severity })
    const subject = { teamId, category: category.id, isRestricted: category.isRestricted }
    const onCall = await onCallFor(q, settings, subject, now)
    // Whom the first step finds. Who files it isn't woken for it, and of many no more at once than the policy says.
    const woken = firstOnCall(policy, onCall, actor.id).slice(0, policy.mostAtOnce)
    const people = await loadPeople(q, woken)
    const { zone } = await readerOf(q, settings, actor.id, 'usted')
    const firstAnswerBy = addWorkingMinutes(targets.calendar, now, targets.firstUpdateMinutes)
    return {
      pages: policy.pages,
      onCall: woken.map((id) => ({
        name: people.get(id)?.displayName ?? id,
        localTime: Temporal.Instant.fromEpochMilliseconds(now.getTime())
          .toZonedDateTimeISO(people.get(id)?.zone ?? settings.zone)
          .toPlainTime()
          .toString({ smallestUnit: 'minute' }),
      })),
      firstAnswerMinutes: Math.round((firstAnswerBy.getTime() - now.getTime()) / MINUTE_MS),
      firstAnswerBy,
      asOf: now,
      zone,
    }
  })
}

/** Of who is on call, those whom the first step that finds somebody names; everybody where no step asks who is on call. */
function firstOnCall(policy: PagingPolicy, onCall: TeamDuty, except: string): readonly string[] {
  const steps = policy.steps
    .map(({ whom }) => whom.filter((one) => one.kind === 'on_call'))
    .filter((whom) => whom.length > 0)
    .map((whom) => new Set(whom.flatMap((one) => onCallAs({ look: 'answered', ...onCall }, one.role))))
  const asked = steps.length === 0 ? [onCall.people] : steps
  return asked.map((people) => [...people].filter((id) => id !== except)).find((people) => people.length > 0) ?? []
}

/** Open escalations with the same link or id that this person may see: "Already known?". */
export async function similarFor(
  deps: Deps,
  actor: PersonActor,
  input: { readonly text: string },
): Promise<readonly SimilarView[]> {
  const settings = deps.settings()
  const now = deps.clock.now()
  const values = recognise(input.text).map((one) => one.value)
  if (values.length === 0) return []
  return deps.db.read(async (q) => {
    const seen: SimilarView[] = []
    for (const escalation of await findSharing(q, values, null)) {
      const standing = await standingOf(q, settings, actor, escalation)
      if (sightOf(standing, escalation) !== 'all') continue
      seen.push({
        id: escalation.id,
        categoryShort: categoryOf(settings, escalation.category).short,
        line: await stateLineOf(q, settings, escalation, now),
      })
    }
    return seen
  })
}

/** What the form turns into once it is filed. */
export async function filedView(
  deps: Deps,
  actor: PersonActor,
  input: { readonly escalationId: number },
): Promise<FiledView> {
  const settings = deps.settings()
  return deps.db.read(async (q) => {
    const escalation = await loadEscalation(q, input.escalationId)
    if (escalation === null) throw new Error(`escalation ${input.escalationId} is gone`)
    const pages = await pagesOf(q, escalation.id)
    const names = await namesOf(
      q,
      pages.map((page) => page.userId),
    )
    const first = (await clocksOf(q, escalation.id)).find((clock) => clock.kind === 'first_update')
    const held = pages
      .filter((page) => page.notBefore > escalation.filedAt)
      .sort((a, b) => a.notBefore.getTime() - b.notBefore.getTime())
    const atOnce = pages.filter((page) => !held.includes(page))
    const { zone } = await readerOf(q, settings, actor.id, 'usted')
    const head = await headOf(q, settings, escalation, 'all')
    return {
      id: escalation.id,
      paged: atOnce.map((page) => names(page.userId)),
      pagedLater:
        held[0] === undefined ? null : { people: held.map((page) => names(page.userId)), from: held[0].notBefore },
      firstAnswerBy: first?.dueAt ?? escalation.filedAt,
      filedAt: escalation.filedAt,
      isRestricted: head.isRestricted,
      zone,
    }
  })
}
