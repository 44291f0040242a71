import type {
  CardView,
  DeadlineView,
  DecisionView,
  Head,
  LineView,
  ObligationView,
  PageView,
  ReminderView,
  RequesterView,
  StateLine,
  WorkCardView,
} from '../../../../src/domain/escalation/views.ts'
import { DECISIONS, STATUSES } from '../../../../src/domain/escalation/words.ts'
import { CONTENT_LANGUAGES, type Locale } from '../../../../src/domain/language.ts'
import type { MessageContent } from '../../../../src/slack/blocks/kit.ts'
import { card } from '../../../../src/slack/blocks/messages/card.ts'
import { channelAlert } from '../../../../src/slack/blocks/messages/channel-alert.ts'
import { decision } from '../../../../src/slack/blocks/messages/decision.ts'
import { leadNotice } from '../../../../src/slack/blocks/messages/lead-notice.ts'
import { line, lineApart } from '../../../../src/slack/blocks/messages/line.ts'
import { hasRoomFor, type MorningItem, morning, withItems } from '../../../../src/slack/blocks/messages/morning.ts'
import { outage } from '../../../../src/slack/blocks/messages/outage.ts'
import { page } from '../../../../src/slack/blocks/messages/page.ts'
import { pageBundle } from '../../../../src/slack/blocks/messages/page-bundle.ts'
import { reminder } from '../../../../src/slack/blocks/messages/reminder.ts'
import { request } from '../../../../src/slack/blocks/messages/request.ts'
import { requesterDm } from '../../../../src/slack/blocks/messages/requester-dm.ts'
import { silentRequester } from '../../../../src/slack/blocks/messages/silent-requester.ts'
import { workCard } from '../../../../src/slack/blocks/messages/work-card.ts'
import { clip } from '../../../../src/slack/blocks/mrkdwn.ts'
import type { Reader } from '../../../../src/slack/blocks/reader.ts'

/** Words that people typed, at each length that a form allows. */
export interface Typed {
  /** ≤ 120 */
  readonly summary: string
  /** ≤ 3000 */
  readonly body: string
  /** ≤ 60 */
  readonly name: string
}

export const PLAIN: Typed = {
  summary: 'Playlist removed, broadcaster asks',
  body: 'They call at six.\nhttps://open.example/track/1',
  name: 'Specialist B',
}

export const NOON = new Date('2026-11-27T12:00:00Z')
export const at = (minutes: number) => new Date(NOON.getTime() + minutes * 60_000)

export function reader(locale: Locale, register: Reader['register'] = 'tu', zone = 'America/New_York'): Reader {
  return { locale, zone, register }
}

export function headOf(typed: Typed, over: Partial<Head> = {}): Head {
  return {
    id: 999_999_999,
    severity: 'sev1',
    isRestricted: false,
    category: { en: 'Press or high-profile inquiry', es: 'Prensa o consulta de alto perfil' },
    categoryShort: { en: 'press', es: 'prensa' },
    summary: typed.summary,
    contentLanguage: 'es',
    ...over,
  }
}

export const sealedHead: Head = {
  ...headOf(PLAIN),
  isRestricted: true,
  category: null,
  categoryShort: null,
  summary: null,
  contentLanguage: 'unsure',
}

export const named = (typed: Typed) => ({ id: 'U0SPECIALISTB', name: typed.name })

const CLOCKS = ['claim', 'first_update', 'next_update', 'resolve', 'obligation'] as const
const DEADLINE_STATES = ['running', 'due_soon', 'late', 'paused'] as const

export const deadlines: readonly DeadlineView[] = CLOCKS.flatMap((clock) =>
  DEADLINE_STATES.map((state) => ({ clock, state, dueAt: at(30) })),
)

