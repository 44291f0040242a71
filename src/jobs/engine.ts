import type { Lane } from '../outbox/intents.ts'
import { addReports, emptyReport, handled, type Relay, type Report } from '../outbox/relay.ts'
import type { Clock, Log, LogFacts, Wake } from '../ports.ts'

/** What waits, as the database says it: `lookAtDue`. Instants are domain time. */
export interface Due {
  readonly offsetMs: number
  readonly lanes: readonly Lane[]
  readonly isTimerDue: boolean
  readonly nextAt: Date | null
  readonly isInFlight: boolean
}

export interface EngineReport {
  readonly timers: number
  readonly messages: Report
}

export interface Engine {
  /**
   * One pass: every timer that is due, one after the other, so that whoever moves the clock sees the same order each time;
   * then every lane until it is idle. Callable by tests, the mover, the command line.
   */
  runOnce(): Promise<EngineReport>
  /** Passes until nothing is due or in any bot's hands. */
  runUntilIdle(): Promise<EngineReport>
  start(): void
  /** Resolves once a pass that begins from now on has ended well; never while the engine isn't started. */
  nextPass(): Promise<void>
  /** Takes on nothing more, waits for what runs. */
  stop(): Promise<void>
}

/** The longest sleep: NOTIFY may be lost with its connection, so what waits is looked at anyway. */
const SAFETY_POLL_MS = 1_000
/** A timer that failed isn't tried with each look. Doubles from a second. */
const LONGEST_PAUSE_MS = 60_000
/** While another bot holds something, this one looks again after so long. */
const OTHERS_WORK_MS = 25
/** Due timers that are known at a time: what is more urgent and falls due meanwhile waits for no more than these. */
const BATCH = 200
/** Timers at a time, each in a transaction of its own, so that the disk is waited for together. */
const HANDS = 8
/** So many done, and what they leave to be said is looked for. */
const LOOK_EVERY = 32

/**
 * The loop over Clock, Wake and the database: what is due is a row, the engine only looks and wakes (ONCALL 21). Idle, it
 * costs one statement a second.
 */
