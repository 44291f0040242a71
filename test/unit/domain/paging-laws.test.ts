import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DEFAULT_POLICIES, type PagingPolicy, type PolicyStep, type Whom } from '../../../src/domain/paging/policy.ts'
import { decide } from '../../../src/domain/paging/run.ts'
import type { PagingEffect, RunDecision } from '../../../src/domain/paging/words.ts'
import { type Happening, minute, World } from './paging-world.ts'

/** Histories of a run: people ignore, see, pass and claim pages, shifts begin and end, Slack silences and fails. */

const person = fc.constantFrom('A', 'B', 'C', 'D', 'E', 'L1', 'L2', 'N')

const whom: fc.Arbitrary<Whom> = fc.oneof(
  fc.constant<Whom>({ kind: 'on_call' }),
  fc.constant<Whom>({ kind: 'leads' }),
  fc.constant<Whom>({ kind: 'group', groupId: 'S1' }),
  fc.constant<Whom>({ kind: 'person', userId: 'N' }),
)
const step: fc.Arbitrary<PolicyStep> = fc.record({
  whom: fc.uniqueArray(whom, { minLength: 1, maxLength: 3, selector: (one) => one.kind }),
  waitMinutes: fc.integer({ min: 1, max: 20 }),
})
const policy: fc.Arbitrary<PagingPolicy> = fc.oneof(
  fc.constantFrom(DEFAULT_POLICIES.sev1, DEFAULT_POLICIES.sev2, DEFAULT_POLICIES.sev3),
  fc.record({
    pages: fc.constantFrom('at_once' as const, 'working_hours' as const),
    steps: fc.array(step, { minLength: 1, maxLength: 3 }),
    repeats: fc.nat(3),
    lastResort: fc.constantFrom({ kind: 'intake' as const }, null),
    mostAtOnce: fc.integer({ min: 1, max: 3 }),
    ifSilenced: fc.constantFrom('page_next' as const, 'wait' as const),
  }),
)

type Turning =
  | { readonly turn: 'happens'; readonly happening: Happening }
  | { readonly turn: 'answers'; readonly who: number; readonly how: 'acknowledged' | 'passed' }
  | { readonly turn: 'on_call'; readonly onCall: readonly string[] | 'failed' }
  | { readonly turn: 'leads'; readonly leads: readonly string[] }
  | { readonly turn: 'group'; readonly members: readonly string[] }
  | { readonly turn: 'silence'; readonly who: string; readonly is: 'heard' | 'other_way' | 'silent' }
  | { readonly turn: 'closes'; readonly minutes: number }
  | { readonly turn: 'late'; readonly minutes: number }

const people = fc.uniqueArray(person, { maxLength: 6 })
const anything: fc.Arbitrary<Turning> = fc.oneof(
  fc.record({
    turn: fc.constant('happens' as const),
    happening: fc.oneof(
      fc.constant<Happening>({ kind: 'tick' }),
      fc.constant<Happening>({ kind: 'hurried' }),
      fc.constant<Happening>({ kind: 'nobody_reachable' }),
      person.map((userId): Happening => ({ kind: 'somebody_came_on_call', userId })),
      person.map((userId): Happening => ({ kind: 'delivery_failed', userId })),
      fc.tuple(person, fc.nat(20)).map(([by, pageId]): Happening => ({ kind: 'passed', by, pageId })),
      fc
        .tuple(person, fc.nat(20))
        .map(([by, pageId]): Happening => ({ kind: 'acknowledged', by, pageId, minutes: 10 })),
    ),
  }),
  fc.record({
    turn: fc.constant('answers' as const),
    who: fc.nat(10),
    how: fc.constantFrom('acknowledged' as const, 'passed' as const),
  }),
  fc.record({
    turn: fc.constant('on_call' as const),
    onCall: fc.oneof({ weight: 5, arbitrary: people }, { weight: 1, arbitrary: fc.constant('failed' as const) }),
  }),
  fc.record({ turn: fc.constant('leads' as const), leads: people }),
  fc.record({ turn: fc.constant('group' as const), members: people }),
  fc.record({
    turn: fc.constant('silence' as const),
    who: person,
    is: fc.constantFrom('heard' as const, 'other_way' as const, 'silent' as const),
  }),
  fc.record({ turn: fc.constant('closes' as const), minutes: fc.integer({ min: 1, max: 900 }) }),
  fc.record({ turn: fc.constant('late' as const), minutes: fc.integer({ min: 1, max: 90 }) }),
)

const history = fc.record({
  policy,
  leftOut: fc.uniqueArray(person, { maxLength: 1 }),
  onCall: people,
  turns: fc.array(fc.record({ after: fc.constantFrom(0, 0.5, 1, 3, 7, 20), turning: anything }), { maxLength: 30 }),
})

type History = typeof history extends fc.Arbitrary<infer T> ? T : never

