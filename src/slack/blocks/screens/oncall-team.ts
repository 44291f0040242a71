import type { ModalView } from '@slack/types'
import type { DayLine, DayPart, WeeksView } from '../../../domain/oncall/screens.ts'
import { listOf, timeOf } from '../../../i18n/format.ts'
import { actions, button, context, dotted, header } from '../kit.ts'
import { clip, harmlessLine, nameOf, userCode, userLine } from '../mrkdwn.ts'
import type { Reader } from '../reader.ts'
import { modal } from './inputs.ts'
import { ONCALL_ACTIONS, ONCALL_CALLBACKS } from './oncall-ids.ts'
import { weeksValue } from './oncall-refs.ts'
import { dateText, paragraphs, roleText, scheduleMenu, timeToken, wordsFor } from './oncall-shared.ts'

/** As far as anybody turns: a year each way. */
const PAGES = 26
const PARTS_SHOWN = 12
const TABLE_COLUMNS = 4
const CELL = 14

/** `/oncall team`: two weeks of a schedule, a line a day (a phone), or as a table. */
export function teamModal(view: WeeksView, isTable: boolean, reader: Reader): ModalView {
  const { team, button: label } = wordsFor(reader)
  const { schedule, choices, page } = view
  const at = (to: number, table: boolean) => weeksValue({ scheduleId: schedule.id, page: to, isTable: table })
  const options = choices.map((one) => ({
    value: weeksValue({ scheduleId: one.id, page, isTable }),
    label: dotted(one.name, one.team),
  }))
  return modal({
    callbackId: ONCALL_CALLBACKS.team,
    title: team.title,
    close: label.close,
    metadata: at(page, isTable),
    blocks: [
      ...scheduleMenu(ONCALL_ACTIONS.teamSchedule, team.choose, options, at(page, isTable)),
      header(team.heading(harmlessLine(schedule.name, 60), harmlessLine(schedule.team, 60))),
      ...(isTable ? tableBlocks(view, reader) : weekBlocks(view.days, view.rotations, reader)),
      context(isTable ? team.legendTable : team.legend),
      actions(
        ...(page > -PAGES ? [button(ONCALL_ACTIONS.teamPrevious, label.previous, at(page - 1, isTable))] : []),
        ...(page < PAGES ? [button(ONCALL_ACTIONS.teamNext, label.next, at(page + 1, isTable))] : []),
        button(ONCALL_ACTIONS.teamTable, isTable ? label.asLines : label.asTable, at(page, !isTable)),
        button(ONCALL_ACTIONS.teamMonth, label.asPicture, at(page, isTable)),
      ),
    ],
  })
}

/** A line a day, a paragraph a week. */
export function weekBlocks(days: readonly DayLine[], rotations: readonly string[], reader: Reader) {
  const weeks: DayLine[][] = []
  for (const day of days) {
    const last = weeks.at(-1)
    if (last === undefined || last.length === 7) weeks.push([day])
    else last.push(day)
  }
  return weeks.flatMap((week) => paragraphs(week.map((day) => dayText(day, rotations, reader))))
}

/** "▪ *Sat 28 Nov*  18:00 Specialist B · backup Specialist C" */
function dayText(day: DayLine, rotations: readonly string[], reader: Reader): string {
  const { team } = wordsFor(reader)
  const sign = day.holiday !== null ? '★ ' : day.isWeekend ? '▪ ' : ''
  const names = [
    `${sign}*${dateText(day.on, reader)}*`,
    day.isToday ? `(${team.today})` : null,
    day.holiday === null ? null : userLine(day.holiday, 40),
  ].filter((one) => one !== null)
  const [first] = rotations
  const said = rotations.flatMap((rotation) => {
    const parts = day.parts.filter((part) => part.rotation === rotation).slice(0, PARTS_SHOWN)
    if (parts.length === 0) return []
    // Handed over at the same hours as the first: they were just said.
    const isAsFirst =
      rotation !== first && hoursOf(parts) === hoursOf(day.parts.filter((part) => part.rotation === first))
    const text = parts.map((part) => partText(isAsFirst ? { ...part, from: null } : part, reader)).join(' → ')
    // The first rotation is whom everybody asks for: it needs no name.
    return [rotation === first ? text : `${roleText(rotation, reader)} ${text}`]
  })
  return `${names.join(' ')}  ${said.length === 0 ? `_${team.empty}_` : dotted(...said.slice(0, 8))}`
}

function hoursOf(parts: readonly DayPart[]): string {
  return parts.map((part) => part.from?.getTime() ?? '').join()
}

function partText(part: DayPart, reader: Reader): string {
  const { nobody } = wordsFor(reader)
  const who =
    part.people.length === 0
      ? nobody
      : listOf(
          part.people.slice(0, 4).map((name) => nameOf({ name: clip(name, 30) })),
          reader.locale,
        )
  return part.from === null ? who : `${timeToken(part.from, reader)} ${who}`
}

/** Marks mean nothing in a code block; should a client show it otherwise, they style nothing either. */
function plain(text: string): string {
  return text.replaceAll('*', '∗').replaceAll('_', 'ˍ').replaceAll('~', '∼')
}

/** Aligned text: Slack's own tables are for messages only. */
function tableBlocks(view: WeeksView, reader: Reader) {
  const { team, nobody } = wordsFor(reader)
  const columns = view.rotations.slice(0, TABLE_COLUMNS)
  const heads = columns.map((name) => wordsFor(reader).role[name] ?? name)
  const cell = (part: DayPart) => {
    const who = part.people.length === 0 ? nobody : part.people.join('+')
    return `${part.from === null ? '›' : timeOf(part.from, reader.zone, reader.locale)} ${harmlessLine(who, CELL)}`
  }
  const rows = view.days.flatMap((day) => {
    const cells = columns.map((name) =>
      day.parts
        .filter((part) => part.rotation === name)
        .slice(0, 6)
        .map(cell),
    )
    const height = Math.max(1, ...cells.map((one) => one.length))
    const sign = day.holiday !== null ? '★' : day.isWeekend ? '▪' : ' '
    return Array.from({ length: height }, (_, index) => [
      index === 0 ? `${sign} ${dateText(day.on, reader)}` : '',
      ...cells.map((one) => one[index] ?? ''),
    ])
  })
  const all = [[`  ${team.day}`, ...heads.map((one) => harmlessLine(one, CELL + 6))], ...rows]
  const widths = all.reduce<readonly number[]>(
    (most, row) => row.map((text, index) => Math.max(most[index] ?? 0, [...text].length)),
    [],
  )
  const line = (row: readonly string[]) =>
    row
      .map((text, index) => text + ' '.repeat(Math.max(0, (widths[index] ?? 0) - [...text].length)))
      .join('  ')
      .trimEnd()
  const [head = '', ...body] = all.map(line)
  const half = Math.ceil(body.length / 2)
  return [body.slice(0, half), body.slice(half)].flatMap((part) =>
    paragraphs([userCode(plain([head, ...part].join('\n')))]),
  )
}
