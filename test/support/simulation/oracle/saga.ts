import { type CategoryOfHouse, LAW_WARNS_AT, type Policy, PROMISES, type Sev, USUAL } from '../house.ts'
import {
  alertLine,
  breachLine,
  type Filed,
  leadLine,
  type PageName,
  pageLine,
  reminderLine,
  requesterLine,
} from '../log.ts'
import { type Counting, doorsOf, later, workingDay } from './open-hours.ts'
import { categoryOf, isInHours, leads, onCall, teamOf, wakes } from './people.ts'
import { type Hands, type Page, Round } from './round.ts'
import { type Kind, type Vow, type Wait, Watch } from './watch.ts'

/** One escalation as it should have gone: its promises, its pages, who was told. `verbs.ts` says what each deed does to it. */

const MINUTE = 60_000
const LEAD_ANSWERS_WITHIN = 10 * MINUTE
const RECENTLY = 2 * 60 * MINUTE
const UPDATES: readonly Kind[] = ['first_update', 'next_update', 'resolve']
export const EVERY_KIND: readonly Kind[] = ['claim', 'first_update', 'next_update', 'resolve', 'obligation']

export interface Reminder {
  readonly at: number
  readonly userId: string
  readonly watch: Watch
}

/** For tests that want to see a difference: how wrong the oracle is in one of its waits, in milliseconds. */
export interface Slip {
  readonly step?: number
  readonly acknowledged?: number
  readonly deadline?: number
  readonly nextLead?: number
}

export class Saga implements Hands {
  readonly filed: Filed
  readonly category: CategoryOfHouse
  severity: Sev
  status: 'unclaimed' | 'claimed' | 'waiting' | 'resolved' | 'withdrawn' = 'unclaimed'
  owner: string | null = null
  readonly watches: Watch[] = []
  readonly pages: Page[] = []
  readonly waits: Wait[] = []
  readonly reminders: Reminder[] = []
  readonly told: string[] = []
  round: Round | null = null
  /** When the requester asked to withdraw it, as long as that is open. */
  isWithdrawalAsked = false
  askedForNewsAt: number | null = null
  readonly snoozed = new Map<Watch, number>()
  private readonly deeds: { readonly by: string; readonly at: number }[] = []
  private followUp: { readonly at: number; readonly page: Page; readonly next: readonly string[] } | null = null
  private readonly slip: Slip

  constructor(filed: Filed, slip: Slip = {}) {
    this.filed = filed
    this.severity = filed.severity
    this.category = categoryOf(filed.category)
    this.slip = slip
    const { at, by } = filed
    this.did(by, at)
    for (const kind of ['claim', 'first_update', 'resolve'] as const) this.promise(kind, at)
    const law = this.category.lawMinutes
    if (filed.receivedAt !== null && law !== null) {
      this.add(new Watch('obligation', { minutes: law, counting: null }, filed.receivedAt), at)
    }
    this.beginRound([by], by, at)
    this.settle(by, at)
  }

  get isOpen(): boolean {
    return this.status === 'unclaimed' || this.status === 'claimed' || this.status === 'waiting'
  }

  did(by: string, at: number): void {
    this.deeds.push({ by, at })
  }

  live(...kinds: readonly Kind[]): readonly Watch[] {
    return this.watches.filter((watch) => watch.isLive && kinds.includes(watch.kind))
  }

  // What is promised.

  /** Severity, team and calendar say how much; a day that the requester named counts where it is earlier. */
  promised(kind: Kind, from: number): Vow | null {
    const figures = PROMISES[this.severity]
    const length = {
      claim: figures.claim,
      first_update: figures.first,
      next_update: figures.next,
      resolve: figures.resolve,
    }
    const named = kind === 'obligation' ? null : length[kind]
    if (named === null) return null
    const team = teamOf(this.category.team)
    const counting: Counting = figures.isWorkingTime ? doorsOf(team.zone, team.hours, team.holidays) : null
    const day = figures.isWorkingTime ? workingDay(team.hours) : 24 * 60
    const minutes = 'minutes' in named ? named.minutes : named.days * day
    const { neededBy } = this.filed
    const isSooner = kind === 'resolve' && neededBy !== null && neededBy > from
    if (isSooner && neededBy < later(counting, from, minutes * MINUTE)) {
      return { minutes: Math.max(1, Math.floor((neededBy - from) / MINUTE)), counting: null }
    }
    return { minutes, counting }
  }

