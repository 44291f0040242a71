import type { Queryable } from '../../db/client.ts'
import { clocksOf } from '../../db/stores/clocks.ts'
import { duplicatesOf, findSharing, loadEscalation, referencesOf } from '../../db/stores/escalations.ts'
import { type Page, pagesOf } from '../../db/stores/pages.ts'
import { channelsOf } from '../../db/stores/posts.ts'
import { hasUnroutable } from '../../db/stores/trouble.ts'
import type { Escalation } from '../../domain/escalation/escalation.ts'
import type { CardView } from '../../domain/escalation/views.ts'
import { deadlineView } from '../../domain/sla/clock.ts'
import type { Settings } from '../../settings/types.ts'
import type { Deps } from '../deps.ts'
import { teamOf } from '../team.ts'
import { headOf, namesOf, type ReaderFacts, stateLineOf, teamReader } from './common.ts'

export interface CardDelivery {
  readonly channelId: string
  readonly view: CardView
  readonly reader: ReaderFacts
}

/** The card as the intake channel may read it: the same for every reader. A restricted one says that it exists. */
export async function cardDelivery(deps: Deps, input: { readonly escalationId: number }): Promise<CardDelivery | null> {
  const settings = deps.settings()
  const now = deps.clock.now()
  return deps.db.read(async (q) => {
    const escalation = await loadEscalation(q, input.escalationId)
    if (escalation === null) return null
    const team = teamOf(settings, escalation.teamId)
    return {
      channelId: team.intakeChannel,
      view: await cardOf(q, settings, escalation, now),
      reader: teamReader(settings, team.id),
    }
  })
}

async function cardOf(q: Queryable, settings: Settings, escalation: Escalation, now: Date): Promise<CardView> {
  const team = teamOf(settings, escalation.teamId)
  const pages = await pagesOf(q, escalation.id)
  const line = await stateLineOf(q, settings, escalation, now, { pages })
  const channels = await channelsOf(q, escalation.id)
  const isRefused = channels.at(-1)?.state === 'refused'
  const obligations = (await clocksOf(q, escalation.id))
    .filter((clock) => clock.kind === 'obligation')
    .map((clock) => deadlineView(clock, now))
    .filter((view) => view !== null)
  const isTold = line.state === 'claimed' && line.deadline?.clock === 'obligation'
  const shared = {
    obligations: isTold ? [] : obligations,
    line: escalation.isRestricted && line.state === 'withdrawn' ? { ...line, reason: null } : line,
    filedAt: escalation.filedAt,
    zone: team.zone,
    deliveryTrouble: await hasUnroutable(q, escalation.id),
  }
  if (escalation.isRestricted) {
    return {
      ...shared,
      head: await headOf(q, settings, escalation, 'exists'),
      paged: [],
      from: null,
      possibleDuplicates: [],
      duplicates: [],
      channelTrouble: isRefused ? 'no_private_channel' : 'none',
    }
  }
  const names = await namesOf(q, [escalation.requesterId, ...pages.map((page) => page.userId)])
  const references = await referencesOf(q, escalation.id)
  const sharing = await findSharing(
    q,
    references.map((one) => one.value),
    escalation.id,
  )
  return {
    ...shared,
    head: await headOf(q, settings, escalation, 'all'),
    paged: latestOfEach(pages.filter((page) => page.runId !== null || page.why === 'on_call')).map((page) => ({
      person: names(page.userId),
      at: page.sentAt ?? page.notBefore,
      state:
        page.outcome === 'passed'
          ? 'passed'
          : page.seenAt !== null || page.outcome === 'claimed'
            ? 'seen'
            : page.sentAt === null
              ? 'waiting'
              : 'not_seen',
      silentUntil: page.silencedUntil !== null && page.silencedUntil > now ? page.silencedUntil : null,
    })),
    from: escalation.department ?? names(escalation.requesterId).name,
    // A restricted one is never named to a wider audience, not even by its number.
    possibleDuplicates: sharing.filter((one) => !one.isRestricted).map((one) => one.id),
    duplicates: await duplicatesOf(q, escalation.id),
    channelTrouble: isRefused ? 'works_in_thread' : 'none',
  }
}

/** After a release people are paged anew: their last page is the one that counts. */
function latestOfEach(pages: readonly Page[]): readonly Page[] {
  return pages.filter((page) => !pages.some((later) => later.userId === page.userId && later.id > page.id))
}
