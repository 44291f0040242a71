import type { CoverPreview } from '../../../../src/domain/oncall/duty-view.ts'
import type { LayerName } from '../../../../src/domain/oncall/schedule.ts'
import type {
  DayLine,
  FixPreview,
  FixView,
  GapLine,
  HolidayPreview,
  HolidaysView,
  HomeDuty,
  MeView,
  MyShift,
  NowView,
  SeenCandidate,
  SeenPerson,
  WeeksView,
} from '../../../../src/domain/oncall/screens.ts'
import { type KeepForm, keepForm, keepPreview } from '../../../../src/slack/blocks/duty/keep.ts'
import { coverDone, coverForm, coverPreview, openingModal } from '../../../../src/slack/blocks/duty/own.ts'
import type { MessageContent } from '../../../../src/slack/blocks/kit.ts'
import type { Reader } from '../../../../src/slack/blocks/reader.ts'
import { doneModal, fixDoneText, fixModal, fixPreviewModal } from '../../../../src/slack/blocks/screens/oncall-fix.ts'
import { gapsModal } from '../../../../src/slack/blocks/screens/oncall-gaps.ts'
import {
  holidayEditModal,
  holidayPreviewModal,
  holidaysModal,
} from '../../../../src/slack/blocks/screens/oncall-holidays.ts'
import { calendarModal, meModal } from '../../../../src/slack/blocks/screens/oncall-me.ts'
import { nowAnswer } from '../../../../src/slack/blocks/screens/oncall-now.ts'
import { teamModal } from '../../../../src/slack/blocks/screens/oncall-team.ts'
import type { NamedScreens } from './every-screen.ts'
import { at, type Text } from './samples.ts'

/** Twelve schedules of the longest names, six rotations each: more than any team has. */
const HOUR_MS = 60 * 60_000
const NOW = at('2026-11-23T09:00:00Z')
const ids = (count: number) => Array.from({ length: count }, (_, index) => index)
const hours = (count: number) => new Date(NOW.getTime() + count * HOUR_MS)
const rotationName = (text: Text, index: number) => `${text(38)}${index}`.slice(0, 40)

const seen = (text: Text): SeenPerson => ({ id: 'U0SPECIALISTA', name: text(80), silentUntil: hours(6) })
const people = (text: Text, count: number) => ids(count).map(() => seen(text))

export function nowView(text: Text, schedules = 12): NowView {
  return {
    asOf: NOW,
    mine: shift(text, 30),
    teams: [
      { id: 'policy', name: text(80), isLead: true, schedules: [] },
      {
        id: 'other',
        name: text(80),
        isLead: true,
        schedules: ids(schedules).map((scheduleId) => ({
          scheduleId: scheduleId + 1,
          name: text(80),
          gaps: 12,
          rotations: ids(12).map((index) => ({
            rotation: rotationName(text, index),
            people: index % 3 === 0 ? [] : people(text, 9),
            why: index % 3 === 0 ? ('nobody_available' as const) : ('swap' as const),
            until: index % 4 === 0 ? null : hours(index * 9),
            next: index % 5 === 0 ? null : { people: index % 2 === 0 ? [] : people(text, 9), at: hours(index * 20) },
          })),
        })),
      },
    ],
  }
}

function shift(text: Text, inHours: number): MyShift {
  return {
    ...{ scheduleId: 999_999_999, schedule: text(80), rotation: text(40), layer: 'holiday' as LayerName },
    ...{ start: hours(inHours), end: hours(inHours + 63) },
    ...{
      isConfirmed: false,
      isSwapped: true,
      own: { start: hours(inHours), end: hours(inHours + 63) },
      isAhead: inHours > 0,
    },
  }
}

const choice = (text: Text, id: number) => ({ id, name: text(80), team: text(80) })
const choices = (text: Text) => ids(12).map((id) => choice(text, id + 1))

function days(text: Text, count: number): readonly DayLine[] {
  return ids(count).map((index) => ({
    on: hours(index * 24)
      .toISOString()
      .slice(0, 10),
    startsAt: hours(index * 24),
    isWeekend: index % 3 === 0,
    isToday: index === 0,
    holiday: index % 4 === 0 ? text(80) : null,
    parts: ids(12).flatMap((rotation) =>
      ids(4).map((part) => ({
        rotation: rotationName(text, rotation),
        from: part === 0 ? null : hours(index * 24 + part),
        people: part === 2 ? [] : ids(5).map(() => text(80)),
        why: 'turn' as const,
        layer: 'weekday' as const,
      })),
    ),
  }))
}

export function weeksView(text: Text): WeeksView {
  const all = choices(text)
  return {
    schedule: choice(text, 1),
    choices: all,
    page: -3,
    rotations: ids(12).map((index) => rotationName(text, index)),
    days: days(text, 14),
    asOf: NOW,
  }
}