  promise(kind: Kind, at: number): Watch | null {
    const promise = this.promised(kind, at)
    return promise === null ? null : this.add(new Watch(kind, promise, at), at)
  }

  /** One that is over as it is set is late at once, and nobody was promised that hour. */
  add(watch: Watch, at: number): Watch {
    watch.dueAt += this.slip.deadline ?? 0
    this.watches.push(watch)
    if (watch.state === 'running' && watch.lateSince === null && watch.dueAt <= at) watch.lateSince = watch.dueAt
    if (watch.lateSince !== null && !watch.isLateTold) {
      watch.isBornLate = true
      this.told.push(breachLine(at, watch.kind, watch.lateSince, null))
    }
    return watch
  }

  keep(at: number, ...kinds: readonly Kind[]): void {
    for (const watch of this.live(...kinds)) watch.keep(at)
  }

  cancel(at: number, ...kinds: readonly Kind[]): void {
    for (const watch of this.live(...kinds)) watch.cancel(at)
  }

  pauseUpdates(at: number): void {
    for (const watch of this.live(...UPDATES)) this.pauseOne(watch, at)
  }

  pauseOne(watch: Watch, at: number): void {
    watch.pause(at)
    this.snoozed.delete(watch)
  }

  /** Nobody waits for the requester any more. */
  waitIsOver(at: number): void {
    const last = this.waits.at(-1)
    if (last !== undefined && last.to === null) last.to = at
  }

  resume(at: number): void {
    for (const watch of this.live(...UPDATES, 'obligation')) watch.resume(at)
  }

  // Who is paged.

  page(round: Round | null, userId: string, why: string, isRepeat: boolean, at: number): void {
    // A lead who was told of what is late is told once at a time.
    if (round !== null && why !== 'reminder') {
      for (const one of this.pages) if (one.userId === userId && one.why === 'breach') this.end(one, 'replaced', at)
    }
    const isHeld = round?.policy.pages === 'working_hours' && why !== 'reminder' && why !== 'asked'
    const notBefore = isHeld || why === 'handed_over' ? this.hears(userId, 'page', at) : at
    const page = { userId, why, askedAt: at, notBefore, isRepeat, round, seenAt: null, outcome: null, endedAt: null }
    this.pages.push(page)
  }

  end(page: Page, outcome: string, at: number): void {
    if (page.endedAt !== null) return
    page.outcome = outcome
    page.endedAt = at
  }

  endAll(outcomeOf: (page: Page) => string, at: number): void {
    for (const page of this.pages) this.end(page, outcomeOf(page), at)
  }

  tellRoom(code: string, at: number): void {
    this.told.push(alertLine(at, code))
  }

  /** Page first: whoever filed, released or does this themselves is spared, unless they are the only one. */
  beginRound(spared: readonly string[], by: string, at: number): void {
    this.round?.stop(null, at)
    this.round = null
    const policy = this.policy()
    if (policy.pages === 'none' || policy.steps.length === 0) return
    const always = [this.filed.by, ...spared]
    const others = onCall(this.category).filter((id) => id !== by && !always.includes(id))
    const left = always.includes(by) || others.length === 0 ? always : [...always, by]
    this.round = new Round({ policy, category: this.category, spared: left, slip: this.slip }, this, at)
    this.round.fallDue(at)
  }

  /** What the law puts a clock on is paged as a sev2 at least. */
  policy(isByLaw = this.live('obligation').length > 0): Policy {
    const policies = teamOf(this.category.team).policies ?? USUAL
    const own = policies[this.severity]
    return isByLaw && own.pages !== 'at_once' ? policies.sev2 : own
  }

  /** Undefined where it should never have been there: the comparison shows it. */
  pageNamed({ askedAt, why }: PageName, userId: string): Page | undefined {
    return this.pages.findLast((page) => page.askedAt === askedAt && page.why === why && page.userId === userId)
  }

  // Who hears of it, and when.

  get isUrgent(): boolean {
    return this.severity === 'sev1' || this.severity === 'sev2' || this.live('obligation').length > 0
  }

