import type { View } from '@slack/types'
import type { DetailView } from '../../../../src/domain/escalation/views.ts'
import { type ReachView, WAY_KINDS } from '../../../../src/domain/paging/ways.ts'
import type { MessageContent } from '../../../../src/slack/blocks/kit.ts'
import type { Reader } from '../../../../src/slack/blocks/reader.ts'
import { actionsModal, moreModal } from '../../../../src/slack/blocks/screens/actions-modal.ts'
import {
  claimedAnswer,
  failureAnswer,
  helpAnswer,
  incompleteAnswer,
  sentenceAnswer,
} from '../../../../src/slack/blocks/screens/answers.ts'
import { detailModal } from '../../../../src/slack/blocks/screens/detail.ts'
import { filedModal, similarModal } from '../../../../src/slack/blocks/screens/filing-answers.ts'
import { filingForm } from '../../../../src/slack/blocks/screens/filing-form.ts'
import { formModal } from '../../../../src/slack/blocks/screens/forms.ts'
import { failedHome, homeTab } from '../../../../src/slack/blocks/screens/home.ts'
import { listModal } from '../../../../src/slack/blocks/screens/lists.ts'
import type { PageAgainModel } from '../../../../src/slack/blocks/screens/models.ts'
import { failureModal, noticeModal } from '../../../../src/slack/blocks/screens/notice.ts'
import { pageAgainModal, passModal } from '../../../../src/slack/blocks/screens/paging.ts'
import { setUpModal } from '../../../../src/slack/blocks/screens/set-up.ts'
import { timelineModal } from '../../../../src/slack/blocks/screens/timeline.ts'
import {
  addWayModal,
  codeModal,
  editWayModal,
  provedText,
  testModal,
  waysModal,
} from '../../../../src/slack/blocks/screens/ways.ts'
import { homeDuty, oncallAnswers, oncallScreens } from './oncall-screens.ts'
import {
  at,
  checkLists,
  detail,
  entries,
  filed,
  filingModel,
  forms,
  head,
  home,
  item,
  listOf,
  PRESS,
  preview,
  someone,
  stateLines,
  type Text,
} from './samples.ts'
import { searchScreens } from './search-screens.ts'

export type NamedScreens = readonly (readonly [string, View])[]

/** What requesters (and only they) meet. */
export function requesterScreens(text: Text, reader: Reader): NamedScreens {
  const crowd = Array.from({ length: 30 }, () => someone(text))
  const onCall = crowd.map(({ name }) => ({ name, localTime: '03:02' }))
  const full = filingModel(text, { summary: text(120), body: text(3000), category: PRESS, isDetailsOpen: true })
  const filings = {
    empty: filingModel(text),
    'from a message': filingModel(text, { source: 'message', body: text(3000) }),
    full,
    'not sure that it was saved': { ...full, isUnsure: true },
    'nobody on call': filingModel(text, { preview: preview({ onCall: [] }) }),
    'many on call': filingModel(text, { preview: preview({ onCall }) }),
    'nobody woken': filingModel(text, { preview: preview({ pages: 'working_hours' }) }),
    'no preview': filingModel(text, { preview: null, teams: [] }),
  }
  const requesters = ['answer', 'add_information', 'still_urgent', 'add_follower', 'hand_to_colleague', 'withdraw']
  return [
    ...Object.entries(filings).map(([name, model]) => [`filing form, ${name}`, filingForm(model, reader)] as const),
    ['filed', filedModal(filed(text), reader)],
    ['filed, Slack away', filedModal(filed(text), reader, true)],
    ['filed, many paged', filedModal(filed(text, { paged: crowd, isRestricted: true }), reader)],
    [
      'filed, paged later',
      filedModal(
        filed(text, { paged: crowd, pagedLater: { people: crowd, from: at('2026-11-24T08:00:00Z') } }),
        reader,
      ),
    ],
    ['filed, nobody paged', filedModal(filed(text, { paged: [] }), reader)],
    ['similar', similarModal({ similar: similar(text), metadata: 'm'.repeat(3000) }, reader)],
    ['more', moreModal({ escalationId: 1042, version: 1, actions: detail(text).actions }, reader)],
    ...forms(text)
      .filter((model) => requesters.includes(model.action))
      .map((model, index) => [`form ${model.action} ${index}`, formModal(model, reader)] as const),
  ]
}

