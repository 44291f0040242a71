import type { ModalView } from '@slack/types'
import { ownDutyWords } from '../../i18n/own-duty.ts'
import { unavailability } from '../../usecases/unavailable.ts'
import { openingModal } from '../blocks/duty/own.ts'
import { userText } from '../blocks/mrkdwn.ts'
import type { Reader } from '../blocks/reader.ts'
import { doneModal } from '../blocks/screens/oncall-fix.ts'
import { failureOf } from '../delivery/errors.ts'
import type { Someone } from '../people.ts'
import { failureSentence, type Opening, readerFor, type Surface, show } from '../surface.ts'

/**
 * A form that has to be looked up first: its view stands at once, since a trigger lives three seconds, and is drawn when the
 * answer is there. What fails is said in it.
 */
export async function openThenDraw(
  surface: Surface,
  at: { readonly opening: Opening; readonly who: Someone; readonly form: 'cover' | 'keep' },
  draw: (reader: Reader) => Promise<ModalView>,
): Promise<void> {
  const { who } = at
  const reader = readerFor(who, 'tu')
  const { title } = ownDutyWords(reader.locale)[at.form]
  const viewId = await show(surface, at.opening, openingModal(title, reader))
  if (viewId === null) return
  const view = await draw(reader).catch((error: unknown) => {
    if (unavailability(error) === null) surface.log.error('form_failed', error, { action: at.form })
    else surface.log.warn('form_unavailable', { action: at.form })
    return doneModal(title, userText(failureSentence(error, who)), reader)
  })
  try {
    await surface.client.views.update({ view_id: viewId, view })
  } catch (error) {
    // They closed it while it was looked up.
    if (failureOf(error)?.code !== 'not_found') throw error
  }
}
