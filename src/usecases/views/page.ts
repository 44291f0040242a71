import type { Queryable } from '../../db/client.ts'
import { liveClocksOf } from '../../db/stores/clocks.ts'
import { loadEscalations } from '../../db/stores/escalations.ts'
import { loadPage, type Page, pagesCarriedBy, pagesDueFor, pagesOf } from '../../db/stores/pages.ts'
import { summariesOf } from '../../db/stores/timeline.ts'
import { type Escalation, isOpen, ownerOf } from '../../domain/escalation/escalation.ts'
import type { DutyView, Named, PageBundleView, PageView } from '../../domain/escalation/views.ts'
import type { Settings } from '../../settings/types.ts'
import { leadAfter } from '../clocks/breaches.ts'
import type { Deps } from '../deps.ts'
import { LEAD, PRIMARY, teamDutyOf } from '../oncall/on-duty.ts'
import { type Course, courseOf, NO_COURSE, pagedInPlaceOf, seenBy, whyOf } from '../paging/course.ts'
import { teamOf } from '../team.ts'
import { headWith, minutesBetween, namesOf, type ReaderFacts, readerOf } from './common.ts'
import { endOf } from './page-end.ts'

export interface PageDelivery {
  readonly userId: string
  /** Key of the message: the page's own, or the bundle's. */
  readonly postKey: string
  readonly view:
    | { readonly kind: 'one'; readonly view: PageView }
    | { readonly kind: 'bundle'; readonly view: PageBundleView }
  /** The pages that this message carries. */
  readonly pageIds: readonly number[]
  readonly reader: ReaderFacts
}

/** Minutes after which a page says that it is late. */
const LATE_AFTER = 2

/**
 * What one page's message shows now: its own, or the bundle that carries it. Null where it never left and isn't needed
 * any more: each page is asked again when it leaves (ONCALL 17).
 */
export async function pageDelivery(deps: Deps, input: { readonly pageId: number }): Promise<PageDelivery | null> {
  const settings = deps.settings()
  const now = deps.clock.now()
  return deps.db.read(async (q) => {
    const page = await loadPage(q, input.pageId)
    if (page === null) return null
    const around =
      page.postKey === null ? await pagesDueFor(q, page.userId, now) : await pagesCarriedBy(q, page.postKey)
    const known = await knownOf(q, [page, ...around])
    const carried = page.postKey === null ? toLeaveWith(known, page, around) : around
    if (carried.length === 0) return null
    const reader = await readerOf(q, settings, page.userId, 'tu')
    const views: PageView[] = []
    const isAlone = carried.length === 1
    for (const one of carried) {
      const view = await pageViewOf(q, settings, { known, page: one, isAlone }, now, reader.zone)
      if (view !== null) views.push(view)
    }
    const first = views[0]
    if (first === undefined) return null
    const isBundle = page.postKey === null ? views.length > 1 : page.postKey.startsWith('bundle:')
    return {
      userId: page.userId,
      postKey: page.postKey ?? (isBundle ? `bundle:${first.pageId}` : `page:${page.id}`),
      view: isBundle ? { kind: 'bundle', view: { pages: views, zone: reader.zone } } : { kind: 'one', view: first },
      pageIds: views.map((view) => view.pageId),
      reader,
    }
  })
}

/** What the escalations of several pages show, read at once: a morning's bundle has as many as a night. */
interface Known {
  readonly escalations: ReadonlyMap<number, Escalation>
  readonly clocks: Awaited<ReturnType<typeof liveClocksOf>>
  readonly summaries: ReadonlyMap<number, string>
  readonly names: (id: string) => Named
}

async function knownOf(q: Queryable, pages: readonly Page[]): Promise<Known> {
  const ids = [...new Set(pages.map((page) => page.escalationId))]
  const escalations = await loadEscalations(q, ids)
  const people = [...escalations.values()].flatMap((one) => [one.requesterId, ownerOf(one) ?? one.requesterId])
  return {
    escalations,
    clocks: await liveClocksOf(q, ids),
    summaries: await summariesOf(q, ids),
    names: await namesOf(q, people),
  }
}

/** Alone, or with all that waits for the same person: only what isn't urgent is merged. */
function toLeaveWith(known: Known, page: Page, due: readonly Page[]): readonly Page[] {
  if (!isNeeded(known, page)) return []
  if (isUrgent(known, page)) return [page]
  const mergeable = due.filter((one) => isNeeded(known, one) && !isUrgent(known, one))
  return mergeable.length === 0 ? [page] : mergeable
}

function isNeeded({ escalations }: Known, page: Page): boolean {
  if (page.endedAt !== null) return false
  const escalation = escalations.get(page.escalationId)
  // Asked for by name, or told of a breach: as long as there is something to do.
  if (page.why === 'asked' || page.why === 'breach') return escalation !== undefined && isOpen(escalation)
  if (page.why !== 'handed_over') return escalation?.status === 'unclaimed'
  // Somebody else gave it to them: this message brings the owner's tools, as long as they are its owner.
  return escalation !== undefined && isOpen(escalation) && ownerOf(escalation) === page.userId
}

function isUrgent({ escalations }: Known, page: Page): boolean {
  const severity = escalations.get(page.escalationId)?.severity
  return severity === 'sev1' || severity === 'sev2'
}

