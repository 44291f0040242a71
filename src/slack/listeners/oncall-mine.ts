import { meFor } from '../../usecases/views/oncall-me.ts'
import { ONCALL_CALLBACKS } from '../blocks/screens/oncall-ids.ts'
import { meModal } from '../blocks/screens/oncall-me.ts'
import type { Press } from '../press.ts'
import { readerFor, type Surface } from '../surface.ts'
import { hasCalendar } from './oncall-calendar.ts'

/** `/oncall me` as it is now, where it was pressed in; false where that is another view, or a message. */
export async function redrawMine(surface: Surface, press: Press): Promise<boolean> {
  const { view } = press
  if (view?.callback_id !== ONCALL_CALLBACKS.me) return false
  const mine = await meFor(surface.deps, press.who.actor)
  const drawn = meModal(mine, readerFor(press.who, 'tu'), hasCalendar(surface))
  await surface.client.views.update({ view_id: view.id, view: drawn })
  return true
}
