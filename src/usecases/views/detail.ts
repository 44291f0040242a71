import type { Queryable } from '../../db/client.ts'
import { clocksOf } from '../../db/stores/clocks.ts'
import { followersOf, loadEscalation, loadExtras, participantsOf, referencesOf } from '../../db/stores/escalations.ts'
import { resolutionOf } from '../../db/stores/exchanges.ts'
import { channelsOf, loadPost } from '../../db/stores/posts.ts'
import { filedText, latestOf, readTexts, timelinePage } from '../../db/stores/timeline.ts'
import { actionsFor, readsTeamWords, type Standing, sightOf } from '../../domain/access/permissions.ts'
import type { PersonActor } from '../../domain/actor.ts'
import type { Escalation } from '../../domain/escalation/escalation.ts'
import { done, type Outcome, refused } from '../../domain/escalation/refusal.ts'
import type { DetailView, ObligationView, TimelineEntry, TimelinePage } from '../../domain/escalation/views.ts'
import { DECISIONS, ROOT_CAUSES } from '../../domain/escalation/words.ts'
import { languageOf } from '../../domain/language.ts'
import { deadlineView } from '../../domain/sla/clock.ts'
import type { Settings } from '../../settings/types.ts'
import { obligationViewsOf } from '../clocks/check-list.ts'
import type { Deps } from '../deps.ts'
import { categoryOf, standingOf } from '../team.ts'
import { headOf, namesOf, readerOf, stateLineOf } from './common.ts'

/**
 * One escalation for one person: all of it, or only that it exists (with "Request access"). For whoever may see nothing
 * it isn't there.
 */
export async function detailFor(
  deps: Deps,
  actor: PersonActor,
  input: { readonly escalationId: number },
): Promise<Outcome<DetailView>> {
  const settings = deps.settings()
  const now = deps.clock.now()
  return deps.db.read(async (q) => {
    const escalation = await loadEscalation(q, input.escalationId)
    if (escalation === null) return refused({ code: 'not_found' })
    const standing = await standingOf(q, settings, actor, escalation)
    const sight = sightOf(standing, escalation)
    if (sight === 'nothing') return refused({ code: 'not_found' })
    const { zone } = await readerOf(q, settings, actor.id, 'tu')
    const shared = {
      head: await headOf(q, settings, escalation, sight),
      status: escalation.status,
      line: await stateLineOf(q, settings, escalation, now),
      version: escalation.version,
      filedAt: escalation.filedAt,
      place: escalation.place,
      grade: sight,
      asOf: now,
      zone,
    }
    if (sight === 'exists') return done({ ...EMPTY, ...shared, actions: ['request_access'] })
    return done({ ...EMPTY, ...shared, ...(await allOf(q, settings, escalation, standing, actor, now)) })
  })
}

const EMPTY = {
  body: null,
  references: [],
  details: [],
  requester: null,
  from: null,
  tags: [],
  neededBy: null,
  deadlines: [],
  followers: [],
  updates: [],
  resolution: null,
  where: { channelId: null, isIn: false, mayJoin: false, thread: null },
} satisfies Partial<DetailView>

async function allOf(
  q: Queryable,
  settings: Settings,
  escalation: Escalation,
  standing: Standing,
  actor: PersonActor,
  now: Date,
) {
  const isTeam = readsTeamWords(standing, escalation)
  const clocks = await clocksOf(q, escalation.id)
  const extras = await loadExtras(q, escalation.id)
  const followers = await followersOf(q, escalation.id)
  const rows = (await latestOf(q, escalation.id, ['update_written'], 10)).filter(
    (row) => isTeam || row.audience === 'requester',
  )
  const names = await namesOf(q, [escalation.requesterId, ...followers, ...rows.map((row) => row.actorId)])
  const resolution = await resolutionOf(q, escalation.id)
  const obligations = isTeam ? await obligationViewsOf(q, settings, escalation.id, clocks) : []
  const textIds = [...rows.map((row) => row.textId), resolution?.reasonId ?? null].filter((id) => id !== null)
  const texts = await readTexts(q, textIds)
  const decision = DECISIONS.find((code) => code === resolution?.decision)
  return {
    body: await filedText(q, escalation.id, 'body'),
    references: await referencesOf(q, escalation.id),
    details: categoryOf(settings, escalation.category).fields.flatMap((field) => {
      const value = extras.details[field.id]
      return value === undefined ? [] : [{ label: field.label, value }]
    }),
    requester: names(escalation.requesterId),
    from: escalation.department,
    // The team's plans are the team's.
    tags: isTeam ? extras.tags : [],
    neededBy: escalation.neededBy,
    deadlines: clocks.map((clock) => deadlineView(clock, now)).filter((view) => view !== null),
    obligations,
    followers: followers.map(names),
    updates: rows.flatMap((row) => {
      const text = row.textId === null ? undefined : texts.get(row.textId)
      return text === undefined ? [] : [{ text, by: names(row.actorId), at: row.at, audience: row.audience }]
    }),
    resolution:
      resolution === null || decision === undefined
        ? null
        : {
            decision,
            rule: resolution.rule,
            reason: resolution.reasonId === null ? null : (texts.get(resolution.reasonId) ?? null),
            rootCause: isTeam ? (ROOT_CAUSES.find((code) => code === resolution.rootCause) ?? null) : null,
          },
    where: await whereFor(q, escalation, actor.id, isTeam),
    actions: actionsFor(standing, escalation).filter(
      (action) => action !== 'request_access' && (action !== 'check_list' || hasChecks(obligations)),
    ),
  }
}