export function stateLines(typed: Typed): readonly StateLine[] {
  const owner = named(typed)
  return [
    { state: 'unclaimed', claimBy: at(15), isLate: false },
    { state: 'unclaimed', claimBy: at(15), isLate: true },
    { state: 'nobody_on_call', since: at(0) },
    { state: 'claimed', owner, since: at(6), deadline: null },
    ...deadlines.map((deadline) => ({ state: 'claimed', owner, since: at(6), deadline }) as const),
    { state: 'waiting', owner, since: at(60), isResolvePaused: true },
    { state: 'waiting', owner, since: at(60), isResolvePaused: false },
    ...DECISIONS.map((code) => ({ state: 'resolved', decision: code, tookMinutes: 182, isOnTime: true }) as const),
    { state: 'resolved', decision: 'removed', tookMinutes: 9_999, isOnTime: false },
    { state: 'closed', at: at(6000) },
    { state: 'duplicate', of: 1030 },
    { state: 'withdrawn', reason: typed.body },
    { state: 'withdrawn', reason: null },
  ]
}

export function cardView(typed: Typed, over: Partial<CardView> = {}): CardView {
  return {
    head: headOf(typed),
    line: { state: 'unclaimed', claimBy: at(15), isLate: false },
    paged: [],
    from: typed.name,
    filedAt: at(0),
    possibleDuplicates: [],
    duplicates: [],
    channelTrouble: 'none',
    zone: 'America/New_York',
    deliveryTrouble: false,
    ...over,
  }
}

function cardViews(typed: Typed): readonly CardView[] {
  const everything: Partial<CardView> = {
    paged: (['waiting', 'not_seen', 'seen', 'passed', 'seen', 'seen', 'waiting'] as const).map((state, index) => ({
      person: named(typed),
      at: at(index * 5),
      state,
      silentUntil: at(600),
    })),
    obligations: Array.from({ length: 5 }, () => ({ clock: 'obligation', state: 'due_soon', dueAt: at(60) })),
    possibleDuplicates: Array.from({ length: 30 }, (_, index) => 999_999_900 + index),
    duplicates: Array.from({ length: 30 }, (_, index) => 999_999_800 + index),
    channelTrouble: 'works_in_thread',
    deliveryTrouble: true,
  }
  return [
    ...stateLines(typed).map((line) => cardView(typed, { line, ...everything })),
    ...CONTENT_LANGUAGES.map((contentLanguage) => cardView(typed, { head: headOf(typed, { contentLanguage }) })),
    cardView(typed, { channelTrouble: 'no_private_channel' }),
    cardView(typed, { from: null, head: headOf(typed, { severity: 'sev3' }) }),
  ]
}

/** As many lists, as long, as settings may have. */
function obligations(typed: Typed): readonly ObligationView[] {
  const label = (max: number) => ({ en: clip(typed.body, max), es: clip(typed.body, max) })
  return Array.from({ length: 5 }, (_, index) => ({
    id: `law_${index}`,
    label: label(75),
    source: clip(typed.body, 300),
    verifiedOn: '2026-11-20',
    checks: Array.from({ length: 12 }, (_item, nth) => ({
      id: `item_${nth}`,
      label: label(120),
      ticked: index === 1 && nth < 3 ? { by: named(typed), at: at(5) } : null,
    })),
  }))
}

export function workCardView(typed: Typed, over: Partial<WorkCardView> = {}): WorkCardView {
  return {
    head: headOf(typed),
    line: { state: 'unclaimed', claimBy: at(15), isLate: false },
    version: 1,
    body: typed.body,
    isHard: true,
    references: Array.from({ length: 20 }, () => ({ kind: 'url', typed: clip(typed.body, 500) }) as const),
    details: Array.from({ length: 4 }, () => ({
      label: { en: typed.name, es: typed.name },
      value: typed.body,
    })),
    requester: named(typed),
    from: typed.name,
    filedAt: at(0),
    neededBy: at(180),
    deadlines,
    last: { text: typed.body, at: at(30) },
    question: typed.body,
    zone: 'America/New_York',
    ...over,
  }
}

