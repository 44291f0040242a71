import type { Queryable } from '../db/client.ts'
import { addClock, clocksOf, type StoredClock, saveClock } from '../db/stores/clocks.ts'
import { followersOf, loadExtras, lockEscalation, saveEscalation } from '../db/stores/escalations.ts'
import { endPage, type PageOutcome, pagesOf } from '../db/stores/pages.ts'
import { appendTimeline, type TextKind, writeText } from '../db/stores/timeline.ts'
import { endTimer, setTimer } from '../db/stores/timers.ts'
import { type Action, may, type Standing } from '../domain/access/permissions.ts'
import type { Actor } from '../domain/actor.ts'
import { type Escalation, isOpen, ownerOf } from '../domain/escalation/escalation.ts'
import { type Outcome, refused } from '../domain/escalation/refusal.ts'
import { CLOCK_KINDS, type ClockKind, type TimelineEvent } from '../domain/escalation/timeline-event.ts'
import type { Audience } from '../domain/escalation/words.ts'
import { cancel, meet, nextRedrawAt, observe, pause, resume, type SlaClock, startClock } from '../domain/sla/clock.ts'
import { newTimeAfter } from '../domain/sla/warnings.ts'
import { addressOf, type Intent } from '../outbox/intents.ts'
import { say } from '../outbox/say.ts'
import type { Settings } from '../settings/types.ts'
import { tellBreaches } from './clocks/breaches.ts'
import { newTimeShown } from './clocks/broken-promise.ts'
import { setClockTimers } from './clocks/clock-timers.ts'
import type { Deps } from './deps.ts'
import { type Attention, notBeforeFor } from './quiet-hours.ts'
import { sayEverySurface } from './surfaces.ts'
import { promisedFor } from './targets.ts'
import { standingOf } from './team.ts'
import { followUps } from './ways/settle-way.ts'

/**
 * One change of one escalation, inside its transaction: load and lock → decide → save → timeline row → clocks and
 * timers → messages. Verbs use its methods; `changeEscalation` opens and ends it, and at the end draws again every
 * surface that shows the escalation.
 */
export class Change {
  readonly tx: Queryable
  readonly now: Date
  readonly actor: Actor
  readonly settings: Settings
  /** As it stands, with what this change has already saved. */
  escalation: Escalation
  readonly standing: Standing | null
  readonly round: number
  /** When this change began: what tells of the end of one that was open isn't held for who may hear of it. */
  private readonly wasOpen: boolean
  private isRoundRaised = false
  private isSubmissionKept = false
  /** Clocks that were late as they were set. */
  private readonly bornLate = new Set<ClockKind>()
  private readonly intents = new Map<string, { intent: Intent; notBefore?: Date }>()

  constructor(init: {
    tx: Queryable
    now: Date
    actor: Actor
    settings: Settings
    escalation: Escalation
    standing: Standing | null
    round: number
  }) {
    this.tx = init.tx
    this.now = init.now
    this.actor = init.actor
    this.settings = init.settings
    this.escalation = init.escalation
    this.wasOpen = isOpen(init.escalation)
    this.standing = init.standing
    this.round = init.round
  }

  /** The round that clocks started now belong to. */
  get currentRound(): number {
    return this.round + (this.isRoundRaised ? 1 : 0)
  }

  /** Writes the next state; once per change, except that a reopening also begins a new round. */
  async save(next: Escalation, options: { newRound?: boolean } = {}): Promise<void> {
    await saveEscalation(this.tx, { ...next, version: this.escalation.version }, options.newRound === true ? 1 : 0)
    if (options.newRound === true) this.isRoundRaised = true
    this.escalation = { ...next, version: this.escalation.version + 1 }
  }

  isActor(userId: string): boolean {
    return this.actor.kind === 'person' && this.actor.id === userId
  }

  /**
   * Keeps a person's words; `source` names the Slack message that they came in. The first words of a change carry the
   * form that it came by: the database refuses the same form a second time.
   */
  async keepText(kind: TextKind, body: string, source = this.submission()): Promise<number> {
    return writeText(this.tx, {
      escalationId: this.escalation.id,
      kind,
      authorId: this.actor.kind === 'person' ? this.actor.id : null,
      body,
      writtenAt: this.now,
      ...(source === undefined ? {} : { source }),
    })
  }

  private submission(): string | undefined {
    if (this.isSubmissionKept || this.actor.kind !== 'person') return undefined
    this.isSubmissionKept = true
    return this.actor.submission
  }

