import { HOME_SECTIONS, type HomePages } from './models.ts'

/**
 * `private_metadata` of the screens: ids, versions and how the screen is drawn, in small JSON (Slack takes 3,000
 * characters). What comes back is parsed, never trusted; malformed gives null.
 */

function parsed(text: string | undefined): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text ?? '')
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value))
      : null
  } catch {
    return null
  }
}

function count(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null
}

export const FILING_SOURCES = ['command', 'shortcut', 'message'] as const
export type FilingSource = (typeof FILING_SOURCES)[number]

/** How the filing form stands, so that it can be redrawn. */
export interface FilingMetadata {
  readonly isDetailsOpen: boolean
  readonly source: FilingSource
}

export function filingMetadata(form: FilingMetadata): string {
  return JSON.stringify({ details: form.isDetailsOpen, source: form.source })
}

export function parseFilingMetadata(text: string | undefined): FilingMetadata | null {
  const value = parsed(text)
  const source = FILING_SOURCES.find((one) => one === value?.source)
  if (value === null || source === undefined || typeof value.details !== 'boolean') return null
  return { isDetailsOpen: value.details, source }
}

/** Ids have nine digits at most, as in the values of buttons: more is no escalation's, and no integer of the database. */
const LARGEST_ID = 999_999_999

function idOf(value: unknown): number | null {
  const id = count(value)
  return id === null || id === 0 || id > LARGEST_ID ? null : id
}

/** Which escalation a form is about, and the version that it was drawn from. */
export interface FormMetadata {
  readonly escalationId: number
  readonly version: number
  /** Resolve only: the rest of the inputs is shown. */
  readonly isMoreOpen: boolean
}

export function formMetadata(form: {
  readonly escalationId: number
  readonly version: number
  readonly isMoreOpen?: boolean
}): string {
  return JSON.stringify({ id: form.escalationId, version: form.version, ...(form.isMoreOpen ? { more: true } : {}) })
}

export function parseFormMetadata(text: string | undefined): FormMetadata | null {
  const value = parsed(text)
  const escalationId = idOf(value?.id)
  const version = count(value?.version)
  if (value === null || escalationId === null || version === null) return null
  return { escalationId, version, isMoreOpen: value.more === true }
}

/** What a form about pages is about: one page that is passed on, or people who were named before it opened. */
export interface PagingMetadata {
  readonly escalationId: number
  readonly pageId: number | null
  readonly userIds: readonly string[]
}

export function pagingMetadata(about: PagingMetadata): string {
  return JSON.stringify({ id: about.escalationId, page: about.pageId, people: about.userIds })
}

export function parsePagingMetadata(text: string | undefined): PagingMetadata | null {
  const value = parsed(text)
  const escalationId = idOf(value?.id)
  const pageId = value?.page == null ? null : idOf(value.page)
  const people = Array.isArray(value?.people) ? value.people : null
  if (value === null || escalationId === null || people === null) return null
  if (value.page != null && pageId === null) return null
  return { escalationId, pageId, userIds: people.filter((one) => typeof one === 'string').slice(0, 100) }
}

export type ListKind = 'open' | 'mine'

/** Which list is shown, and where in it. */
export interface ListMetadata {
  readonly kind: ListKind
  /** 0-based. */
  readonly page: number
}

export function listMetadata(list: ListMetadata): string {
  return JSON.stringify({ kind: list.kind, page: list.page })
}

export function parseListMetadata(text: string | undefined): ListMetadata | null {
  const value = parsed(text)
  const kind = (['open', 'mine'] as const).find((one) => one === value?.kind)
  const page = count(value?.page)
  if (value === null || kind === undefined || page === null) return null
  return { kind, page }
}

export interface TimelineMetadata {
  readonly escalationId: number
  readonly page: number
}

export function timelineMetadata(timeline: TimelineMetadata): string {
  return JSON.stringify({ id: timeline.escalationId, page: timeline.page })
}

export function parseTimelineMetadata(text: string | undefined): TimelineMetadata | null {
  const value = parsed(text)
  const escalationId = idOf(value?.id)
  const page = count(value?.page)
  return escalationId === null || page === null ? null : { escalationId, page }
}

export function homeMetadata(pages: HomePages): string {
  return JSON.stringify(pages)
}

/** The page of each section; the first one where nothing is known. */
export function parseHomeMetadata(text: string | undefined): HomePages {
  const value = parsed(text)
  const pages: Partial<Record<(typeof HOME_SECTIONS)[number], number>> = {}
  for (const section of HOME_SECTIONS) {
    const page = count(value?.[section])
    if (page !== null && page > 0) pages[section] = page
  }
  return pages
}

/** The value of a page button in Home: `mine:2`. */
export function homePageValue(section: (typeof HOME_SECTIONS)[number], page: number): string {
  return `${section}:${page}`
}

export function parseHomePageValue(
  text: string | undefined,
): { readonly section: (typeof HOME_SECTIONS)[number]; readonly page: number } | null {
  const match = /^([a-z]+):(\d{1,6})$/.exec(text ?? '')
  const section = HOME_SECTIONS.find((one) => one === match?.[1])
  return section === undefined || match?.[2] === undefined ? null : { section, page: Number(match[2]) }
}

/** What a command or a shortcut asked for, so that its failure can offer it again. */
export interface Asked {
  readonly by: 'command' | 'shortcut' | 'message'
  /** What was typed after the command, or what the form would have been filled with. */
  readonly text: string
}

/** Slack takes 2,000 characters as a button's value. A longer message is cut: it stands where it was said. */
const RETRY_TEXT_MAX = 1_900

export function retryValue(asked: Asked): string {
  return `${asked.by}:${asked.text.slice(0, RETRY_TEXT_MAX).replace(/[\uD800-\uDBFF]$/, '')}`
}

export function parseRetryValue(value: string | undefined): Asked | null {
  const match = /^(command|shortcut|message):(.*)$/s.exec(value ?? '')
  const by = (['command', 'shortcut', 'message'] as const).find((one) => one === match?.[1])
  return by === undefined ? null : { by, text: match?.[2] ?? '' }
}