/** Everything that was decided, with what was true before it. */
interface Moment {
  readonly at: number
  readonly happening: Happening
  readonly before: World['run']
  readonly liveBefore: readonly number[]
  readonly dueBefore: number | null
  readonly decision: RunDecision
  readonly world: World
}

function play({ policy: of, leftOut, onCall, turns }: History, look: (moment: Moment) => void): World {
  const world = new World(of, leftOut)
  world.onCall = onCall
  let now = 0
  let isLateUntil = 0
  const happens = (happening: Happening, at: number) => {
    const before = world.run
    const liveBefore = world.pages.filter((page) => page.isLive).map((page) => page.pageId)
    const dueBefore = world.due
    const decision = world.decide(happening, at)
    look({ at, happening, before, liveBefore, dueBefore, decision, world })
  }
  /** The engine: what falls due is ticked at its instant, or when the downtime is over. */
  const pass = (until: number) => {
    for (let due = world.due; due !== null && Math.max(due, isLateUntil) <= until; due = world.due) {
      now = Math.max(now, due, isLateUntil)
      happens({ kind: 'tick' }, now)
      if (world.due !== null && world.due <= now) throw new Error(`due at ${world.due} after the tick at ${now}`)
    }
    now = until
  }
  pass(0)
  for (const { after, turning } of turns) {
    pass(now + after)
    if (turning.turn === 'happens') happens(turning.happening, now)
    if (turning.turn === 'answers') {
      const live = world.pages.filter((page) => page.isLive)
      const page = live[turning.who % Math.max(1, live.length)]
      if (page !== undefined) {
        happens({ kind: turning.how, by: page.userId, pageId: page.pageId, minutes: 10 }, now)
      }
    }
    if (turning.turn === 'on_call') world.onCall = turning.onCall
    if (turning.turn === 'leads') world.leads = turning.leads
    if (turning.turn === 'group') world.groups = { S1: turning.members }
    if (turning.turn === 'silence') {
      const { [turning.who]: _, ...others } = world.silenced
      const silence = { until: null, hasOtherWay: turning.is === 'other_way' }
      world.silenced = turning.is === 'heard' ? others : { ...others, [turning.who]: silence }
    }
    if (turning.turn === 'closes') world.opensAt = now + turning.minutes
    if (turning.turn === 'late') isLateUntil = now + turning.minutes
  }
  pass(now + 60)
  return world
}

const pagesOf = (effects: readonly PagingEffect[]) => effects.filter((effect) => effect.kind === 'page')

/** Met once: the steps are used up, and the only one paged is silenced since, while somebody else could hear a page. */
const SILENCED_AFTERWARDS: History = {
  policy: {
    pages: 'at_once',
    steps: [{ whom: [{ kind: 'person', userId: 'N' }, { kind: 'on_call' }], waitMinutes: 1 }],
    repeats: 0,
    lastResort: { kind: 'intake' },
    mostAtOnce: 1,
    ifSilenced: 'page_next',
  },
  leftOut: [],
  onCall: [],
  turns: [
    { after: 0, turning: { turn: 'on_call', onCall: ['A'] } },
    { after: 0, turning: { turn: 'silence', who: 'N', is: 'silent' } },
  ],
}

function always(look: (moment: Moment) => void, numRuns = 250): void {
  fc.assert(
    fc.property(history, (one) => {
      play(one, look)
    }),
    { numRuns, examples: [[SILENCED_AFTERWARDS]] },
  )
}