function workCardViews(typed: Typed): readonly WorkCardView[] {
  return [
    ...stateLines(typed).map((line) => workCardView(typed, { line })),
    workCardView(typed, { obligations: obligations(typed) }),
    workCardView(typed, {
      body: null,
      references: [],
      details: [],
      deadlines: [],
      neededBy: null,
      from: null,
      isHard: false,
      last: null,
      question: null,
    }),
    workCardView(typed, { head: headOf(typed, { isRestricted: true }) }),
  ]
}

export function requesterView(typed: Typed, over: Partial<RequesterView> = {}): RequesterView {
  return {
    head: headOf(typed),
    line: { state: 'with', owner: named(typed), since: at(6) },
    nextNewsBy: at(66),
    last: { text: typed.body, at: at(30) },
    isWithdrawalAsked: false,
    isFollower: false,
    zone: 'America/New_York',
    ...over,
  }
}

export function requesterViews(typed: Typed): readonly RequesterView[] {
  const states: readonly RequesterView['line'][] = [
    { state: 'looking', pagedCount: 0, isCardOnly: false },
    { state: 'looking', pagedCount: 1, isCardOnly: false },
    { state: 'looking', pagedCount: 2, isCardOnly: false },
    { state: 'looking', pagedCount: 0, isCardOnly: true },
    { state: 'with', owner: named(typed), since: at(6) },
    { state: 'needs_answer', question: typed.body, askedAt: at(60) },
    { state: 'needs_answer', question: '', askedAt: at(60) },
    { state: 'late', newTime: at(120) },
    ...DECISIONS.map((code) => ({ state: 'decided', decision: code }) as const),
    { state: 'closed', at: at(6000) },
    { state: 'duplicate', of: 1030 },
    { state: 'withdrawn' },
  ]
  return states.flatMap((line) => [
    requesterView(typed, { line, isWithdrawalAsked: true }),
    requesterView(typed, { line, nextNewsBy: null, last: null, isFollower: true }),
    requesterView(typed, { line, head: headOf(typed, { isRestricted: true, severity: 'sev4' }) }),
  ])
}

export function decisionView(typed: Typed, over: Partial<DecisionView> = {}): DecisionView {
  return {
    head: headOf(typed),
    resolutionId: 999_999_999,
    decision: 'kept_up',
    rule: typed.name,
    reason: typed.body,
    sentence: typed.body,
    by: named(typed),
    tookMinutes: 182,
    wasHelpful: null,
    isReopened: false,
    isFollower: false,
    zone: 'America/New_York',
    ...over,
  }
}

function decisionViews(typed: Typed): readonly DecisionView[] {
  return [
    ...DECISIONS.map((code) => decisionView(typed, { decision: code })),
    decisionView(typed, { wasHelpful: true }),
    decisionView(typed, { wasHelpful: false }),
    decisionView(typed, { wasHelpful: true, isReopened: true }),
    decisionView(typed, { isFollower: true }),
    decisionView(typed, { rule: null, sentence: null, reason: '' }),
    decisionView(typed, { head: headOf(typed, { isRestricted: true }) }),
  ]
}

const PAGE_WHYS: readonly PageView['why'][] = [
  ...(['came_on_call', 'named', 'group', 'lead', 'fallback', 'asked', 'reminder', 'handed_over', 'breach'] as const),
]

export const PAGE_STATES: readonly PageView['state'][] = [
  { state: 'live', minutesLate: 0, isRepeat: false },
  { state: 'live', minutesLate: 12, isRepeat: true },
  { state: 'replaced' },
  { state: 'seen', at: at(3) },
  { state: 'passed', at: at(3) },
  { state: 'yours', since: at(3), firstUpdateBy: at(30) },
  { state: 'yours', since: at(3), firstUpdateBy: null },
  { state: 'released', at: at(20), by: null },
  { state: 'withdrawn', at: at(7) },
  ...STATUSES.map((status) => ({ state: 'moot', status }) as const),
]

export function pageView(typed: Typed, over: Partial<PageView> = {}): PageView {
  return {
    pageId: 999_999_999,
    head: headOf(typed),
    from: typed.name,
    filedAt: at(0),
    neededBy: at(180),
    claimBy: at(15),
    why: 'on_call',
    team: typed.name,
    state: { state: 'live', minutesLate: 0, isRepeat: false },
    zone: 'America/New_York',
    ...over,
  }
}

