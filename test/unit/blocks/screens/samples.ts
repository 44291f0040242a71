import { ACTIONS } from '../../../../src/domain/access/permissions.ts'
import type {
  DetailView,
  FiledView,
  FilingPreview,
  Head,
  HomeView,
  ListItem,
  ListPage,
  Named,
  ObligationView,
  StateLine,
  TimelineEntry,
} from '../../../../src/domain/escalation/views.ts'
import type { Locale } from '../../../../src/domain/language.ts'
import type { Reader } from '../../../../src/slack/blocks/reader.ts'
import type { FilingFormModel, FormModel } from '../../../../src/slack/blocks/screens/models.ts'

/** Plain views, and what people may type at worst. */

export const HOSTILE = '<!channel> *hi* <@U1> <https://evil.example|safe> & _x_ `y` :tada: ~z~ <#C1> '

const filled = new Map<string, string>()

/** `pattern` over and over, cut to `length` code points. */
function fill(pattern: string, length: number): string {
  const key = `${length} ${pattern}`
  const known = filled.get(key)
  if (known !== undefined) return known
  const points = [...pattern.repeat(Math.ceil(length / [...pattern].length))].slice(0, length).join('')
  filled.set(key, points)
  return points
}

/** Each of these fills a field to its limit. */
export const WORST_TEXTS: Readonly<Record<string, (length: number) => string>> = {
  hostile: (length) => fill(HOSTILE, length),
  astral: (length) => fill('😀𝒳', length),
  entities: (length) => fill('&<>', length),
  'one endless word': (length) => fill('á', length),
  'many lines': (length) => fill('a\n> b\n', length),
}

export type Text = (length: number) => string

const reader = (locale: Locale, register: Reader['register']): Reader => ({ locale, zone: 'Europe/Madrid', register })

export const READERS: readonly Reader[] = [
  reader('en', 'usted'),
  reader('es', 'usted'),
  reader('es', 'tu'),
  reader('es-ES', 'tu'),
]

export const at = (text: string) => new Date(text)
export const FILED_AT = at('2026-11-23T09:02:00Z')
const LATER = at('2026-11-23T11:32:00Z')

export function someone(text: Text, id = 'U0SPECIALISTA'): Named {
  return { id, name: text(60) }
}

const label = (text: Text) => ({ en: text(75), es: text(75) })

export function head(text: Text, over: Partial<Head> = {}): Head {
  return {
    id: 999_999_999,
    severity: 'sev1',
    isRestricted: false,
    category: label(text),
    categoryShort: label(text),
    summary: text(120),
    contentLanguage: 'es',
    ...over,
  }
}

export function stateLines(text: Text): readonly StateLine[] {
  const owner = someone(text)
  return [
    { state: 'unclaimed', claimBy: LATER, isLate: false },
    { state: 'unclaimed', claimBy: LATER, isLate: true },
    { state: 'nobody_on_call', since: FILED_AT },
    { state: 'claimed', owner, since: FILED_AT, deadline: null },
    ...(['running', 'due_soon', 'late', 'paused'] as const).map((state) => ({
      state: 'claimed' as const,
      owner,
      since: FILED_AT,
      deadline: { clock: 'next_update' as const, dueAt: LATER, state },
    })),
    { state: 'waiting', owner, since: FILED_AT, isResolvePaused: true },
    { state: 'resolved', decision: 'kept_up', tookMinutes: 182, isOnTime: true },
    { state: 'resolved', decision: 'geo_blocked', tookMinutes: 9000, isOnTime: false },
    { state: 'closed', at: LATER },
    { state: 'duplicate', of: 1030 },
    { state: 'withdrawn', reason: text(500) },
    { state: 'withdrawn', reason: null },
  ]
}

