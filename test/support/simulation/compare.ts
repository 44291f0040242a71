import type { Lived } from './drive.ts'
import type { Chronicle, Story } from './log.ts'
import { foretell } from './oracle/oracle.ts'
import type { Slip } from './oracle/saga.ts'

/** Where the engine and the oracle don't agree about one escalation. */
export interface Difference {
  readonly story: Story
  /** By the oracle. */
  readonly expected: readonly string[]
  /** By the engine. */
  readonly got: readonly string[]
}

export function differences(lived: readonly Lived[], slip: Slip = {}): readonly Difference[] {
  return lived.flatMap(({ story, observed }) => {
    const oracle = lines(foretell(story, slip), story)
    const engine = lines(observed, story)
    const expected = without(oracle, engine)
    const got = without(engine, oracle)
    return expected.length + got.length === 0 ? [] : [{ story, expected, got }]
  })
}

/** Each line once for each time that it happened; no order but by instant. */
function lines({ clocks, pages, told, acts }: Chronicle, story: Story): readonly string[] {
  const done = acts.map((isDone, n) => `act ${n} ${story.acts[n]?.did.verb}: ${isDone ? 'done' : 'refused'}`)
  return [...clocks.map((line) => `clock ${line}`), ...pages.map((line) => `page ${line}`), ...told, ...done]
}

function without(all: readonly string[], others: readonly string[]): readonly string[] {
  const left = new Map<string, number>()
  for (const line of others) left.set(line, (left.get(line) ?? 0) + 1)
  return all.filter((line) => {
    const count = left.get(line) ?? 0
    left.set(line, count - 1)
    return count <= 0
  })
}

const time = (at: number) => new Date(at).toISOString()

/** The first few, each with what was done before the first instant at which they differ. */
export function inWords(found: readonly Difference[], most = 5): string {
  const shown = found.slice(0, most).map(({ story, expected, got }) => {
    const { filing, acts } = story
    const deeds = acts.map((act, n) => {
      const { verb, ...how } = act.did
      return `    ${n} ${time(act.at)} ${act.by} ${verb} ${JSON.stringify(how)}${act.isDone ? '' : ' (refused)'}`
    })
    return [
      `filed ${time(filing.at)} by ${filing.by}: ${filing.severity} ${filing.category} needed by ${filing.neededBy}`,
      ...deeds,
      ...expected.slice(0, 8).map((line) => `  expected ${line}`),
      ...got.slice(0, 8).map((line) => `  got      ${line}`),
    ].join('\n')
  })
  return [`${found.length} escalations differ`, ...shown].join('\n\n')
}
