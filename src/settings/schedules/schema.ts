import { z } from 'zod'
import { LAYERS } from '../../domain/oncall/schedule.ts'
import type { Allowed } from '../problem.ts'
import {
  channel,
  durationOrNone,
  flag,
  id,
  keyed,
  language,
  list,
  name,
  oneOf,
  people,
  person,
  text,
  time,
  userGroup,
  whole,
  zone,
} from '../schema-kit.ts'
import { isLocalDay } from '../values.ts'
import { DAY_NAMES, MOMENT, parseHolidayPost, parseWeekMoment } from './notation.ts'

/**
 * What the file may say of a schedule, place by place. The same form, less what happens one by one (overrides, swaps, kept
 * days, deactivations), is what the database keeps of the rules.
 */

/** A local day; a parser that makes dates of unquoted ones hands over midnight UTC. From 2000 on: turns are counted from it. */
const day = z.preprocess(
  (value) => (value instanceof Date && !Number.isNaN(value.getTime()) ? value.toISOString().slice(0, 10) : value),
  z
    .string({ error: 'schedule_day' satisfies Allowed })
    .refine((value) => isLocalDay(value) && value >= '2000', { error: 'schedule_day' satisfies Allowed }),
)
/** Whether it exists in the schedule's zone is looked at when it is read there. */
const moment = text('moment', MOMENT)
const weekMoment = z
  .string({ error: 'week_moment' satisfies Allowed })
  .refine((value) => parseWeekMoment(value) !== null, { error: 'week_moment' satisfies Allowed })

/** A letter first: a key of digits would change its place in the order. `*` stands for every rotation in the records. */
const rotationName = text('rotation_name', /^\p{L}[\p{L}\p{N} _.-]{0,39}$/u).refine((value) => !(value in {}), {
  error: 'rotation_name' satisfies Allowed,
})

const participant = z.union([person, keyed({ id: person, from: day.optional(), to: day.optional() }, 'participant')], {
  error: 'participant' satisfies Allowed,
})
const participants = list('participants', participant, 0, 200)
const rotationShape = {
  participants,
  role: rotationName.optional(),
  zone: zone.optional(),
  hours: keyed({ from: time, to: time }, 'hours').optional(),
  lines: list('lines', keyed({ on: day, order: people }, 'line')).optional(),
}
const rotation = z.union([participants, keyed(rotationShape, 'participants')], {
  error: 'participants' satisfies Allowed,
})
const namedRotation = keyed({ name: rotationName, ...rotationShape })
/** By name; or a list, which keeps its order in a database that sorts the keys of what it stores. */
const rotations = z.union(
  [list('rotations', namedRotation), z.record(rotationName, rotation, { error: 'rotations' satisfies Allowed })],
  {
    error: 'rotations' satisfies Allowed,
  },
)

const handoff = keyed(
  { every: oneOf('handoff_every', ['day', 'week']), on: oneOf('day_name', DAY_NAMES).optional(), at: time },
  'handoff',
)
const layer = {
  handoff: handoff.optional(),
  turn: whole('turn', 1, 366).optional(),
  anchor: day,
  rotations,
}
const weekly = keyed({ from: weekMoment, to: weekMoment, ...layer })

const treatment = oneOf('treatment', ['holiday', 'weekend', 'ignore'])
const reason = text('reason', /^\S(?:[^\r\n]{0,298}\S)?$/u)
const shift = { rotation: rotationName, layer: oneOf('layer', LAYERS), shift: moment }

const rules = {
  name,
  team: id,
  zone,
  holidays: list(
    'calendars',
    keyed({
      country: text('country', /^[A-Z]{2}$/),
      region: text('region', /^[A-Za-z0-9-]{1,20}$/).optional(),
      as: treatment.optional(),
    }),
    0,
    30,
  ).optional(),
  holidayDates: list('holiday_dates', keyed({ on: day, name, as: treatment.optional() })).optional(),
  holidayStrikes: list('holidays', day).optional(),
  layers: keyed(
    {
      weekday: weekly.optional(),
      weekend: weekly.optional(),
      holiday: keyed({ at: time.optional(), ...layer }).optional(),
    },
    'layers',
  ),
  blocks: list(
    'blocks',
    keyed({
      from: moment,
      to: moment,
      tag: text('short', /^\S(?:.{0,23}\S)?$/u),
      people: z.record(rotationName, people, { error: 'people_by_rotation' satisfies Allowed }),
    }),
  ).optional(),
  people: z
    .record(
      person,
      keyed({
        languages: list('languages', language).optional(),
        skills: list('skills', text('short', /^\S(?:.{0,23}\S)?$/u)).optional(),
      }),
      { error: 'readers' satisfies Allowed },
    )
    .optional(),
  needs: keyed({ languages: list('languages', language).optional() }).optional(),
  rest: durationOrNone.optional(),
  swapsNeedApproval: flag.optional(),
  keptDaysAYear: whole('kept_days', 0, 366).optional(),
  weekendPost: z
    .string({ error: 'week_moment_or_none' satisfies Allowed })
    .refine((value) => value === 'none' || parseWeekMoment(value) !== null, {
      error: 'week_moment_or_none' satisfies Allowed,
    })
    .optional(),
  holidayPost: z
    .string({ error: 'holiday_post' satisfies Allowed })
    .refine((value) => value === 'none' || parseHolidayPost(value) !== null, {
      error: 'holiday_post' satisfies Allowed,
    })
    .optional(),
  postChannel: channel.optional(),
  userGroup: userGroup.optional(),
  setsTopic: flag.optional(),
}

const override = keyed(
  {
    from: moment,
    to: moment,
    replace: person.optional(),
    by: person.optional(),
    add: person.optional(),
    nobody: z.literal(true, { error: 'nobody' satisfies Allowed }).optional(),
    rotation: rotationName.optional(),
    reason: reason.optional(),
  },
  'override',
)
const swap = keyed({ ...shift, giver: person, taker: person, inReturn: keyed(shift, 'shift').optional() })

export const rulesEntry = keyed(rules)
export const scheduleEntry = keyed({
  ...rules,
  overrides: list('overrides', override).optional(),
  swaps: list('swaps', swap).optional(),
  away: list('away', keyed({ person, from: day, to: day, declaredAt: moment })).optional(),
  deactivated: list('deactivated', keyed({ person, at: moment, until: moment.optional() })).optional(),
})

/** The rules as the file spells them, and as the database keeps them: plain JSON. */
export type RulesEntry = z.infer<typeof rulesEntry>
/** A schedule of the file: the rules, and what happens one by one. */
export type ScheduleEntry = z.infer<typeof scheduleEntry>
export type WeeklyEntry = z.infer<typeof weekly>
export type HandoffEntry = z.infer<typeof handoff>
export type RotationEntry = z.infer<typeof rotation>
export type NamedRotationEntry = z.infer<typeof namedRotation>
export type OverrideEntry = z.infer<typeof override>
export type SwapEntry = z.infer<typeof swap>
