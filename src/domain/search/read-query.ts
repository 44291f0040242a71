import { Temporal } from 'temporal-polyfill'
import { parseEscNumber } from '../escalation/words.ts'
import { dayOf, instantAt, localDayAt } from '../oncall/wall-clock.ts'
import {
  type Filter,
  type PersonAsked,
  QUERY_MAX,
  type SearchProblem,
  type SearchQuery,
  TERMS_MAX,
  type Term,
} from './query.ts'
import {
  daysAgo,
  type Field,
  fieldNamed,
  folded,
  isMe,
  isNobody,
  languageNamed,
  severityNamed,
  stateNamed,
} from './words.ts'

/** A category or a team, and all names that it goes by. */
export interface NamedChoice {
  readonly id: string
  readonly names: readonly string[]
}

/** What a query is read against. */
export interface SearchGround {
  readonly categories: readonly NamedChoice[]
  readonly teams: readonly NamedChoice[]
  /** The reader's own, IANA: days begin at its midnight. */
  readonly zone: string
  readonly now: Date
}

export type ReadQuery =
  | { readonly ok: true; readonly query: SearchQuery }
  | { readonly ok: false; readonly problems: readonly SearchProblem[] }

interface Token {
  readonly text: string
  /** Counted from 1. */
  readonly at: number
}

/** Pieces between `separator`s that stand outside of quotes. */
function split(text: string, separator: RegExp, from: number): Token[] {
  const tokens: Token[] = []
  let piece = ''
  let at = from
  let isQuoted = false
  let position = from
  for (const character of `${text}`) {
    if (character === '"') isQuoted = !isQuoted
    if (!isQuoted && separator.test(character)) {
      tokens.push({ text: piece, at })
      piece = ''
      at = position + 1
    } else piece += character
    position += character.length
  }
  tokens.push({ text: piece, at })
  return tokens
}

const bare = (text: string) => text.replaceAll('"', '').trim()

const hasOpenQuote = (text: string) => text.split('"').length % 2 === 0

function choiceNamed(choices: readonly NamedChoice[], text: string): string | null {
  const wanted = folded(text)
  const found = choices.find((one) => one.id === text || [one.id, ...one.names].some((name) => folded(name) === wanted))
  return found?.id ?? null
}

function personAsked(text: string, at: number): PersonAsked {
  if (isMe(text)) return { who: 'me' }
  if (isNobody(text)) return { who: 'nobody' }
  const name = text.replace(/^@/, '').trim()
  return /^[UW][A-Z0-9]{6,}$/.test(name) ? { who: 'id', id: name } : { who: 'name', name, at }
}

/** The local day that is meant, as days since 1970-01-01; null where there is no such day. */
function dayMeant(text: string, ground: SearchGround): number | null {
  const ago = daysAgo(text)
  if (ago !== null) return localDayAt(ground.zone, ground.now.getTime()) - ago
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null
  try {
    const date = Temporal.PlainDate.from(text, { overflow: 'reject' })
    // Beyond these no escalation was filed, and a year's changes of offset cost to look up.
    return date.year < 1971 || date.year > 2199 ? null : dayOf(date.toString())
  } catch {
    return null
  }
}

const isoDay = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10)

type One<T> = { readonly value: T } | { readonly problem: SearchProblem }

function each<T>(values: readonly Token[], read: (value: Token) => One<T>): { all: T[]; problems: SearchProblem[] } {
  const all: T[] = []
  const problems: SearchProblem[] = []
  for (const value of values) {
    const one = read(value)
    if ('problem' in one) problems.push(one.problem)
    else all.push(one.value)
  }
  return { all, problems }
}

