import type { Queryable } from '../../db/client.ts'
import { markBreachTold, type StoredClock } from '../../db/stores/clocks.ts'
import { everSaid } from '../../db/stores/outbox.ts'
import { endPage, loadPage, type Page, pagesOf } from '../../db/stores/pages.ts'
import { latestOf } from '../../db/stores/timeline.ts'
import { endTimer, setTimer, type Timer, timersOf } from '../../db/stores/timers.ts'
import { isOpen } from '../../domain/escalation/escalation.ts'
import { ACKNOWLEDGEMENT_MINUTES } from '../../domain/paging/run.ts'
import { type BreachNotices, type Reminder, whoHearsOfBreach } from '../../domain/sla/warnings.ts'
import { addressOf, type IntentOf } from '../../outbox/intents.ts'
import type { Change } from '../change.ts'
import { leadsFor } from '../paging/facts.ts'
import { pagePerson } from '../paging/runs.ts'
import { readersOf } from './readers.ts'
import { remind } from './reminders.ts'

/** A lead who doesn't answer a page about a missed deadline is followed by the next one. */
const LEAD_ANSWERS_WITHIN_MS = 10 * 60_000

const nextLeadKey = (escalationId: number) => `next_lead:${escalationId}`

/**
 * Tells of each missed deadline once, to whom it concerns (SCREENS 3). `wasPromised` says whether the requester had been
 * given that hour: a deadline that was over as it was set (a severity that rose) breaks no promise to them.
 */
export async function tellBreaches(change: Change, wasPromised: (clock: StoredClock) => boolean): Promise<void> {
  const missed = (await change.liveClocks()).filter((clock) => clock.breachedAt !== null)
  if (missed.length === 0) return endBreachPages(change)
  if (!isOpen(change.escalation)) return
  for (const clock of missed) {
    if (clock.breachToldAt !== null || !(await markBreachTold(change.tx, clock.id, change.now))) continue
    const notices = whoHearsOfBreach({ clock, at: change.now }, await readersOf(change), false)
    const timelineId = await rowOf(change, clock)
    if (notices.owner !== null && !change.isActor(notices.owner.userId)) {
      await remind(change, clock, notices.owner, 'breach')
    }
    if (timelineId === null) continue
    await tellLeads(change, notices.leads, { clock, timelineId })
    if (notices.requester !== null && wasPromised(clock)) await change.tellRequesters(timelineId)
  }
}

/** The row that keeps this breach. */
async function rowOf(change: Change, clock: StoredClock): Promise<number | null> {
  const rows = await latestOf(change.tx, change.escalation.id, ['clock_breached'], 20)
  const row = rows.find(
    ({ event }) =>
      event.event === 'clock_breached' &&
      event.facts.clock === clock.kind &&
      event.facts.dueAt === clock.breachedAt?.toISOString(),
  )
  return row?.id ?? null
}

async function tellLeads(
  change: Change,
  leads: BreachNotices['leads'],
  missed: { readonly clock: StoredClock; readonly timelineId: number },
): Promise<void> {
  switch (leads.how) {
    case 'nobody':
      return
    case 'page':
      return wakeLead(change, [leads.userId, ...leads.next], missed)
    default:
      for (const lead of leads.to) await tellLead(change, lead, missed)
  }
}

/** One DM per escalation and lead; the later ones stand in its thread, or in that of the page that came before. */
async function tellLead(
  change: Change,
  { userId, isHeld }: Reminder,
  { clock, timelineId }: { readonly clock: StoredClock; readonly timelineId: number },
): Promise<void> {
  if (change.isActor(userId)) return
  const escalationId = change.escalation.id
  const dueAt = (clock.breachedAt ?? clock.dueAt).toISOString()
  const first = {
    kind: 'lead_notice',
    escalationId,
    userId,
    notice: { code: 'breach', clock: clock.kind, dueAt },
  } as const
  const head = await threadOf(change, first)
  const intent =
    head === null ? first : ({ kind: 'lead_line', escalationId, userId, timelineId, threadKey: head } as const)
  change.say(intent, isHeld ? await change.quietFor(userId, 'duty') : undefined)
}

/** The message about a breach that this lead has, or is about to have. */
async function threadOf(change: Change, first: IntentOf<'lead_notice'>): Promise<string | null> {
  const { key } = addressOf(first)
  if (change.isSaying(key) || (await everSaid(change.tx, [key])).has(key)) return key
  const page = (await pagesOf(change.tx, first.escalationId)).find(
    (one) => one.why === 'breach' && one.userId === first.userId,
  )
  return page === undefined ? null : (page.postKey ?? `page:${page.id}`)
}

/** Only who is cleared is paged; where no lead is, all of them learn the number in the morning. */
async function wakeLead(
  change: Change,
  leads: readonly string[],
  missed: { readonly clock: StoredClock; readonly timelineId: number },
): Promise<void> {
  const { tx, settings, escalation, now } = change
  const cleared = await leadsFor(tx, settings, escalation, now)
  if (leads.some((lead) => cleared.includes(lead))) return pageLead(change, leads, missed)
  for (const userId of leads) await tellLead(change, { userId, isHeld: true }, missed)
}