export function detail(text: Text, over: Partial<DetailView> = {}): DetailView {
  return {
    head: head(text),
    status: 'claimed',
    line: { state: 'claimed', owner: someone(text), since: FILED_AT, deadline: null },
    version: 7,
    body: text(3000),
    references: Array.from({ length: 50 }, () => ({ kind: 'url' as const, typed: text(2000) })),
    details: [
      { label: label(text), value: text(3000) },
      { label: label(text), value: '2026-11-23T09:02:00.000Z' },
    ],
    requester: someone(text, 'U0REQUESTER1'),
    from: text(60),
    tags: Array.from({ length: 8 }, () => text(25)),
    filedAt: FILED_AT,
    neededBy: LATER,
    deadlines: (['running', 'due_soon', 'late', 'paused'] as const).map((state) => ({
      clock: 'resolve',
      dueAt: LATER,
      state,
    })),
    followers: Array.from({ length: 30 }, () => someone(text)),
    updates: Array.from({ length: 10 }, (_none, index) => ({
      text: text(3000),
      by: someone(text),
      at: LATER,
      audience: index % 2 === 0 ? ('team' as const) : ('requester' as const),
    })),
    resolution: { decision: 'geo_blocked', rule: text(200), reason: text(3000), rootCause: 'policy_unclear' },
    place: 'channel',
    where: { channelId: 'C0WORK', isIn: false, mayJoin: true, thread: null },
    actions: ACTIONS,
    grade: 'all',
    asOf: FILED_AT,
    zone: 'Europe/Madrid',
    ...over,
  }
}

export function preview(over: Partial<FilingPreview> = {}): FilingPreview {
  return {
    pages: 'at_once',
    onCall: [{ name: 'Specialist A', localTime: '03:02' }],
    firstAnswerBy: new Date(FILED_AT.getTime() + 30 * 60_000),
    firstAnswerMinutes: 30,
    asOf: FILED_AT,
    zone: 'Europe/Madrid',
    ...over,
  }
}

export function filingModel(text: Text, over: Partial<FilingFormModel> = {}): FilingFormModel {
  return {
    groups: Array.from({ length: 4 }, (_group, g) => ({
      label: label(text),
      categories: Array.from({ length: 25 }, (_category, c) => ({ id: `category-${g}-${c}`, label: label(text) })),
    })),
    unsureCategoryId: 'other',
    category: null,
    severity: 'sev3',
    preview: preview(),
    summary: '',
    body: '',
    contentLanguage: null,
    isDetailsOpen: false,
    teams: [
      { id: 'policy', name: text(60) },
      { id: 'legal', name: text(60) },
    ],
    source: 'command',
    isUnsure: false,
    ...over,
  }
}

export const PRESS = {
  id: 'category-3-0',
  isRestricted: true,
  isHard: true,
  opensDetails: false,
  fields: [
    { id: 'outlet', label: { en: 'Outlet', es: 'Medio' }, kind: 'text', isRequired: true, maxLength: 120 },
    { id: 'deadline', label: { en: 'Deadline', es: 'Plazo' }, kind: 'datetime', isRequired: false, maxLength: 1 },
  ],
} as const

export function filed(text: Text, over: Partial<FiledView> = {}): FiledView {
  return {
    id: 1042,
    paged: [someone(text)],
    pagedLater: null,
    firstAnswerBy: LATER,
    filedAt: FILED_AT,
    isRestricted: false,
    zone: 'Europe/Madrid',
    ...over,
  }
}

/** Every form, each in the shape that draws the most. */
/** As many lists, as long, as settings may have. */
export function checkLists(text: Text): readonly ObligationView[] {
  return Array.from({ length: 5 }, (_none, index) => ({
    id: `law_${index}`,
    label: { en: text(75), es: text(75) },
    source: text(300),
    verifiedOn: '2026-11-20',
    checks: Array.from({ length: 12 }, (_item, nth) => ({
      id: `item_${nth}`,
      label: { en: text(120), es: text(120) },
      ticked: nth % 2 === 0 ? { by: someone(text), at: FILED_AT } : null,
    })),
  }))
}

