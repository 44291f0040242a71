import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Escalation, type EscalationFacts, isOpen, ownerOf } from '../../../src/domain/escalation/escalation.ts'
import type { Outcome } from '../../../src/domain/escalation/refusal.ts'
import {
  ask,
  changeSeverity,
  claim,
  close,
  handOver,
  link,
  release,
  reopen,
  resolve,
  stopWaiting,
  unlink,
  withdraw,
} from '../../../src/domain/escalation/transitions.ts'
import { SEVERITIES, type Status } from '../../../src/domain/escalation/words.ts'

const START = new Date('2026-11-16T15:00:00Z')

const facts: EscalationFacts = {
  id: 1001,
  teamId: 'policy',
  category: 'press',
  severity: 'sev1',
  isRestricted: false,
  isHard: false,
  place: 'channel',
  requesterId: 'U0R',
  department: null,
  contentLanguage: 'es',
  channelLanguage: 'en',
  filedAt: START,
  neededBy: null,
  isRequesterInChannel: false,
  version: 1,
}
const filed: Escalation = { ...facts, status: 'unclaimed' }
const other: Escalation = { ...facts, id: 1000, status: 'claimed', ownerId: 'U0X', ownedSince: START }

const VERBS = {
  claim: (e: Escalation, at: Date) => claim(e, 'U0A', at),
  claim_by_other: (e: Escalation, at: Date) => claim(e, 'U0B', at),
  release: (e: Escalation) => release(e),
  hand_over: (e: Escalation, at: Date) => handOver(e, 'U0B', at),
  ask: (e: Escalation, at: Date) => ask(e, at),
  stop_waiting: (e: Escalation) => stopWaiting(e),
  resolve: (e: Escalation, at: Date) => resolve(e, 'kept_up', at),
  close: (e: Escalation, at: Date) => close(e, at),
  reopen: (e: Escalation, at: Date) => reopen(e, at),
  withdraw: (e: Escalation, at: Date) => withdraw(e, at),
  link: (e: Escalation, at: Date) => link(e, other, at),
  unlink: (e: Escalation, at: Date) => unlink(e, at),
  sev1: (e: Escalation) => changeSeverity(e, 'sev1', 'channel'),
  sev4: (e: Escalation) => changeSeverity(e, 'sev4', 'thread'),
} satisfies Record<string, (e: Escalation, at: Date) => Outcome<Escalation>>
type VerbName = keyof typeof VERBS
const NAMES = Object.keys(VERBS) as VerbName[]

/** From where to where each verb may lead; everything else is illegal. */
const LEGAL: Readonly<Record<VerbName, Partial<Record<Status, readonly Status[]>>>> = {
  claim: { unclaimed: ['claimed'] },
  claim_by_other: { unclaimed: ['claimed'] },
  release: { claimed: ['unclaimed'], waiting: ['unclaimed'] },
  hand_over: { claimed: ['claimed'], waiting: ['waiting'] },
  ask: { claimed: ['waiting'] },
  stop_waiting: { waiting: ['claimed'] },
  resolve: { claimed: ['resolved'], waiting: ['resolved'] },
  close: { resolved: ['closed'] },
  reopen: { resolved: ['claimed'], closed: ['claimed'], withdrawn: ['claimed', 'unclaimed'] },
  withdraw: { unclaimed: ['withdrawn'], claimed: ['withdrawn'], waiting: ['withdrawn'] },
  link: { unclaimed: ['duplicate'], claimed: ['duplicate'], waiting: ['duplicate'] },
  unlink: { duplicate: ['claimed', 'unclaimed'] },
  sev1: { unclaimed: ['unclaimed'], claimed: ['claimed'], waiting: ['waiting'] },
  sev4: { unclaimed: ['unclaimed'], claimed: ['claimed'], waiting: ['waiting'] },
}

interface Step {
  readonly verb: VerbName
  readonly before: Escalation
  readonly outcome: Outcome<Escalation>
  readonly at: Date
}

