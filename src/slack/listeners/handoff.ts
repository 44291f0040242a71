import type { App } from '@slack/bolt'
import { HANDOFF_ACTIONS, keptMessage, parseKept } from '../blocks/duty/handoff.ts'
import { onPress } from '../press.ts'
import { readerFor, type Surface } from '../surface.ts'
import { openList } from './reading.ts'

/** [See and take] opens what is open, with [Claim] at each; [Keep] takes the buttons away: it is theirs as it was. */
export function registerHandoffs(app: App, surface: Surface): void {
  onPress(app, surface, HANDOFF_ACTIONS.seeAndTake, (_, press) =>
    openList(surface, press.who, press.opening, { kind: 'open', page: 0 }),
  )
  onPress(app, surface, HANDOFF_ACTIONS.keep, async (_, press) => {
    const ids = parseKept(press.value)
    if (ids.length > 0) await press.replace(keptMessage(ids, readerFor(press.who, 'tu')))
  })
}