async function pageViewOf(
  q: Queryable,
  settings: Settings,
  of: { readonly known: Known; readonly page: Page; readonly isAlone: boolean },
  now: Date,
  zone: string,
): Promise<PageView | null> {
  const { known, page } = of
  const escalation = known.escalations.get(page.escalationId)
  if (escalation === undefined) return null
  const dueOf = (kind: 'claim' | 'first_update') =>
    known.clocks.find((clock) => clock.escalationId === escalation.id && clock.kind === kind)?.dueAt ?? null
  const isOpenToReader = !escalation.isRestricted
  const summary = known.summaries.get(escalation.id) ?? null
  const course =
    of.isAlone && page.endedAt === null && escalation.status === 'unclaimed'
      ? await courseOf(q, settings, escalation, now)
      : NO_COURSE
  return {
    pageId: page.id,
    // A restricted page says that it exists; "View" shows the rest to that person only.
    head: headWith(settings, escalation, isOpenToReader ? 'all' : 'exists', summary),
    from: isOpenToReader ? (escalation.department ?? known.names(escalation.requesterId).name) : null,
    filedAt: escalation.filedAt,
    neededBy: isOpenToReader ? escalation.neededBy : null,
    claimBy: dueOf('claim'),
    why: whyOf(page.why),
    team: teamOf(settings, escalation.teamId).name,
    duty: await dutyOf(q, settings, { page, escalation }, now),
    missed: page.why === 'breach' ? missedOf(known, escalation, isOpenToReader) : null,
    state: await pageStateOf(q, known, page, escalation, { now, firstUpdateBy: dueOf('first_update'), course }),
    zone,
  }
}

/** As what they are paged: their first rotation, the primary's first. It is said once more while they are on call. */
async function dutyOf(
  q: Queryable,
  settings: Settings,
  of: { readonly page: Page; readonly escalation: Escalation },
  now: Date,
): Promise<DutyView | null> {
  const { page, escalation } = of
  const isOnCall = page.why === 'on_call' || page.why === 'came_on_call'
  if (!isOnCall || page.endedAt !== null) return null
  const duty = await teamDutyOf(q, settings, escalation.teamId, now)
  const theirs = (duty?.duties ?? []).filter((one) => one.role !== LEAD && one.people.includes(page.userId))
  const first = theirs.find((one) => one.role === PRIMARY) ?? theirs[0]
  return first === undefined ? null : { role: first.role, layer: first.layer, until: first.until }
}

async function pageStateOf(
  q: Queryable,
  known: Known,
  page: Page,
  escalation: Escalation,
  at: { readonly now: Date; readonly firstUpdateBy: Date | null; readonly course: Course },
): Promise<PageView['state']> {
  const { now, firstUpdateBy, course } = at
  if (page.outcome === 'replaced') return { state: 'replaced' }
  if (page.outcome === 'passed' && page.endedAt !== null) {
    return { state: 'passed', at: page.endedAt, to: await pagedInPlaceOf(q, page) }
  }
  const isOthers = !('ownerId' in escalation) || escalation.ownerId !== page.userId
  const end = isOthers && page.why !== 'breach' ? await endOf(q, page, escalation) : null
  if (end !== null) return end
  if (escalation.status === 'withdrawn') return { state: 'withdrawn', at: escalation.withdrawnAt }
  // A lead answers for what is late, whoever has it.
  if (page.why === 'breach' && isOpen(escalation) && isOthers) {
    if (page.endedAt !== null) return { state: 'moot', status: escalation.status }
    if (page.seenAt !== null) {
      const after = await leadAfter(q, page)
      if (after === null) return { state: 'seen', at: page.seenAt }
      const person = (await namesOf(q, [after.userId]))(after.userId)
      return { state: 'seen', at: page.seenAt, until: after.at, next: { at: after.at, people: [person] } }
    }
    return { state: 'live', minutesLate: minutesLateOf(page, now), isRepeat: page.isRepeat }
  }
  if (escalation.status === 'claimed' || escalation.status === 'waiting') {
    if (escalation.ownerId === page.userId) {
      const theirs = (await pagesOf(q, escalation.id)).filter((one) => one.userId === page.userId)
      // Live buttons exist once: the newest of their messages has them.
      if (theirs.at(-1)?.id !== page.id) return { state: 'replaced' }
      return { state: 'yours', since: escalation.ownedSince, firstUpdateBy }
    }
    const owner = known.names(escalation.ownerId)
    return { state: 'claimed_by_other', owner, at: escalation.ownedSince }
  }
  if (page.outcome === 'seen_by_other' && page.endedAt !== null && escalation.status === 'unclaimed') {
    const by = await seenBy(q, page)
    if (by !== null) return { state: 'seen_by_other', by, at: page.endedAt }
  }
  if (page.endedAt !== null || escalation.status !== 'unclaimed') {
    return { state: 'moot', status: escalation.status }
  }
  if (page.seenAt !== null) return { state: 'seen', at: page.seenAt, until: course.seenUntil, next: course.next }
  return {
    state: 'live',
    minutesLate: minutesLateOf(page, now),
    isRepeat: page.isRepeat && page.why !== 'reminder',
    next: course.next,
  }
}

/** None while nobody would notice. */
function minutesLateOf(page: Page, now: Date): number {
  const late = minutesBetween(page.notBefore, page.sentAt ?? now)
  return late >= LATE_AFTER ? late : 0
}

/** The oldest deadline that is missed and still runs. */
function missedOf(
  known: Known,
  escalation: Escalation,
  isOpenToReader: boolean,
): NonNullable<PageView['missed']> | null {
  const [first] = known.clocks
    .filter((clock) => clock.escalationId === escalation.id && clock.breachedAt !== null)
    .toSorted((a, b) => a.dueAt.getTime() - b.dueAt.getTime())
  if (first === undefined) return null
  const ownerId = isOpen(escalation) && isOpenToReader ? ownerOf(escalation) : null
  return {
    clock: first.kind,
    dueAt: first.breachedAt ?? first.dueAt,
    owner: ownerId === null ? null : known.names(ownerId),
  }
}
