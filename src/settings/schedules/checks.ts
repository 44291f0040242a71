import type { ScheduleRules } from '../../domain/oncall/rules.ts'
import { LAYERS, type LayerName, type Rotation } from '../../domain/oncall/schedule.ts'
import { unknownCalendar } from '../holidays.ts'
import type { Finding, Path } from '../problem.ts'
import { inOrder, known, once, overlap, rotationNames } from './check-kit.ts'
import type { RulesEntry } from './schema.ts'

/** What of a schedule only shows across places: names that aren't there, what overlaps, what can never end. */
export function checkRules(entry: RulesEntry, rules: ScheduleRules, at: Path): readonly Finding[] {
  const names = rotationNames(rules)
  return [
    ...checkLayers(entry, rules, [...at, 'layers']),
    ...checkHolidays(rules, at),
    ...rules.blocks.flatMap((block, index) => {
      const path = [...at, 'blocks', index]
      return [
        ...inOrder(block, path),
        ...Object.keys(block.people).flatMap((name) => known(name, names, [...path, 'people', name])),
        ...Object.entries(block.people).flatMap(([name, people]) => once(people, [...path, 'people', name])),
        ...Object.keys(block.people).flatMap((name) =>
          rules.blocks.slice(0, index).some((other) => name in other.people && overlap(other, block))
            ? [{ path: [...path, 'people', name], code: 'overlap', value: name } satisfies Finding]
            : [],
        ),
      ]
    }),
    ...once(rules.needsLanguages, [...at, 'needs', 'languages']),
  ]
}

/** What is legal and rarely meant: a layer that is in force with nobody in it is a gap, it never falls through. */
export function warningsOf(entry: RulesEntry, rules: ScheduleRules, at: Path): readonly Finding[] {
  return LAYERS.flatMap((layer) => {
    const rotations = rules.layers[layer]?.rotations
    if (rotations === undefined) return []
    const path = [...at, 'layers', layer, 'rotations']
    if (rotations.length === 0) return [{ path, code: 'nobody_in_layer', value: layer } satisfies Finding]
    return rotations.flatMap((rotation, index): Finding[] =>
      rotation.participants.length > 0
        ? []
        : [
            {
              path: rotationPath(entry, layer, index, rotation, path),
              code: 'nobody_in_layer',
              value: `${layer}, ${rotation.name}`,
            },
          ],
    )
  })
}

function checkLayers(entry: RulesEntry, { layers }: ScheduleRules, at: Path): Finding[] {
  const there = LAYERS.filter((name) => layers[name] !== null)
  if (there.length === 0) return [{ path: at, code: 'missing', allowed: 'layers' }]
  const endless = (['weekday', 'weekend'] as const).flatMap((name): Finding[] => {
    const layer = layers[name]
    if (layer === null || layer.handoff !== null) return []
    const isWhole = layer.from.weekday === layer.to.weekday && layer.from.at === layer.to.at
    return isWhole ? [{ path: [...at, name, 'handoff'], code: 'needs_handoff', value: name, allowed: 'handoff' }] : []
  })
  return [
    ...endless,
    ...there.flatMap((name) => {
      const rotations = layers[name]?.rotations ?? []
      const path = [...at, name, 'rotations']
      return rotations.flatMap((rotation, index) => {
        const own = rotationPath(entry, name, index, rotation, path)
        const isTwice = rotations.slice(0, index).some((other) => other.name === rotation.name)
        return [
          ...(isTwice
            ? [{ path: [...own, 'name'], code: 'repeated', value: rotation.name, allowed: 'once' } satisfies Finding]
            : []),
          ...checkRotation(rotation, own, isPlainList(entry, name, rotation) ? own : [...own, 'participants']),
        ]
      })
    }),
  ]
}

function checkRotation({ participants, hours, reorderings }: Rotation, at: Path, listAt: Path): Finding[] {
  const ids = participants.map((one) => one.id)
  return [
    ...participants.flatMap(({ id, from, to }, index): Finding[] => {
      const isTwice = participants
        .slice(0, index)
        .some((other) => other.id === id && (other.from ?? '') < (to ?? '9') && (from ?? '') < (other.to ?? '9'))
      return [
        ...(isTwice
          ? [{ path: [...listAt, index], code: 'repeated', value: id, allowed: 'once' } satisfies Finding]
          : []),
        ...(from === null || to === null || from < to
          ? []
          : [{ path: [...listAt, index], code: 'not_allowed', value: to, allowed: 'later_day' } satisfies Finding]),
      ]
    }),
    ...(hours !== null && hours.from === hours.to
      ? [
          {
            path: [...at, 'hours', 'to'],
            code: 'not_allowed',
            value: hours.to,
            allowed: 'other_time',
          } satisfies Finding,
        ]
      : []),
    ...reorderings.flatMap(({ on, order }, index) => {
      const path = [...at, 'lines', index]
      const before = reorderings[index - 1]
      return [
        ...(before !== undefined && before.on >= on
          ? [{ path: [...path, 'on'], code: 'not_allowed', value: on, allowed: 'later_line' } satisfies Finding]
          : []),
        ...order.flatMap((id, place): Finding[] =>
          ids.includes(id)
            ? []
            : [
                {
                  path: [...path, 'order', place],
                  code: 'unknown_reference',
                  value: id,
                  allowed: 'of_rotation',
                  known: ids,
                },
              ],
        ),
        ...once(order, [...path, 'order']),
      ]
    }),
  ]
}

function checkHolidays({ holidayCalendars, holidayDates, holidayStrikes }: ScheduleRules, at: Path): Finding[] {
  const dates = holidayDates.map((one) => one.on)
  return [
    ...holidayCalendars.flatMap((calendar, index): Finding[] => {
      const wrong = unknownCalendar(calendar)
      if (wrong === null) return []
      return [
        {
          path: [...at, 'holidays', index, wrong.key],
          code: 'unknown_reference',
          value: wrong.value,
          allowed: wrong.key === 'country' ? 'country' : 'region',
          known: wrong.known,
        },
      ]
    }),
    ...once(
      holidayCalendars.map(({ country, region }) => (region === null ? country : `${country}-${region}`)),
      [...at, 'holidays'],
    ),
    ...once(dates, [...at, 'holidayDates']),
    ...holidayStrikes.flatMap((on, index): Finding[] =>
      dates.includes(on) || holidayStrikes.indexOf(on) < index
        ? [{ path: [...at, 'holidayStrikes', index], code: 'repeated', value: on, allowed: 'once' }]
        : [],
    ),
  ]
}

function rotationPath(entry: RulesEntry, layer: LayerName, index: number, { name }: Rotation, at: Path): Path {
  return [...at, Array.isArray(entry.layers[layer]?.rotations) ? index : name]
}

function isPlainList(entry: RulesEntry, layer: LayerName, { name }: Rotation): boolean {
  const rotations = entry.layers[layer]?.rotations
  return rotations !== undefined && !Array.isArray(rotations) && Array.isArray(rotations[name])
}
