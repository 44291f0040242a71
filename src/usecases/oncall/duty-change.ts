import type { Queryable } from '../../db/client.ts'
import { lockSchedules } from '../../db/stores/exchanges-of-duty.ts'
import type { Actor } from '../../domain/actor.ts'
import { type DutyOutcome, didNot } from '../../domain/oncall/duty-refusal.ts'
import { membersOf } from '../../domain/oncall/members.ts'
import { rotationsOf } from '../../domain/oncall/prepare.ts'
import { whoIsOnCall } from '../../domain/oncall/who-is-on-call.ts'
import type { Settings } from '../../settings/types.ts'
import type { Deps } from '../deps.ts'
import { redrawDigests } from '../digest/redraw-digests.ts'
import { specialistsOf, teamOf } from '../team.ts'
import { followUp } from './follow-up.ts'
import { searchGaps } from './gap-search.ts'
import { type LoadedSchedule, schedulesOf } from './load-schedules.ts'
import { localDayOf } from './local-day.ts'
import { type DutyNotice, type Told, tellDuty } from './notices.ts'
import type { SettingsWithSchedules } from './schedule-cache.ts'
import { syncOnCall } from './sync.ts'
import { touched } from './touched.ts'
import { redrawVacancies } from './vacancies.ts'

/** What somebody is to a team's schedules. */
export interface DutyStanding {
  readonly isLead: boolean
  /** A specialist of the team, somebody in a line of one of its schedules, or a lead. */
  readonly isOfTeam: boolean
}

/**
 * One change of who is on call, inside its transaction: every living schedule is locked, so that what one person takes is
 * checked against all their duty. Verbs use its methods; `changeDuty` opens and ends it, and at the end says what followed:
 * swaps that fell, and whose shifts moved.
 */
export class DutyChange {
  readonly tx: Queryable
  readonly now: Date
  readonly actor: Actor
  readonly settings: Settings
  private loaded: readonly LoadedSchedule[] | null = null
  private readonly touchedIds = new Set<number>()
  private readonly told = new Map<string, Told>()

  constructor(init: { tx: Queryable; now: Date; actor: Actor; settings: Settings }) {
    this.tx = init.tx
    this.now = init.now
    this.actor = init.actor
    this.settings = init.settings
  }

  get actorId(): string | null {
    return this.actor.kind === 'person' ? this.actor.id : null
  }

  /** All living schedules as they were before this change. */
  async schedules(): Promise<readonly LoadedSchedule[]> {
    this.loaded ??= await schedulesOf(this.tx, this.settings, null, this.now)
    return this.loaded
  }

  async schedule(id: number): Promise<LoadedSchedule | null> {
    return (await this.schedules()).find((one) => one.id === id) ?? null
  }

  async standingOf(userId: string, schedule: LoadedSchedule): Promise<DutyStanding> {
    return dutyStanding(this, await this.schedules(), { userId, teamId: schedule.teamId })
  }

  /** Why the actor may do nothing at all here, or null. Jobs and the command line aren't asked. */
  async stranger(schedule: LoadedSchedule): Promise<'stranger' | 'guest' | 'not_of_team' | null> {
    if (this.actor.kind !== 'person') return null
    if (this.actor.standing !== 'member') return this.actor.standing
    return (await this.standingOf(this.actor.id, schedule)).isOfTeam ? null : 'not_of_team'
  }

  async isLead(schedule: LoadedSchedule): Promise<boolean> {
    if (this.actor.kind !== 'person') return true
    return this.actor.standing === 'member' && (await this.standingOf(this.actor.id, schedule)).isLead
  }

  /** Who is on call on this schedule changes with what this change writes; called before that is written. */
  async touch(scheduleId: number): Promise<void> {
    await this.schedules()
    this.touchedIds.add(scheduleId)
  }

  /** To be told once this commits; never to whoever did it themselves. */
  tell(notice: DutyNotice, to: string, startsAt?: Date): void {
    if (to === this.actorId) return
    this.redraw(notice, to, startsAt)
  }

  /** A surface as it is now, also where the actor pressed its button. */
  redraw(notice: DutyNotice, to: string, startsAt?: Date): void {
    this.told.set(`${to}:${JSON.stringify(notice)}`, { notice, to, ...(startsAt === undefined ? {} : { startsAt }) })
  }

  tellLeads(schedule: LoadedSchedule, notice: DutyNotice, startsAt?: Date): void {
    for (const lead of teamOf(this.settings, schedule.teamId).leads) this.tell(notice, lead, startsAt)
  }

