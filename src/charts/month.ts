import type { Locale } from '../domain/language.ts'
import type { Month, MonthDay, MonthEntry } from '../domain/oncall/month.ts'
import { calendarWordsOf, monthName, weekdayNames } from '../i18n/calendar.ts'
import { layerWordOf } from '../i18n/oncall.ts'
import { roleWordOf } from '../i18n/oncall-screens.ts'

/** A month of a team, with display names in the place of ids. */
export interface MonthPicture {
  readonly team: string
  readonly month: Month
  readonly locale: Locale
}

/** A4 across, in pixels. */
const WIDTH = 1404
const HEIGHT = 993
const MARGIN = 32
const TOP = 118
const FOOT = 44
const LINE = 17
const INK = '#111111'
const SOFT = '#444444'

/**
 * A month as SVG, for printing: signs, never colour alone. Weekends are hatched, holidays are named in a black band, and
 * where nobody is on call a triangle says so.
 */
export function monthSvg({ team, month, locale }: MonthPicture): string {
  const words = calendarWordsOf(locale).month
  const offset = weekdayOf(month.days[0]?.on ?? '') - 1
  const weeks = Math.ceil((offset + month.days.length) / 7)
  const cell = { width: (WIDTH - 2 * MARGIN) / 7, height: (HEIGHT - TOP - FOOT) / weeks }
  const heads = weekdayNames(locale).map((name, index) =>
    text(name, { x: MARGIN + index * cell.width + 8, y: TOP - 10, size: 15, isBold: true, most: cell.width - 12 }),
  )
  const days = month.days.map((day, index) => {
    const x = MARGIN + ((offset + index) % 7) * cell.width
    const y = TOP + Math.floor((offset + index) / 7) * cell.height
    return dayCell(day, { x, y, ...cell }, locale)
  })
  const title = words.title(team, month.schedule, monthName(month.year, month.month, locale))
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}">`,
    '<defs><pattern id="weekend" width="9" height="9" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">',
    '<rect width="9" height="9" fill="#ffffff"/><rect width="1.6" height="9" fill="#c4c4c4"/></pattern></defs>',
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>`,
    text(title, { x: MARGIN, y: 58, size: 30, isBold: true, most: WIDTH - 2 * MARGIN }),
    ...heads,
    ...days,
    ...legend(locale, month.zone),
    '</svg>',
  ].join('\n')
}

interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

function dayCell(day: MonthDay, box: Box, locale: Locale): string {
  const { x, y, width, height } = box
  const fill = day.isWeekend ? 'url(#weekend)' : '#ffffff'
  const frame = `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${fill}" stroke="${INK}" stroke-width="1"/>`
  const number = text(String(Number(day.on.slice(8))), {
    x: x + 8,
    y: y + 22,
    size: 19,
    isBold: true,
    most: 40,
    isOnHatch: day.isWeekend,
  })
  const holiday =
    day.holiday === null
      ? ''
      : `<rect x="${x + 38}" y="${y + 5}" width="${width - 43}" height="21" fill="${INK}"/>${text(day.holiday, { x: x + 44, y: y + 20, size: 13, isBold: true, most: width - 54, ink: '#ffffff' })}`
  const room = Math.floor((height - 34) / LINE)
  const all = day.rows.flatMap(({ rotation, entries }) => entries.map((entry) => entryLines(rotation, entry, locale)))
  const asked = all.map((one) => (fits(one.whole, width - 14, 13) ? [one.whole] : [one.when, one.who]))
  // A name that is too long has a line of its own while there is room; else it is cut.
  const written = asked.flat().length <= room ? asked : all.map((one) => [one.whole])
  const shown = written.length > room ? written.slice(0, room - 1) : written
  let row = 0
  const lines = shown.flatMap((said, index) => {
    const isGap = all[index]?.isGap === true
    return said.map((line, part) => {
      const indent = isGap || part > 0 ? 18 : 0
      const place = { x: x + 8, y: y + 44 + row * LINE, most: width - 14 - indent, isOnHatch: day.isWeekend }
      row += 1
      const sign = isGap && part === 0 ? gapSign(place) : ''
      return sign + text(line, { ...place, x: place.x + indent, size: 13, isBold: isGap })
    })
  })
  const left = all.length - shown.length
  const more =
    left === 0
      ? ''
      : text(calendarWordsOf(locale).month.more(left), {
          x: x + 8,
          y: y + 44 + row * LINE,
          size: 13,
          most: width - 14,
          isOnHatch: day.isWeekend,
          ink: SOFT,
        })
  return [frame, number, holiday, ...lines, more].join('')
}