/** Only where a law asks for a list is there one to tick. */
function hasChecks(obligations: readonly ObligationView[]): boolean {
  return obligations.some((one) => one.checks.length > 0)
}

/** Where Open leads this person: the channel they are in or may join, or the card's thread. */
async function whereFor(
  q: Queryable,
  escalation: Escalation,
  userId: string,
  isTeam: boolean,
): Promise<DetailView['where']> {
  const channel = (await channelsOf(q, escalation.id)).at(-1)
  const isOpenChannel = channel?.state === 'open' && channel.channelId !== null
  const card = await loadPost(q, `card:${escalation.id}`)
  const isIn = (await participantsOf(q, escalation.id)).some((one) => one.userId === userId)
  return {
    channelId: isOpenChannel && (isTeam || isIn) ? channel.channelId : null,
    isIn: isOpenChannel && isIn,
    mayJoin: isOpenChannel && isTeam,
    thread:
      isTeam && !escalation.isRestricted && !isOpenChannel && card !== null
        ? { channelId: card.channelId, ts: card.ts }
        : null,
  }
}

/** Newest first; the team's words only for whoever reads them. */
export async function timelineFor(
  deps: Deps,
  actor: PersonActor | null,
  input: { readonly escalationId: number; readonly page: number; readonly pageSize: number },
): Promise<Outcome<TimelinePage>> {
  const settings = deps.settings()
  return deps.db.read(async (q) => {
    const escalation = await loadEscalation(q, input.escalationId)
    if (escalation === null) return refused({ code: 'not_found' })
    if (actor !== null) {
      const standing = await standingOf(q, settings, actor, escalation)
      const sight = sightOf(standing, escalation)
      if (sight === 'nothing') return refused({ code: 'not_found' })
      if (!readsTeamWords(standing, escalation)) return refused({ code: 'not_permitted', reason: 'not_specialist' })
    }
    // The command line has no reader whose sight could be asked: of a restricted escalation it tells facts, no words.
    const mayReadWords = actor !== null || !escalation.isRestricted
    const { rows, total } = await timelinePage(q, escalation.id, input.page, input.pageSize)
    const ids = rows.flatMap((row) => (row.textId === null ? [] : [row.textId]))
    const texts = mayReadWords ? await readTexts(q, ids) : new Map<number, string>()
    const people = [
      ...new Set([
        ...rows.flatMap((row) => (row.actorKind === 'person' ? [row.actorId] : [])),
        ...rows.flatMap((row) => Object.values(row.event.facts).filter((fact) => isUserId(fact))),
      ]),
    ]
    const names = await namesOf(q, people)
    const reader = actor === null ? null : await readerOf(q, settings, actor.id, 'tu')
    const language = languageOf(reader?.locale ?? settings.language)
    const items = settings.obligations.flatMap((one) =>
      one.checks.map((check) => [`${one.id}/${check.id}`, check.label[language]] as const),
    )
    const entries: TimelineEntry[] = rows.map((row) => ({
      id: row.id,
      at: row.at,
      actor:
        row.actorKind === 'person'
          ? { kind: 'person', person: names(row.actorId) }
          : { kind: row.actorKind, name: row.actorId },
      event: row.event,
      text: row.textId === null ? null : (texts.get(row.textId) ?? null),
      isRedacted: row.textId !== null && !texts.has(row.textId),
      names: Object.fromEntries([...items, ...people.map((id) => [id, names(id).name] as const)]),
    }))
    return done({
      head: await headOf(q, settings, escalation, mayReadWords ? 'all' : 'exists'),
      entries,
      page: input.page,
      pageSize: input.pageSize,
      total,
      zone: reader?.zone ?? settings.zone,
    })
  })
}

function isUserId(fact: unknown): fact is string {
  return typeof fact === 'string' && /^[UW][A-Z0-9]{2,}$/.test(fact)
}
