import type { App } from '@slack/bolt'
import { unavailability } from '../../usecases/unavailable.ts'
import { homeFor } from '../../usecases/views/lists.ts'
import { homeDutyFor } from '../../usecases/views/oncall-home.ts'
import { failedHome, HOME_ITEMS, homeTab } from '../blocks/screens/home.ts'
import { SCREEN_ACTION_IDS } from '../blocks/screens/ids.ts'
import { parseHomeMetadata, parseHomePageValue } from '../blocks/screens/metadata.ts'
import type { HomePages } from '../blocks/screens/models.ts'
import { setUpModal } from '../blocks/screens/set-up.ts'
import type { Someone } from '../people.ts'
import { onPress, type Press } from '../press.ts'
import { readerFor, registerFor, type Surface, show } from '../surface.ts'
import { openFiling } from './filing.ts'
import { reachOf, registerWays } from './ways.ts'

async function publish(surface: Surface, who: Someone, pages: HomePages): Promise<void> {
  const reader = readerFor(who, await registerFor(surface, who))
  const view = await drawn(surface, who, pages).catch((error: unknown) => {
    if (unavailability(error) === null) surface.log.error('home_failed', error)
    else surface.log.warn('home_unavailable')
    return null
  })
  await surface.client.views.publish({
    user_id: who.actor.id,
    view: view === null ? failedHome(reader) : homeTab(view.home, reader, view.reach, view.duty),
  })
}

async function drawn(surface: Surface, who: Someone, pages: HomePages) {
  const home = await homeFor(surface.deps, who.actor, { pages, pageSize: HOME_ITEMS })
  const duty = await homeDutyFor(surface.deps, who.actor)
  return { home, duty, reach: await reachOf(surface, who) }
}

/** App Home is drawn on demand: nothing of it is kept. */
export async function publishHome(
  surface: Surface,
  userId: string,
  teamId: string | undefined,
  pages: HomePages,
): Promise<void> {
  const who = await surface.people.who(userId, teamId)
  await publish(surface, who, pages)
}

/** After a press in Home its presser's Home is drawn again; elsewhere nothing is. */
export async function redrawHome(surface: Surface, press: Press): Promise<void> {
  if (press.view?.type === 'home') await publish(surface, press.who, parseHomeMetadata(press.view.private_metadata))
}

async function turn(surface: Surface, press: Press): Promise<void> {
  const to = parseHomePageValue(press.value)
  if (to === null) return
  const pages = { ...parseHomeMetadata(press.view?.private_metadata), [to.section]: to.page }
  await publish(surface, press.who, pages)
}

export function registerHome(app: App, surface: Surface): void {
  registerWays(app, surface, (who) => publish(surface, who, {}))
  onPress(app, surface, SCREEN_ACTION_IDS.homePrevious, turn)
  onPress(app, surface, SCREEN_ACTION_IDS.homeNext, turn)
  onPress(app, surface, SCREEN_ACTION_IDS.homeRetry, (_surface, press) => publish(surface, press.who, {}))
  onPress(app, surface, SCREEN_ACTION_IDS.homeFile, (_surface, press) =>
    openFiling(surface, press.who, { triggerId: press.triggerId, source: 'shortcut', summary: '', body: '' }),
  )
  onPress(app, surface, SCREEN_ACTION_IDS.homeSetUp, async (_surface, press) => {
    await show(surface, press.opening, setUpModal(readerFor(press.who, 'tu')))
  })
}
