import { describe, expect, test } from 'vitest'
import { parseSettings } from '../../../../src/settings/parse.ts'
import type { Reader } from '../../../../src/slack/blocks/reader.ts'
import { actionsModal, moreModal } from '../../../../src/slack/blocks/screens/actions-modal.ts'
import { helpAnswer } from '../../../../src/slack/blocks/screens/answers.ts'
import { detailModal } from '../../../../src/slack/blocks/screens/detail.ts'
import { failedHome, homeTab } from '../../../../src/slack/blocks/screens/home.ts'
import { listModal } from '../../../../src/slack/blocks/screens/lists.ts'
import {
  homePageValue,
  parseHomeMetadata,
  parseHomePageValue,
  parseListMetadata,
  parseTimelineMetadata,
} from '../../../../src/slack/blocks/screens/metadata.ts'
import { failureModal, noticeModal } from '../../../../src/slack/blocks/screens/notice.ts'
import { SETTINGS_EXAMPLE, setUpModal } from '../../../../src/slack/blocks/screens/set-up.ts'
import { timelineModal } from '../../../../src/slack/blocks/screens/timeline.ts'
import { detail, entries, home, item, listOf } from './samples.ts'
import { buttonsOf, textsOf } from './walk.ts'

const english: Reader = { locale: 'en', zone: 'UTC', register: 'tu' }
const spanish: Reader = { locale: 'es', zone: 'UTC', register: 'tu' }
const x = () => 'X'
const words = (surface: unknown) =>
  textsOf(surface)
    .map((one) => one.text.replace(/<!date\^[^|]*\|([^>]*)>/g, '$1'))
    .join('\n')

describe('the detail', () => {
  const shown = (over = {}) => detailModal({ view: detail(x, over), threadUrl: null }, english)

  test('offers to join a channel that the reader may join and is not in', () => {
    expect(buttonsOf(shown())).toContain('join')
    const where = { channelId: 'C0WORK', isIn: true, mayJoin: false, thread: null }
    expect(buttonsOf(shown({ where }))).not.toContain('join')
    expect(words(shown({ where }))).toContain('Worked on in <#C0WORK>')
  })

  test('leads to the thread where it is worked on, and offers a channel to whoever may open one', () => {
    const where = { channelId: null, isIn: false, mayJoin: false, thread: { channelId: 'C0INTAKE', ts: '1.2' } }
    const view = detail(x, { where, place: 'thread' })
    const modal = detailModal({ view, threadUrl: 'https://x.slack.com/archives/C0INTAKE/p12' }, english)
    expect(words(modal)).toContain("<https://x.slack.com/archives/C0INTAKE/p12|the card's thread>")
    expect(buttonsOf(modal)).toContain('open_channel')
    const outsider = { ...view, actions: ['view' as const] }
    expect(buttonsOf(detailModal({ view: outsider, threadUrl: null }, english))).toEqual([])
  })

  test('offers Claim while nobody has it, and not after', () => {
    expect(buttonsOf(shown({ status: 'unclaimed' }))).toContain('claim')
    expect(buttonsOf(shown({ status: 'claimed' }))).not.toContain('claim')
  })

  test('shows an answer that is an instant on the reader’s own clock', () => {
    const details = [{ label: { en: 'Received', es: 'Recibido' }, value: '2026-11-23T09:02:00.000Z' }]
    expect(words(shown({ details }))).toContain('Received: Mon 23 Nov 09:02')
  })

  test('counts the updates that it does not show', () => {
    expect(words(shown())).toContain('5 older ones in the timeline')
  })
})

describe('the actions', () => {
  test('stand in the order of the permissions, the most likely first and marked', () => {
    const model = detail(x, { actions: ['claim', 'write_update', 'resolve', 'view', 'view_timeline'] })
    const view = actionsModal(model, spanish)
    expect(buttonsOf(view)).toEqual(['write_update', 'resolve', 'view_timeline'])
    expect(JSON.stringify(view)).toContain('"style":"primary"')
    expect(words(view)).toContain('Escribir novedad')
  })

  test('leave out what is asked elsewhere or means nothing as it stands', () => {
    const drawn = buttonsOf(actionsModal(detail(x), english))
    for (const action of ['file', 'view', 'rate', 'decide_access', 'decide_withdrawal', 'open_channel', 'claim']) {
      expect(drawn).not.toContain(action)
    }
    const unclaimed = buttonsOf(actionsModal(detail(x, { status: 'unclaimed' }), english))
    expect(unclaimed[0]).toBe('claim')
  })

  test('carry the version that they were drawn from', () => {
    expect(JSON.stringify(actionsModal(detail(x), english))).toContain('"value":"999999999:7"')
  })

  test('of the requester’s More are only those that they may do', () => {
    const model = { escalationId: 1042, version: 1, actions: ['add_follower', 'write_update'] as const }
    expect(buttonsOf(moreModal(model, spanish))).toEqual(['add_follower'])
  })
})