/** At night one lead at a time is woken, and nobody twice: a page that waits or was answered holds for the next breach. */
async function pageLead(
  change: Change,
  leads: readonly string[],
  missed: { readonly clock: StoredClock; readonly timelineId: number },
): Promise<void> {
  const [lead, ...next] = leads
  if (lead === undefined || change.isActor(lead)) return
  const escalationId = change.escalation.id
  const pages = await pagesOf(change.tx, escalationId)
  const woken = pages.filter((page) => page.why === 'breach' && isAnsweredFor(page))
  if (woken.length > 0) {
    for (const userId of new Set(woken.map((page) => page.userId))) {
      await tellLead(change, { userId, isHeld: false }, missed)
    }
    return
  }
  // Whoever is being paged about it already is awake for it.
  const isPaged = pages.some((page) => page.userId === lead && page.endedAt === null)
  if (isPaged) return pageLead(change, next, missed)
  const { id } = await pagePerson(change, { userId: lead, why: 'breach', runId: null, isRepeat: false, isHeld: false })
  await setTimer(change.tx, {
    key: nextLeadKey(escalationId),
    kind: 'next_lead',
    escalationId,
    dueAt: new Date(change.now.getTime() + LEAD_ANSWERS_WITHIN_MS),
    facts: { pageId: id, next },
  })
}

/** It waits for its lead, or they saw it and weren't followed by the next one since. */
function isAnsweredFor(page: Page): boolean {
  return page.endedAt === null || (page.seenAt !== null && page.outcome !== 'passed')
}

/** "Seen" on such a page holds for ten minutes, as any acknowledgement does (ONCALL 16): then the next lead is paged. */
export async function holdNextLead(change: Change, page: Page): Promise<void> {
  const waiting = await nextLeadTimer(change.tx, page)
  if (waiting === null) return
  await setTimer(change.tx, { ...waiting, dueAt: new Date(change.now.getTime() + ACKNOWLEDGEMENT_MINUTES * 60_000) })
}

async function nextLeadTimer(q: Queryable, page: Page) {
  const timers = await timersOf(q, page.escalationId, ['next_lead'])
  const found = timers.find((timer) => timer.facts.pageId === page.id)
  if (found === undefined) return null
  const { key, kind, escalationId, facts, dueAt } = found
  return { key, kind, escalationId, facts, dueAt }
}

/** Which lead follows this page's, and when, if it is still late then; null where nobody does. */
export async function leadAfter(
  q: Queryable,
  page: Page,
): Promise<{ readonly userId: string; readonly at: Date } | null> {
  const waiting = await nextLeadTimer(q, page)
  const [userId] = waiting === null ? [] : leadsIn(waiting.facts)
  return waiting === null || userId === undefined ? null : { userId, at: waiting.dueAt }
}

/** The lead who was paged hasn't dealt with it: the next one is. False where nothing is late any more, or nobody is left. */
export async function pageNextLead(change: Change, timer: Timer): Promise<boolean> {
  const { pageId } = timer.facts
  if (typeof pageId !== 'number') throw new Error(`timer ${timer.id} names no page`)
  const page = await loadPage(change.tx, pageId)
  if (page === null || page.endedAt !== null) return false
  const clock = (await change.liveClocks()).find((one) => one.breachedAt !== null)
  if (clock === undefined || !isOpen(change.escalation)) return false
  const leads = leadsIn(timer.facts)
  if (leads.length === 0) return false
  await endPage(change.tx, page.id, 'passed', change.now)
  await pageLead(change, leads, { clock, timelineId: (await rowOf(change, clock)) ?? 0 })
  return true
}

/** "Can't", of a lead's page: the next one is paged in the same instant, as with any page (ONCALL 15), not after the wait. */
export async function passToNextLead(change: Change, page: Page): Promise<void> {
  const { tx, now, escalation } = change
  const waiting = await nextLeadTimer(tx, page)
  await endPage(tx, page.id, 'passed', now)
  if (waiting === null) return
  await endTimer(tx, waiting.key, now)
  const clock = (await change.liveClocks()).find((one) => one.breachedAt !== null)
  if (clock === undefined || !isOpen(escalation)) return
  await pageLead(change, leadsIn(waiting.facts), { clock, timelineId: (await rowOf(change, clock)) ?? 0 })
}

function leadsIn({ next }: Timer['facts']): readonly string[] {
  return Array.isArray(next) ? next.filter((userId) => typeof userId === 'string') : []
}

/** Nothing is late any more: nobody has to answer a page about it. */
async function endBreachPages(change: Change): Promise<void> {
  const { tx, now, escalation } = change
  const live = (await pagesOf(tx, escalation.id)).filter((page) => page.why === 'breach' && page.endedAt === null)
  for (const page of live) await endPage(tx, page.id, 'moot', now)
  if (live.length > 0) await endTimer(tx, nextLeadKey(escalation.id), now)
}