function played(path: readonly VerbName[]): readonly Step[] {
  const seen: Step[] = []
  let current = filed
  for (const [index, verb] of path.entries()) {
    const at = new Date(START.getTime() + (index + 1) * 60_000)
    const outcome = VERBS[verb](current, at)
    seen.push({ verb, before: current, outcome, at })
    if (outcome.ok) current = outcome.value
  }
  return seen
}

const law = (holds: (step: Step) => void) =>
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...NAMES), { maxLength: 25 }), (path) => {
      for (const step of played(path)) holds(step)
    }),
    { numRuns: 500 },
  )

describe('along any path of verbs', () => {
  test('no illegal transition', () =>
    law(({ verb, before, outcome }) => {
      if (outcome.ok) expect(LEGAL[verb][before.status]).toContain(outcome.value.status)
    }))

  test('each verb is refused wherever it isn’t legal', () =>
    law(({ verb, before, outcome }) => {
      if (LEGAL[verb][before.status] === undefined) expect(outcome.ok).toBe(false)
    }))

  test('what it is and who filed it stay what they were', () =>
    law(({ outcome }) => {
      if (!outcome.ok) return
      const { severity: _severity, place: _place, ...kept } = facts
      expect(outcome.value).toMatchObject(kept)
    }))

  test('it has an owner exactly where somebody worked on it', () =>
    law(({ outcome }) => {
      if (!outcome.ok) return
      const { status } = outcome.value
      if (status === 'unclaimed') expect(ownerOf(outcome.value)).toBeNull()
      if (['claimed', 'waiting', 'resolved', 'closed'].includes(status)) expect(ownerOf(outcome.value)).not.toBeNull()
    }))

  test('a channel never turns back into a thread', () =>
    law(({ before, outcome }) => {
      if (outcome.ok && before.place === 'channel') expect(outcome.value.place).toBe('channel')
    }))

  test('only claiming, handing over and reopening make an owner anew', () =>
    law(({ verb, before, outcome }) => {
      if (!outcome.ok || ownerOf(outcome.value) === null || ownerOf(outcome.value) === ownerOf(before)) return
      expect(['claim', 'claim_by_other', 'hand_over']).toContain(verb)
    }))
})

describe('a refusal tells what a person needs', () => {
  const owned = claim(filed, 'U0A', START)
  const mine = owned.ok ? owned.value : filed

  test('already claimed: by whom, since when', () => {
    expect(claim(mine, 'U0B', START)).toEqual({
      ok: false,
      refusal: { code: 'already_claimed', ownerId: 'U0A', since: START },
    })
    expect(claim(mine, 'U0A', START)).toEqual({ ok: false, refusal: { code: 'already_yours', since: START } })
  })

  test('handed to who has it', () => {
    expect(handOver(mine, 'U0A', START)).toMatchObject({ refusal: { code: 'already_claimed', ownerId: 'U0A' } })
  })

  test('a link that leads nowhere', () => {
    const reason = (e: Escalation, target: Escalation) => {
      const outcome = link(e, target, START)
      return !outcome.ok && outcome.refusal.code === 'cannot_link' ? outcome.refusal.reason : null
    }
    const linked = link(mine, other, START)
    const duplicate = linked.ok ? linked.value : mine
    expect(reason(mine, mine)).toBe('itself')
    expect(reason(duplicate, other)).toBe('already_linked')
    expect(reason(other, duplicate)).toBe('circular')
    expect(reason({ ...filed, id: 7 }, duplicate)).toBe('target_not_open')
    expect(
      reason(filed, { ...filed, id: 7, status: 'withdrawn', withdrawnAt: START, ownerId: null, ownedSince: null }),
    ).toBe('target_not_open')
  })

  test('the same severity again', () => {
    for (const severity of SEVERITIES) {
      expect(changeSeverity({ ...filed, severity }, severity, 'thread')).toEqual({
        ok: false,
        refusal: { code: 'same_severity' },
      })
    }
  })

  test('open is what can still be worked on', () => {
    expect(isOpen(filed)).toBe(true)
    const over = withdraw(filed, START)
    expect(over.ok && isOpen(over.value)).toBe(false)
  })
})
