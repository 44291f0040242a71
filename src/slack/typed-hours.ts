/** A time of day as people say it, taken out of what they typed. */
export interface TypedHour {
  /** Minutes after midnight; 1440 is the midnight that ends the day. Null: none was typed. */
  readonly minutes: number | null
  /** "tonight": of today, without a word for the day. */
  readonly isToday: boolean
  /** What is left: the day. */
  readonly rest: string
}

const PARTS = {
  morning: { words: 'ma[ñn]ana|morning', at: 9 * 60 },
  small: { words: 'madrugada', at: null },
  afternoon: { words: 'tarde|afternoon', at: 15 * 60 },
  evening: { words: 'evening', at: 19 * 60 },
  night: { words: 'noche|night', at: 21 * 60 },
} as const
type Part = keyof typeof PARTS
const ALL_PARTS = Object.values(PARTS)
  .map(({ words }) => words)
  .join('|')
const NOON = 'mediod[ií]a|noon|midday'

/** Not inside a word or a number, accents counted as letters. */
const bounded = (pattern: string) => new RegExp(`(?<![\\p{L}\\d:/.-])(?:${pattern})(?![\\p{L}\\d:/-])`, 'giu')

/** `a las 9 de la noche`, `at 9:30 pm`, `18h`, `9:00`, `las 12 del mediodía`. */
const CLOCK = bounded(
  '(?<mark>(?:a|at|@)\\s+(?:las?\\s+)?|las?\\s+)?(?<hour>\\d{1,2})(?:(?<sign>[:h.])(?<minute>\\d{2})(?!\\.\\d)|\\s?(?<h>h|hs|hrs|horas?)\\b)?' +
    '(?:\\s*(?<half>[ap])\\.?\\s?m\\.?)?(?:\\s+y\\s+(?<more>media|cuarto))?' +
    `(?:\\s+(?:(?:de|por|en)\\s+la|in\\s+the|at)\\s+(?<part>${ALL_PARTS})|\\s+del?\\s+(?<noon>${NOON}))?`,
)
const NOONS = bounded(`(?:(?:al?|at)\\s+)?(?:${NOON})`)
const MIDNIGHTS = bounded('(?:(?:a|at)\\s+)?(?:la\\s+)?(?:medianoche|midnight)')
const TODAYS = bounded(`(?:est[ae]|this)\\s+(?<part>${ALL_PARTS})|(?<tonight>tonight)`)
/** A bare "mañana" is tomorrow. */
const LOOSE = bounded(
  `(?:(?:por|de|en|a)\\s+la|in\\s+the|at)\\s+(?<part>${ALL_PARTS})|(?<bare>tarde|noche|morning|afternoon|evening|night)`,
)

/**
 * Takes the one time of day out of a text; null where there are two, or one that no clock has. Parts of a day are its usual
 * hours (morning 9:00, afternoon 15:00, evening 19:00, night 21:00), and say which half of the day a bare hour is of.
 */
export function takeHour(typed: string): TypedHour | null {
  const found: { readonly minutes: number; readonly isExact: boolean }[] = []
  let isBad = false
  let isToday = false
  let rest = typed.replace(/(?<!\p{L})la una(?!\p{L})/giu, 'las 1')
  rest = rest.replace(CLOCK, (...match) => {
    const whole = String(match[0])
    const of = groupsOf(match)
    const isClock = [of.mark, of.minute, of.h, of.half, of.more, of.part, of.noon].some((one) => one !== undefined)
    if (!isClock) return whole
    const minutes = minutesOf(of)
    if (minutes === null || isUnclear(of, typed)) isBad = true
    else found.push({ minutes, isExact: of.half !== undefined || of.part !== undefined })
    return ' '
  })
  const takeAll = (pattern: RegExp, read: (of: Groups) => number | null) => {
    rest = rest.replace(pattern, (...match) => {
      const minutes = read(groupsOf(match))
      if (minutes === null) isBad = true
      else found.push({ minutes, isExact: true })
      return ' '
    })
  }
  takeAll(NOONS, () => 12 * 60)
  takeAll(MIDNIGHTS, () => 24 * 60)
  const parts: Part[] = []
  for (const pattern of [TODAYS, LOOSE]) {
    rest = rest.replace(pattern, (...match) => {
      const { part, tonight, bare } = groupsOf(match)
      const named = tonight === undefined ? partOf(part ?? bare ?? '') : 'night'
      if (named === null) isBad = true
      else parts.push(named)
      if (pattern === TODAYS) isToday = true
      return ' '
    })
  }
  const [one] = found
  const [part] = parts
  if (isBad || found.length > 1 || parts.length > 1) return null
  const tidy = { isToday, rest: rest.replace(/\s+/g, ' ').trim() }
  if (part === undefined) return { ...tidy, minutes: one?.minutes ?? null }
  if (one === undefined) return PARTS[part].at === null ? null : { ...tidy, minutes: PARTS[part].at }
  const within = one.isExact ? ifWithin(one.minutes, part) : inPart(one.minutes, part)
  return within === null ? null : { ...tidy, minutes: within }
}

