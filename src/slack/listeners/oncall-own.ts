import type { App } from '@slack/bolt'
import { ownDutyWords } from '../../i18n/own-duty.ts'
import { coverByHand, instantTyped, mayNameCover, previewCover } from '../../usecases/oncall/cover-by-hand.ts'
import { keepDays, undoKeptDays } from '../../usecases/oncall/keep-days.ts'
import { undoOverride } from '../../usecases/oncall/undo-override.ts'
import { keepFormFor } from '../../usecases/views/keep-form.ts'
import { parseDutyId } from '../blocks/duty/ids.ts'
import {
  ALLOWANCE,
  coverDone,
  coverForm,
  coverPreview,
  keepForm,
  OWN_ACTIONS,
  OWN_CALLBACKS,
  OWN_FIELDS,
  parseIds,
} from '../blocks/duty/own.ts'
import { lines } from '../blocks/kit.ts'
import { userText } from '../blocks/mrkdwn.ts'
import { modal } from '../blocks/screens/inputs.ts'
import { doneModal } from '../blocks/screens/oncall-fix.ts'
import { ONCALL_CALLBACKS } from '../blocks/screens/oncall-ids.ts'
import { dateText, roleText, spanText } from '../blocks/screens/oncall-shared.ts'
import type { Someone } from '../people.ts'
import { onPress, type Press } from '../press.ts'
import { type Opening, readerFor, type Surface, show } from '../surface.ts'
import { readCoverCommand, readTypedMoment } from '../typed-moments.ts'
import { parseCoverWish } from './cover-wish.ts'
import { atField, dutySentence, type FormAnswer, onForm, onTop, type Submitted } from './oncall-forms.ts'

/** `/oncall cover @person until …`: what was typed is in the form, and what was understood is shown before it is saved. */
export async function openCoverForm(surface: Surface, opening: Opening, who: Someone, typed: string): Promise<void> {
  const asked = readCoverCommand(typed)
  const mayName = await mayNameCover(surface.deps, who.actor)
  await show(surface, opening, coverForm({ ...asked, mayNameCover: mayName }, readerFor(who, 'tu')))
}

/** `/oncall keep`: days of one's own choosing. */
export async function openKeepForm(surface: Surface, opening: Opening, who: Someone): Promise<void> {
  await show(surface, opening, keepForm(await keepFormFor(surface.deps, who.actor), readerFor(who, 'tu')))
}

type Values = Submitted['view']['state']['values']
const textIn = (values: Values, field: string) => values[field]?.[field]?.value?.trim() ?? ''
const personIn = (values: Values, field: string) => values[field]?.[field]?.selected_user ?? null

/** The instant that was typed in a field, or what is wrong there. */
function instantAt(
  surface: Surface,
  { who, reader }: Pick<Submitted, 'who' | 'reader'>,
  typed: string,
): { readonly at: Date } | { readonly problem: string } {
  const { cover } = ownDutyWords(reader.locale)
  const wall = readTypedMoment(typed, { locale: reader.locale, zone: who.zone, now: surface.deps.clock.now() })
  if (wall === null) return { problem: cover.unread }
  const read = instantTyped(wall, who.zone)
  if (read.kind === 'instant') return { at: read.at }
  if (read.kind === 'none') return { problem: cover.unread }
  const time = wall.slice(11, 16)
  const [one = '', other = ''] = read.readings
  // What is offered can be typed as it stands: of a skipped hour the hour, of a repeated one with its offset.
  if (read.kind === 'skipped') return { problem: cover.skipped(time, one.slice(11, 16), other.slice(11, 16)) }
  const offered = (text: string) => `${text.slice(0, 10)} ${text.slice(11, 16)} ${text.slice(16)}`
  return { problem: cover.repeated(time, offered(one), offered(other)) }
}

async function preview(surface: Surface, submitted: Submitted): Promise<FormAnswer> {
  const { who, reader, view } = submitted
  const { values } = view.state
  const { cover } = ownDutyWords(reader.locale)
  const person = personIn(values, OWN_FIELDS.person)
  if (person === null) return atField(OWN_FIELDS.person, cover.unread)
  const from = textIn(values, OWN_FIELDS.from)
  const start = from === '' ? { at: surface.deps.clock.now() } : instantAt(surface, submitted, from)
  if ('problem' in start) return atField(OWN_FIELDS.from, start.problem)
  const end = instantAt(surface, submitted, textIn(values, OWN_FIELDS.until))
  if ('problem' in end) return atField(OWN_FIELDS.until, end.problem)
  const by = personIn(values, OWN_FIELDS.by) ?? who.actor.id
  const reason = textIn(values, OWN_FIELDS.reason)
  const wanted = { person, by, start: start.at, end: end.at, reason: reason === '' ? null : reason }
  await surface.people.learn([person, by])
  const looked = await previewCover(surface.deps, who.actor, wanted)
  if (!looked.ok) {
    const field = looked.refusal.code === 'no_effect' ? OWN_FIELDS.person : OWN_FIELDS.until
    return atField(field, await dutySentence(surface, who, looked.refusal))
  }
  const { schedules } = looked.value
  const problems: string[] = []
  for (const { refusal } of schedules) if (refusal !== null) problems.push(await dutySentence(surface, who, refusal))
  const wish = {
    ...{ person, by, reason: wanted.reason },
    start: looked.value.start.toISOString(),
    end: end.at.toISOString(),
    scheduleIds: schedules.map(({ scheduleId }) => scheduleId),
  }
  return onTop(view, coverPreview(looked.value, { wish, problems }, reader))
}

