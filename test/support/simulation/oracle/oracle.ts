import type { Chronicle, Story } from '../log.ts'
import { Saga, type Slip } from './saga.ts'
import { perform } from './verbs.ts'

/**
 * What should have happened, from what people did alone. It shares no code with the engine and is written from the rules
 * (docs/rules.md) and the tables of the screens, its own way: working time by looking at the clock on the wall, what falls
 * due by asking everything that waits, never by a list of timers.
 */
export function foretell(story: Story, slip: Slip = {}): Chronicle {
  const saga = new Saga(story.filing, slip)
  const acts = story.acts.map((act) => {
    saga.passTo(act.at)
    return perform(saga, act)
  })
  saga.passTo(story.until)
  return {
    clocks: saga.watches.map((watch) => watch.line),
    pages: saga.pageLines,
    told: saga.told,
    acts,
  }
}