function similar(text: Text) {
  return stateLines(text).map((line) => ({ id: 1030, categoryShort: { en: text(40), es: text(40) }, line }))
}

/** What the team meets. */
export function teamScreens(text: Text, reader: Reader): NamedScreens {
  const team = [
    'write_update',
    'resolve',
    'ask_requester',
    'check_list',
    'hand_over',
    'claim_for',
    'release',
    'change_severity',
    'bring_in',
    'bring_requester_in',
    'link',
    'unlink',
  ]
  return [
    ['actions', actionsModal(detail(text), reader)],
    ['actions, none', actionsModal(detail(text, { actions: [] }), reader)],
    ...forms(text)
      .filter((model) => team.includes(model.action))
      .map((model, index) => [`form ${model.action} ${index}`, formModal(model, reader)] as const),
  ]
}

/** What both meet. */
export function sharedScreens(text: Text, reader: Reader): NamedScreens {
  const thread = { channelId: null, isIn: false, mayJoin: false, thread: { channelId: 'C0INTAKE', ts: '1.2' } }
  const retry = { actionId: 'claim', value: '1042:7' }
  return [
    ...stateLines(text).map(
      (line, index) =>
        [`detail, state ${index}`, detailModal({ view: bareDetail(text, { line }), threadUrl: null }, reader)] as const,
    ),
    ['detail, full', detailModal({ view: detail(text), threadUrl: null }, reader)],
    [
      'detail in a thread',
      detailModal(
        {
          view: detail(text, { where: thread, place: 'thread' }),
          threadUrl: 'https://x.slack.com/archives/C0/p1?a=|>',
        },
        reader,
      ),
    ],
    [
      'detail, check lists',
      detailModal({ view: detail(text, { obligations: checkLists(text) }), threadUrl: null }, reader),
    ],
    ['detail, bare', detailModal({ view: bareDetail(text), threadUrl: null }, reader)],
    [
      'detail, exists',
      detailModal(
        { view: detail(text, { grade: 'exists', head: head(text, { isRestricted: true }) }), threadUrl: null },
        reader,
      ),
    ],
    ...(['open', 'mine'] as const).flatMap((kind) => [
      [`list ${kind}`, listModal({ kind, list: listOf(many(text)) }, reader)] as const,
      [`list ${kind}, empty`, listModal({ kind, list: listOf([], { page: 0, total: 0 }) }, reader)] as const,
    ]),
    ...searchScreens(text, reader),
    ['timeline', timelineModal({ head: head(text), entries: entries(text, 120), ...paging }, reader)],
    ['timeline, empty', timelineModal({ head: head(text), entries: [], ...paging, page: 0, total: 0 }, reader)],
    ['home', homeTab(home(text), reader)],
    ['home, nothing', homeTab(home(text, { sections: [], onCall: [] }), reader)],
    ['home, not set up', homeTab(home(text, { isSetUp: false }), reader)],
    ['home, failed', failedHome(reader)],
    ['set up', setUpModal(reader)],
    ['notice', noticeModal({ text: text(5000), retry, closesAll: true }, reader)],
    ['failure', failureModal({ isUnsure: true, retry }, reader)],
    ...forms(text)
      .filter((model) => model.action === 'reopen' || model.action === 'request_access')
      .map((model) => [`form ${model.action}`, formModal(model, reader)] as const),
  ]
}

const paging = { page: 1, pageSize: 20, total: 500, zone: 'Europe/Madrid' }

function many(text: Text) {
  return stateLines(text).flatMap((line) => [
    item(text, { line }),
    item(text, { line, mayClaim: false }),
    item(text, { line, head: head(text, { isRestricted: true, category: null, summary: null }) }),
  ])
}