export function pageViews(typed: Typed): readonly PageView[] {
  const everybody = [named(typed), named(typed), named(typed)]
  const states: readonly PageView['state'][] = [
    ...PAGE_STATES,
    { state: 'claimed_by_other', owner: named(typed), at: at(6) },
    { state: 'live', minutesLate: 0, isRepeat: true, next: { at: at(5), people: everybody } },
    { state: 'seen', at: at(3), until: at(13), next: { at: at(13), people: everybody } },
    { state: 'seen', at: at(3), until: at(13), next: null },
    { state: 'released', at: at(20), by: named(typed) },
    { state: 'seen_by_other', by: named(typed), at: at(6) },
    { state: 'passed', at: at(3), to: everybody },
  ]
  const missed = CLOCKS.flatMap((clock) => [
    { clock, dueAt: at(0), owner: named(typed) },
    { clock, dueAt: at(0), owner: null },
  ])
  const { team: _team, ...withoutTeam } = pageView(typed)
  return [
    ...states.map((state) => pageView(typed, { state })),
    ...states.map((state) => pageView(typed, { state, head: headOf(typed, { isRestricted: true }) })),
    ...states.map((state) => pageView(typed, { state, head: sealedHead, from: null, neededBy: null })),
    ...PAGE_WHYS.map((why) => pageView(typed, { why })),
    ...missed.map((one) => pageView(typed, { why: 'breach', missed: one })),
    // For what is late the states read otherwise while somebody answers for it.
    ...missed
      .slice(0, 2)
      .flatMap((one) =>
        states
          .filter(({ state }) => state === 'live' || state === 'seen' || state === 'passed')
          .map((state) => pageView(typed, { why: 'breach', missed: one, state })),
      ),
    { ...withoutTeam, claimBy: null, neededBy: null, from: null },
  ]
}

export function lineViews(typed: Typed): readonly { readonly view: LineView; readonly to: Reader['register'] }[] {
  const by = named(typed)
  const me = 'U0REQUESTER1'
  const { body: text } = typed
  const id = 999_999_999
  const both = [null, me]
  const toRequester: readonly LineView[] = [
    ...both.map((mention) => ({ line: 'claimed', id, mention, owner: by, nextNewsBy: at(60), at: at(0) }) as const),
    { line: 'claimed', id, mention: me, owner: by, nextNewsBy: null },
    { line: 'update', id, mention: me, text, by, audience: 'requester', nextNewsBy: at(6000) },
    { line: 'question', id, mention: me, text, by, isRepeat: false },
    { line: 'question', id, mention: me, text, by, isRepeat: true },
    { line: 'late', id, mention: me, clock: 'first_update', newTime: at(120), at: at(100) },
    { line: 'late', id, mention: me, clock: 'resolve', newTime: at(6000) },
    { line: 'withdrawal_declined', id, mention: me, by },
    { line: 'withdrawal_agreed', id, mention: me, by },
    { line: 'handover_accepted', id, mention: me, by },
    { line: 'handover_declined', id, mention: me, by },
    { line: 'access_declined', id, mention: me, by },
    { line: 'brought_in', id, mention: me, by },
    { line: 'linked', id, mention: me, of: 1030 },
  ]
  const toTeam: readonly LineView[] = [
    { line: 'update', id, mention: null, text, by, audience: 'team', nextNewsBy: null },
    { line: 'update', id, mention: null, text: '', by, audience: 'requester', nextNewsBy: at(60), at: at(0) },
    { line: 'answer', id, mention: me, text, by },
    { line: 'information', id, mention: me, text, by },
    { line: 'no_news', id, mention: me, by },
    { line: 'worse', id, mention: me, text, by },
    { line: 'reopened', id, mention: me, text, by, newChannelId: null },
    { line: 'reopened', id, mention: null, text: '', by, newChannelId: 'C0WORK' },
    { line: 'linked', id, mention: null, of: 1030 },
    ...CLOCKS.map((clock) => ({ line: 'breached', id, clock, dueAt: at(30), owner: by, at: at(31) }) as const),
    { line: 'breached', id, clock: 'claim', dueAt: at(30), owner: null },
    { line: 'successor_channel', id, channelId: 'C0WORK', direction: 'continues_in' },
    { line: 'successor_channel', id, channelId: 'C0WORK', direction: 'continued_from' },
  ]
  return [
    ...toRequester.map((view) => ({ view, to: 'usted' }) as const),
    ...toTeam.map((view) => ({ view, to: 'tu' }) as const),
  ]
}