describe('laws of a paging run', { timeout: 30_000 }, () => {
  test('nobody has two live pages of one escalation', () => {
    always(({ world }) => {
      const live = world.pages.filter((page) => page.isLive).map((page) => page.userId)
      expect(new Set(live).size).toBe(live.length)
    })
  })

  test('nobody is told twice at one instant of one event', () => {
    always(({ decision }) => {
      const told = decision.effects.flatMap((effect) =>
        effect.kind === 'page' || effect.kind === 'remind' ? [effect.userId] : [],
      )
      expect(new Set(told).size).toBe(told.length)
    })
  })

  test('no more are woken at once than the policy allows', () => {
    always(({ decision, world }) => {
      const { mostAtOnce, ifSilenced } = world.run.policy
      const woken = pagesOf(decision.effects).filter(
        (page) => ifSilenced === 'wait' || page.silenced === null || page.silenced.hasOtherWay,
      )
      expect(woken.length).toBeLessThanOrEqual(mostAtOnce)
    })
  })

  test('a run that hasn’t ended always has a next instant, and a tick leaves one that lies ahead', () => {
    always(({ at, happening, world }) => {
      expect(world.due).not.toBeNull()
      if (happening.kind === 'tick') expect(world.due).toBeGreaterThan(at)
    })
  })

  test('while nobody was found it is looked again within the minute', () => {
    always(({ at, happening, world }) => {
      const isSearching = world.run.phase.phase === 'paging' && world.run.phase.searchAt !== null
      if (isSearching && happening.kind === 'tick') expect(world.due).toBeLessThanOrEqual(at + 1)
    })
  })

  test('the room isn’t told more often than every fifteen minutes', () => {
    fc.assert(
      fc.property(history, (one) => {
        const told: number[] = []
        play(one, ({ at, decision }) => {
          for (const effect of decision.effects) if (effect.kind === 'tell_channel') told.push(at)
        })
        told.forEach((at, index) => {
          if (index > 0) expect(at - (told[index - 1] ?? 0)).toBeGreaterThanOrEqual(15)
        })
      }),
      { numRuns: 400 },
    )
  })

  test('only pages that wait are replaced or stopped', () => {
    always(({ decision, liveBefore }) => {
      const ended = decision.effects.flatMap((effect) =>
        effect.kind === 'replace' || effect.kind === 'stop' ? [effect.pageId] : [],
      )
      for (const pageId of ended) expect(liveBefore).toContain(pageId)
      expect(new Set(ended).size).toBe(ended.length)
    })
  })

  test('who is left out is never paged; who passed only when a shift of theirs begins', () => {
    always(({ decision, before }) => {
      for (const { userId, why } of pagesOf(decision.effects)) {
        expect(before.leftOut).not.toContain(userId)
        if (before.passed.includes(userId)) expect(why).toBe('came_on_call')
      }
    })
  })

  test('while it is acknowledged nobody is paged, unless it expires, is given up or is hurried', () => {
    always(({ at, decision, before, happening }) => {
      if (before.phase.phase !== 'acknowledged' || minute(at) >= before.phase.until) return
      const isGivenUp = happening.kind === 'passed' && happening.by === before.phase.by
      if (isGivenUp || happening.kind === 'hurried') return
      expect(pagesOf(decision.effects)).toEqual([])
    })
  })

  test('in working hours’ policies nobody is paged before they begin', () => {
    always(({ at, decision, world }) => {
      if (world.run.policy.pages !== 'working_hours' || world.opensAt === null || at >= world.opensAt) return
      expect(pagesOf(decision.effects)).toEqual([])
    })
  })

  test('when a step falls due and somebody on call can hear a page, somebody has one', () => {
    always(({ at, happening, dueBefore, world }) => {
      const { policy: of, phase } = world.run
      const asks = of.steps.every((one) => one.whom.some((who) => who.kind === 'on_call'))
      const isDue = happening.kind === 'tick' && dueBefore !== null && dueBefore <= at
      if (!isDue || !asks || phase.phase !== 'paging' || world.onCall === 'failed') return
      if (of.pages === 'working_hours' && world.opensAt !== null && at < world.opensAt) return
      const isOpen = (userId: string) =>
        !world.run.leftOut.includes(userId) &&
        !world.run.passed.includes(userId) &&
        !world.run.unreachable.some((one) => one.userId === userId && one.until > minute(at))
      const hears = (userId: string) => of.ifSilenced === 'wait' || world.silenced[userId]?.hasOtherWay !== false
      if (!world.onCall.some((userId) => isOpen(userId) && hears(userId))) return
      expect(world.pages.some((page) => page.isLive && hears(page.userId))).toBe(true)
    })
  })

  test('the same run, event and facts give the same, and nothing that was given is changed', () => {
    always(({ at, happening, before, world }) => {
      const event = { ...happening, at: minute(at) }
      const facts = deepFreeze(world.factsAt(minute(at)))
      const first = decide(deepFreeze(before), event, facts)
      expect(decide(before, event, facts)).toEqual(first)
    }, 100)
  })

  test('once claimed nothing more is paged, told or reminded, whatever happens', () => {
    fc.assert(
      fc.property(history, person, fc.nat(30), (one, by, when) => {
        const before = { ...one, turns: one.turns.slice(0, when) }
        const world = play(before, () => {})
        const at = (world.pages.at(-1)?.askedAt.getTime() ?? 0) + 90 * 60_000
        const claimed = decide(world.run, { kind: 'claimed', by, at: new Date(at) }, world.factsAt(new Date(at)))
        expect(claimed.effects.every((effect) => effect.kind === 'stop')).toBe(true)
        const live = world.pages.filter((page) => page.isLive).map((page) => page.pageId)
        expect(claimed.effects.map((effect) => (effect.kind === 'stop' ? effect.pageId : 0)).sort()).toEqual(
          live.sort(),
        )
        for (const { turning } of one.turns) {
          if (turning.turn !== 'happens') continue
          const later = new Date(at + 60_000)
          const after = decide(claimed.run, { ...turning.happening, at: later }, world.factsAt(later))
          expect(after).toMatchObject({ effects: [], answer: { code: 'over', why: 'claimed' } })
          expect(after.run).toBe(claimed.run)
        }
      }),
      { numRuns: 300 },
    )
  })
})

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const inner of Object.values(value)) deepFreeze(inner)
  }
  return value
}
