import type { App } from '@slack/bolt'
import type { PersonActor } from '../../domain/actor.ts'
import type { DutyOutcome } from '../../domain/oncall/duty-refusal.ts'
import type { ShiftRef } from '../../domain/oncall/schedule.ts'
import { dutyNoticeWords } from '../../i18n/duty-notices.ts'
import { acceptSwap } from '../../usecases/oncall/accept-swap.ts'
import { acceptCover, declineCover } from '../../usecases/oncall/answer-cover.ts'
import { askSwap } from '../../usecases/oncall/ask-swap.ts'
import { objectToCover } from '../../usecases/oncall/assign-cover.ts'
import { approveSwap, refuseSwap } from '../../usecases/oncall/decide-swap.ts'
import { declineSwap } from '../../usecases/oncall/decline-swap.ts'
import { undoSwap } from '../../usecases/oncall/undo-swap.ts'
import { namesFor } from '../../usecases/people/names-for.ts'
import { coverFormFor, holderOf, myShiftsFor } from '../../usecases/views/cover-form.ts'
import { chooseShiftModal, coverAskedText, findCoverModal } from '../blocks/duty/find-cover.ts'
import { DUTY_ACTIONS, DUTY_CALLBACKS, DUTY_FIELDS, parseDutyId } from '../blocks/duty/ids.ts'
import { userText } from '../blocks/mrkdwn.ts'
import { doneModal } from '../blocks/screens/oncall-fix.ts'
import { ONCALL_ACTIONS } from '../blocks/screens/oncall-ids.ts'
import { parseShiftValue } from '../blocks/screens/oncall-refs.ts'
import type { Someone } from '../people.ts'
import { onPress, type PressHandler } from '../press.ts'
import { type Opening, readerFor, type Surface, show } from '../surface.ts'
import { redrawHome } from './home.ts'
import { atField, dutySentence, type FormAnswer, onForm, type Submitted } from './oncall-forms.ts'

type ScheduledShift = ShiftRef & { readonly scheduleId: number }

/** `/oncall swap`, or [Find cover] at a shift: whom to ask, and why. Null: one of one's own is chosen first. */
export async function openSwapForm(
  surface: Surface,
  opening: Opening,
  who: Someone,
  shift: ScheduledShift | null,
): Promise<void> {
  const reader = readerFor(who, 'tu')
  if (shift === null) {
    const shifts = await myShiftsFor(surface.deps, who.actor)
    await show(surface, opening, chooseShiftModal(shifts, reader))
    return
  }
  const found = await coverFormFor(surface.deps, who.actor, shift)
  const { form } = dutyNoticeWords(reader.locale)
  const view = found.ok
    ? findCoverModal(found.value, reader)
    : doneModal(form.title, userText(await dutySentence(surface, who, found.refusal)), reader)
  await show(surface, opening, view)
}

async function choose(surface: Surface, { who, reader, view }: Submitted): Promise<FormAnswer> {
  const chosen = view.state.values[DUTY_FIELDS.shift]?.[DUTY_FIELDS.shift]?.selected_option?.value
  const shift = parseShiftValue(chosen)
  if (shift === null) return atField(DUTY_FIELDS.shift, dutyNoticeWords(reader.locale).form.chooseShift)
  const found = await coverFormFor(surface.deps, who.actor, shift)
  if (!found.ok) return atField(DUTY_FIELDS.shift, await dutySentence(surface, who, found.refusal))
  return { response_action: 'update', view: findCoverModal(found.value, reader) }
}

async function ask(surface: Surface, { who, reader, view }: Submitted): Promise<FormAnswer> {
  const { form } = dutyNoticeWords(reader.locale)
  const { values } = view.state
  const shift = parseShiftValue(view.private_metadata)
  const chosen = values[DUTY_FIELDS.who]?.[DUTY_FIELDS.who]?.selected_options ?? []
  const reason = values[DUTY_FIELDS.reason]?.[DUTY_FIELDS.reason]?.value ?? null
  if (shift === null) return atField(DUTY_FIELDS.who, form.chooseShift)
  const { scheduleId, rotation, layer, start } = shift
  const holder = await holderOf(surface.deps, who.actor, shift)
  const asked = await askSwap(surface.deps, who.actor, {
    ...(holder === null || holder === who.actor.id ? {} : { forId: holder }),
    scheduleId,
    shift: { rotation, layer, start },
    to: chosen.length === 0 ? 'all' : chosen.map((one) => one.value),
    inReturn: null,
    reason,
  })
  if (!asked.ok) return atField(DUTY_FIELDS.who, await dutySentence(surface, who, asked.refusal))
  const { askedOf, expiresAt } = asked.value
  const names = await namesFor(surface.deps, { ids: askedOf })
  const text = coverAskedText({ names: askedOf.map((id) => names.get(id) ?? id), expiresAt }, reader)
  return { response_action: 'update', view: doneModal(form.title, text, reader) }
}

type Verb = (surface: Surface, actor: PersonActor, id: number) => Promise<DutyOutcome<unknown>>

const VERBS: readonly (readonly [string, Verb])[] = [
  [DUTY_ACTIONS.takeSwap, ({ deps }, actor, swapId) => acceptSwap(deps, actor, { swapId })],
  [DUTY_ACTIONS.declineSwap, ({ deps }, actor, swapId) => declineSwap(deps, actor, { swapId })],
  [DUTY_ACTIONS.undoSwap, ({ deps }, actor, swapId) => undoSwap(deps, actor, { swapId })],
  [DUTY_ACTIONS.approveSwap, ({ deps }, actor, swapId) => approveSwap(deps, actor, { swapId })],
  [DUTY_ACTIONS.refuseSwap, ({ deps }, actor, swapId) => refuseSwap(deps, actor, { swapId })],
  [DUTY_ACTIONS.takeCover, ({ deps }, actor, askId) => acceptCover(deps, actor, { askId })],
  [DUTY_ACTIONS.declineCover, ({ deps }, actor, askId) => declineCover(deps, actor, { askId })],
  [DUTY_ACTIONS.objectCover, ({ deps }, actor, overrideId) => objectToCover(deps, actor, { overrideId })],
]

/** What was done shows in the message itself, which is drawn again; what wasn't is told to whoever pressed. */
function pressed(verb: Verb): PressHandler {
  return async (surface, press) => {
    const id = parseDutyId(press.value)
    if (id === null) return
    const outcome = await verb(surface, press.who.actor, id)
    if (!outcome.ok) return press.tell(await dutySentence(surface, press.who, outcome.refusal))
    const { done } = dutyNoticeWords(press.who.locale)
    // The message stays as it is: an objection changes nothing until a lead decides.
    if (press.actionId === DUTY_ACTIONS.objectCover) await press.tell(done.told)
    await redrawHome(surface, press)
  }
}

export function registerSwaps(app: App, surface: Surface): void {
  for (const [actionId, verb] of VERBS) onPress(app, surface, actionId, pressed(verb))
  onPress(app, surface, ONCALL_ACTIONS.findCover, async (_, press) => {
    const shift = parseShiftValue(press.value)
    if (shift !== null) await openSwapForm(surface, press.opening, press.who, shift)
  })
  onForm(app, surface, { callbackId: DUTY_CALLBACKS.choose, firstField: DUTY_FIELDS.shift }, choose)
  onForm(app, surface, { callbackId: DUTY_CALLBACKS.cover, firstField: DUTY_FIELDS.who }, ask)
}
