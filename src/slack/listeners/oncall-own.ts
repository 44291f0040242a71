import type { App } from '@slack/bolt'
import type { DutyRefusal } from '../../domain/oncall/duty-refusal.ts'
import { ownDutyWords } from '../../i18n/own-duty.ts'
import { coverByHand, instantTyped, mayNameCover, previewCover } from '../../usecases/oncall/cover-by-hand.ts'
import { keepDays, previewKeepDays, undoKeptDays } from '../../usecases/oncall/keep-days.ts'
import { undoOverrides } from '../../usecases/oncall/undo-override.ts'
import { keepFormFor } from '../../usecases/views/keep-form.ts'
import { parseDutyId } from '../blocks/duty/ids.ts'
import { ALLOWANCE, keepForm, keepPreview, keptText } from '../blocks/duty/keep.ts'
import {
  coverDone,
  coverForm,
  coverPreview,
  OWN_ACTIONS,
  OWN_CALLBACKS,
  OWN_FIELDS,
  parseIds,
} from '../blocks/duty/own.ts'
import { userText } from '../blocks/mrkdwn.ts'
import { doneModal } from '../blocks/screens/oncall-fix.ts'
import { ONCALL_CALLBACKS } from '../blocks/screens/oncall-ids.ts'
import type { Someone } from '../people.ts'
import { onPress, type Press } from '../press.ts'
import { type Opening, readerFor, type Surface } from '../surface.ts'
import { readCoverCommand, readTypedMoment } from '../typed-moments.ts'
import { parseCoverWish, parseKeepWish } from './cover-wish.ts'
import { atField, dutySentence, type FormAnswer, onForm, onTop, type Submitted } from './oncall-forms.ts'
import { redrawMine } from './oncall-mine.ts'
import { openThenDraw } from './oncall-opening.ts'

/** `/oncall cover @person until …`: what was typed is in the form, and what was understood is shown before it is saved. */
export async function openCoverForm(surface: Surface, opening: Opening, who: Someone, typed: string): Promise<void> {
  const asked = readCoverCommand(typed)
  await openThenDraw(surface, { opening, who, form: 'cover' }, async (reader) =>
    coverForm({ ...asked, mayNameCover: await mayNameCover(surface.deps, who.actor) }, reader),
  )
}

/** `/oncall keep`: days of one's own choosing. */
export async function openKeepForm(surface: Surface, opening: Opening, who: Someone): Promise<void> {
  await openThenDraw(surface, { opening, who, form: 'keep' }, async (reader) =>
    keepForm(await keepFormFor(surface.deps, who.actor), reader),
  )
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
    const hasBy = values[OWN_FIELDS.by] !== undefined
    return atField(fieldOf(looked.refusal, hasBy), await dutySentence(surface, who, looked.refusal))
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

/** Where a refusal is read: at whom it is about, else at the end that was typed. */
function fieldOf(refusal: DutyRefusal, hasBy: boolean): string {
  switch (refusal.code) {
    case 'no_effect':
      return OWN_FIELDS.person
    case 'same_person':
    case 'not_of_team':
    case 'not_permitted':
    case 'deactivated':
      return hasBy ? OWN_FIELDS.by : OWN_FIELDS.person
    default:
      return OWN_FIELDS.until
  }
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
  return { response_action: 'update', view: coverDone(looked.value, saved.value.overrideIds, reader) }
}

/** What keeping them would do is shown before it is saved. */
async function previewKeep(surface: Surface, submitted: Submitted): Promise<FormAnswer> {
  const { who, reader, view } = submitted
  const { keep: say } = ownDutyWords(reader.locale)
  const { values } = view.state
  const scheduleId = parseDutyId(view.private_metadata)
  const dayIn = (field: string) => values[field]?.[field]?.selected_date ?? null
  const [from, to] = [dayIn(OWN_FIELDS.first), dayIn(OWN_FIELDS.last)]
  const charge = values[OWN_FIELDS.charge]?.[OWN_FIELDS.charge]?.selected_option?.value ?? ALLOWANCE
  if (scheduleId === null || from === null || to === null) return atField(OWN_FIELDS.first, say.chooseDays)
  const wish = { scheduleId, days: { from, to }, tradedHolidayOn: charge === ALLOWANCE ? null : charge }
  const looked = await previewKeepDays(surface.deps, who.actor, wish)
  if (looked.ok) return onTop(view, keepPreview(looked.value, wish, reader))
  const { code } = looked.refusal
  const isOfCharge = code === 'too_many_kept' || code === 'already_traded' || code === 'not_a_holiday'
  const field = isOfCharge ? OWN_FIELDS.charge : code === 'not_in_order' ? OWN_FIELDS.last : OWN_FIELDS.first
  return atField(field, await dutySentence(surface, who, looked.refusal))
}

async function keep(surface: Surface, { who, reader, view }: Submitted): Promise<FormAnswer> {
  const { keep: say } = ownDutyWords(reader.locale)
  const done = (text: string): FormAnswer => ({ response_action: 'update', view: doneModal(say.title, text, reader) })
  const wish = parseKeepWish(view.private_metadata)
  if (wish === null) return done(say.chooseDays)
  const kept = await keepDays(surface.deps, who.actor, wish)
  if (!kept.ok) return done(userText(await dutySentence(surface, who, kept.refusal)))
  return done(keptText(kept.value.effect, wish.days, reader))
}

async function pressUndo(surface: Surface, press: Press): Promise<void> {
  const { cover } = ownDutyWords(press.who.locale)
  const undone = await undoOverrides(surface.deps, press.who.actor, { overrideIds: parseIds(press.value) })
  const refused = undone.ok ? null : await dutySentence(surface, press.who, undone.refusal)
  if (refused === null && (await redrawMine(surface, press))) return
  const isOver = press.view?.callback_id === ONCALL_CALLBACKS.done
  if (press.view === null || !isOver) return press.tell(refused ?? cover.undone)
  // The button has done its work, or can't any more: a sentence on top of it would leave it there.
  const text = refused === null ? cover.undone : userText(refused)
  const view = doneModal(cover.title, text, readerFor(press.who, 'tu'))
  await surface.client.views.update({ view_id: press.view.id, view })
}

async function pressGiveBack(surface: Surface, press: Press): Promise<void> {
  const keptId = parseDutyId(press.value)
  if (keptId === null) return
  const undone = await undoKeptDays(surface.deps, press.who.actor, { keptId })
  if (!undone.ok) return press.tell(await dutySentence(surface, press.who, undone.refusal))
  if (!(await redrawMine(surface, press))) await press.tell(ownDutyWords(press.who.locale).keep.givenBack)
}

export function registerOwnDuty(app: App, surface: Surface): void {
  onForm(app, surface, { callbackId: OWN_CALLBACKS.cover, firstField: OWN_FIELDS.until }, preview)
  onForm(app, surface, { callbackId: OWN_CALLBACKS.coverPreview, firstField: null }, save)
  onForm(app, surface, { callbackId: OWN_CALLBACKS.keep, firstField: OWN_FIELDS.first }, previewKeep)
  onForm(app, surface, { callbackId: OWN_CALLBACKS.keepPreview, firstField: null }, keep)
  onPress(app, surface, OWN_ACTIONS.undoOverride, pressUndo)
  onPress(app, surface, OWN_ACTIONS.giveBack, pressGiveBack)
}
