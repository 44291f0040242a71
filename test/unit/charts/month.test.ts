import { inflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { type MonthPicture, monthSvg, monthText } from '../../../src/charts/month.ts'
import { pngOf } from '../../../src/charts/png.ts'
import type { MonthDay, MonthEntry } from '../../../src/domain/oncall/month.ts'

const entry = (name: string, more: Partial<MonthEntry> = {}): MonthEntry => ({
  at: '09:00',
  until: null,
  people: name === '' ? [] : [name],
  isGap: name === '',
  ...more,
})

/** February 2027: four weeks from Monday, the 1st. */
function picture(more: Partial<MonthPicture> = {}, change: (day: MonthDay) => MonthDay = (day) => day): MonthPicture {
  const days = [...Array(28)].map((_, index): MonthDay => {
    const on = `2027-02-${String(index + 1).padStart(2, '0')}`
    return change({
      on,
      isWeekend: index % 7 > 4,
      holiday: null,
      rows: [{ rotation: 'primary', entries: [entry('Ana')] }],
    })
  })
  const month = { schedule: 'core', zone: 'Europe/Madrid', year: 2027, month: 2, days }
  return { team: 'Policy', month, locale: 'en', ...more }
}

const on15 = (what: Partial<MonthDay>) => (day: MonthDay) => (day.on === '2027-02-15' ? { ...day, ...what } : day)
const gap = { rows: [{ rotation: 'primary', entries: [entry('')] }] }

/** Width, height, and how many pixels are dark: PNG rows of 8-bit RGBA, unfiltered here by hand. */
function inkOf(png: Uint8Array): { readonly width: number; readonly height: number; readonly ink: number } {
  const bytes = Buffer.from(png)
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]
  expect([bytes[24], bytes[25]], '8-bit RGBA').toEqual([8, 6])
  const data: Buffer[] = []
  for (let at = 8; at < bytes.length; at += bytes.readUInt32BE(at) + 12) {
    if (bytes.toString('latin1', at + 4, at + 8) === 'IDAT')
      data.push(bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at)))
  }
  const raw = inflateSync(Buffer.concat(data))
  const stride = width * 4
  let before = new Uint8Array(stride)
  let ink = 0
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (stride + 1)]
    const row = new Uint8Array(raw.subarray(y * (stride + 1) + 1, (y + 1) * (stride + 1)))
    for (let x = 0; x < stride; x += 1) {
      const [left, up, corner] = [x < 4 ? 0 : (row[x - 4] ?? 0), before[x] ?? 0, x < 4 ? 0 : (before[x - 4] ?? 0)]
      row[x] = (row[x] ?? 0) + predicted(filter ?? 0, left, up, corner)
    }
    for (let x = 0; x < stride; x += 4) if ((row[x] ?? 255) < 96) ink += 1
    before = row
  }
  return { width, height, ink }
}

function predicted(filter: number, left: number, up: number, corner: number): number {
  if (filter === 0) return 0
  if (filter === 1) return left
  if (filter === 2) return up
  if (filter === 3) return Math.floor((left + up) / 2)
  const guess = left + up - corner
  const [a, b, c] = [left, up, corner].map((one) => Math.abs(guess - one))
  if (a === undefined || b === undefined || c === undefined) throw new Error('no guess')
  return a <= b && a <= c ? left : b <= c ? up : corner
}

const drawn = async (what: MonthPicture, edit = (svg: string) => svg) => inkOf(await pngOf(edit(monthSvg(what))))

test('the picture is A4 across, and its words are really drawn', async () => {
  const whole = await drawn(picture())
  const wordless = await drawn(picture(), (svg) => svg.replace(/<text.*?<\/text>/g, ''))
  expect([whole.width, whole.height]).toEqual([1404, 993])
  expect(Math.abs(whole.width / whole.height - Math.SQRT2)).toBeLessThan(0.01)
  // 28 days, each with its number and a name: some hundred dark pixels for each.
  expect(whole.ink - wordless.ink).toBeGreaterThan(28 * 100)
  expect(wordless.ink).toBeGreaterThan(1_000)
})

test('a gap, a holiday and a weekend are signs: they show without any colour or word', async () => {
  const wordless = (svg: string) => svg.replace(/<text.*?<\/text>/g, '')
  const plain = (await drawn(picture(), wordless)).ink
  expect((await drawn(picture({}, on15(gap)), wordless)).ink).toBeGreaterThan(plain + 30)
  expect((await drawn(picture({}, on15({ holiday: 'Carnival' })), wordless)).ink).toBeGreaterThan(plain + 2_000)
  expect(monthSvg(picture()).match(/fill="url\(#weekend\)" stroke="#111111" stroke-width="1"/g)).toHaveLength(8)
  expect(
    [...monthSvg(picture({}, on15(gap))).matchAll(/#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})/g)].every(
      ([, r, g, b]) => r === g && g === b,
    ),
  ).toBe(true)
})

test('accents and signs of names are in the font', async () => {
  const named = (name: string) =>
    picture({}, (day) => ({ ...day, rows: [{ rotation: 'primary', entries: [entry(name)] }] }))
  // What a font doesn't have is drawn as one and the same box.
  const [tilde, plain, missing] = [
    await drawn(named('ÑÑÑÑÑÑ')),
    await drawn(named('NNNNNN')),
    await drawn(named('\u{10FFFD}'.repeat(6))),
  ]
  expect(tilde.ink).toBeGreaterThan(plain.ink)
  expect(tilde.ink).not.toBe(missing.ink)
})

test('a hostile name can’t draw', () => {
  const svg = monthSvg(picture({ team: '</text><script>"&' }, (day) => ({ ...day, holiday: '<image href="x"/>' })))
  expect(svg).not.toMatch(/<script|<image/)
})

test.each([
  [
    'en',
    'Policy · core · February 2027',
    'Monday 15 · holiday: Carnival · primary 09:00 nobody',
    'Saturday 6 · weekend · primary 09:00 Ana',
  ],
  [
    'es',
    'Policy · core · febrero de 2027',
    'lunes 15 · feriado: Carnival · principal 09:00 nadie',
    'sábado 6 · fin de semana · principal 09:00 Ana',
  ],
] as const)('the same is there in words: %s', (locale, title, gapLine, weekendLine) => {
  const lines = monthText(picture({ locale }, on15({ holiday: 'Carnival', ...gap }))).split('\n')
  expect(lines).toHaveLength(30)
  expect(lines[0]).toBe(title)
  expect(lines).toEqual(expect.arrayContaining([gapLine, weekendLine]))
})