export function meView(text: Text): MeView {
  return {
    shifts: ids(200).map((index) => shift(text, index * 12)),
    overrides: ids(200).map((index) => ({
      ...{ id: 999_999_999, start: hours(index), end: hours(index + 1) },
      isCovering: index % 2 === 0,
      mayUndo: true,
      other: text(60),
    })),
    kept: ids(200).map((index) => ({
      id: 999_999_999,
      isAhead: index % 3 !== 0,
      from: '2026-12-24',
      to: '2026-12-26',
      tradedHolidayOn: index % 2 === 0 ? '2026-12-25' : null,
    })),
    keptLeft: { left: 1, of: 366 },
    ledger: {
      covers: { given: 99, taken: 99 },
      pagesAnswered: 999,
      ...{ hours: 2160.5, weekdayHours: 1440, weekendHours: 720, holidayHours: 96, nightHours: 720, stretches: 90 },
    },
    isOfTeam: true,
    asOf: NOW,
  }
}

export function holidaysView(text: Text, isLead: boolean): HolidaysView {
  return {
    schedule: choice(text, 1),
    choices: choices(text),
    isLead,
    holidays: ids(120).map((index) => ({
      on: hours(index * 72)
        .toISOString()
        .slice(0, 10),
      name: text(80),
      as: (['holiday', 'weekend', 'ignore'] as const)[index % 3] ?? 'ignore',
      calendars: index % 5 === 0 ? [] : ids(12).map(() => 'ES-MD'),
    })),
    struck: ids(40).map((index) =>
      hours(index * 48)
        .toISOString()
        .slice(0, 10),
    ),
  }
}

export function gap(text: Text, index: number, kind: GapLine['kind'] = 'nobody'): GapLine {
  return {
    ...{ scheduleId: 999_999_999, schedule: text(80), kind, isLead: index % 5 !== 4 },
    ...{ subject: kind === 'nobody' ? text(40) : 'es', start: hours(index * 24), end: hours(index * 24 + 9) },
  }
}

export function gapLines(text: Text, count: number): readonly GapLine[] {
  return ids(count).map((index) => gap(text, index, index % 2 === 0 ? 'nobody' : 'language'))
}

function candidates(text: Text): readonly SeenCandidate[] {
  const common = {
    person: 'U0SPECIALISTA',
    name: text(80),
    load: { hours: 504, weekends: 6 },
    local: { zone: 'America/Argentina/Buenos_Aires', weekday: 7, hour: 21 },
  }
  return [
    ...ids(30).map((index) => ({
      ...common,
      person: `U0${index}`,
      isOffered: true as const,
      code: 'free' as const,
    })),
    { ...common, isOffered: false, code: 'deactivated' },
    { ...common, isOffered: false, code: 'on_duty_then', start: hours(1), end: hours(30) },
    { ...common, isOffered: false, code: 'rest_rule', since: hours(1), until: hours(3) },
    { ...common, isOffered: false, code: 'keeps_day', on: '2026-12-24' },
    { ...common, isOffered: false, code: 'does_not_read', language: 'es' },
  ]
}

export function fixView(text: Text): FixView {
  return { gap: gap(text, 1), rotation: text(40), language: 'es', candidates: candidates(text), asOf: NOW }
}

function fixPreview(text: Text, how: FixPreview['how']): FixPreview {
  return {
    gap: gap(text, 1),
    how,
    people: ids(10).map((index) => ({ id: `U0${index}`, name: text(80) })),
    days: days(text, 7),
    rotations: ids(12).map((index) => rotationName(text, index)),
    left: gapLines(text, 30),
  }
}

function holidayPreview(text: Text): HolidayPreview {
  const spans = ids(9).map((index) => ({ start: hours(index * 24), end: hours(index * 24 + 24) }))
  return {
    scheduleId: 1,
    version: 12,
    gaps: gapLines(text, 50),
    moved: ids(60).map(() => ({ name: text(80), gained: spans, lost: spans })),
    voidSwaps: 9,
  }
}

const QUIET: HolidayPreview = { scheduleId: 1, version: 1, gaps: [], moved: [], voidSwaps: 0 }

