import type { ClockKind } from '../escalation/timeline-event.ts'
import type { Named } from '../escalation/views.ts'
import type { RootCause } from '../escalation/words.ts'
import type { SwapToApprove } from '../oncall/screens.ts'
import type { Facts } from './facts.ts'
import { LEAST_CASES, type Measures, measure, usual } from './measures.ts'
import type { DigestGap } from './needs.ts'
import { earlier, type Period } from './periods.ts'

/** How many periods before are looked at for what is usual. */
export const WEEKS_BEFORE = 4
/** So many late ones are named; the rest is counted. */
const LATE_NAMED = 5
/** A fifth more or less than usual is a change. */
const CHANGE = 0.2

export interface LateLine {
  readonly escalationId: number
  readonly clock: ClockKind
  /** By how much, once it was done; null: it still isn't. */
  readonly lateMinutes: number | null
}

export interface LoadLine {
  readonly person: Named
  readonly hours: number
  /** Local nights in which they were on call at some time between 22:00 and 06:00. */
  readonly nightHours: number
  readonly weekendHours: number
}

export type Trend = 'quieter' | 'as_usual' | 'busier' | 'unknown'

export interface WeeklyDigest {
  readonly teamId: string
  readonly team: string
  readonly period: Period
  readonly figures: Measures
  /** Of the weeks before, the latest first. */
  readonly before: readonly Measures[]
  readonly trend: Trend
  /** Escalations of which some promise was broken in the week. */
  readonly lateCount: number
  /** Named: none that is restricted. The longest first. */
  readonly late: readonly LateLine[]
  /** Who was on call longest, and shortest; names stand here only for leads of the team. */
  readonly load: readonly LoadLine[]
  readonly unclear: readonly {
    readonly cause: RootCause
    readonly count: number
    readonly rule: string | null
    readonly ofRule: number
  }[]
  /** Gaps ahead, as of when it is looked at. */
  readonly gaps: readonly DigestGap[]
  /** Swaps that wait for a lead's yes. */
  readonly approvals: readonly SwapToApprove[]
}

/** Whether more or less than usual was filed; unknown with too few weeks or cases to tell. */
export function trendOf(filed: number, before: readonly number[]): Trend {
  const normal = usual(before)
  if (normal === null || before.length < WEEKS_BEFORE || normal < LEAST_CASES) return 'unknown'
  if (filed < normal * (1 - CHANGE)) return 'quieter'
  return filed > normal * (1 + CHANGE) ? 'busier' : 'as_usual'
}

/** The figures of a week and of the four before it, and what of them is told by name. */
export function weekOf(
  facts: Facts,
  period: Period,
): Pick<WeeklyDigest, 'figures' | 'before' | 'trend' | 'lateCount' | 'late' | 'unclear'> {
  const figures = measure(facts, period)
  const open = { ...facts, open: [] }
  const before = Array.from({ length: WEEKS_BEFORE }, (_, index) => measure(open, earlier(period, index + 1)))
  const broken = facts.verdicts.filter(({ isMet, at }) => !isMet && period.start <= at && at < period.end)
  const late = broken
    .filter(({ isRestricted }) => !isRestricted)
    .map(({ escalationId, clock, lateMinutes }) => ({ escalationId, clock, lateMinutes }))
    // What is still late is the longest.
    .sort(
      (one, other) => (other.lateMinutes ?? Number.POSITIVE_INFINITY) - (one.lateMinutes ?? Number.POSITIVE_INFINITY),
    )
  return {
    figures,
    before,
    trend: trendOf(
      figures.filed,
      before.map(({ filed }) => filed),
    ),
    lateCount: new Set(broken.map(({ escalationId }) => escalationId)).size,
    // Once each, by what it is latest with.
    late: late
      .filter((one, index) => late.findIndex(({ escalationId }) => escalationId === one.escalationId) === index)
      .slice(0, LATE_NAMED),
    unclear: unclearIn(facts, period),
  }
}

const POLICY: readonly RootCause[] = ['policy_unclear', 'policy_missing', 'policy_wrong']

function unclearIn(facts: Facts, { start, end }: Period): WeeklyDigest['unclear'] {
  const decided = facts.resolutions.filter(({ at }) => start <= at && at < end)
  return POLICY.flatMap((cause) => {
    const these = decided.filter(({ rootCause }) => rootCause === cause)
    if (these.length === 0) return []
    const rules = new Map<string, number>()
    for (const { rule } of these) if (rule !== null && rule !== '') rules.set(rule, (rules.get(rule) ?? 0) + 1)
    const [most] = [...rules].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
    return [{ cause, count: these.length, rule: most?.[0] ?? null, ofRule: most?.[1] ?? 0 }]
  })
}
