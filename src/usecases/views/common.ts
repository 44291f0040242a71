import type { Queryable } from '../../db/client.ts'
import { clocksOf, type StoredClock } from '../../db/stores/clocks.ts'
import { loadEscalation } from '../../db/stores/escalations.ts'
import { openQuestion } from '../../db/stores/exchanges.ts'
import type { Page } from '../../db/stores/pages.ts'
import { pagesOf } from '../../db/stores/pages.ts'
import { loadPeople } from '../../db/stores/people.ts'
import { filedText, latestOf, readTexts } from '../../db/stores/timeline.ts'
import type { Escalation } from '../../domain/escalation/escalation.ts'
import type { Head, Named, StateLine } from '../../domain/escalation/views.ts'
import { type Locale, localeOf } from '../../domain/language.ts'
import { leadingDeadline } from '../../domain/sla/clock.ts'
import { policyFor } from '../../settings/lookup.ts'
import type { Settings } from '../../settings/types.ts'
import { categoryOf, teamOf } from '../team.ts'

/** How a reader is spoken to: their locale and zone, *usted* to requesters, *tú* to the team. */
export interface ReaderFacts {
  readonly locale: Locale
  /** IANA. */
  readonly zone: string
  readonly register: 'usted' | 'tu'
}

export async function readerOf(
  q: Queryable,
  settings: Settings,
  userId: string,
  register: ReaderFacts['register'],
): Promise<ReaderFacts> {
  const person = (await loadPeople(q, [userId])).get(userId)
  return {
    locale: person === undefined ? settings.language : localeOf(person.slackLocale),
    zone: person?.zone ?? settings.zone,
    register,
  }
}

/** A channel that a team reads: its language and zone. */
export function teamReader(settings: Settings, teamId: string, language?: Locale): ReaderFacts {
  const team = teamOf(settings, teamId)
  return { locale: language ?? team.language, zone: team.zone, register: 'tu' }
}

/** Display names; whoever Slack hasn't told us of yet goes by their id. */
export async function namesOf(q: Queryable, ids: readonly string[]): Promise<(id: string) => Named> {
  const known = await loadPeople(q, ids)
  return (id) => ({ id, name: known.get(id)?.displayName ?? id })
}

/** The head for a reader who may see all, or (`exists`) number, severity and nothing else. */
export async function headOf(
  q: Queryable,
  settings: Settings,
  escalation: Escalation,
  grade: 'exists' | 'all',
): Promise<Head> {
  return headWith(settings, escalation, grade, grade === 'all' ? await filedText(q, escalation.id, 'summary') : null)
}

/** The same where the summary is at hand. */
export function headWith(
  settings: Settings,
  escalation: Escalation,
  grade: 'exists' | 'all',
  summary: string | null,
): Head {
  const category = categoryOf(settings, escalation.category)
  return {
    id: escalation.id,
    severity: escalation.severity,
    isRestricted: escalation.isRestricted,
    category: grade === 'all' ? category.label : null,
    categoryShort: grade === 'all' ? category.short : null,
    summary: grade === 'all' ? summary : null,
    contentLanguage: grade === 'all' ? escalation.contentLanguage : 'unsure',
  }
}

export function minutesBetween(from: Date, to: Date): number {
  return Math.max(0, Math.floor((to.getTime() - from.getTime()) / 60_000))
}

/** The second line of a card, a list, a detail: one state, in facts. */
export async function stateLineOf(
  q: Queryable,
  settings: Settings,
  escalation: Escalation,
  now: Date,
  known: { readonly clocks?: readonly StoredClock[]; readonly pages?: readonly Page[] } = {},
): Promise<StateLine> {
  const clocks = known.clocks ?? (await clocksOf(q, escalation.id))
  const live = clocks.filter((clock) => clock.endedAt === null)
  switch (escalation.status) {
    case 'unclaimed': {
      const claim = live.find((clock) => clock.kind === 'claim')
      const pages = known.pages ?? (await pagesOf(q, escalation.id))
      const paged = pages.filter((page) => page.endedAt === null && page.runId !== null)
      const { teamId, severity } = escalation
      const hasObligation = live.some((clock) => clock.kind === 'obligation')
      const isPaging = policyFor(settings, teamId, severity, hasObligation).pages !== 'none'
      const isNobodyPaged = pages.length === 0 && isPaging
      if (isNobodyPaged || (paged.length > 0 && paged.every((page) => page.why === 'fallback'))) {
        return { state: 'nobody_on_call', since: paged[0]?.askedAt ?? escalation.filedAt }
      }
      const claimBy = claim?.dueAt ?? escalation.filedAt
      return { state: 'unclaimed', claimBy, isLate: claimBy <= now }
    }
    case 'claimed':
    case 'waiting': {
      const owner = (await namesOf(q, [escalation.ownerId]))(escalation.ownerId)
      if (escalation.status === 'waiting') {
        const isResolvePaused = live.some((clock) => clock.kind === 'resolve' && clock.state === 'paused')
        return { state: 'waiting', owner, since: escalation.waitingSince, isResolvePaused }
      }
      return { state: 'claimed', owner, since: escalation.ownedSince, deadline: leadingDeadline(live, now) }
    }
    case 'resolved':
      return {
        state: 'resolved',
        decision: escalation.decision,
        tookMinutes: minutesBetween(escalation.filedAt, escalation.resolvedAt),
        isOnTime: clocks.every((clock) => clock.kind !== 'resolve' || clock.breachedAt === null),
      }
    case 'closed':
      return { state: 'closed', at: escalation.closedAt }
    case 'duplicate':
      return { state: 'duplicate', of: await nameableTarget(q, escalation.duplicateOf) }
    case 'withdrawn': {
      const row = (await latestOf(q, escalation.id, ['escalation_withdrawn'], 1))[0]
      const textId = row?.textId ?? null
      const reason = textId === null ? undefined : (await readTexts(q, [textId])).get(textId)
      return { state: 'withdrawn', reason: reason ?? null }
    }
  }
}

/** The update that the requester read last. */
export async function lastUpdateOf(
  q: Queryable,
  escalationId: number,
): Promise<{ readonly text: string; readonly at: Date } | null> {
  const row = (await latestOf(q, escalationId, ['update_written'], 20)).find((one) => one.audience === 'requester')
  const text = row?.textId == null ? undefined : (await readTexts(q, [row.textId])).get(row.textId)
  return row === undefined || text === undefined ? null : { text, at: row.at }
}

/** What the requester is asked and hasn't answered yet. */
export async function openQuestionText(q: Queryable, escalationId: number): Promise<string | null> {
  const question = await openQuestion(q, escalationId)
  return question === null ? null : ((await readTexts(q, [question.textId])).get(question.textId) ?? null)
}

/** The number of the escalation that another is part of; null where that one is restricted: its readers are few. */
export async function nameableTarget(q: Queryable, id: number): Promise<number | null> {
  return (await loadEscalation(q, id))?.isRestricted === false ? id : null
}
