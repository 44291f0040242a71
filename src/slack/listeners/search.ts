import type { App, ViewSubmitAction } from '@slack/bolt'
import type { ModalView } from '@slack/types'
import { NOTHING_PICKED, type SearchPicks } from '../../domain/search/views.ts'
import { unavailability } from '../../usecases/unavailable.ts'
import { searchChoices, searchFor } from '../../usecases/views/search.ts'
import type { Reader } from '../blocks/reader.ts'
import { problemsText, SEARCH_PAGE, type SearchModel, searchModal } from '../blocks/screens/search.ts'
import {
  OWNER_CHOICES,
  parseSearchMetadata,
  SEARCH,
  SEARCH_FIELDS,
  type SearchMetadata,
  STATE_CHOICES,
} from '../blocks/screens/search-ids.ts'
import { heldBy, readChoice, readOption, readText } from '../blocks/screens/state.ts'
import { failureOf } from '../delivery/errors.ts'
import type { Someone } from '../people.ts'
import { onPress, type Press } from '../press.ts'
import { type Opening, PATIENCE_MS, readerFor, registerByName, registerFor, type Surface, show } from '../surface.ts'

/** Search: the modal stands at once and is filled when the answer is there. */

function drawn(surface: Surface, asked: SearchMetadata, view: SearchModel['view'], reader: Reader): ModalView {
  const choices = searchChoices(surface.deps.settings())
  return searchModal({ text: asked.text, picks: asked.picks, choices, view }, reader)
}

const looked = (surface: Surface, who: Someone, asked: SearchMetadata) =>
  searchFor(surface.deps, who.actor, { ...asked, pageSize: SEARCH_PAGE })

/** Looks, and draws what was found in the view that stands already; what fails is said there. */
async function fill(surface: Surface, who: Someone, asked: SearchMetadata, viewId: string): Promise<void> {
  const reader = readerFor(who, await registerFor(surface, who))
  const view = await looked(surface, who, asked).catch((error: unknown) => {
    if (unavailability(error) === null) surface.log.error('search_failed', error)
    else surface.log.warn('search_unavailable')
    return { state: 'failed' as const }
  })
  try {
    await surface.client.views.update({ view_id: viewId, view: drawn(surface, asked, view, reader) })
  } catch (error) {
    // They closed it while it was looked for.
    if (failureOf(error)?.code !== 'not_found') throw error
  }
}

/** With something to look for it begins at once; without, it asks what. */
export async function openSearch(surface: Surface, who: Someone, opening: Opening, text: string): Promise<void> {
  const asked: SearchMetadata = { text, picks: NOTHING_PICKED, page: 0 }
  const state = text === '' ? 'nothing_asked' : 'loading'
  const reader = readerFor(who, registerByName(surface, who))
  const viewId = await show(surface, opening, drawn(surface, asked, { state }, reader))
  if (text !== '' && viewId !== null) await fill(surface, who, asked, viewId)
}

async function turn(surface: Surface, press: Press): Promise<void> {
  const asked = parseSearchMetadata(press.view?.private_metadata)
  const page = /^\d{1,6}$/.test(press.value ?? '') ? Number(press.value) : null
  if (press.view === null || asked === null || page === null) return
  await fill(surface, press.who, { ...asked, page }, press.view.id)
}

function picksIn(values: unknown): SearchPicks {
  const category = readOption(values, SEARCH_FIELDS.category) ?? null
  return {
    category: category === null ? null : category.slice(0, 150),
    state: readChoice(values, SEARCH_FIELDS.state, STATE_CHOICES) ?? null,
    owner: readChoice(values, SEARCH_FIELDS.owner, OWNER_CHOICES) ?? null,
  }
}

export function registerSearch(app: App, surface: Surface): void {
  onPress(app, surface, SEARCH.previous, turn)
  onPress(app, surface, SEARCH.next, turn)
  onPress(app, surface, SEARCH.fromHome, (_surface, press) => openSearch(surface, press.who, press.opening, ''))
  app.view<ViewSubmitAction>(SEARCH.callback, async ({ ack, body }) => {
    const who = await surface.people.who(body.user.id, body.user.team_id ?? body.team?.id)
    const reader = readerFor(who, registerByName(surface, who))
    const values = heldBy(body.view)
    const text = readText(values, SEARCH_FIELDS.query) ?? ''
    const asked: SearchMetadata = { text, picks: picksIn(values), page: 0 }
    try {
      const view = await surface.deadline.race(PATIENCE_MS, looked(surface, who, asked))
      if (view.state !== 'problems') await ack({ response_action: 'update', view: drawn(surface, asked, view, reader) })
      else {
        const errors = { [SEARCH_FIELDS.query]: problemsText(view.problems, reader) }
        await ack({ response_action: 'errors', errors })
      }
    } catch (error) {
      if (unavailability(error) === null) surface.log.error('search_failed', error)
      else surface.log.warn('search_unavailable')
      await ack({ response_action: 'update', view: drawn(surface, asked, { state: 'failed' }, reader) })
    }
  })
}
