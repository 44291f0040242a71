import { overridden, type Standing } from './overlay.ts'
import type { Place, PreparedSchedule } from './prepare.ts'
import { hoursWithin } from './rotation-hours.ts'
import { type Block, LAYERS, type LayerName, type Override } from './schedule.ts'
import { covers, lastStartingBy } from './spans.ts'

/** Who is on call at an instant, before and after what is laid over the plan, and where that may change. */
export interface Asked {
  readonly at: (at: number) => Standing
  /** The answer that an override meets: after the overrides created before the `count`th; null inside a block. */
  readonly beforeOverride: (at: number, count: number) => Standing | null
  /** Every instant within `(start, end)` at which the answer may change, in order. */
  readonly cuts: (start: number, end: number) => readonly number[]
}

type Places = Readonly<Record<LayerName, Place | null>>

interface Laid<T> {
  readonly start: number
  readonly end: number
  readonly what: T
}

export function askedOf(prepared: PreparedSchedule, rotation: string): Asked {
  const { snapshot } = prepared
  const places = {
    weekday: prepared.place(rotation, 'weekday'),
    weekend: prepared.place(rotation, 'weekend'),
    holiday: prepared.place(rotation, 'holiday'),
  }
  const blocks = laid(snapshot.blocks.filter((block) => Object.hasOwn(block.people, rotation)))
  const overrides = snapshot.overrides.map((override) => laidOne(override))
  const away = snapshot.deactivations.map(({ person, at, until }) => ({
    start: at.getTime(),
    end: until?.getTime() ?? Number.POSITIVE_INFINITY,
    what: person,
  }))
  const fixed = [...blocks, ...overrides.filter(({ what }) => concerns(what, rotation)), ...away].flatMap(
    ({ start, end }) => (start < end ? [start, end] : []),
  )

  const blockAt = (at: number) => blocks.find(({ start, end }) => start <= at && at < end)?.what ?? null
  const afterOverrides = (at: number, count: number): Standing => {
    let answer = planAt(prepared, places, at)
    for (let index = 0; index < count; index += 1) {
      const one = overrides[index]
      if (one !== undefined && one.start <= at && at < one.end && concerns(one.what, rotation)) {
        answer = overridden(answer, one.what)
      }
    }
    return answer
  }
  const withoutAway = (at: number, answer: Standing): Standing => {
    if (away.length === 0 || answer.people.length === 0) return answer
    const people = answer.people.filter(
      (person) => !away.some(({ start, end, what }) => what === person && start <= at && at < end),
    )
    if (people.length === answer.people.length) return answer
    return people.length === 0 ? { ...answer, people, why: 'vacant' } : { ...answer, people }
  }

  return {
    at: (at) => {
      const block = blockAt(at)
      return withoutAway(at, block === null ? afterOverrides(at, overrides.length) : blocked(block, rotation))
    },
    beforeOverride: (at, count) => (blockAt(at) === null ? afterOverrides(at, count) : null),
    cuts: (start, end) => {
      const cuts = new Set<number>()
      const add = (at: number) => {
        if (start < at && at < end) cuts.add(at)
      }
      for (const at of fixed) add(at)
      for (const at of plannedCuts(prepared, places, start, end)) add(at)
      return [...cuts].sort((one, other) => one - other)
    },
  }
}

function laidOne<T extends { readonly start: Date; readonly end: Date }>(what: T): Laid<T> {
  return { start: what.start.getTime(), end: what.end.getTime(), what }
}

function laid(blocks: readonly Block[]): readonly Laid<Block>[] {
  return blocks.map((block) => laidOne(block))
}

function concerns(override: Override, rotation: string): boolean {
  return override.kind === 'replace' || override.rotation === rotation
}

function blocked(block: Block, rotation: string): Standing {
  return { people: [...new Set(block.people[rotation] ?? [])], layer: 'block', why: 'block' }
}

/** By layer, turn and swap alone. */
function planAt(prepared: PreparedSchedule, places: Places, at: number): Standing {
  const layer = prepared.layerAt(at)
  if (layer === null) return { people: [], layer, why: 'no_layer' }
  const place = places[layer]
  if (place === null) return { people: [], layer, why: 'no_rotation' }
  const shift = servedAt(place, at)
  if (shift === null) return { people: [], layer, why: isOpen(place, at) ? 'nobody_available' : 'outside_hours' }
  const { holder, swap } = prepared.holders().of(place.rotation.name, layer, shift)
  if (holder === null) return { people: [], layer, why: 'nobody_available' }
  return swap === null ? { people: [holder], layer, why: 'turn' } : { people: [holder], layer: 'swap', why: 'swap' }
}

function servedAt({ turns }: Place, at: number) {
  turns.growTo(at)
  const shift = turns.served[lastStartingBy(turns.served, at)]
  return shift !== undefined && covers(shift.served, at) ? shift : null
}

function isOpen({ rotation: { hours }, zone }: Place, at: number): boolean {
  return hours === null || hoursWithin(hours, zone, at, at + 1).length > 0
}

function plannedCuts(prepared: PreparedSchedule, places: Places, start: number, end: number): readonly number[] {
  const cuts: number[] = []
  const layers: readonly LayerName[] = LAYERS.filter((layer) => prepared.snapshot.layers[layer] !== null)
  for (const layer of layers) {
    for (const window of prepared.layerTime(layer).inForceWithin(start, end)) cuts.push(window.start, window.end)
  }
  for (const place of Object.values(places)) {
    if (place === null) continue
    const { turns, rotation, zone } = place
    turns.growTo(end)
    const { served } = turns
    for (let index = Math.max(0, lastStartingBy(served, start)); index < served.length; index += 1) {
      const shift = served[index]
      if (shift === undefined || shift.start >= end) break
      for (const part of shift.served) cuts.push(part.start, part.end)
    }
    if (rotation.hours === null) continue
    for (const open of hoursWithin(rotation.hours, zone, start, end)) cuts.push(open.start, open.end)
  }
  return cuts
}