  /** Appends to the timeline; the row's id, for the lines that tell of it. */
  async note(
    event: TimelineEvent,
    words: { audience: Audience; textId?: number } = { audience: 'team' },
  ): Promise<number> {
    return appendTimeline(this.tx, {
      escalationId: this.escalation.id,
      event,
      actor: this.actor,
      textId: words.textId ?? null,
      audience: words.audience,
      at: this.now,
    })
  }

  /** To be said once this commits; of the same message the first word stands, with its quiet hours. */
  say(intent: Intent, notBefore?: Date): void {
    const { key } = addressOf(intent)
    if (!this.intents.has(key)) this.intents.set(key, notBefore === undefined ? { intent } : { intent, notBefore })
  }

  isSaying(key: string): boolean {
    return this.intents.has(key)
  }

  /** The requester, then the followers. */
  async readers(): Promise<readonly string[]> {
    return [this.escalation.requesterId, ...(await followersOf(this.tx, this.escalation.id))]
  }

  /** A line in the thread of the requester's and each follower's DM, except of who did it themselves. */
  async tellRequesters(timelineId: number): Promise<void> {
    for (const userId of await this.readers()) await this.tellPerson(userId, timelineId)
  }

  /** A line to one person: in the thread of their DM where they have one. Nobody is told of what they did themselves. */
  async tellPerson(userId: string, timelineId: number): Promise<void> {
    if (this.isActor(userId)) return
    this.say(
      { kind: 'requester_line', escalationId: this.escalation.id, userId, timelineId },
      await this.quietFor(userId, 'news'),
    )
  }

  /** A line in the work channel, or in the card's thread. */
  tellTeam(timelineId: number): void {
    this.say({ kind: 'work_line', escalationId: this.escalation.id, timelineId })
  }

  /**
   * The same, with a mention of the owner. A mention notifies: in their quiet hours the line stands without one, and the
   * owner has it by DM in the morning.
   */
  async callOwner(timelineId: number): Promise<void> {
    const ownerId = ownerOf(this.escalation)
    if (ownerId === null || this.isActor(ownerId)) return this.tellTeam(timelineId)
    const escalationId = this.escalation.id
    const opensAt = await this.quietFor(ownerId, 'duty')
    if (opensAt <= this.now) return this.tellTeam(timelineId)
    this.say({ kind: 'work_line', escalationId, timelineId, isSilent: true })
    this.say({ kind: 'requester_line', escalationId, userId: ownerId, timelineId }, opensAt)
  }

  /** The instant before which this person isn't told of it (SCREENS 1.4). */
  async quietFor(userId: string, as: Attention = 'page'): Promise<Date> {
    const { tx, settings, escalation, wasOpen, now } = this
    return notBeforeFor(tx, settings, { userId, as, escalation, wasOpen }, now)
  }

  /** Begins one by what is promised; nothing where no such clock is. */
  async startClock(kind: ClockKind): Promise<void> {
    const promised = promisedFor(this, kind, this.now)
    if (promised !== null) await this.addClock(startClock(kind, promised.minutes, this.now, promised.calendar))
  }

  /** A clock that was made elsewhere: with a deadline, a beginning or a pause of its own. A breach is told once. */
  async addClock(clock: SlaClock, isBreachTold = false): Promise<void> {
    const seen = observe(clock, this.now)
    await addClock(
      this.tx,
      this.escalation.id,
      this.currentRound,
      seen,
      isBreachTold && seen.breachedAt !== null ? this.now : null,
    )
    if (seen.breachedAt === null || isBreachTold) return
    this.bornLate.add(seen.kind)
    await this.noteBreach(seen, seen.breachedAt)
  }

  /** With the new time for the requester, where one was promised to them (SCREENS 3). */
  private async noteBreach(clock: SlaClock, dueAt: Date): Promise<void> {
    const isPromised = (clock.kind === 'first_update' || clock.kind === 'resolve') && !this.bornLate.has(clock.kind)
    const newTime = isPromised ? newTimeAfter({ clock, at: this.now }).toISOString() : null
    await this.note({ event: 'clock_breached', facts: { clock: clock.kind, dueAt: dueAt.toISOString(), newTime } })
  }

  async meetClocks(...kinds: readonly ClockKind[]): Promise<void> {
    await this.eachClock(kinds, meet)
  }

  async cancelClocks(...kinds: readonly ClockKind[]): Promise<void> {
    await this.eachClock(kinds, cancel)
  }

  async cancelObligation(obligation: string): Promise<void> {
    await this.eachClock(['obligation'], (clock, at) => (clock.obligation === obligation ? cancel(clock, at) : clock))
  }

