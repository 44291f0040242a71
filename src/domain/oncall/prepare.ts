import { type Holders, holdersOf } from './holders.ts'
import { keepsOf } from './kept-days.ts'
import { type LayerTime, layerTimeOf } from './layer-time.ts'
import { hoursWithin } from './rotation-hours.ts'
import { LAYERS, type LayerName, type Rotation, type ScheduleSnapshot } from './schedule.ts'
import { common, type MsSpan, without } from './spans.ts'
import type { Timeline } from './timeline.ts'
import { type Turns, turnsOf } from './turns.ts'
import { dayOf, instantAt } from './wall-clock.ts'

/** A rotation on one of the layers. */
export interface Place {
  readonly layer: LayerName
  readonly rotation: Rotation
  /** Zone of its hours and handoffs. */
  readonly zone: string
  readonly turns: Turns
  /** Shifts that start before it are past: the rules were edited since. */
  readonly knownFrom: number
}

/**
 * A snapshot with what is derived from it, worked out when it is first asked for and then kept. It answers the same
 * whatever was asked before.
 */
export interface PreparedSchedule {
  readonly snapshot: ScheduleSnapshot
  readonly rotations: readonly string[]
  /** The highest layer with a window there; null: none. */
  readonly layerAt: (at: number) => LayerName | null
  readonly layerTime: (layer: LayerName) => LayerTime
  /** Null: the layer hasn't that rotation. */
  readonly place: (rotation: string, layer: LayerName) => Place | null
  readonly holders: () => Holders
  /** Per rotation the answers worked out so far. */
  readonly timelines: Map<string, Timeline>
}

/** Higher layers first. */
const BY_PRECEDENCE = [...LAYERS].reverse()

/** Everything is lazy: preparing costs next to nothing, the first question in a time pays for it. Pure from outside. */
export function prepareSchedule(snapshot: ScheduleSnapshot): PreparedSchedule {
  const times = new Map<LayerName, LayerTime>()
  const layerTime = (layer: LayerName) => remembered(times, layer, () => layerTimeOf(snapshot, layer))
  const places = new Map<string, Place | null>()
  const keeps = keepsOf(snapshot.keptDays, snapshot.zone)
  let holders: Holders | null = null

  const uncoveredBy = (layer: LayerName) => {
    const higher = BY_PRECEDENCE.slice(0, BY_PRECEDENCE.indexOf(layer)).filter((one) => snapshot.layers[one] !== null)
    return (shift: MsSpan & { readonly pieces: readonly MsSpan[] }) =>
      higher.reduce<readonly MsSpan[]>(
        (rest, one) => (rest.length === 0 ? rest : without(rest, layerTime(one).inForceWithin(shift.start, shift.end))),
        shift.pieces,
      )
  }

  const placeOf = (name: string, layer: LayerName): Place | null => {
    const rules = snapshot.layers[layer]
    const rotation = rules?.rotations.find((one) => one.name === name)
    if (!rules || rotation === undefined) return null
    const zone = rotation.zone ?? snapshot.zone
    const { hours } = rotation
    const begun = layerTime(layer).begunTurnOf(rotation)
    const turns = turnsOf({
      zone: snapshot.zone,
      anchor: instantAt(snapshot.zone, dayOf(rules.anchor), 0),
      rotation,
      length: rules.turn,
      shifts: layerTime(layer).shiftsOf(rotation),
      begun,
      uncovered: uncoveredBy(layer),
      inHours: (spans) => {
        const start = spans[0]?.start
        const end = spans.at(-1)?.end
        if (hours === null || start === undefined || end === undefined) return spans
        return common(spans, hoursWithin(hours, zone, start, end))
      },
      keeps,
    })
    return { layer, rotation, zone, turns, knownFrom: begun?.start ?? Number.NEGATIVE_INFINITY }
  }

  const place = (name: string, layer: LayerName) => remembered(places, `${layer} ${name}`, () => placeOf(name, layer))

  return {
    snapshot,
    rotations: [...new Set(LAYERS.flatMap((layer) => snapshot.layers[layer]?.rotations.map(({ name }) => name) ?? []))],
    layerAt: (at) => BY_PRECEDENCE.find((layer) => layerTime(layer).isInForce(at)) ?? null,
    layerTime,
    place,
    holders: () => {
      holders ??= holdersOf(snapshot.swaps, place)
      return holders
    },
    timelines: new Map(),
  }
}

/** The rotations in the order in which layers name them: weekday, weekend, holiday. */
export function rotationsOf(prepared: PreparedSchedule): readonly string[] {
  return prepared.rotations
}

function remembered<K, V>(known: Map<K, V>, key: K, make: () => V): V {
  const one = known.get(key)
  if (one !== undefined) return one
  const made = make()
  known.set(key, made)
  return made
}
