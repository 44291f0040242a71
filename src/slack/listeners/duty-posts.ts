import type { App } from '@slack/bolt'
import type { Span } from '../../domain/oncall/schedule.ts'
import { dutyPostWords } from '../../i18n/duty-posts.ts'
import { confirmPost } from '../../usecases/oncall/posts/confirm-post.ts'
import { takeOpenShift } from '../../usecases/oncall/take-open-shift.ts'
import { dutyPostFor, myPart } from '../../usecases/views/duty-post.ts'
import { parseDutyId } from '../blocks/duty/ids.ts'
import { chooseOpenModal, dutyPostInMyTime } from '../blocks/duty/post.ts'
import { openValue, POST_ACTIONS, POST_CALLBACKS, POST_FIELDS, parseOpenValue } from '../blocks/duty/post-ids.ts'
import { userText } from '../blocks/mrkdwn.ts'
import type { Reader } from '../blocks/reader.ts'
import { doneModal } from '../blocks/screens/oncall-fix.ts'
import { spanText } from '../blocks/screens/oncall-shared.ts'
import { onPress, type Press } from '../press.ts'
import { readerFor, type Surface, show } from '../surface.ts'
import { atField, dutySentence, type FormAnswer, onForm, type Submitted } from './oncall-forms.ts'
import { openSwapForm } from './oncall-swaps.ts'

/** Buttons under a weekend's or a holiday's post, the same for everybody: who may do what shows when they are pressed. */
async function pressConfirm(surface: Surface, press: Press): Promise<void> {
  const postId = parseDutyId(press.value)
  if (postId === null) return
  const { answer } = dutyPostWords(press.who.locale)
  const outcome = await confirmPost(surface.deps, press.who.actor, { postId })
  if (!outcome.ok) return press.tell(await dutySentence(surface, press.who, outcome.refusal))
  // The DM itself shows it.
  const isShown = outcome.value.shifts > 0 && press.channelId?.startsWith('D') === true
  if (!isShown) await press.tell(outcome.value.shifts > 0 ? answer.confirmed : answer.notOnDuty)
}

async function pressFindCover(surface: Surface, press: Press): Promise<void> {
  const postId = parseDutyId(press.value)
  if (postId === null) return
  const { answer } = dutyPostWords(press.who.locale)
  const part = await myPart(surface.deps, press.who.actor, postId)
  const [shift] = part?.shifts ?? []
  if (part === null || shift === undefined) {
    return press.tell(part?.isCovering === true ? answer.covering : answer.noShift)
  }
  await openSwapForm(surface, press.opening, press.who, part.shifts.length === 1 ? shift : null)
}

/** On the reader's own clock, as plain text: the answer is escaped as a whole. */
function whenOf(span: Span, reader: Reader): string {
  return spanText(span, reader).replace(/<!date[^|]*\|([^>]*)>/g, '$1')
}

async function pressTake(surface: Surface, press: Press): Promise<void> {
  const postId = parseDutyId(press.value)
  if (postId === null) return
  const { who } = press
  const { answer } = dutyPostWords(who.locale)
  const part = await myPart(surface.deps, who.actor, postId)
  const [open] = part?.open ?? []
  if (part === null || open === undefined) return press.tell(answer.nothingOpen)
  if (part.open.length > 1) {
    await show(surface, press.opening, chooseOpenModal({ postId, open: part.open }, readerFor(who, 'tu')))
    return
  }
  const { scheduleId, ...stretch } = open
  const outcome = await takeOpenShift(surface.deps, who.actor, { scheduleId, stretch })
  await press.tell(
    outcome.ok
      ? answer.taken(whenOf(stretch, readerFor(who, 'tu')))
      : await dutySentence(surface, who, outcome.refusal),
  )
}

async function pressMyTime(surface: Surface, press: Press): Promise<void> {
  const postId = parseDutyId(press.value)
  const isMember = press.who.actor.standing === 'member'
  const view = postId === null || !isMember ? null : await dutyPostFor(surface.deps, postId)
  if (view === null) return press.tell(dutyPostWords(press.who.locale).answer.over)
  await press.answer(dutyPostInMyTime(view, readerFor(press.who, 'tu')))
}

async function take(surface: Surface, { who, reader, view }: Submitted): Promise<FormAnswer> {
  const { answer, choose } = dutyPostWords(reader.locale)
  const postId = parseDutyId(view.private_metadata)
  const field = view.state.values[POST_FIELDS.stretch]?.[POST_FIELDS.stretch]
  const stretch = parseOpenValue(field?.selected_option?.value)
  const part = postId === null ? null : await myPart(surface.deps, who.actor, postId)
  // What comes back is a choice among what is open now, never a stretch of its own.
  const chosen = part?.open.find((one) => stretch !== null && openValue(one) === openValue(stretch))
  if (chosen === undefined) return atField(POST_FIELDS.stretch, answer.nothingOpen)
  const { scheduleId, ...open } = chosen
  const outcome = await takeOpenShift(surface.deps, who.actor, { scheduleId, stretch: open })
  if (!outcome.ok) return atField(POST_FIELDS.stretch, await dutySentence(surface, who, outcome.refusal))
  return {
    response_action: 'update',
    view: doneModal(choose.title, userText(answer.taken(whenOf(open, reader))), reader),
  }
}

export function registerDutyPosts(app: App, surface: Surface): void {
  onPress(app, surface, POST_ACTIONS.confirm, pressConfirm)
  onPress(app, surface, POST_ACTIONS.findCover, pressFindCover)
  onPress(app, surface, POST_ACTIONS.take, pressTake)
  onPress(app, surface, POST_ACTIONS.myTime, pressMyTime)
  onForm(app, surface, { callbackId: POST_CALLBACKS.take, firstField: POST_FIELDS.stretch }, take)
}
