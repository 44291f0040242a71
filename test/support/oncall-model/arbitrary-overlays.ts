import fc from 'fast-check'
import type { Block, Deactivation, Override, ScheduleSnapshot, Span } from '../../../src/domain/oncall/schedule.ts'
import { type Era, instantNear, person } from './arbitrary-era.ts'

const MINUTE_MS = 60_000
const DAY_MINUTES = 24 * 60

/** What lies over the shifts, on odd minutes: overlapping overrides, blocks apart from each other, deactivations. */
export function overlays(era: Era): fc.Arbitrary<Pick<ScheduleSnapshot, 'overrides' | 'blocks' | 'deactivations'>> {
  return fc.record({
    overrides: fc.array(override(era), { maxLength: 8 }),
    blocks: blocks(era),
    deactivations: fc.array(deactivation(era), { maxLength: 2 }),
  })
}

const rotation = fc.constantFrom('primary', 'primary', 'backup')

function span(era: Era, days: number): fc.Arbitrary<Span> {
  return fc
    .record({
      start: fc.integer({ min: -22 * DAY_MINUTES, max: 20 * DAY_MINUTES }),
      minutes: fc.integer({ min: 1, max: days * DAY_MINUTES }),
    })
    .map(({ start, minutes }) => {
      const at = instantNear(era, 0).getTime() + start * MINUTE_MS
      return { start: new Date(at), end: new Date(at + minutes * MINUTE_MS) }
    })
}

function override(era: Era): fc.Arbitrary<Override> {
  const replace = fc
    .record({ span: span(era, 12), subject: person, by: person })
    .filter((one) => one.subject !== one.by)
  return fc.oneof(
    {
      weight: 4,
      arbitrary: replace.map(({ span: at, ...who }) => ({ kind: 'replace' as const, ...at, ...who, reason: null })),
    },
    {
      weight: 2,
      arbitrary: fc
        .record({ span: span(era, 8), subject: person, rotation })
        .map(({ span: at, ...who }) => ({ kind: 'add' as const, ...at, ...who, reason: null })),
    },
    {
      weight: 1,
      arbitrary: fc
        .record({ span: span(era, 4), rotation })
        .map(({ span: at, rotation: of }) => ({ kind: 'nobody' as const, ...at, rotation: of, reason: null })),
    },
  )
}

/** At most two, which don't overlap. */
function blocks(era: Era): fc.Arbitrary<readonly Block[]> {
  const people = fc.uniqueArray(person, { maxLength: 2 })
  const block = fc
    .record({ at: span(era, 6), primary: fc.option(people), backup: fc.option(people) })
    .map(({ at, primary, backup }) => ({
      ...at,
      tag: 'launch',
      people: { ...(primary === null ? {} : { primary }), ...(backup === null ? {} : { backup }) },
    }))
  return fc
    .array(block, { maxLength: 2 })
    .map((all) => all.filter((one, index) => !all.slice(0, index).some((b) => b.start < one.end && one.start < b.end)))
}

function deactivation(era: Era): fc.Arbitrary<Deactivation> {
  return fc
    .record({ person, at: span(era, 15), isForGood: fc.boolean() })
    .map(({ person: who, at: { start, end }, isForGood }) => ({
      person: who,
      at: start,
      until: isForGood ? null : end,
    }))
}