  /** When it reaches them: at once, or in their morning. */
  hears(userId: string, as: 'page' | 'duty' | 'news', at: number): number {
    if (isInHours(userId, at) || !this.isUrgent) return wakes(userId, at)
    if (as === 'page') return at
    const isConcerned =
      userId === this.filed.by ||
      this.deeds.some((deed) => deed.by === userId && deed.at >= at - RECENTLY) ||
      (as === 'duty' && onCall(this.category).includes(userId))
    return isConcerned ? at : wakes(userId, at)
  }

  private isAtWork(userId: string, at: number): boolean {
    return this.hears(userId, 'duty', at) <= at
  }

  private get ownerNow(): string | null {
    return this.status === 'claimed' || this.status === 'waiting' ? this.owner : null
  }

  /** The owner; off duty whoever is on call, or it waits. */
  private reminded(at: number): { readonly userId: string; readonly notBefore: number } | null {
    const owner = this.ownerNow
    if (owner === null) return null
    if (!this.isUrgent || this.isAtWork(owner, at)) return { userId: owner, notBefore: this.hears(owner, 'duty', at) }
    return { userId: onCall(this.category)[0] ?? owner, notBefore: at }
  }

  private remind(watch: Watch, why: string, at: number, by: string | null = null): boolean {
    const to = this.reminded(at)
    if (to === null) return false
    if (to.userId === by) return true
    this.told.push(reminderLine(at, to.userId, watch.kind, why, to.notBefore))
    this.reminders.push({ at, userId: to.userId, watch })
    return true
  }

  /** After every change: each missed deadline is told once; where nothing is late any more no lead has to answer. */
  settle(by: string | null, at: number): void {
    const late = this.watches.filter((watch) => watch.isLive && watch.lateSince !== null)
    if (late.length === 0) {
      for (const page of this.pages) if (page.why === 'breach') this.end(page, 'moot', at)
      return
    }
    if (!this.isOpen) return
    for (const watch of late) {
      if (watch.isLateTold) continue
      watch.isLateTold = true
      this.remind(watch, 'breach', at, by)
      this.tellLeads(watch, by, at)
      const isPromised = watch.kind === 'first_update' || watch.kind === 'resolve'
      if (isPromised && !watch.isBornLate && this.filed.by !== by) {
        const { by: requester } = this.filed
        this.told.push(requesterLine(at, requester, watch.kind, this.hears(requester, 'news', at)))
      }
    }
  }

  private readersAmongLeads(at: number): readonly string[] {
    const cleared = leads(this.category, at)
    return (cleared.length > 0 ? cleared : teamOf(this.category.team).leads).filter((id) => id !== this.ownerNow)
  }

  /** Awake, all of them by a message. At night of what is urgent, one after the other by a page. */
  private tellLeads(watch: Watch, by: string | null, at: number): void {
    const bosses = this.readersAmongLeads(at)
    const [first] = bosses
    if (first === undefined) return
    if (!this.isUrgent || this.isAtWork(first, at)) {
      for (const boss of bosses) this.tellLead(boss, watch, by, this.hears(boss, 'duty', at), at)
    } else if (bosses.some((boss) => leads(this.category, at).includes(boss))) this.wakeLead(bosses, watch, by, at)
    else for (const boss of bosses) this.tellLead(boss, watch, by, this.hears(boss, 'duty', at), at)
  }

  /** "Seen" gives a lead ten minutes, too. */
  leadSaw(page: Page, at: number): void {
    if (this.followUp?.page === page) this.followUp = { ...this.followUp, at: at + LEAD_ANSWERS_WITHIN }
  }

  /** "Can't": the next lead goes in the same instant. */
  leadPassed(page: Page, at: number): void {
    this.end(page, 'passed', at)
    const late = this.watches.find((watch) => watch.isLive && watch.lateSince !== null)
    const waiting = this.followUp
    if (waiting === null || waiting.page !== page) return
    this.followUp = null
    if (late !== undefined) this.wakeLead(waiting.next, late, null, at)
  }

  private tellLead(boss: string, watch: Watch, by: string | null, notBefore: number, at: number): void {
    if (boss === by) return
    this.told.push(leadLine(at, boss, watch.kind, notBefore))
  }

