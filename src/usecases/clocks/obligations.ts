import type { StoredClock } from '../../db/stores/clocks.ts'
import { ROUND_THE_CLOCK, workingDayMinutes } from '../../domain/sla/business-time.ts'
import { startObligation } from '../../domain/sla/clock.ts'
import { OBLIGATION_FRACTIONS } from '../../domain/sla/warnings.ts'
import { obligationsFor } from '../../settings/lookup.ts'
import type { Labelled, Obligation, Settings, Span } from '../../settings/types.ts'
import type { Change } from '../change.ts'

/**
 * The clocks that the law sets for this category, from the receipt of the demand, which may lie before filing. They run
 * round the clock; an obligation without a figure has none.
 */
export async function startObligations(change: Change, received: string | undefined): Promise<void> {
  if (received === undefined) return
  const receivedAt = new Date(received)
  for (const { id, within } of obligationsFor(change.settings, change.escalation.category)) {
    if (within === null) continue
    const promised = { minutes: minutesOf(within), calendar: ROUND_THE_CLOCK }
    await change.addClock(startObligation(id, promised, receivedAt))
  }
}

function minutesOf(span: Span): number {
  return 'minutes' in span ? span.minutes : span.days * workingDayMinutes(ROUND_THE_CLOCK)
}

/** As the settings know it now; one that they no longer know keeps its clock, and warns as any does. */
export function obligationOf(settings: Settings, clock: Pick<StoredClock, 'obligation'>): Obligation | null {
  return settings.obligations.find((one) => one.id === clock.obligation) ?? null
}

export function fractionsOf(settings: Settings, clock: Pick<StoredClock, 'obligation'>): readonly number[] {
  return obligationOf(settings, clock)?.warnAt ?? OBLIGATION_FRACTIONS
}

/** One ground of one obligation, as a form names it: `eu_removal_order/force_majeure`. */
export interface Ground {
  readonly value: string
  readonly label: Labelled['label']
}

/** The grounds on which the running obligations may be paused; none where their laws know none. */
export function groundsOf(settings: Settings, live: readonly StoredClock[]): readonly Ground[] {
  return live
    .filter((clock) => clock.kind === 'obligation' && clock.state === 'running')
    .flatMap((clock) =>
      (obligationOf(settings, clock)?.pauseGrounds ?? []).map(({ id, label }) => ({
        value: `${clock.obligation}/${id}`,
        label,
      })),
    )
}