function bareDetail(text: Text, over: Partial<DetailView> = {}) {
  return detail(text, {
    body: null,
    references: [],
    details: [],
    requester: null,
    from: null,
    tags: [],
    neededBy: null,
    deadlines: [],
    followers: [],
    updates: [],
    resolution: null,
    where: { channelId: null, isIn: false, mayJoin: false, thread: null },
    actions: [],
    ...over,
  })
}

function pagingScreens(text: Text, reader: Reader): NamedScreens {
  const about = { escalationId: 999_999_999 }
  const person = { id: 'U0SPECIALISTA', name: text(80), localTime: '03:02', isOnCall: true }
  const offDuty = { ...person, isOnCall: false, localTime: '01:05' }
  const page = (over: Partial<PageAgainModel>) =>
    pageAgainModal({ ...about, next: [person], named: [], mayPageNext: true, isPreset: false, ...over }, reader)
  return [
    ...[[], [person], [person, offDuty, person]].map(
      (woken) => [`pass to ${woken.length}`, passModal({ ...about, pageId: 999_999_999, woken }, reader)] as const,
    ),
    ['page the next', page({})],
    ['page, nobody next', page({ next: [] })],
    ['page somebody', page({ named: [person, offDuty], isPreset: true })],
    ['page of a claimed one', page({ mayPageNext: false, next: [] })],
  ]
}

function waysScreens(text: Text, reader: Reader): NamedScreens {
  const asOf = at('2026-11-23T09:02:00Z')
  const ways = WAY_KINDS.flatMap((kind, index) =>
    [true, false].map((isVerified, nth) => {
      const testedAt = isVerified ? asOf : null
      const way = { id: index * 2 + nth + 1, kind, hint: text(60), delayMinutes: 7, testedAt }
      return { ...way, isVerified, isOffered: isVerified }
    }),
  )
  const full: ReachView = { isOfTeam: true, ways, offered: WAY_KINDS, silencedUntil: at('2026-11-24T07:00:00Z'), asOf }
  const bare: ReachView = { ...full, ways: [], offered: [], silencedUntil: null }
  const tested = WAY_KINDS.map((kind) => ({ kind, hint: text(60), error: text(300) }))
  return [
    ['home with ways', homeTab(home(text), reader, full)],
    ['home without ways', homeTab(home(text), reader, bare)],
    ['ways', waysModal(full, reader, ...ways.slice(0, 1).map((way) => provedText(way, reader)))],
    ['ways, none', waysModal(bare, reader)],
    ['add a way', addWayModal(WAY_KINDS, reader)],
    ...ways.map((way) => [`edit way ${way.id}`, editWayModal(way, full, reader)] as const),
    ...ways.map((way) => {
      const trouble = provedText(way, reader)
      const also = { secret: 'a1'.repeat(32), contactUrl: 'https://bot.example/contact.vcf', trouble }
      return [`code of way ${way.id}`, codeModal(way, reader, also)] as const
    }),
    ['test, sending', testModal(null, reader)],
    ['test', testModal([{ kind: 'slack', hint: '', error: null }, ...tested], reader)],
  ]
}

export function everyScreen(text: Text, reader: Reader): NamedScreens {
  return [
    ...requesterScreens(text, reader),
    ...teamScreens(text, reader),
    ...pagingScreens(text, reader),
    ...waysScreens(text, reader),
    ...sharedScreens(text, reader),
    ...oncallScreens(text, reader),
    ['home with duty', homeTab(home(text), reader, null, homeDuty(text))],
  ]
}

export function everyAnswer(text: Text, reader: Reader): readonly (readonly [string, MessageContent])[] {
  return [
    ['help', helpAnswer('/escalate', reader)],
    ['which number', incompleteAnswer('/escalate', reader)],
    ['a sentence', sentenceAnswer(text(3000))],
    ['a failure', failureAnswer({ by: 'message', text: text(3000) }, reader)],
    ['you have it', claimedAnswer(1042, 7, reader)],
    ...oncallAnswers(text, reader),
  ]
}
