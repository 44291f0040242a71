import { expect, test } from 'vitest'
import { monthOf } from '../../../src/domain/oncall/month.ts'
import { prepareSchedule } from '../../../src/domain/oncall/prepare.ts'
import { parseSchedules } from '../../../src/settings/schedules/file.ts'
import { snapshotFor } from '../../../src/usecases/oncall/load-schedules.ts'
import { SKETCH } from '../../support/schedule-sketch.ts'

function monthIn(yaml: string, year: number, month: number) {
  const parsed = parseSchedules(yaml, 'f')
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  const [entry] = parsed.schedules
  if (entry === undefined) throw new Error('no schedule')
  const snapshot = snapshotFor(
    entry.rules,
    { ...entry, checkpoints: [], deactivations: [] },
    new Date(Date.UTC(year, 0, 1)),
  )
  return monthOf(prepareSchedule(snapshot), { year, month })
}

/** `primary 09:00–18:00 U1`. */
function linesOf(month: ReturnType<typeof monthIn>, on: string): readonly string[] {
  const day = month.days.find((one) => one.on === on)
  const lines = day?.rows.flatMap(({ rotation, entries }) =>
    entries.map(
      ({ at, until, people, isGap }) => `${rotation} ${at ?? '…'}–${until ?? ''} ${isGap ? 'gap' : people.join()}`,
    ),
  )
  return lines ?? []
}

test('a day says who comes, who goes on alone, and who goes without anybody after them', () => {
  const month = monthIn(SKETCH, 2026, 11)
  expect(month.days).toHaveLength(30)
  expect(linesOf(month, '2026-11-06')).toEqual(['primary 09:00– U2', 'primary 18:00– U3', 'backup 09:00–18:00 U3'])
  expect(linesOf(month, '2026-11-07')).toEqual(['primary …– U3'])
  const holiday = month.days.find((day) => day.on === '2026-11-26')
  expect(holiday).toMatchObject({ holiday: 'Thanksgiving Day', isWeekend: false })
  expect(month.days.filter((day) => day.isWeekend).map((day) => day.on)).toEqual(
    expect.arrayContaining(['2026-11-07', '2026-11-08', '2026-11-14', '2026-11-28']),
  )
})

test('a gap is said where it begins, and again on each day that it lasts', () => {
  const nobody = "{ from: '2026-11-18T12:00', to: '2026-11-20T20:00', nobody: true, rotation: primary }, "
  const month = monthIn(SKETCH.replace('overrides: [', `overrides: [${nobody}`), 2026, 11)
  expect(linesOf(month, '2026-11-18')).toContain('primary 12:00– gap')
  expect(linesOf(month, '2026-11-19').filter((line) => line.startsWith('primary'))).toEqual(['primary …– gap'])
  expect(linesOf(month, '2026-11-20')[0]).toBe('primary …– gap')
  expect(linesOf(month, '2026-11-20')[1]).toMatch(/^primary 20:00– U\d$/)
})

test('a month in which a midnight is missing has all its days', () => {
  const month = monthIn(SKETCH.replace('America/New_York', 'America/Santiago'), 2026, 9)
  expect(month.days.map((day) => day.on)).toHaveLength(30)
  expect(month.days.find((day) => day.on === '2026-09-06')).toMatchObject({ isWeekend: true })
  expect(linesOf(month, '2026-09-06')).toHaveLength(1)
})
