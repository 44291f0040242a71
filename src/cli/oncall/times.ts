import { Temporal } from 'temporal-polyfill'
import { LANGUAGES, type Language } from '../../domain/language.ts'
import { plain } from '../plain.ts'
import type { Terminal } from '../terminal.ts'

/** What is typed: `--at`, or `--from` with `--to`. */
export interface TypedTime {
  readonly at?: string
  readonly from?: string
  readonly to?: string
  readonly lang?: string
}

export interface AskedRange {
  readonly kind: 'range'
  readonly from: Date
  readonly to: Date
}

export type AskedTime = { readonly kind: 'at'; readonly at: Date } | AskedRange

export interface Asked<T extends AskedTime = AskedTime> {
  readonly time: T
  readonly language: Language | null
}

/** Beyond ten years a range is a typing error. */
const LONGEST_MS = 3_660 * 86_400_000

/** What was asked for; null when it isn't understood, which has been said. */
export function readAsked(terminal: Terminal, typed: TypedTime, kind: 'range'): Asked<AskedRange> | null
export function readAsked(terminal: Terminal, typed: TypedTime, kind: 'any'): Asked | null
export function readAsked(terminal: Terminal, typed: TypedTime, kind: 'any' | 'range'): Asked | null {
  const words = terminal.words.oncall
  const refuse = (sentence: string): null => {
    const command = kind === 'any' ? 'vigia oncall' : 'vigia oncall fairness'
    terminal.err([sentence, terminal.words.usage.seeHelp(command)].join('\n'))
    return null
  }
  const language = LANGUAGES.find((one) => one === typed.lang) ?? null
  if (typed.lang !== undefined && language === null) return refuse(words.noLanguage(plain(typed.lang)))
  const instants = new Map<'at' | 'from' | 'to', Date>()
  for (const option of ['at', 'from', 'to'] as const) {
    const text = typed[option]
    if (text === undefined) continue
    const instant = instantOf(text)
    if (instant === null) return refuse(words.noInstant({ option: `--${option}`, typed: plain(text) }))
    instants.set(option, instant)
  }
  const [at, from, to] = [instants.get('at'), instants.get('from'), instants.get('to')]
  if (kind === 'any' && at !== undefined && from === undefined && to === undefined) {
    return { time: { kind: 'at', at }, language }
  }
  if (at !== undefined || from === undefined || to === undefined) {
    return refuse(kind === 'any' ? words.atOrRange : words.range)
  }
  if (to.getTime() <= from.getTime()) return refuse(words.backwards)
  if (to.getTime() - from.getTime() > LONGEST_MS) return refuse(words.tooLong)
  return { time: { kind: 'range', from, to }, language }
}

/** ISO 8601 with an offset or `Z`, in the years that schedules know; null for anything else. */
function instantOf(text: string): Date | null {
  try {
    const at = new Date(Temporal.Instant.from(text.trim()).epochMilliseconds)
    const year = at.getUTCFullYear()
    return year >= 2000 && year < 2200 ? at : null
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

/** `2026-11-26T14:00:00Z`; milliseconds only where there are some. */
export function instantText(at: Date): string {
  return at.toISOString().replace('.000Z', 'Z')
}
