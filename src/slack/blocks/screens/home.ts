import type { HomeView as HomeTab, KnownBlock } from '@slack/types'
import type { HomeView, ListPage } from '../../../domain/escalation/views.ts'
import type { HomeDuty } from '../../../domain/oncall/screens.ts'
import type { ReachView } from '../../../domain/paging/ways.ts'
import { catalogueOf } from '../../../i18n/catalogue.ts'
import { listOf } from '../../../i18n/format.ts'
import { searchWordsOf } from '../../../i18n/search.ts'
import { actions, button, context, divider, header, lines, section } from '../kit.ts'
import { momentToken, nameOf, userLine } from '../mrkdwn.ts'
import type { Reader } from '../reader.ts'
import { CALLBACK_IDS, SCREEN_ACTION_IDS } from './ids.ts'
import { itemBlocks, pageCount } from './lists.ts'
import { homeMetadata, homePageValue } from './metadata.ts'
import type { HomePages } from './models.ts'
import { homeDutyBlocks } from './oncall-gaps.ts'
import { SEARCH } from './search-ids.ts'
import { reachSection } from './ways.ts'

/** Four sections of five items, two blocks each at most, with headings and paging: under the hundred of a view. */
export const HOME_ITEMS = 5
const TEAMS_SHOWN = 10
const NAMES_SHOWN = 8

/** App Home. `sections` are those that hold something for this person; each keeps its own page. */
export function homeTab(
  view: HomeView,
  reader: Reader,
  reach: ReachView | null = null,
  duty: HomeDuty | null = null,
): HomeTab {
  const { home } = catalogueOf(reader.locale).screens
  if (!view.isSetUp) return setUpHome(reader)
  const pages: Record<string, number> = {}
  for (const { section: name, list } of view.sections) pages[name] = list.page
  return tab(pages, [
    actions(
      button(SCREEN_ACTION_IDS.homeFile, home.file, 'home', { style: 'primary' }),
      button(SEARCH.fromHome, searchWordsOf(reader.locale).button, 'home'),
    ),
    ...onCallBlock(view, reader),
    ...(duty === null ? [] : homeDutyBlocks(duty, reader)),
    ...(reach === null ? [] : reachSection(reach, reader)),
    ...(view.sections.length === 0 ? [section(home.nothing)] : []),
    ...view.sections.flatMap((one) => [
      divider(),
      header(home.sections[one.section](one.list.total)),
      ...one.list.items.slice(0, HOME_ITEMS).flatMap((item) => itemBlocks(item, reader, one.list.asOf)),
      ...pagingOf(one.section, one.list, reader),
    ]),
  ])
}

function tab(pages: HomePages, blocks: readonly KnownBlock[]): HomeTab {
  return {
    type: 'home',
    callback_id: CALLBACK_IDS.home,
    private_metadata: homeMetadata(pages),
    blocks: blocks.slice(0, 100),
  }
}

function onCallBlock(view: HomeView, reader: Reader): KnownBlock[] {
  if (view.onCall.length === 0) return []
  const { home } = catalogueOf(reader.locale).screens
  const rows = view.onCall.slice(0, TEAMS_SHOWN).map(({ team, people }) => {
    const name = userLine(team, 80)
    const shown = people.slice(0, NAMES_SHOWN).map((person) => {
      const { silentUntil } = person
      return silentUntil == null
        ? nameOf(person)
        : home.silentOnCall(nameOf(person), momentToken(silentUntil, reader, view.asOf))
    })
    const rest = people.length - shown.length
    if (shown.length === 0) return home.nobodyOnCall(name)
    return home.onCallOf(name, listOf(rest > 0 ? [...shown, `+${rest}`] : shown, reader.locale))
  })
  return [section(lines(`*${home.onCall}*`, ...rows))]
}

function pagingOf(name: HomeView['sections'][number]['section'], list: ListPage, reader: Reader): KnownBlock[] {
  const { home, reading } = catalogueOf(reader.locale).screens
  const pages = pageCount(list)
  if (pages === 1) return []
  const heading = home.sections[name](list.total)
  const previous = Math.min(list.page, pages) - 1
  return [
    context(home.page(list.page + 1, pages)),
    actions(
      ...(list.page > 0
        ? [
            button(SCREEN_ACTION_IDS.homePrevious, reading.previous, homePageValue(name, previous), {
              accessibilityLabel: home.previousOf(heading),
            }),
          ]
        : []),
      ...(list.page + 1 < pages
        ? [
            button(SCREEN_ACTION_IDS.homeNext, reading.next, homePageValue(name, list.page + 1), {
              accessibilityLabel: home.nextOf(heading),
            }),
          ]
        : []),
    ),
  ]
}

/** Before anything is set up: nothing is posted, nobody is paged, and this says so (SCREENS 11). */
function setUpHome(reader: Reader): HomeTab {
  const { home } = catalogueOf(reader.locale).screens
  return tab({}, [
    section(home.silent, button(SCREEN_ACTION_IDS.homeSetUp, home.setUp, 'home', { style: 'primary' })),
    section(lines(...home.steps.map((step, index) => `${index + 1}. ${step}`))),
    context(home.administrators),
  ])
}

/** In place of a Home that could not be drawn: says so, with a way to try again. */
export function failedHome(reader: Reader): HomeTab {
  const { screens, words } = catalogueOf(reader.locale)
  return tab({}, [
    section(
      words.failure.tryAgain(reader.register),
      button(SCREEN_ACTION_IDS.homeRetry, screens.reading.notice.tryAgain, 'home'),
    ),
  ])
}