export interface Rendered {
  readonly name: string
  readonly locale: Locale
  readonly to: Reader['register']
  readonly content: MessageContent
}

/** What may wait for one person, among others in a message: a requester's news, or what the team is asked. */
function waitedFor(typed: Typed, who: Reader): readonly MorningItem[] {
  const lines = lineViews(typed)
    .filter(({ to }) => to === who.register)
    .map(({ view }) => lineApart(view, who, { isAmongOthers: true }))
  const own = [
    ...decisionViews(typed).map((view) => decision(view, who)),
    ...requesterViews(typed).map((view) => requesterDm(view, who)),
  ]
  const contents = who.register === 'usted' ? [...lines, ...own] : lines
  return contents.map((content, at) => ({ escalationId: 1042 + at, content }))
}

/** As many as the delivery puts into one message. */
function roomFor(items: readonly MorningItem[], blocks: MessageContent['blocks']): readonly MorningItem[] {
  const chosen: MorningItem[] = []
  for (const item of items) if (hasRoomFor({ text: '', blocks }, [...chosen, item])) chosen.push(item)
  return chosen
}

const REMINDER_STATES: readonly ReminderView['state'][] = [
  { state: 'live' },
  { state: 'snoozed', until: at(30) },
  { state: 'replaced' },
  { state: 'over' },
]

function reminderViews(typed: Typed): readonly ReminderView[] {
  return CLOCKS.flatMap((clock) =>
    REMINDER_STATES.flatMap((state) =>
      [true, false].map((isLate) => {
        const about = { reminderId: 999_999_999, head: headOf(typed), dueAt: at(30), zone: 'America/New_York' }
        return { ...about, clock, isLate, state }
      }),
    ),
  )
}

