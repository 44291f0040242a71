import type { PersonActor } from '../../domain/actor.ts'
import { done, type Outcome, refused } from '../../domain/escalation/refusal.ts'
import { changeEscalation } from '../change.ts'
import { obligationViewsOf } from '../clocks/check-list.ts'
import type { Deps } from '../deps.ts'

/** One item of the list of one obligation, as somebody left it. */
export interface CheckChange {
  readonly obligation: string
  readonly item: string
  readonly isTicked: boolean
}

/**
 * What a law asks to be looked at, item by item: who ticked which and when stands on the timeline. What somebody else ticked
 * meanwhile stays; an item of an obligation that isn't running any more is refused as stale.
 */
export async function tickChecks(
  deps: Deps,
  actor: PersonActor,
  input: { readonly escalationId: number; readonly changes: readonly CheckChange[] },
): Promise<Outcome<null>> {
  return changeEscalation(deps, actor, {
    escalationId: input.escalationId,
    action: 'check_list',
    work: async (change) => {
      const { tx, settings, escalation } = change
      const lists = await obligationViewsOf(tx, settings, escalation.id, await change.liveClocks())
      const checkOf = ({ obligation, item }: CheckChange) =>
        lists.find((one) => one.id === obligation)?.checks.find((check) => check.id === item)
      if (input.changes.some((one) => checkOf(one) === undefined)) return refused({ code: 'stale' })
      for (const { obligation, item, isTicked } of input.changes) {
        if ((checkOf({ obligation, item, isTicked })?.ticked !== null) === isTicked) continue
        await change.note({ event: 'check_ticked', facts: { obligation, item, isTicked } })
      }
      return done(null)
    },
  })
}
