import type { App, BlockAction, BlockElementAction, SlackActionMiddlewareArgs } from '@slack/bolt'
import type { Refusal } from '../domain/escalation/refusal.ts'
import type { Register } from '../i18n/register.ts'
import { unavailability } from '../usecases/unavailable.ts'
import { parseEscalationValue, parsePartValue } from './blocks/ids.ts'
import type { MessageContent } from './blocks/kit.ts'
import { sentenceAnswer } from './blocks/screens/answers.ts'
import { SCREEN_ACTION_IDS } from './blocks/screens/ids.ts'
import type { NoticeModel } from './blocks/screens/models.ts'
import { failureModal, noticeModal } from './blocks/screens/notice.ts'
import { SEARCH } from './blocks/screens/search-ids.ts'
import { failureOf } from './delivery/errors.ts'
import type { Someone } from './people.ts'
import {
  failureSentence,
  type Opening,
  PATIENCE_MS,
  readerFor,
  registerByName,
  type Surface,
  sentenceOf,
  show,
} from './surface.ts'

/** A button pressed or a menu changed: who, where, and what it carried. */
export interface Press {
  readonly who: Someone
  readonly actionId: string
  /** The button's value or the chosen option's. */
  readonly value: string | undefined
  readonly triggerId: string
  /** To show a view with. */
  readonly opening: Opening
  /** Null when pressed in a message. */
  readonly view: NonNullable<BlockAction['view']> | null
  readonly channelId: string | null
  readonly messageTs: string | null
  /** A message that only the presser sees, where they pressed: in a message only. */
  answer(content: MessageContent): Promise<void>
  /** Says something that only the presser sees, where they pressed; in a modal, as a notice on top of it. */
  tell(text: string): Promise<void>
  /** Says why not, in the presser's language. */
  refuse(refusal: Refusal, register?: Register): Promise<void>
  /** Says that it failed; in a modal with a way to press the same again, in a message the button still stands there. */
  fail(error: unknown): Promise<void>
  /** Takes away the message that was pressed in, or the note that only the presser sees. */
  dismiss(): Promise<void>
  /** Puts this where the message that was pressed in stands. */
  replace(content: MessageContent): Promise<void>
}

export type PressHandler = (surface: Surface, press: Press) => Promise<void>

type ButtonArgs = SlackActionMiddlewareArgs<BlockAction>

/** Registers one handler: acknowledges at once, and whatever fails is told to the person. */
export function onPress(app: App, surface: Surface, actionId: string | RegExp, handler: PressHandler): void {
  app.action(actionId, async ({ ack, body, action, respond }) => {
    await ack()
    if (body.type !== 'block_actions' || !('action_id' in action)) return
    const pressed = pressOf(surface, body, action, respond)
    const work = pressed.then((press) => handler(surface, press))
    try {
      // In a view, failing too must be said on the trigger, while it lives; in a message there is time.
      await (body.view === undefined ? work : surface.deadline.race(PATIENCE_MS, work))
    } catch (error) {
      const press = await pressed
      // The person has closed, or sent, the form that was to be drawn again.
      if (press.view !== null && failureOf(error)?.code === 'not_found') return
      if (unavailability(error) === null) surface.log.error('press_failed', error, { action: press.actionId })
      else surface.log.warn('press_unsure', { action: press.actionId })
      await press.fail(error)
    }
  })
}

async function pressOf(
  surface: Surface,
  body: BlockAction,
  action: BlockElementAction,
  respond: ButtonArgs['respond'],
): Promise<Press> {
  const who = await surface.people.who(body.user.id, body.user.team_id ?? body.team?.id)
  const triggerId = body.trigger_id
  const view = body.view ?? null
  const opening = { triggerId, within: view?.type === 'modal' ? view : null }
  // By the press's own address: it reaches whoever pressed, in the channel or only looking into it.
  const answer = async (content: MessageContent) => {
    await respond({ response_type: 'ephemeral', replace_original: false, ...content })
  }
  const tell = async (text: string) => {
    if (view === null) await answer(sentenceAnswer(text))
    else await show(surface, opening, noticeModal({ text, retry: null, closesAll: false }, readerFor(who, 'tu')))
  }
  return {
    who,
    actionId: action.action_id,
    value: 'value' in action ? action.value : 'selected_option' in action ? action.selected_option?.value : undefined,
    triggerId,
    opening,
    view,
    channelId: body.channel?.id ?? null,
    messageTs: body.message?.ts ?? null,
    answer,
    tell,
    async refuse(refusal, register = 'tu') {
      await tell(await sentenceOf(surface, refusal, who, register))
    },
    async fail(error) {
      const register = registerByName(surface, who)
      if (view === null) return answer(sentenceAnswer(failureSentence(error, who, register)))
      const failure = { isUnsure: unavailability(error) === 'unknown', retry: retryOf(action) }
      await show(surface, opening, failureModal(failure, readerFor(who, register)))
    },
    async dismiss() {
      await respond({ delete_original: true })
    },
    async replace(content) {
      await respond({ replace_original: true, ...content })
    },
  }
}

/** What is read from the view that it was pressed in can't be asked for from another: there the button itself is left. */
const NEEDS_ITS_VIEW: readonly string[] = [
  SCREEN_ACTION_IDS.listPrevious,
  SCREEN_ACTION_IDS.listNext,
  SCREEN_ACTION_IDS.timelinePrevious,
  SCREEN_ACTION_IDS.timelineNext,
  SEARCH.previous,
  SEARCH.next,
]

function retryOf(action: BlockElementAction): NoticeModel['retry'] {
  if (action.type !== 'button' || NEEDS_ITS_VIEW.includes(action.action_id)) return null
  const { action_id: actionId, value } = action
  const isOfEscalation = parseEscalationValue(value) !== null || parsePartValue(value) !== null
  return value === undefined || !isOfEscalation ? null : { actionId, value }
}
