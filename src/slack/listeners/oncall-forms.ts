import type { App, ViewSubmitAction } from '@slack/bolt'
import type { ModalView } from '@slack/types'
import type { DutyRefusal } from '../../domain/oncall/duty-refusal.ts'
import { dutyRefusalSentence } from '../../i18n/oncall-refusals.ts'
import { namesFor } from '../../usecases/people/names-for.ts'
import { unavailability } from '../../usecases/unavailable.ts'
import { plainText, section } from '../blocks/kit.ts'
import { userText } from '../blocks/mrkdwn.ts'
import type { Reader } from '../blocks/reader.ts'
import type { Someone } from '../people.ts'
import { failureSentence, PATIENCE_MS, readerFor, type Surface } from '../surface.ts'

/** Forms of `/oncall`: taken at once, refused at their fields, kept as they are where something behind them is away. */

export type FormAnswer =
  | { readonly response_action: 'errors'; readonly errors: Record<string, string> }
  | { readonly response_action: 'update' | 'push'; readonly view: ModalView }

export interface Submitted {
  readonly who: Someone
  readonly reader: Reader
  readonly view: ViewSubmitAction['view']
}

/** The sentence of a refusal of duty, with the names that it needs. Plain text. */
export async function dutySentence(surface: Surface, who: Someone, refusal: DutyRefusal): Promise<string> {
  const ids = Object.entries(refusal).flatMap(([key, value]) => {
    if (Array.isArray(value)) return value.filter((one): one is string => typeof one === 'string')
    return /Id$/.test(key) && typeof value === 'string' ? [value] : []
  })
  await surface.people.learn(ids)
  const names = await namesFor(surface.deps, { ids })
  return dutyRefusalSentence(refusal, {
    locale: who.locale,
    zone: who.zone,
    now: surface.deps.clock.now(),
    nameOf: (id) => names.get(id) ?? id,
  })
}

export function atField(field: string, text: string): FormAnswer {
  return { response_action: 'errors', errors: { [field]: text } }
}

/** Slack stacks three views: on the third one nothing is put. */
export function onTop(view: Submitted['view'], next: ModalView): FormAnswer {
  const before = view.previous_view_id
  const isThird = typeof before === 'string' && before !== '' && before !== view.root_view_id
  return { response_action: isThird ? 'update' : 'push', view: next }
}

const NOTE = 'oncall.note'

/** The same view again with a sentence above it: it can be sent once more. */
function again(view: Submitted['view'], text: string): FormAnswer {
  const blocks = view.blocks.filter((block) => block.block_id !== NOTE)
  return {
    response_action: 'update',
    view: {
      type: 'modal',
      callback_id: view.callback_id,
      title: plainText(view.title.text, 24),
      ...(view.submit == null ? {} : { submit: plainText(view.submit.text, 24) }),
      ...(view.close == null ? {} : { close: plainText(view.close.text, 24) }),
      private_metadata: view.private_metadata,
      blocks: [{ ...section(userText(text)), block_id: NOTE }, ...blocks],
    },
  }
}

/** `firstField` null: the view has no input to say it at. */
export function onForm(
  app: App,
  surface: Surface,
  form: { readonly callbackId: string; readonly firstField: string | null },
  handler: (surface: Surface, submitted: Submitted) => Promise<FormAnswer>,
): void {
  app.view<ViewSubmitAction>(form.callbackId, async ({ ack, body }) => {
    const who = await surface.people.who(body.user.id, body.user.team_id ?? body.team?.id)
    const reader = readerFor(who, 'tu')
    try {
      await ack(await surface.deadline.race(PATIENCE_MS, handler(surface, { who, reader, view: body.view })))
    } catch (error) {
      if (unavailability(error) === null) surface.log.error('form_failed', error, { action: form.callbackId })
      else surface.log.warn('form_unsure', { action: form.callbackId })
      const text = failureSentence(error, who)
      await ack(form.firstField === null ? again(body.view, text) : atField(form.firstField, text))
    }
  })
}