  /** Raises the revisions, voids what fell, and commits the messages. */
  async finish(): Promise<void> {
    const before = await this.touchedSchedules()
    for (const { id } of before) await touched(this.tx, id, this.now)
    const already = new Set([...this.told.values()].map((one) => one.to))
    if (this.actorId !== null) already.add(this.actorId)
    const by = this.actorId
    const followed = await followUp(this.tx, withoutCache(this.settings), { before, by, already }, this.now)
    for (const one of followed) this.redraw(one.notice, one.to, one.startsAt)
    // Whoever did it saw in a preview what it opens.
    const notTo = by === null ? [] : [by]
    const bare = withoutCache(this.settings)
    for (const { id } of before) await searchGaps(this.tx, bare, { scheduleId: id, notTo }, this.now)
    await redrawVacancies(this.tx, this.settings, before, this.now)
    for (const one of before) await syncOnCall(this.tx, one, this.now)
    await redrawDigests(this.tx, this.settings, this.now)
    if (this.told.size === 0) return
    const onDuty = onDutyAt(await this.schedules(), this.now)
    const told = [...this.told.values()].map((one) => ({ ...one, isOnDuty: onDuty.has(one.to) }))
    await tellDuty(this.tx, this.settings, told, this.now)
  }

  private async touchedSchedules(): Promise<readonly LoadedSchedule[]> {
    if (this.touchedIds.size === 0) return []
    return (await this.schedules()).filter((one) => this.touchedIds.has(one.id))
  }
}

/** What was read inside a transaction may never come to be: it must not be kept for others. */
export function withoutCache(settings: SettingsWithSchedules): Settings {
  const { scheduleCache: _, ...bare } = settings
  return bare
}

export function onDutyAt(schedules: readonly LoadedSchedule[], at: Date): ReadonlySet<string> {
  return new Set(
    schedules.flatMap(({ prepared }) =>
      rotationsOf(prepared).flatMap((rotation) => whoIsOnCall(prepared, rotation, at).people),
    ),
  )
}

/** `schedules` are all living ones: whoever is in a line of one of the team's is of the team. */
export async function dutyStanding(
  at: { readonly tx: Queryable; readonly settings: Settings; readonly now: Date },
  schedules: readonly LoadedSchedule[],
  of: { readonly userId: string; readonly teamId: string },
): Promise<DutyStanding> {
  const team = teamOf(at.settings, of.teamId)
  const isLead = team.leads.includes(of.userId)
  const isInLine = schedules.some(
    ({ teamId, rules }) => teamId === of.teamId && membersOf(rules, localDayOf(at.now, rules.zone)).includes(of.userId),
  )
  const isOfTeam = isLead || isInLine || (await specialistsOf(at.tx, team)).includes(of.userId)
  return { isLead, isOfTeam }
}

/** Runs one verb. A refusal writes nothing. */
export async function changeDuty<T>(
  deps: Deps,
  actor: Actor,
  work: (change: DutyChange) => Promise<DutyOutcome<T>>,
): Promise<DutyOutcome<T>> {
  const now = deps.clock.now()
  const settings = deps.settings()
  return deps.db.transact((tx) => changeDutyWithin({ tx, now, actor, settings }, work))
}

/** The same in a transaction that is open: a duty timer's. */
export async function changeDutyWithin<T>(
  at: { readonly tx: Queryable; readonly now: Date; readonly actor: Actor; readonly settings: Settings },
  work: (change: DutyChange) => Promise<DutyOutcome<T>>,
): Promise<DutyOutcome<T>> {
  await lockSchedules(at.tx)
  const change = new DutyChange(at)
  const outcome = await work(change)
  if (outcome.ok) await change.finish()
  return outcome
}

/** The same for one schedule, for people who may do something there. */
export function changeSchedule<T>(
  deps: Deps,
  actor: Actor,
  verb: {
    readonly scheduleId: number
    /** Only leads of its team. */
    readonly isForLeads?: boolean
    readonly work: (change: DutyChange, schedule: LoadedSchedule) => Promise<DutyOutcome<T>>
  },
): Promise<DutyOutcome<T>> {
  return changeDuty(deps, actor, async (change) => {
    const schedule = await change.schedule(verb.scheduleId)
    if (schedule === null) return didNot({ code: 'not_found' })
    const reason = await change.stranger(schedule)
    if (reason !== null) return didNot({ code: 'not_permitted', reason })
    if (verb.isForLeads === true && !(await change.isLead(schedule))) {
      return didNot({ code: 'not_permitted', reason: 'not_lead' })
    }
    return verb.work(change, schedule)
  })
}
