import { type CategoryOfHouse, LAW_WARNS_AT, type Policy, type Sev } from '../house.ts'
import { alertLine, breachLine, type Filed, type PageName, pageLine, reminderLine, requesterLine } from '../log.ts'
import { Bosses } from './bosses.ts'
import { categoryOf, isInHours, onCall, teamOf, wakes } from './people.ts'
import type { Page, RoundOfPage } from './roll.ts'
import { type Hands, Round } from './round.ts'
import { vowOf } from './vows.ts'
import { type Kind, type Vow, type Wait, Watch } from './watch.ts'

/** One escalation as it should have gone: its promises, its pages, who was told. `verbs.ts` says what each deed does to it. */

const RECENTLY = 2 * 60 * 60_000
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
  readonly bosses: Bosses
  private readonly slip: Slip

  constructor(filed: Filed, slip: Slip = {}) {
    this.filed = filed
    this.severity = filed.severity
    this.category = categoryOf(filed.category)
    this.slip = slip
    this.bosses = new Bosses(this, slip.nextLead ?? 0)
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

  /** What is late, and neither kept nor given up. */
  get late(): readonly Watch[] {
    return this.watches.filter((watch) => watch.isLive && watch.lateSince !== null)
  }

  did(by: string, at: number): void {
    this.deeds.push({ by, at })
  }

  live(...kinds: readonly Kind[]): readonly Watch[] {
    return this.watches.filter((watch) => watch.isLive && kinds.includes(watch.kind))
  }

  // What is promised.

  promised(kind: Kind, from: number): Vow | null {
    return vowOf({ category: this.category, severity: this.severity, neededBy: this.filed.neededBy }, kind, from)
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

  page(round: RoundOfPage | null, userId: string, why: string, isRepeat: boolean, at: number): void {
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
    const { policies } = teamOf(this.category.team)
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

  get ownerNow(): string | null {
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
    const { late } = this
    if (late.length === 0) {
      for (const page of this.pages) if (page.why === 'breach') this.end(page, 'moot', at)
      return
    }
    if (!this.isOpen) return
    for (const watch of late) {
      if (watch.isLateTold) continue
      watch.isLateTold = true
      this.remind(watch, 'breach', at, by)
      this.bosses.tell(watch, by, at)
      const isPromised = watch.kind === 'first_update' || watch.kind === 'resolve'
      if (isPromised && !watch.isBornLate && this.filed.by !== by) {
        const { by: requester } = this.filed
        this.told.push(requesterLine(at, requester, watch.kind, this.hears(requester, 'news', at)))
      }
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
    const lead = this.bosses.dueAt
    if (lead !== null) due.push({ at: lead, happen: () => this.nextLead(lead) })
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

  private nextLead(at: number): void {
    this.bosses.fallDue(at)
    this.settle(null, at)
  }

  private miss(watch: Watch, at: number): void {
    watch.lateSince = watch.dueAt
    const isPromised = watch.kind === 'first_update' || watch.kind === 'resolve'
    this.told.push(breachLine(at, watch.kind, watch.dueAt, isPromised ? watch.newTime(at) : null))
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