type Groups = Readonly<Record<string, string | undefined>>

/** The named groups, which come last. */
function groupsOf(match: readonly unknown[]): Groups {
  const last = match.at(-1)
  return typeof last === 'object' && last !== null ? (last as Groups) : {}
}

function partOf(word: string): Part | null {
  const names = Object.keys(PARTS) as Part[]
  return names.find((name) => new RegExp(`^(?:${PARTS[name].words})$`, 'iu').test(word)) ?? null
}

/** `9.11` may be a day in November, and `3 horas` how long it lasts. */
function isUnclear({ mark, sign, minute, h, half, part }: Groups, typed: string): boolean {
  const isSure = [mark, half, part].some((one) => one !== undefined)
  if (isSure) return false
  if (sign === '.') return minute !== '00' && Number(minute) <= 12
  return h !== undefined && /^\d+\s?horas?$/iu.test(typed.trim())
}

function minutesOf(of: Groups): number | null {
  const hour = Number(of.hour)
  const minute = of.minute === undefined ? ({ media: 30, cuarto: 15 }[of.more ?? ''] ?? 0) : Number(of.minute)
  if (hour > 23 || minute > 59 || (of.more !== undefined && of.minute !== undefined)) return null
  const minutes = hour * 60 + minute
  if (of.noon !== undefined) return minutes === 12 * 60 ? minutes : null
  const part = of.part === undefined ? null : partOf(of.part)
  if (of.half !== undefined) {
    if (hour < 1 || hour > 12) return null
    const exact = (hour % 12) * 60 + minute + (of.half.toLowerCase() === 'p' ? 12 * 60 : 0)
    return part === null ? exact : ifWithin(exact, part)
  }
  return part === null ? minutes : inPart(minutes, part)
}

/** From when to when a part of the day is said of an hour: minutes after midnight, `[from, to]`. */
const SPANS: Readonly<Record<Part, readonly [number, number]>> = {
  morning: [0, 12 * 60 - 1],
  small: [0, 7 * 60],
  afternoon: [12 * 60, 20 * 60],
  evening: [16 * 60, 24 * 60],
  night: [18 * 60, 24 * 60],
}

function ifWithin(minutes: number, part: Part): number | null {
  const [from, to] = SPANS[part]
  return from <= minutes && minutes <= to ? minutes : null
}

/**
 * A time of day by the part of the day that was named with it. Null where no such part has it, or where two readings are as
 * good: "2 de la noche" is after midnight, "12 de la mañana" noon or midnight.
 */
function inPart(minutes: number, part: Part): number | null {
  const hour = Math.floor(minutes / 60)
  const isMorning = part === 'morning' || part === 'small'
  if (isMorning) return ifWithin(part === 'small' && hour === 12 ? minutes - 12 * 60 : minutes, part)
  // "12 de la noche" is the midnight that ends the day.
  const isMidnight = hour === 12 && part !== 'afternoon'
  return ifWithin(hour < 12 || isMidnight ? minutes + 12 * 60 : minutes, part)
}