/** Every modal of `/oncall`. */
export function oncallScreens(text: Text, reader: Reader): NamedScreens {
  const wish = { scheduleId: 999_999_999, on: '2026-12-24', name: text(80), as: 'weekend', version: 9 } as const
  const nobody = candidates(text).filter((one) => !one.isOffered)
  return [
    ['team', teamModal(weeksView(text), false, reader)],
    ['team, table', teamModal(weeksView(text), true, reader)],
    ['team, one schedule', teamModal({ ...weeksView(text), choices: [], rotations: [], days: [] }, false, reader)],
    ['me', meModal(meView(text), reader, true)],
    ['calendar', calendarModal(`https://bot.example/calendar/${'a'.repeat(60)}.ics`, reader)],
    ['calendar, revoked', calendarModal(null, reader)],
    ['me, nothing', meModal({ ...meView(text), shifts: [], overrides: [], kept: [], keptLeft: null }, reader)],
    ['cover', coverForm({ person: 'U0SPECIALISTA', from: text(80), until: text(80), mayNameCover: true }, reader)],
    [
      'cover preview',
      coverPreview(coverView(text), { wish: coverWish(text), problems: [text(600), text(600)] }, reader),
    ],
    ['own duty, opening', openingModal('x', reader)],
    [
      'cover done',
      coverDone(
        coverView(text),
        ids(50).map((index) => 999_999_999 - index),
        reader,
      ),
    ],
    [
      'keep preview',
      keepPreview(
        {
          stillOn: ids(30).map((index) => ({ ...shift(text, index) })),
          gaps: ids(30).map((index) => ({
            ...shift(text, index),
            role: text(40),
            rotations: [],
            layer: null,
            why: 'vacant',
          })),
          lost: ids(90).map((index) => ({ ...shift(text, index) })),
          gained: ids(90).map((index) => ({ ...shift(text, index) })),
          left: [
            { year: 2026, left: 0, of: 99 },
            { year: 2027, left: 0, of: 99 },
          ],
        },
        { scheduleId: 999_999_999, days: { from: '2026-12-30', to: '2027-01-02' }, tradedHolidayOn: '2026-12-25' },
        reader,
      ),
    ],
    ['keep', keepForm(keepView(text), reader)],
    ['keep, nothing', keepForm(null, reader)],
    ['holidays, lead', holidaysModal(holidaysView(text, true), reader)],
    ['holidays', holidaysModal(holidaysView(text, false), reader)],
    ['holidays, none', holidaysModal({ ...holidaysView(text, false), holidays: [], struck: [] }, reader)],
    ...(['add', 'rename'] as const).map(
      (act) =>
        [`holiday ${act}`, holidayEditModal({ scheduleId: 1, on: '2026-12-24', act }, text(80), reader)] as const,
    ),
    ...(['add', 'rename', 'strike', 'restore', 'holiday', 'weekend', 'ignore'] as const).map(
      (act) => [`holiday preview ${act}`, holidayPreviewModal({ ...wish, act }, holidayPreview(text), reader)] as const,
    ),
    ['holiday preview, quiet', holidayPreviewModal({ ...wish, act: 'strike' }, QUIET, reader)],
    ['gaps', gapsModal({ gaps: gapLines(text, 200), asOf: NOW }, reader)],
    ['gaps, none', gapsModal({ gaps: [], asOf: NOW }, reader)],
    ['fix', fixModal(fixView(text), reader)],
    ['fix, nobody', fixModal({ ...fixView(text), candidates: nobody }, reader)],
    ['fix preview, ask', fixPreviewModal(fixPreview(text, 'ask'), reader)],
    ['fix preview, assign', fixPreviewModal(fixPreview(text, 'assign'), reader)],
    ['done', doneModal('Fix', fixDoneText({ ...done(text), how: 'ask', expiresAt: hours(40) }, reader), reader)],
    [
      'done, assigned',
      doneModal('Fix', fixDoneText({ ...done(text), how: 'assign', expiresAt: null }, reader), reader),
    ],
  ]
}

const done = (text: Text) => ({ names: ids(10).map(() => text(80)), at: NOW })

/** Of Home: its part of the hundred blocks. */
export function homeDuty(text: Text): HomeDuty {
  return {
    next: shift(text, 30),
    gaps: gapLines(text, 30),
    approvals: ids(40).map(() => ({ id: 999_999_999, giver: text(60), taker: text(60), start: hours(30) })),
    skipped: ids(9).map(() => ({ schedule: text(60), kind: 'weekend' as const, on: '2026-11-26' })),
    asOf: NOW,
  }
}

export function oncallAnswers(text: Text, reader: Reader): readonly (readonly [string, MessageContent])[] {
  return [
    ['on call now', nowAnswer(nowView(text), reader)],
    ['on call now, one schedule', nowAnswer(nowView(text, 1), reader)],
    ['on call now, no team', nowAnswer({ teams: [], mine: null, asOf: NOW }, reader)],
  ]
}

const coverView = (text: Text): CoverPreview => ({
  person: { id: 'U0SPECIALISTA', name: text(60) },
  by: { id: 'U0SPECIALISTB', name: text(60) },
  ...{ start: hours(0), end: hours(900) },
  schedules: ids(20).map((index) => ({
    scheduleId: index + 1,
    schedule: text(60),
    parts: ids(30).map((part) => ({ rotation: text(40), start: hours(part), end: hours(part + 1) })),
    refusal: null,
    keptDays: ids(20).map(() => '2026-12-24'),
  })),
})

const coverWish = (text: Text) => ({
  ...{ person: 'U0SPECIALISTA', by: 'U0SPECIALISTB' },
  ...{ start: hours(0).toISOString(), end: hours(900).toISOString() },
  reason: text(300),
  scheduleIds: ids(50).map(() => 999_999_999),
})

const keepView = (text: Text): KeepForm => ({
  scheduleId: 999_999_999,
  left: [2026, 2027].map((year) => ({ year, left: 365, of: 366 })),
  holidays: ids(200).map(() => ({ on: '2026-12-24', name: text(200) })),
  from: '2026-11-24',
})