export function createEngine<Id extends string | number>(deps: {
  readonly clock: Clock
  readonly wake: Wake
  readonly log: Log
  readonly relay: Relay
  readonly look: (now: Date) => Promise<Due>
  /** Ids of due timers, the most urgent first. */
  readonly dueTimers: (now: Date, limit: number) => Promise<readonly Id[]>
  /** Tells other bots that timers left something to be done; this one looks by itself. */
  readonly tellOthers?: () => Promise<void>
  /** Does one timer in a transaction of its own; a timer that isn't due any more is left alone. */
  readonly runTimer: (timerId: Id) => Promise<void>
  /** Where the domain clock may be moved: takes over the shared offset. */
  readonly followOffset?: (offsetMs: number) => void
}): Engine {
  const { clock, wake, log, relay, runTimer } = deps
  const failures = new Map<Id, { count: number; notBefore: Date }>()
  let isStopping = false
  let loop: Promise<void> | null = null
  let awaiting: (() => void)[] = []
  const queue: Id[] = []
  const inHand = new Set<Id>()
  let refilling: Promise<void> | null = null
  let hands = 0
  let sinceLook = 0
  /** Who waits for the next timer to end. */
  const progress: (() => void)[] = []
  const background = new Set<Promise<unknown>>()

  async function look(): Promise<Due> {
    const due = await deps.look(clock.now())
    const before = clock.now()
    deps.followOffset?.(due.offsetMs)
    // The clock had been moved: what was asked for with the old time isn't the answer.
    if (clock.now().getTime() - before.getTime() > SAFETY_POLL_MS) return deps.look(clock.now())
    return due
  }

  /** Due timers that nobody here has in hand, the most urgent first. */
  async function readyTimers(): Promise<readonly Id[]> {
    const now = clock.now()
    // What failed lately stays due and stands in front: those behind it are looked at as well.
    const due = await deps.dueTimers(now, BATCH + failures.size + inHand.size)
    return due.filter((id) => !inHand.has(id) && (failures.get(id)?.notBefore ?? now) <= now)
  }

  /** A batch, one after the other. Says how many were tried. */
  async function runTimers(): Promise<number> {
    const ready = await readyTimers()
    for (const id of ready) if (!isStopping) await runOne(id)
    return ready.length
  }

  async function nextTimer(): Promise<Id | undefined> {
    if (queue.length === 0) {
      refilling ??= readyTimers()
        .then((ready) => {
          queue.push(...ready)
          for (const id of ready) inHand.add(id)
        })
        .finally(() => {
          refilling = null
        })
      await refilling
    }
    return isStopping ? undefined : queue.shift()
  }

  /** Takes one timer after the other until none is due. A hand that is held up holds up no other. */
  async function work(): Promise<void> {
    for (let id = await nextTimer(); id !== undefined; id = await nextTimer()) {
      await runOne(id)
      inHand.delete(id)
      for (const tell of progress.splice(0)) tell()
      sinceLook += 1
      const isTime = sinceLook >= LOOK_EVERY
      if (isTime || queue.length === 0) wake.wake()
      if (isTime || inHand.size === 0) {
        sinceLook = 0
        if (deps.tellOthers !== undefined) beside('telling_failed', deps.tellOthers())
      }
    }
  }

  function startHands(): void {
    for (; hands < HANDS; hands += 1) {
      const ended = work()
        .catch(missed)
        .finally(() => {
          hands -= 1
          if (hands === 0) for (const tell of progress.splice(0)) tell()
        })
      beside('timers_failed', ended)
    }
  }

  async function runAllTimers(): Promise<number> {
    let tried = 0
    for (;;) {
      const batch = await runTimers()
      if (batch === 0 || isStopping) return tried
      tried += batch
    }
  }

  async function runOne(id: Id): Promise<void> {
    try {
      await runTimer(id)
      failures.delete(id)
    } catch (error) {
      const count = (failures.get(id)?.count ?? 0) + 1
      const pauseMs = Math.min(LONGEST_PAUSE_MS, SAFETY_POLL_MS * 2 ** Math.min(count - 1, 10))
      failures.set(id, { count, notBefore: new Date(clock.now().getTime() + pauseMs) })
      log.error('timer_failed', error, { timer: id, count })
    }
  }

  /** What nothing is due of isn't asked for again: a look is one statement, a pass that finds nothing a dozen. */
  async function pass(due: Due): Promise<EngineReport> {
    const timers = due.isTimerDue ? await runAllTimers() : 0
    const { lanes } = timers > 0 ? await look() : due
    return { timers, messages: lanes.length > 0 ? await relay.runUntilIdle() : emptyReport() }
  }

  async function runUntilIdle(): Promise<EngineReport> {
    let total: EngineReport = { timers: 0, messages: emptyReport() }
    for (;;) {
      const due = await look()
      const report = await pass(due)
      total = { timers: total.timers + report.timers, messages: addReports(total.messages, report.messages) }
      if (report.timers + handled(report.messages) > 0) continue
      // What the started loop's own hands have isn't done before it is committed, though nobody else may take it.
      const wasInHand = inHand.size > 0
      // Where there was nothing to do, what was seen before is as good as another look.
      const { isInFlight } = due.isTimerDue || due.lanes.length > 0 ? await look() : due
      if (!isInFlight && !wasInHand && inHand.size === 0) return total
      await wake.sleep(OTHERS_WORK_MS)
    }
  }

  /** So that a lane that is stuck keeps neither timers nor other lanes waiting. */
  function drainBeside(lane: Lane): void {
    const drained = relay.drain(lane).then((report) => {
      // What is to be tried again has an instant by now; the loop may be asleep beyond it.
      if (handled(report) > 0) wake.wake()
    })
    beside('lane_failed', drained, { lane })
  }

  /** Beside the loop; waited for at the end. */
  function beside(failure: string, started: Promise<void>, facts: LogFacts = {}): void {
    const work = started
      .catch((error: unknown) => log.error(failure, error, facts))
      .finally(() => background.delete(work))
    background.add(work)
  }

  async function turn(): Promise<number> {
    const due = await look()
    for (const lane of due.lanes) drainBeside(lane)
    if (due.isTimerDue) startHands()
    const now = clock.now()
    const untilNext = due.nextAt === null ? SAFETY_POLL_MS : due.nextAt.getTime() - now.getTime()
    return Math.max(1, Math.min(SAFETY_POLL_MS, untilNext))
  }

  /** The database is away, which `db` has logged; what is due stays due. */
  function missed(error: unknown): void {
    log.debug('engine_turn_failed', { error: error instanceof Error ? error.name : typeof error })
  }

  async function run(): Promise<void> {
    while (!isStopping) {
      let sleepMs = SAFETY_POLL_MS
      // Who asks while a pass goes on means the one after it.
      const asked = awaiting
      awaiting = []
      try {
        sleepMs = await turn()
        // Timers that are due and don't end are no health either.
        if (hands > 0) progress.push(...asked)
        else for (const tell of asked) tell()
      } catch (error) {
        awaiting.push(...asked)
        missed(error)
      }
      if (!isStopping && sleepMs > 0) await wake.sleep(sleepMs)
    }
  }

  return {
    runOnce: async () => pass(await look()),
    runUntilIdle,
    start: () => {
      loop ??= run()
    },
    nextPass: () =>
      new Promise((resolve) => {
        awaiting.push(resolve)
        wake.wake()
      }),
    stop: async () => {
      isStopping = true
      wake.wake()
      await loop
      await relay.stop()
      await Promise.allSettled(background)
    },
  }
}
