import { and, asc, isNull, ne } from 'drizzle-orm'
import { Temporal } from 'temporal-polyfill'
import { openDatabase } from '../../../src/db/client.ts'
import { timers } from '../../../src/db/schema/timers.ts'
import { savePerson, saveSilence } from '../../../src/db/stores/people.ts'
import type { Deps } from '../../../src/usecases/deps.ts'
import { runTimer } from '../../../src/usecases/timers/run-timer.ts'
import { ManualClock } from '../clock.ts'
import { quietLog } from '../quiet-log.ts'
import { fileOne, grant } from './deeds.ts'
import { engineSettings } from './engine-settings.ts'
import { PEOPLE, SILENT_FROM, SILENT_TO } from './house.ts'
import type { Act, Chronicle, Story } from './log.ts'
import { observe } from './observe.ts'
import { firstInstant, type Script, type Wish } from './script.ts'

const JOB = { kind: 'job', name: 'timers' } as const

/** The real use cases on a real Postgres, with the clock taken from one due timer, or one deed, to the next. */

export interface Lived {
  readonly story: Story
  readonly observed: Chronicle
}

export interface Driven {
  readonly lived: readonly Lived[]
  readonly timers: number
}

interface Case {
  readonly id: number
  readonly script: Script
  readonly acts: Act[]
}

/**
 * Lives through a share of the year. Where it isn't `isDrawn`, timers that do nothing but draw messages again are left
 * alone: they decide nothing, and are most of what falls due while something is late.
 */
export async function live(url: string, scripts: readonly Script[], isDrawn: boolean): Promise<Driven> {
  const year = new Year(url, scripts, isDrawn)
  try {
    return await year.live()
  } finally {
    await year.end()
  }
}

class Year {
  private readonly clock = new ManualClock(new Date(firstInstant).toISOString())
  private readonly deps: Deps
  private readonly scripts: readonly Script[]
  private readonly isDrawn: boolean
  private timersRun = 0
  private filed = 0
  private readonly silentUntil = new Map<string, number>()

  constructor(url: string, scripts: readonly Script[], isDrawn: boolean) {
    this.isDrawn = isDrawn
    const settings = engineSettings()
    const limits = { statementTimeoutMs: 30_000, transactionDeadlineMs: 60_000 }
    const db = openDatabase({ url, max: 2, ...limits, applicationName: 'vigia simulation', log: quietLog })
    this.deps = { clock: this.clock, log: quietLog, db, settings: () => settings }
    this.scripts = scripts
  }

  end(): Promise<void> {
    return this.deps.db.close()
  }

  private async moveIn(): Promise<void> {
    for (const { id, zone } of PEOPLE) {
      const standing = { isGuest: false, isBot: false, isDeactivated: false, learnedAt: this.clock.now() }
      const person = { id, zone, workspaceId: 'T0HERE', displayName: id, slackLocale: 'en-US', ...standing }
      await this.deps.db.read((q) => savePerson(q, person))
    }
  }

  async live(): Promise<Driven> {
    await this.moveIn()
    const cases: Case[] = []
    const agenda = this.scripts.flatMap((script) => {
      let born: Case | undefined
      const file = {
        at: script.filing.at,
        happen: async () => {
          this.filed += 1
          const id = await fileOne(this.deps, script, `V${this.filed}`)
          born = { id, script, acts: [] }
          cases.push(born)
        },
      }
      const rest = script.wishes.map((wish) => ({
        at: wish.at,
        happen: async () => {
          if (born === undefined) throw new Error('nothing was filed yet')
          await this.grant(born, wish)
        },
      }))
      return [file, ...rest]
    })
    for (const { at, happen } of agenda.toSorted((a, b) => a.at - b.at)) {
      await this.passTo(at)
      await this.moveTo(new Date(at))
      await happen()
    }
    await this.passTo(Number.POSITIVE_INFINITY)
    const until = this.clock.now().getTime()
    const lived = await Promise.all(
      cases.map(async ({ id, script, acts }) => {
        const observed = await this.deps.db.read((q) => observe(q, id))
        const story = { filing: script.filing, acts, until }
        return { story, observed: { ...observed, acts: acts.map((act) => act.isDone) } }
      }),
    )
    return { lived, timers: this.timersRun }
  }

  /** Slack's do-not-disturb is known as it is, whoever is looked at. */
  private async moveTo(at: Date): Promise<void> {
    if (at > this.clock.now()) this.clock.set(at)
    for (const { id, zone } of PEOPLE.filter((one) => one.isSilentAtNight)) {
      const until = silentUntil(zone, at)
      if ((this.silentUntil.get(id) ?? 0) >= until) continue
      this.silentUntil.set(id, until)
      await this.deps.db.transact((tx) => saveSilence(tx, id, { until: new Date(until), readAt: at }))
    }
  }

  /** Timer by timer in the order in which they fall due, as the engine takes them; what follows may be due at once. */
  private async passTo(until: number): Promise<void> {
    const { deps } = this
    const waits = isNull(timers.doneAt)
    const counted = this.isDrawn ? waits : and(waits, ne(timers.kind, 'redraw'))
    for (;;) {
      const [next] = await deps.db.read((q) =>
        q.select().from(timers).where(counted).orderBy(asc(timers.dueAt), asc(timers.id)).limit(1),
      )
      if (next === undefined || next.dueAt.getTime() > until) return
      await this.moveTo(next.dueAt)
      await runTimer(deps, JOB, { timerId: next.id })
      this.timersRun += 1
    }
  }

  private async grant(born: Case, wish: Wish): Promise<void> {
    const { at, by } = wish
    const done = await grant(this.deps, born.id, wish)
    if (done === null) return
    born.acts.push({ at, by, did: done.did, isDone: done.outcome.ok })
  }
}

/** The end of the night that `at` lies in; 0 by day. */
function silentUntil(zone: string, at: Date): number {
  const now = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone)
  const isEvening = Temporal.PlainTime.compare(now.toPlainTime(), SILENT_FROM) >= 0
  const isMorning = Temporal.PlainTime.compare(now.toPlainTime(), SILENT_TO) < 0
  if (!isEvening && !isMorning) return 0
  const day = isEvening ? now.toPlainDate().add({ days: 1 }) : now.toPlainDate()
  return day.toZonedDateTime({ timeZone: zone, plainTime: SILENT_TO }).epochMilliseconds
}