export function forms(text: Text): readonly FormModel[] {
  const about = { escalationId: 999_999_999, version: 123_456 }
  const candidates = Array.from({ length: 120 }, (_none, index) => ({
    ...someone(text, `U0PERSON${index}`),
    isOnDuty: index % 2 === 0,
  }))
  return [
    {
      ...about,
      action: 'write_update',
      requesterSide: { label: text(60), people: 21 },
      team: { kind: 'channel', people: 6 },
      teamOnly: { kind: 'thread' },
      nextBy: LATER,
    },
    {
      ...about,
      action: 'write_update',
      requesterSide: { label: 'PR', people: 1 },
      team: { kind: 'named', people: 1 },
      teamOnly: { kind: 'named', people: 1 },
      nextBy: null,
    },
    { ...about, action: 'resolve', decision: null, requesterLocale: 'es', typedSentence: null, isMoreOpen: false },
    { ...about, action: 'resolve', decision: 'kept_up', requesterLocale: 'es', typedSentence: null, isMoreOpen: true },
    {
      ...about,
      action: 'resolve',
      decision: 'removed',
      requesterLocale: 'en',
      typedSentence: text(600),
      isMoreOpen: true,
    },
    { ...about, action: 'ask_requester', grounds: [], requester: someone(text) },
    { ...about, action: 'check_list', lists: checkLists(text), asOf: LATER },
    { ...about, action: 'check_list', lists: [], asOf: LATER },
    { ...about, action: 'hand_over', candidates, mayForce: true },
    { ...about, action: 'hand_over', candidates: [], mayForce: false },
    { ...about, action: 'claim_for', candidates },
    { ...about, action: 'release' },
    { ...about, action: 'change_severity', severity: 'sev2' },
    { ...about, action: 'bring_in', isRestricted: false },
    { ...about, action: 'bring_in', isRestricted: true },
    { ...about, action: 'bring_requester_in', requester: someone(text) },
    { ...about, action: 'link' },
    { ...about, action: 'unlink', duplicateOf: 1030 },
    { ...about, action: 'reopen', isChannelArchived: true },
    { ...about, action: 'request_access' },
    { ...about, action: 'answer', question: text(3000), by: someone(text), askedAt: LATER },
    { ...about, action: 'add_information' },
    { ...about, action: 'still_urgent' },
    { ...about, action: 'add_follower' },
    { ...about, action: 'hand_to_colleague' },
    { ...about, action: 'withdraw', isAtOnce: true, owner: null },
    { ...about, action: 'withdraw', isAtOnce: false, owner: someone(text) },
  ]
}

export function item(text: Text, over: Partial<ListItem> = {}): ListItem {
  return {
    head: head(text),
    status: 'unclaimed',
    line: { state: 'unclaimed', claimBy: LATER, isLate: false },
    filedAt: FILED_AT,
    mayClaim: true,
    ...over,
  }
}

export function listOf(items: readonly ListItem[], over: Partial<ListPage> = {}): ListPage {
  return { items, page: 1, pageSize: 5, total: 500, asOf: FILED_AT, ...over }
}

export function home(text: Text, over: Partial<HomeView> = {}): HomeView {
  return {
    isSetUp: true,
    sections: (['mine', 'unclaimed', 'filed', 'open'] as const).map((section) => ({
      section,
      list: listOf(Array.from({ length: 5 }, () => item(text))),
    })),
    onCall: [
      {
        team: text(60),
        people: Array.from({ length: 12 }, () => ({ ...someone(text), silentUntil: at('2026-11-24T07:00:00Z') })),
      },
      { team: 'Legal', people: [] },
    ],
    zone: 'Europe/Madrid',
    asOf: FILED_AT,
    ...over,
  }
}

const EVENTS: readonly TimelineEntry['event'][] = [
  {
    event: 'escalation_filed',
    facts: { severity: 'sev1', category: 'press', contentLanguage: 'es', isRestricted: false, via: 'command' },
  },
  { event: 'escalation_claimed', facts: { ownerId: 'U0SPECIALISTA', onBehalf: false, from: null } },
  { event: 'update_written', facts: { audience: 'team', nextBy: null } },
  { event: 'severity_changed', facts: { from: 'sev3', to: 'sev1', place: 'channel' } },
  { event: 'channel_opened', facts: { channelId: 'C0WORK', name: 'esc-1042-playlist', sequence: 1 } },
  { event: 'clock_breached', facts: { clock: 'claim', dueAt: '2026-11-23T09:17:00.000Z' } },
]

export function entries(text: Text, count: number): readonly TimelineEntry[] {
  return Array.from({ length: count }, (_none, index) => ({
    id: index + 1,
    at: LATER,
    actor: { kind: 'person' as const, person: someone(text) },
    event: EVENTS[index % EVENTS.length] ?? { event: 'escalation_closed', facts: {} },
    text: index % 2 === 0 ? text(3000) : null,
    isRedacted: index % 7 === 1,
    names: { U0SPECIALISTA: text(60), press: text(75) },
  }))
}