function filterOf(field: Field, values: readonly Token[], ground: SearchGround): Filter | readonly SearchProblem[] {
  const coded = <T>(read: (text: string) => T | null, filter: (all: T[]) => Filter) => {
    const { all, problems } = each(values, ({ text, at }): One<T> => {
      const value = read(text)
      return value === null ? { problem: { code: 'unknown_value', at, typed: text, field } } : { value }
    })
    return problems.length > 0 ? problems : filter(all)
  }
  switch (field) {
    case 'category':
    case 'team': {
      const choices = field === 'category' ? ground.categories : ground.teams
      return coded(
        (text) => choiceNamed(choices, text),
        (ids) => ({ field, ids }),
      )
    }
    case 'state':
      return coded(stateNamed, (states) => ({ field, states }))
    case 'severity':
      return coded(severityNamed, (severities) => ({ field, severities }))
    case 'language':
      return coded(languageNamed, (languages) => ({ field, languages }))
    case 'owner':
    case 'requester': {
      const { all, problems } = each(values, ({ text, at }): One<PersonAsked> => {
        const value = personAsked(text, at)
        const isNoRequester = field === 'requester' && value.who === 'nobody'
        return isNoRequester ? { problem: { code: 'nobody_files', at, typed: text } } : { value }
      })
      return problems.length > 0 ? problems : { field, people: all }
    }
    case 'since':
    case 'until': {
      const [first, second] = values
      if (first === undefined) return []
      if (second !== undefined) return [{ code: 'several_dates', at: second.at, typed: second.text }]
      const day = dayMeant(first.text, ground)
      if (day === null) return [{ code: 'bad_date', at: first.at, typed: first.text }]
      if (field === 'since') return { field, from: new Date(instantAt(ground.zone, day, 0)), day: isoDay(day) }
      return { field, before: new Date(instantAt(ground.zone, day + 1, 0)), day: isoDay(day) }
    }
  }
}

/** `name:value`, unless it is an address (`https://…`) or begins with a quote. */
const FILTER = /^(-?[\p{L}_]+):(?!\/\/)(.*)$/su

/** Reads what was typed after `find`, in either language. */
export function readQuery(typed: string, ground: SearchGround): ReadQuery {
  if ([...typed].length > QUERY_MAX) {
    return {
      ok: false,
      problems: [{ code: 'too_long', at: QUERY_MAX + 1, typed: [...typed].slice(QUERY_MAX, QUERY_MAX + 20).join('') }],
    }
  }
  // Keyboards of phones write quotes of their own; each is one character, so places stay.
  const tokens = split(typed.replace(/[“”„«»]/g, '"'), /\s/, 1).filter((token) => token.text !== '')
  const terms: (Term & { readonly at: number })[] = []
  const filters: Filter[] = []
  const problems: SearchProblem[] = []
  for (let index = 0; index < tokens.length; index += 1) {
    const { text, at } = tokens[index] ?? { text: '', at: 0 }
    if (hasOpenQuote(text)) {
      problems.push({ code: 'open_quote', at: at + text.lastIndexOf('"'), typed: text })
      continue
    }
    const match = FILTER.exec(text)
    if (match === null) {
      const next = tokens[index + 1]
      const pair = /^esc$/i.test(text) && next !== undefined ? parseEscNumber(next.text) : null
      if (pair !== null) index += 1
      const id = pair ?? (text.includes('"') ? null : parseEscNumber(text))
      if (id !== null) terms.push({ kind: 'number', id, text: String(id), at })
      else if (bare(text) === '') problems.push({ code: 'empty_value', at, typed: text })
      else terms.push({ kind: text.includes('"') ? 'phrase' : 'word', text: bare(text), at })
      continue
    }
    const [, name = '', rest = ''] = match
    const field = fieldNamed(name)
    if (field === null) {
      problems.push({ code: 'unknown_filter', at, typed: name })
      continue
    }
    const values = split(rest, /,/, at + name.length + 1).map((value) => ({ text: bare(value.text), at: value.at }))
    const empty = values.find((value) => value.text === '' || value.text === '@')
    const read: Filter | readonly SearchProblem[] =
      empty !== undefined ? [{ code: 'empty_value', at: empty.at, typed: `${name}:` }] : filterOf(field, values, ground)
    if (!('field' in read)) {
      problems.push(...read)
      continue
    }
    const before = read.field === 'until' ? read.before.getTime() : null
    const starts = filters.flatMap((one) => (one.field === 'since' ? [one.from.getTime()] : []))
    const ends = filters.flatMap((one) => (one.field === 'until' ? [one.before.getTime()] : []))
    const from = read.field === 'since' ? read.from.getTime() : null
    const isBackwards =
      (before !== null && starts.some((start) => start >= before)) || (from !== null && ends.some((end) => from >= end))
    if (isBackwards) problems.push({ code: 'until_before_since', at, typed: text })
    else filters.push(read)
  }
  const extra = terms[TERMS_MAX]
  if (extra !== undefined) problems.push({ code: 'too_many_words', at: extra.at, typed: extra.text })
  if (problems.length > 0) return { ok: false, problems }
  return { ok: true, query: { terms: terms.map(({ at: _at, ...term }) => term), filters } }
}
