import { describe, expect, test } from 'vitest'
import type { DailyDigest, DayLine, DaySection, DaysOff } from '../../../src/domain/digest/daily.ts'
import { measure } from '../../../src/domain/digest/measures.ts'
import type { TeamDigest } from '../../../src/domain/digest/morning.ts'
import type { DigestGap } from '../../../src/domain/digest/needs.ts'
import { periodOf } from '../../../src/domain/digest/periods.ts'
import { type WeeklyDigest, weekOf } from '../../../src/domain/digest/weekly.ts'
import { validateMessage } from '../../../src/playground/block-kit.ts'
import { digestMessage, digestTables } from '../../../src/slack/blocks/digest/monday.ts'
import { READERS, type Text, WORST_TEXTS } from './screens/samples.ts'

const AT = new Date('2026-11-23T14:00:00Z')
const NO_FACTS = { filings: [], verdicts: [], stretches: [], resolutions: [], reopenings: [], pages: [], open: [] }
const named = (text: Text) => ({ id: 'U0ANA', name: text(80) })

function section(text: Text): DaySection<DayLine> {
  const line = {
    escalationId: 999_999_999,
    severity: 'sev1',
    owner: named(text),
    clock: 'first_update',
    at: AT,
  } as const
  return { count: 1_200, restricted: 99, named: Array.from({ length: 5 }, () => line) }
}

const gap = (text: Text): DigestGap => ({
  asked: { names: Array.from({ length: 14 }, () => text(80)), at: AT },
  ...{
    scheduleId: 1,
    schedule: text(60),
    kind: 'nobody',
    subject: text(40),
    start: AT,
    end: new Date('2026-11-24T14:00Z'),
  },
  isLead: true,
})

const swaps = (text: Text) =>
  Array.from({ length: 9 }, () => ({ id: 999_999_999, giver: text(80), taker: text(80), start: AT }))

function dayOf(text: Text): DailyDigest {
  const people = Array.from({ length: 9 }, () => named(text))
  return {
    ...{ teamId: 'policy', team: text(80), asOf: AT },
    work: { late: section(text), due: section(text), unowned: section(text), waiting: section(text) },
    duty: Array.from({ length: 20 }, () => ({
      schedule: text(60),
      rotation: text(40),
      turns: Array.from({ length: 4 }, () => ({ from: AT, people })),
    })),
    gaps: Array.from({ length: 30 }, () => gap(text)),
    approvals: swaps(text),
  }
}

function weekWith(text: Text): WeeklyDigest {
  const period = periodOf('week', '2026-11-16', 'Europe/Madrid')
  return {
    ...{
      teamId: 'policy',
      team: text(80),
      period,
      ...weekOf(NO_FACTS, period),
      gaps: Array.from({ length: 30 }, () => gap(text)),
      approvals: swaps(text),
    },
    late: Array.from({ length: 5 }, () => ({ escalationId: 999_999_999, clock: 'first_update', lateMinutes: null })),
    load: Array.from({ length: 30 }, () => ({ person: named(text), hours: 168, nightHours: 56, weekendHours: 48 })),
    unclear: [{ cause: 'policy_unclear', count: 99, rule: text(200), ofRule: 98 }],
  }
}

const daysOff = (text: Text): DaysOff => ({
  isWeekend: true,
  figures: measure(NO_FACTS, periodOf('week', '2026-11-16', 'Europe/Madrid')),
  people: Array.from({ length: 30 }, () => named(text)),
})

const teamsOf = (text: Text, count: number): readonly TeamDigest[] =>
  Array.from({ length: count }, (_, n) => ({
    ...{ teamId: `team-${n}`, team: text(80) },
    ...{ week: weekWith(text), day: dayOf(text), daysOff: daysOff(text) },
  }))

describe.each(Object.entries(WORST_TEXTS))('with the longest input: %s', (_, text) => {
  test.each(READERS)('a morning’s message is within Slack’s limits ($locale, $register)', (reader) => {
    const late = { lateMinutes: 6_000 }
    const [one] = teamsOf(text, 1)
    if (one === undefined) throw new Error('no team')
    const messages = [
      digestMessage({ teams: [one], ...late }, reader),
      digestMessage({ teams: [{ ...one, week: null }], ...late }, reader),
      digestMessage({ teams: [{ ...one, week: null, day: null }], ...late }, reader),
      digestMessage({ teams: teamsOf(text, 30), ...late }, reader),
      digestTables(
        teamsOf(text, 3).flatMap(({ week }) => week ?? []),
        reader,
      ),
    ]
    expect(messages.flatMap(validateMessage)).toEqual([])
    // SCREENS 10: phone first.
    expect(messages[0]?.blocks.length).toBeLessThanOrEqual(25)
  })
})