function entryLines(rotation: string, { at, until, people, isGap }: MonthEntry, locale: Locale) {
  const words = calendarWordsOf(locale)
  const who = isGap ? words.month.gap : people.map((name) => (name === '' ? words.somebody : name)).join(', ')
  const role = roleWordOf(rotation, locale) ?? rotation
  const when = `${role} ${at ?? '…'}${until === null ? '' : `–${until}`}`
  return { when, who, whole: `${when} ${who}`, isGap }
}

/** A triangle with an exclamation mark, drawn: no font has to have it. */
function gapSign({ x, y }: { readonly x: number; readonly y: number }): string {
  return `<path d="M${x} ${y + 1} L${x + 7} ${y - 12} L${x + 14} ${y + 1} Z" fill="#ffffff" stroke="${INK}" stroke-width="1.8" stroke-linejoin="round"/><rect x="${x + 6.2}" y="${y - 8}" width="1.7" height="4.6" fill="${INK}"/><rect x="${x + 6.2}" y="${y - 2.2}" width="1.7" height="1.7" fill="${INK}"/>`
}

function legend(locale: Locale, zone: string): readonly string[] {
  const words = calendarWordsOf(locale).month
  const y = HEIGHT - 17
  const box = (x: number, fill: string) =>
    `<rect x="${x}" y="${y - 13}" width="24" height="16" fill="${fill}" stroke="${INK}"/>`
  const says = (said: string, x: number) => text(said, { x, y, size: 14, most: 260 })
  return [
    box(MARGIN, 'url(#weekend)'),
    says(words.weekend, MARGIN + 32),
    box(MARGIN + 190, INK),
    says(layerWordOf('holiday', locale), MARGIN + 222),
    gapSign({ x: MARGIN + 340, y }),
    says(words.gap, MARGIN + 362),
    says(`…  ${words.goesOn}`, MARGIN + 470),
    text(words.zone(zone), { x: MARGIN + 640, y, size: 14, most: 600 }),
  ]
}

interface Written {
  readonly x: number
  readonly y: number
  readonly size: number
  /** Pixels that it may take. */
  readonly most: number
  readonly isBold?: boolean
  readonly ink?: string
  /** A white edge keeps it legible on hatching. */
  readonly isOnHatch?: boolean
}

/** Condensed letters are a little over half as wide as high. */
function roomIn(most: number, size: number, isBold: boolean): number {
  return Math.floor(most / (size * (isBold ? 0.59 : 0.53)))
}

function fits(said: string, most: number, size: number): boolean {
  return [...said].length <= roomIn(most, size, false)
}

/** What is longer than its room is cut: it would run into the next day. */
function text(said: string, { x, y, size, most, isBold = false, ink = INK, isOnHatch = false }: Written): string {
  const room = roomIn(most, size, isBold)
  const letters = [...said.replace(/[\p{Cc}\p{Cs}]+/gu, ' ')]
  const cut =
    letters.length > room
      ? `${letters
          .slice(0, Math.max(1, room - 1))
          .join('')
          .trimEnd()}…`
      : letters.join('')
  const edge = isOnHatch ? ' stroke="#ffffff" stroke-width="4" paint-order="stroke" stroke-linejoin="round"' : ''
  const weight = isBold ? ' font-weight="bold"' : ''
  return `<text x="${x}" y="${y}" font-family="DejaVu Sans" font-size="${size}"${weight} font-stretch="condensed" fill="${ink}"${edge}>${escaped(cut)}</text>`
}

function escaped(said: string): string {
  return said.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

/** The same in words, for who doesn't see the picture: a line for each day. */
export function monthText({ team, month, locale }: MonthPicture): string {
  const words = calendarWordsOf(locale).month
  const names = weekdayNames(locale)
  const days = month.days.map((day) => {
    const kind = [
      ...(day.isWeekend ? [words.weekend] : []),
      ...(day.holiday === null ? [] : [`${layerWordOf('holiday', locale)}: ${day.holiday}`]),
    ]
    const lines = day.rows.flatMap(({ rotation, entries }) =>
      entries.map((entry) => entryLines(rotation, entry, locale).whole),
    )
    const name = `${names[weekdayOf(day.on) - 1]} ${Number(day.on.slice(8))}`
    return [name, ...kind, ...lines].join(' · ')
  })
  const title = words.title(team, month.schedule, monthName(month.year, month.month, locale))
  return [title, words.zone(month.zone), ...days].join('\n')
}

/** ISO: 1 is Monday. */
function weekdayOf(on: string): number {
  return ((new Date(`${on}T00:00:00Z`).getUTCDay() + 6) % 7) + 1
}