async function save(surface: Surface, { who, reader, view }: Submitted): Promise<FormAnswer> {
  const { cover } = ownDutyWords(reader.locale)
  const wish = parseCoverWish(view.private_metadata)
  const done = (text: string): FormAnswer => ({ response_action: 'update', view: doneModal(cover.title, text, reader) })
  if (wish === null) return done(cover.unread)
  const wanted = { ...wish, start: new Date(wish.start), end: new Date(wish.end) }
  const looked = await previewCover(surface.deps, who.actor, wanted)
  if (!looked.ok) return done(userText(await dutySentence(surface, who, looked.refusal)))
  const saved = await coverByHand(surface.deps, who.actor, wanted)
  if (!saved.ok) return done(userText(await dutySentence(surface, who, saved.refusal)))
  const parts = coverDone(looked.value, saved.value.overrideIds, reader)
  return {
    response_action: 'update',
    view: modal({ ...parts, callbackId: ONCALL_CALLBACKS.done, clearsOnClose: true }),
  }
}

async function keep(surface: Surface, { who, reader, view }: Submitted): Promise<FormAnswer> {
  const { keep: say } = ownDutyWords(reader.locale)
  const { values } = view.state
  const scheduleId = parseDutyId(view.private_metadata)
  const dayIn = (field: string) => values[field]?.[field]?.selected_date ?? null
  const [from, to] = [dayIn(OWN_FIELDS.first), dayIn(OWN_FIELDS.last)]
  const charge = values[OWN_FIELDS.charge]?.[OWN_FIELDS.charge]?.selected_option?.value ?? ALLOWANCE
  if (scheduleId === null || from === null || to === null) return atField(OWN_FIELDS.first, say.chooseDays)
  const tradedHolidayOn = charge === ALLOWANCE ? null : charge
  const kept = await keepDays(surface.deps, who.actor, { scheduleId, days: { from, to }, tradedHolidayOn })
  if (!kept.ok) {
    const { code } = kept.refusal
    const isOfCharge = code === 'too_many_kept' || code === 'already_traded' || code === 'not_a_holiday'
    const field = isOfCharge ? OWN_FIELDS.charge : code === 'not_in_order' ? OWN_FIELDS.last : OWN_FIELDS.first
    return atField(field, await dutySentence(surface, who, kept.refusal))
  }
  const days = from === to ? dateText(from, reader) : `${dateText(from, reader)}–${dateText(to, reader)}`
  const { stillOn, gaps } = kept.value.effect
  const text = lines(
    say.done(days),
    ...stillOn.slice(0, 5).map((one) => say.still(`${spanText(one, reader)} (${roleText(one.rotation, reader)})`)),
    ...gaps.slice(0, 5).map((one) => say.gap(`${spanText(one, reader)} (${roleText(one.role, reader)})`)),
  )
  return { response_action: 'update', view: doneModal(say.title, text, reader) }
}

async function pressUndo(surface: Surface, press: Press): Promise<void> {
  const { cover } = ownDutyWords(press.who.locale)
  for (const overrideId of parseIds(press.value)) {
    const undone = await undoOverride(surface.deps, press.who.actor, { overrideId })
    if (!undone.ok) return press.tell(await dutySentence(surface, press.who, undone.refusal))
  }
  await press.tell(cover.undone)
}

async function pressGiveBack(surface: Surface, press: Press): Promise<void> {
  const keptId = parseDutyId(press.value)
  if (keptId === null) return
  const undone = await undoKeptDays(surface.deps, press.who.actor, { keptId })
  const { keep: say } = ownDutyWords(press.who.locale)
  await press.tell(undone.ok ? say.givenBack : await dutySentence(surface, press.who, undone.refusal))
}

export function registerOwnDuty(app: App, surface: Surface): void {
  onForm(app, surface, { callbackId: OWN_CALLBACKS.cover, firstField: OWN_FIELDS.until }, preview)
  onForm(app, surface, { callbackId: OWN_CALLBACKS.coverPreview, firstField: null }, save)
  onForm(app, surface, { callbackId: OWN_CALLBACKS.keep, firstField: OWN_FIELDS.first }, keep)
  onPress(app, surface, OWN_ACTIONS.undoOverride, pressUndo)
  onPress(app, surface, OWN_ACTIONS.giveBack, pressGiveBack)
}