  private wakeLead(bosses: readonly string[], watch: Watch, by: string | null, at: number): void {
    const awake = this.pages.filter(({ why, endedAt, seenAt, outcome }) => {
      return why === 'breach' && (endedAt === null || (seenAt !== null && outcome !== 'passed'))
    })
    for (const [n, boss] of bosses.entries()) {
      if (boss === by) return
      if (awake.length > 0) {
        for (const userId of new Set(awake.map((page) => page.userId))) this.tellLead(userId, watch, by, at, at)
        return
      }
      // Whoever is being paged about it already is awake for it.
      if (this.pages.some((page) => page.userId === boss && page.endedAt === null)) continue
      this.page(null, boss, 'breach', false, at)
      const page = this.pages.at(-1)
      const patience = LEAD_ANSWERS_WITHIN + (this.slip.nextLead ?? 0)
      if (page !== undefined) this.followUp = { at: at + patience, page, next: bosses.slice(n + 1) }
      return
    }
  }

  // What falls due by itself.

  /** Does everything that is due until then, in order: at one instant what was promised goes before who is paged. */
  passTo(until: number): void {
    for (;;) {
      const due = this.nextDue()
      if (due === null || due.at > until) return
      due.happen()
    }
  }

  private nextDue(): { readonly at: number; readonly happen: () => void } | null {
    const due: { readonly at: number; readonly happen: () => void }[] = []
    for (const watch of this.watches) {
      if (watch.state !== 'running') continue
      const { dueAt } = watch
      if (watch.lateSince === null) due.push({ at: dueAt, happen: () => this.miss(watch, dueAt) })
    }
    const lead = this.followUp
    if (lead !== null) due.push({ at: lead.at, happen: () => this.leadIsSilent(lead) })
    for (const watch of this.watches) {
      const at = this.warnsAt(watch)
      if (at !== null) due.push({ at, happen: () => this.warn(watch, at) })
      const again = this.snoozed.get(watch)
      if (again !== undefined) due.push({ at: again, happen: () => this.warnAgain(watch, again) })
    }
    const next = this.round?.dueAt ?? null
    if (next !== null) due.push({ at: next, happen: () => this.goOn(next) })
    return due.reduce<(typeof due)[number] | null>(
      (first, one) => (first === null || one.at < first.at ? one : first),
      null,
    )
  }

  private goOn(at: number): void {
    this.round?.fallDue(at)
    this.settle(null, at)
  }

  private miss(watch: Watch, at: number): void {
    watch.lateSince = watch.dueAt
    const isPromised = watch.kind === 'first_update' || watch.kind === 'resolve'
    this.told.push(breachLine(at, watch.kind, watch.dueAt, isPromised ? watch.newTime(at) : null))
    this.settle(null, at)
  }

  private leadIsSilent({ at, page, next }: NonNullable<Saga['followUp']>): void {
    this.followUp = null
    const late = this.watches.find((watch) => watch.isLive && watch.lateSince !== null)
    if (page.endedAt !== null || late === undefined || next.length === 0) return
    this.end(page, 'passed', at)
    this.wakeLead(next, late, null, at)
    this.settle(null, at)
  }

  /** The instant of its next warning; null where there is none to give. */
  private warnsAt(watch: Watch): number | null {
    if (watch.state !== 'running' || watch.lateSince !== null || watch.kind === 'claim') return null
    if (watch.kind !== 'obligation') return watch.warned > 0 ? null : Math.max(watch.soonAt, this.changedAt)
    // While nobody has it, people are being paged: the law's warnings wait for the first owner.
    const fraction = LAW_WARNS_AT[watch.warned]
    if (fraction === undefined || this.ownerNow === null) return null
    return Math.max(this.lawWarning(watch, fraction), this.changedAt)
  }

  private lawWarning(watch: Watch, fraction: number): number {
    return watch.startedAt + Math.round((watch.dueAt - watch.startedAt) * fraction)
  }

  private warn(watch: Watch, at: number): void {
    if (watch.kind === 'obligation')
      watch.warned = LAW_WARNS_AT.filter((one) => this.lawWarning(watch, one) <= at).length
    else watch.warned = 1
    this.remind(watch, 'warning', at)
    this.settle(null, at)
  }

  private warnAgain(watch: Watch, at: number): void {
    this.snoozed.delete(watch)
    if (watch.state === 'running') this.remind(watch, 'snoozed', at)
    this.settle(null, at)
  }

  /** When somebody last did something: what had been due before falls due then. */
  private get changedAt(): number {
    return this.deeds.at(-1)?.at ?? this.filed.at
  }

  get pageLines(): readonly string[] {
    return this.pages.map((page) => pageLine(page))
  }
}