/** Every message in every state, as one reader of a language gets it. */
export function everyMessage(typed: Typed, locale: Locale): readonly Rendered[] {
  const rendered: Rendered[] = []
  const add = (name: string, to: Reader['register'], draw: (who: Reader) => MessageContent) =>
    rendered.push({ name: `${name} #${rendered.length}`, locale, to, content: draw(reader(locale, to)) })

  for (const view of cardViews(typed)) {
    add(`card ${view.line.state}`, 'tu', (who) => card(view, who))
    const sealed = { ...view, head: { ...view.head, isRestricted: true } }
    add(`restricted card ${view.line.state}`, 'tu', (who) => card(sealed, who))
  }
  for (const view of workCardViews(typed)) add(`work card ${view.line.state}`, 'tu', (who) => workCard(view, who))
  for (const view of requesterViews(typed)) {
    add(`requester ${view.line.state}`, 'usted', (who) => requesterDm(view, who))
  }
  for (const view of decisionViews(typed)) add(`decision ${view.decision}`, 'usted', (who) => decision(view, who))
  for (const view of pageViews(typed)) add(`page ${view.state.state}`, 'tu', (who) => page(view, who))
  const pages = pageViews(typed)
  for (const count of [1, 2, 9, 10, pages.length]) {
    add(`bundle of ${count}`, 'tu', (who) => pageBundle({ pages: pages.slice(0, count), zone: who.zone }, who))
  }
  const live = Array.from({ length: 120 }, () => pageView(typed))
  add('bundle of 120', 'tu', (who) => pageBundle({ pages: live, zone: who.zone }, who))
  for (const { view, to } of lineViews(typed)) {
    add(`line ${view.line}`, to, (who) => line(view, who))
    add(`line ${view.line} apart`, to, (who) => lineApart(view, who))
  }
  for (const to of ['usted', 'tu'] as const) {
    add('a morning', to, (who) => morning(roomFor(waitedFor(typed, who), []), who, null))
  }
  add('a page and its morning', 'tu', (who) => {
    const first = page(pageView(typed), who)
    return withItems(first, roomFor(waitedFor(typed, who), first.blocks), who)
  })
  const from = new Date('2026-11-24T08:02:00Z')
  for (const to of [new Date('2026-11-24T08:14:00Z'), new Date('2026-11-26T08:14:00Z')]) {
    add('outage', 'tu', (who) => outage({ from, to, zone: who.zone }, who))
  }
  for (const kind of ['handover', 'withdrawal', 'access'] as const) {
    for (const state of ['open', 'accepted', 'declined', 'cancelled'] as const) {
      for (const text of [typed.body, null]) {
        const view = { requestId: 7, head: headOf(typed), kind, from: named(typed), text, state, zone: 'UTC' }
        add(`request ${kind} ${state}`, 'tu', (who) => request(view, who))
        add(`restricted request ${kind} ${state}`, 'tu', (who) => request({ ...view, head: sealedHead }, who))
      }
    }
  }
  for (const code of ['nobody_on_call', 'nobody_reachable', 'look_up_failed', 'last_resort'] as const) {
    for (const head of [headOf(typed), sealedHead]) {
      add(`alert ${code}`, 'tu', (who) => channelAlert({ head, code, since: at(0), zone: 'UTC' }, who))
    }
  }
  const notices = [
    { code: 'filed_sev1', from: typed.name, pagedCount: 2 },
    { code: 'filed_sev1', from: null, pagedCount: 1 },
    { code: 'nobody_on_call' },
    { code: 'nobody_cleared' },
    { code: 'no_private_channel' },
    { code: 'delivery_failed', what: typed.name, error: typed.body },
    ...CLOCKS.flatMap((clock) => [
      { code: 'breach', clock, dueAt: at(0), owner: named(typed) } as const,
      { code: 'breach', clock, dueAt: at(0), owner: null } as const,
    ]),
    { code: 'audit', finding: 'page_parked', isRepaired: true },
    { code: 'audit', finding: 'timer_late', isRepaired: false },
  ] as const
  for (const notice of notices) {
    for (const head of [headOf(typed), sealedHead]) {
      add(`lead ${notice.code}`, 'tu', (who) => leadNotice({ head, notice, line: null, zone: 'UTC' }, who))
      for (const line of notice.code === 'filed_sev1' ? stateLines(typed) : []) {
        add(`lead ${notice.code} ${line.state}`, 'tu', (who) => leadNotice({ head, notice, line, zone: 'UTC' }, who))
      }
    }
  }
  for (const view of reminderViews(typed)) {
    add(`reminder ${view.clock} ${view.state.state}`, 'tu', (who) => reminder(view, who))
  }
  add('silent', 'tu', (who) => silentRequester({ head: headOf(typed), askedAt: at(0), zone: 'UTC' }, who))
  return rendered
}

/** Every text that a message shows, whatever block it stands in. */
export function textsOf(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === 'string' ? (key === 'text' ? [inner] : []) : textsOf(inner),
  )
}

export function shownText(content: MessageContent): string {
  return textsOf(content.blocks).join('\n')
}

/** Labels and ids of the buttons, in order. */
export function buttonsOf(value: unknown): readonly { readonly id: string; readonly label: string }[] {
  if (typeof value !== 'object' || value === null) return []
  if ('action_id' in value && typeof value.action_id === 'string' && 'text' in value) {
    return [{ id: value.action_id, label: textsOf(value)[0] ?? '' }]
  }
  return Object.values(value).flatMap((inner) => buttonsOf(inner))
}
