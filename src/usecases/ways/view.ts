import type { Queryable } from '../../db/client.ts'
import { liveClocksOf } from '../../db/stores/clocks.ts'
import { loadEscalation } from '../../db/stores/escalations.ts'
import { loadPage } from '../../db/stores/pages.ts'
import { loadPeople } from '../../db/stores/people.ts'
import { loadAttempt, loadWay, type PageAttempt } from '../../db/stores/ways.ts'
import { addressOf, type FollowUp, type WayKind, type WayMessage } from '../../domain/paging/ways.ts'
import type { Deps } from '../deps.ts'
import { categoryOf, teamOf } from '../team.ts'
import { readerOf } from '../views/common.ts'
import type { OtherWays } from './other-ways.ts'

/** What is sent by a way, and where it goes. `not_set_up`: it was when the way was added, and isn't any more. */
export type WayDelivery =
  | {
      readonly kind: 'send'
      readonly to: { readonly kind: WayKind; readonly address: string }
      readonly message: WayMessage
    }
  | { readonly kind: 'not_set_up' }

/** What a page says by this way now; null where it is moot: it was seen, claimed or ended, or the way is gone. */
export async function pageWayDelivery(
  deps: Deps,
  input: { readonly attemptId: number; readonly isRepeat: boolean },
): Promise<WayDelivery | null> {
  const settings = deps.settings()
  return deps.db.read(async (q) => {
    const attempt = await loadAttempt(q, input.attemptId)
    if (attempt === null || attempt.state !== 'waiting') return null
    const page = await loadPage(q, attempt.pageId)
    if (page === null || page.seenAt !== null || page.endedAt !== null) return null
    const escalation = await loadEscalation(q, page.escalationId)
    if (escalation?.status !== 'unclaimed') return null
    const person = (await loadPeople(q, [page.userId])).get(page.userId)
    if (person?.isDeactivated === true) return null
    const to = await addressee(q, deps, attempt, escalation.teamId)
    if (to === null || to === 'not_set_up') return to === null ? null : { kind: 'not_set_up' }
    const { locale, zone } = await readerOf(q, settings, page.userId, 'tu')
    const claim = (await liveClocksOf(q, [escalation.id])).find((clock) => clock.kind === 'claim')
    // A restricted escalation tells its number, severity, deadline and where to read it; nothing else, by every way.
    const isOpen = !escalation.isRestricted
    return {
      kind: 'send',
      to,
      message: {
        kind: 'page',
        attemptId: attempt.id,
        escalationId: escalation.id,
        severity: escalation.severity,
        categoryShort: isOpen ? categoryOf(settings, escalation.category).short : null,
        contentLanguage: isOpen ? escalation.contentLanguage : null,
        claimBy: claim?.dueAt ?? null,
        askedAt: page.askedAt,
        link: linkTo(person),
        isRepeat: input.isRepeat,
        locale,
        zone,
      },
    }
  })
}

/** PagerDuty's record goes the way of ours; null where the page never reached it. */
export async function followUpDelivery(
  deps: Deps,
  input: { readonly attemptId: number; readonly action: FollowUp },
): Promise<WayDelivery | null> {
  return deps.db.read(async (q) => {
    const attempt = await loadAttempt(q, input.attemptId)
    if (attempt?.state !== 'sent') return null
    const page = await loadPage(q, attempt.pageId)
    const escalation = page === null ? null : await loadEscalation(q, page.escalationId)
    const to = escalation === null ? null : await addressee(q, deps, attempt, escalation.teamId)
    if (page === null || to === null) return null
    if (to === 'not_set_up') return { kind: 'not_set_up' }
    const { action } = input
    return {
      kind: 'send',
      to,
      message: { kind: 'follow_up', attemptId: attempt.id, escalationId: page.escalationId, action },
    }
  })
}

async function addressee(
  q: Queryable,
  deps: Deps,
  attempt: PageAttempt,
  teamId: string,
): Promise<{ readonly kind: WayKind; readonly address: string } | 'not_set_up' | null> {
  const { kind, wayId, teamWay } = attempt
  const { otherWays } = deps
  if (wayId === null) {
    // The team's own, as the settings have it now: another way may stand at its place since.
    const way = teamWay === null ? undefined : teamOf(deps.settings(), teamId).ways[teamWay]
    if (way?.kind !== kind) return null
    const address = addressOf(kind, way.address, otherWays?.webhookHosts ?? [])
    return address === null || !isOffered(otherWays, kind) ? 'not_set_up' : { kind, address }
  }
  const way = await loadWay(q, wayId)
  if (way === null || way.removedAt !== null) return null
  if (otherWays === undefined || !isOffered(otherWays, kind)) return 'not_set_up'
  return { kind, address: otherWays.vault.open(way.sealedAddress) }
}

export function isOffered(otherWays: OtherWays | undefined, kind: WayKind): boolean {
  return otherWays?.offered.includes(kind) === true
}

/** Their DM with us, where the page stands with its buttons. */
function linkTo(
  person: { readonly workspaceId: string; readonly dmChannelId: string | null } | undefined,
): string | null {
  if (person === undefined || person.dmChannelId === null) return null
  return `https://app.slack.com/client/${person.workspaceId}/${person.dmChannelId}`
}