describe('lists', () => {
  test('an item has Open, and Claim where the reader may', () => {
    const list = listOf([item(x), item(x, { mayClaim: false })], { page: 0, total: 2 })
    expect(buttonsOf(listModal({ kind: 'open', list }, english))).toEqual(['claim', 'open', 'open'])
  })

  test('paging leads to the page before and after, and ends where the list ends', () => {
    const buttons = (page: number) =>
      buttonsOf(listModal({ kind: 'open', list: listOf([item(x)], { page, total: 11 }) }, english)).slice(2)
    expect(buttons(0)).toEqual(['list_page.next'])
    expect(buttons(1)).toEqual(['list_page.previous', 'list_page.next'])
    expect(buttons(2)).toEqual(['list_page.previous'])
  })

  test('a list remembers what it is of', () => {
    const view = listModal({ kind: 'mine', list: listOf([]) }, english)
    expect(parseListMetadata(view.private_metadata)).toEqual({ kind: 'mine', page: 1 })
    expect(parseListMetadata('{"kind":"all","page":0}')).toBeNull()
  })
})

describe('the timeline', () => {
  const page = { page: 0, pageSize: 20, total: 40, zone: 'UTC' }

  test('tells what happened, with what was written, and says where a text was removed', () => {
    const view = timelineModal({ head: detail(x).head, entries: entries(() => 'Maria', 3), ...page }, english)
    expect(words(view)).toContain('Maria filed it as sev1: Maria')
    expect(words(view)).toContain('> Maria')
    expect(words(view)).toContain('(text removed)')
    expect(buttonsOf(view)).toEqual(['timeline_page.next'])
    expect(parseTimelineMetadata(view.private_metadata)).toEqual({ escalationId: 999_999_999, page: 0 })
  })
})

describe('App Home', () => {
  test('SCREENS 1.5: names with whom Slack silences until when', () => {
    const people = [{ id: 'U0A', name: 'Specialist A', silentUntil: new Date('2026-11-23T18:00:00Z') }]
    const view = home(x, { onCall: [{ team: 'Policy', people }] })
    expect(words(homeTab(view, english))).toContain('Specialist A · silent until 18:00')
    expect(words(homeTab(view, spanish))).toContain('Specialist A · en silencio hasta las 18:00')
  })

  test('shows each section with its count, five at a time, and who is on call', () => {
    const text = words(homeTab(home(x), english))
    for (const heading of ['Mine (500)', 'Unclaimed in my teams (500)', 'Filed by me (500)', 'All open (500)']) {
      expect(text).toContain(heading)
    }
    expect(text).toContain('⚠ Legal: nobody')
    expect(words(homeTab(home(x), spanish))).toContain('A mi cargo (500)')
  })

  test('turning a page of one section keeps the page of the others', () => {
    const view = homeTab(home(x), english)
    expect(parseHomeMetadata(view.private_metadata)).toEqual({ mine: 1, unclaimed: 1, filed: 1, open: 1 })
    expect(parseHomePageValue(homePageValue('filed', 2))).toEqual({ section: 'filed', page: 2 })
    for (const value of [undefined, 'filed', 'all:1', 'filed:-1', 'filed:1:2'])
      expect(parseHomePageValue(value)).toBeNull()
    expect(parseHomeMetadata('nonsense')).toEqual({})
  })

  test('before the set-up it says that Vigía is silent, and offers three steps', () => {
    const view = homeTab(home(x, { isSetUp: false }), english)
    expect(words(view)).toContain('Vigía is installed and silent. It posts and pages nobody until this is done.')
    expect(buttonsOf(view)).toEqual(['home_set_up'])
  })

  test('that could not be drawn says so, with a way to try again', () => {
    expect(buttonsOf(failedHome(english))).toEqual(['home_retry'])
  })
})

test('the file that the set-up shows is one that Vigía accepts', () => {
  expect(parseSettings(SETTINGS_EXAMPLE, 'vigia.yaml')).toMatchObject({ ok: true })
  expect(words(setUpModal(spanish))).toContain(SETTINGS_EXAMPLE)
})

test('a failure is told with the same button to press again', () => {
  const view = failureModal({ isUnsure: false, retry: { actionId: 'claim', value: '1042:7' } }, english)
  expect(buttonsOf(view)).toEqual(['claim'])
  expect(words(view)).toContain('Try again')
  expect(buttonsOf(noticeModal({ text: 'Done', retry: null, closesAll: true }, english))).toEqual([])
})

test('help names the command as the settings have it', () => {
  expect(words(helpAnswer('/vigia', english).blocks)).toContain('`/vigia mine`')
  expect(words(helpAnswer('/vigia', english).blocks)).not.toContain('/escalate')
})