  async pauseClocks(...kinds: readonly ClockKind[]): Promise<void> {
    await this.eachClock(kinds, pause)
  }

  /** An obligation pauses on a ground that its law knows, and on no other. */
  async pauseObligation(obligation: string, ground: string): Promise<void> {
    await this.eachClock(['obligation'], (clock, at) =>
      clock.obligation === obligation ? pause(clock, at, ground) : clock,
    )
  }

  async resumeClocks(...kinds: readonly ClockKind[]): Promise<void> {
    await this.eachClock(kinds, resume)
  }

  /** Marks as breached what has fallen due; the timeline keeps each. */
  async observeClocks(): Promise<void> {
    await this.eachClock(CLOCK_KINDS, observe)
  }

  async liveClocks(): Promise<readonly StoredClock[]> {
    return (await clocksOf(this.tx, this.escalation.id)).filter((clock) => clock.endedAt === null)
  }

  private async eachClock(kinds: readonly ClockKind[], apply: (clock: SlaClock, at: Date) => SlaClock): Promise<void> {
    for (const before of await this.liveClocks()) {
      if (!kinds.includes(before.kind)) continue
      const after = apply(before, this.now)
      if (after === before) continue
      await saveClock(this.tx, before.id, after)
      if (before.breachedAt === null && after.breachedAt !== null) await this.noteBreach(after, after.breachedAt)
    }
  }

  /** Ends every page that still waits for an answer; `mine` is the outcome for that one person. */
  async endPages(
    outcome: PageOutcome,
    mine?: { readonly userId: string; readonly outcome: PageOutcome },
  ): Promise<void> {
    for (const page of await pagesOf(this.tx, this.escalation.id)) {
      if (page.endedAt !== null) continue
      await endPage(this.tx, page.id, page.userId === mine?.userId ? mine.outcome : outcome, this.now)
    }
  }

  /** Tells of what is late, draws again what shows this, sets what its clocks wait for, and commits the messages. */
  async finish(): Promise<void> {
    await tellBreaches(this, (clock) => !this.bornLate.has(clock.kind))
    await sayEverySurface(this)
    for (const intent of await followUps(this.tx, this.escalation)) this.say(intent)
    const live = await this.liveClocks()
    await setClockTimers(this, live)
    const escalationId = this.escalation.id
    const redrawAt = earliest(
      nextRedrawAt(live, this.now),
      // The hour that the requester reads has passed without news: they read the next one.
      await newTimeShown(this.tx, this.escalation, live, this.now),
    )
    if (redrawAt === null) await endTimer(this.tx, `redraw:${escalationId}`, this.now)
    else await setTimer(this.tx, { key: `redraw:${escalationId}`, kind: 'redraw', escalationId, dueAt: redrawAt })
    await say(this.tx, this.now, [...this.intents.values()])
  }
}

function earliest(...instants: readonly (Date | null)[]): Date | null {
  const known = instants.filter((instant) => instant !== null)
  return known.toSorted((a, b) => a.getTime() - b.getTime())[0] ?? null
}

/**
 * Runs one verb on one escalation: right first, then state. A refusal writes nothing.
 * Jobs and the command line have no standing and aren't asked for a right.
 */
export async function changeEscalation<T>(
  deps: Deps,
  actor: Actor,
  verb: {
    readonly escalationId: number
    readonly action: Exclude<Action, 'file'> | null
    readonly work: (change: Change) => Promise<Outcome<T>>
    /** Other escalations that the verb writes too (linking): locked in the order of ids, handed over by `work` itself. */
    readonly alsoLock?: number
  },
): Promise<Outcome<T>> {
  const now = deps.clock.now()
  const settings = deps.settings()
  return deps.db.transact(async (tx) => {
    if (verb.alsoLock !== undefined && verb.alsoLock < verb.escalationId) await lockEscalation(tx, verb.alsoLock)
    const escalation = await lockEscalation(tx, verb.escalationId)
    if (escalation === null) return refused({ code: 'not_found' })
    const standing = actor.kind === 'person' ? await standingOf(tx, settings, actor, escalation) : null
    if (standing !== null && verb.action !== null) {
      const answer = may(verb.action, standing, escalation)
      if (answer !== true && answer !== 'wrong_status') return refused({ code: 'not_permitted', reason: answer })
      // The verb itself says what the state forbids: "already claimed, by whom, since when" beats "wrong status".
    }
    const { round } = await loadExtras(tx, escalation.id)
    const change = new Change({ tx, now, actor, settings, escalation, standing, round })
    const outcome = await verb.work(change)
    if (outcome.ok) await change.finish()
    return outcome
  })
}
