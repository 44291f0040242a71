import { and, asc, desc, eq, isNull, lte, ne } from 'drizzle-orm'
import { Temporal } from 'temporal-polyfill'
import { openDatabase } from '../../../src/db/client.ts'
import { pages } from '../../../src/db/schema/paging.ts'
import { timers } from '../../../src/db/schema/timers.ts'
import { lockEscalation } from '../../../src/db/stores/escalations.ts'
import { openRequests } from '../../../src/db/stores/exchanges.ts'
import { savePerson, saveSilence } from '../../../src/db/stores/people.ts'
import { latestOf } from '../../../src/db/stores/timeline.ts'
import type { PersonActor } from '../../../src/domain/actor.ts'
import type { Outcome } from '../../../src/domain/escalation/refusal.ts'
import type { Deps } from '../../../src/usecases/deps.ts'
import { addInformation } from '../../../src/usecases/escalation/add-information.ts'
import { answerQuestion } from '../../../src/usecases/escalation/answer-question.ts'
import { askRequester } from '../../../src/usecases/escalation/ask-requester.ts'
import { changeSeverity } from '../../../src/usecases/escalation/change-severity.ts'
import { claim } from '../../../src/usecases/escalation/claim.ts'
import { decideWithdrawal } from '../../../src/usecases/escalation/decide-withdrawal.ts'
import { file } from '../../../src/usecases/escalation/file.ts'
import { handOver } from '../../../src/usecases/escalation/hand-over.ts'
import { pageAgain } from '../../../src/usecases/escalation/page-again.ts'
import { pageSeen } from '../../../src/usecases/escalation/page-seen.ts'
import { passPage } from '../../../src/usecases/escalation/pass-page.ts'
import { release } from '../../../src/usecases/escalation/release.ts'
import { reopen } from '../../../src/usecases/escalation/reopen.ts'
import { resolve } from '../../../src/usecases/escalation/resolve.ts'
import { snooze } from '../../../src/usecases/escalation/snooze.ts'
import { stillUrgent } from '../../../src/usecases/escalation/still-urgent.ts'
import { stopWaiting } from '../../../src/usecases/escalation/stop-waiting.ts'
import { withdraw } from '../../../src/usecases/escalation/withdraw.ts'
import { writeUpdate } from '../../../src/usecases/escalation/write-update.ts'
import { pageFailed } from '../../../src/usecases/paging/reached.ts'
import { runTimer } from '../../../src/usecases/timers/run-timer.ts'
import { ManualClock } from '../clock.ts'
import { quietLog } from '../quiet-log.ts'
import { engineSettings } from './engine-settings.ts'
import { LAW, PEOPLE, SILENT_FROM, SILENT_TO } from './house.ts'
import type { Act, Chronicle, Deed, Story } from './log.ts'
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
          born = await this.file(script)
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

  private async file(script: Script): Promise<Case> {
    const { by, category, severity, neededBy, receivedAt } = script.filing
    const details = receivedAt === null ? {} : { received_at: new Date(receivedAt).toISOString() }
    this.filed += 1
    const outcome = await file(this.deps, person(by), {
      submissionKey: `V${this.filed}`,
      category,
      severity,
      summary: 'Words.',
      body: 'Words.',
      contentLanguage: 'es',
      details,
      neededBy: neededBy === null ? null : new Date(neededBy),
      forTeamId: null,
      followers: [],
      isHard: null,
      requesterLanguage: 'es',
      via: 'command',
    })
    if (!outcome.ok) throw new Error(`not filed: ${outcome.refusal.code}`)
    return { id: outcome.value.escalationId, script, acts: [] }
  }

  private async grant(born: Case, wish: Wish): Promise<void> {
    const { at, by } = wish
    const done = 'do' in wish ? await this.perform(born.id, wish) : await this.press(born.id, wish)
    if (done === null) return
    born.acts.push({ at, by, did: done.did, isDone: done.outcome.ok })
  }

  /** Null: there was nothing to do it to. */
  private async perform(escalationId: number, wish: Extract<Wish, { do: Deed }>): Promise<Done | null> {
    const { deps } = this
    const who = person(wish.by)
    const did = wish.do
    const on = { escalationId }
    const text = 'Words.'
    switch (did.verb) {
      case 'claim':
        return { did, outcome: await claim(deps, who, { ...on, ...(did.for === null ? {} : { forId: did.for }) }) }
      case 'page_again':
        return { did, outcome: await pageAgain(deps, who, { ...on, userIds: did.people }) }
      case 'update': {
        const nextBy = did.nextBy === null ? null : new Date(did.nextBy)
        const audience = did.isForRequester ? 'requester' : 'team'
        return { did, outcome: await writeUpdate(deps, who, { ...on, text, audience, nextBy }) }
      }
      case 'ask': {
        const ground = did.isLawPaused ? `${LAW}/force_majeure` : null
        return { did, outcome: await askRequester(deps, who, { ...on, text, ground }) }
      }
      case 'answer':
        return { did, outcome: await answerQuestion(deps, who, { ...on, text }) }
      case 'stop_waiting':
        return { did, outcome: await stopWaiting(deps, who, on) }
      case 'release':
        return { did, outcome: await release(deps, who, on) }
      case 'severity':
        return { did, outcome: await changeSeverity(deps, who, { ...on, severity: did.to, reason: null }) }
      case 'hand_over':
        return { did, outcome: await handOver(deps, who, { ...on, to: did.to, text: null, isForced: did.isForced }) }
      case 'resolve': {
        const decision = { decision: 'kept_up', rule: null, reason: text, sentence: null, rootCause: null } as const
        return { did, outcome: await resolve(deps, who, { ...on, ...decision }) }
      }
      case 'withdraw':
        return { did, outcome: await withdraw(deps, who, { ...on, reason: text }) }
      case 'reopen':
        return { did, outcome: await reopen(deps, who, { ...on, text }) }
      case 'inform':
        return { did, outcome: await addInformation(deps, who, { ...on, text }) }
      case 'worse':
      case 'no_news':
        return { did, outcome: await stillUrgent(deps, who, { ...on, why: did.verb, text }) }
      case 'decide_withdrawal': {
        const open = await deps.db.read((q) => openRequests(q, escalationId))
        const request = open.find((one) => one.kind === 'withdrawal')
        if (request === undefined) return null
        const answer = { ...on, requestId: request.id, isAccepted: did.isAgreed }
        return { did, outcome: await decideWithdrawal(deps, who, answer) }
      }
      default:
        throw new Error(`${did.verb} is pressed on what is there`)
    }
  }

  private async press(escalationId: number, wish: Exclude<Wish, { do: Deed }>): Promise<Done | null> {
    const { deps, clock } = this
    const who = person(wish.by)
    if (wish.press === 'snooze') {
      const rows = await deps.db.read((q) => latestOf(q, escalationId, ['owner_reminded'], 1))
      const row = rows[0]
      if (row?.event.event !== 'owner_reminded') return null
      const reminder = { at: row.at.getTime(), clock: row.event.facts.clock }
      return {
        did: { verb: 'snooze', reminder },
        outcome: await snooze(deps, who, { escalationId, reminderId: row.id }),
      }
    }
    const theirs = await deps.db.read((q) =>
      q
        .select()
        .from(pages)
        .where(and(eq(pages.escalationId, escalationId), eq(pages.userId, wish.by), lte(pages.notBefore, clock.now())))
        .orderBy(desc(pages.id), asc(pages.askedAt))
        .limit(2),
    )
    const page = (wish.isOlder ? theirs[1] : undefined) ?? theirs[0]
    if (page === undefined) return null
    const did = { verb: wish.press, page: { askedAt: page.askedAt.getTime(), why: page.why } } as const
    switch (wish.press) {
      case 'seen':
        return { did, outcome: await pageSeen(deps, who, { pageId: page.id }) }
      case 'cant':
        return { did, outcome: await passPage(deps, who, { pageId: page.id }) }
      case 'undeliverable':
        await deps.db.transact(async (tx) => {
          await lockEscalation(tx, escalationId)
          await pageFailed(tx, deps, page.id, clock.now())
        })
        return { did, outcome: { ok: true, value: null } }
    }
  }
}

interface Done {
  readonly did: Deed
  readonly outcome: Outcome<unknown>
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

function person(id: string): PersonActor {
  return { kind: 'person', id, standing: 'member', intakeOf: [] }
}
