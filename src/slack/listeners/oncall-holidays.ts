import type { App } from '@slack/bolt'
import type { HolidayEdit } from '../../domain/oncall/rule-edits.ts'
import type { HolidayTreatment } from '../../domain/oncall/schedule.ts'
import { editHolidays } from '../../usecases/oncall/edit-rules.ts'
import { holidayPreviewFor, holidaysFor } from '../../usecases/views/oncall-holidays.ts'
import type { MessageContent } from '../blocks/kit.ts'
import { userText } from '../blocks/mrkdwn.ts'
import { sentenceAnswer } from '../blocks/screens/answers.ts'
import { doneModal } from '../blocks/screens/oncall-fix.ts'
import { holidayEditModal, holidayPreviewModal, holidaysModal } from '../blocks/screens/oncall-holidays.ts'
import { ONCALL_ACTIONS, ONCALL_CALLBACKS, ONCALL_FIELDS } from '../blocks/screens/oncall-ids.ts'
import {
  type HolidayAct,
  type HolidayWish,
  parseHolidayValue,
  parseWishMetadata,
} from '../blocks/screens/oncall-refs.ts'
import { wordsFor } from '../blocks/screens/oncall-shared.ts'
import type { Someone } from '../people.ts'
import { onPress, type Press } from '../press.ts'
import { type Opening, readerFor, type Surface, show } from '../surface.ts'
import { atField, dutySentence, type FormAnswer, onForm, type Submitted } from './oncall-forms.ts'

type Wanted = Omit<HolidayWish, 'version'>

export async function openHolidays(
  surface: Surface,
  who: Someone,
  opening: Opening,
  say: (content: MessageContent) => Promise<unknown>,
): Promise<void> {
  const reader = readerFor(who, 'tu')
  const view = await holidaysFor(surface.deps, who.actor, { scheduleId: null })
  if (view === null) await say(sentenceAnswer(wordsFor(reader).now.noTeam))
  else await show(surface, opening, holidaysModal(view, reader))
}

/** Another schedule, in the place of the one that was shown. */
async function choose(surface: Surface, press: Press): Promise<void> {
  const scheduleId = Number(press.value)
  if (press.view === null || !Number.isSafeInteger(scheduleId)) return
  const reader = readerFor(press.who, 'tu')
  const view = await holidaysFor(surface.deps, press.who.actor, { scheduleId })
  if (view === null) return press.tell(wordsFor(reader).team.none)
  await surface.client.views.update({ view_id: press.view.id, view: holidaysModal(view, reader) })
}

/** What needs no words is previewed at once, the rest asks for them first. */
async function act(surface: Surface, press: Press): Promise<void> {
  const asked = parseHolidayValue(press.value)
  if (asked === null) return
  const { who } = press
  const reader = readerFor(who, 'tu')
  const view = await holidaysFor(surface.deps, who.actor, { scheduleId: asked.scheduleId })
  if (view === null || !view.isLead) {
    return press.tell(await dutySentence(surface, who, { code: 'not_permitted', reason: 'not_lead' }))
  }
  const { on } = asked
  if (asked.act === 'add' || asked.act === 'rename' || on === null) {
    const known = view.holidays.find((one) => one.on === on)?.name ?? null
    await show(surface, press.opening, holidayEditModal(asked, known, reader))
    return
  }
  const wanted: Wanted = { ...asked, on, name: null, as: null }
  const found = await holidayPreviewFor(surface.deps, who.actor, { scheduleId: asked.scheduleId, edit: editOf(wanted) })
  if (!found.ok) return press.tell(await dutySentence(surface, who, found.refusal))
  const wish = { ...wanted, version: found.value.version }
  await show(surface, press.opening, holidayPreviewModal(wish, found.value, reader))
}

function editOf({ on, act: what, name, as }: Wanted): HolidayEdit {
  switch (what) {
    case 'add':
      return { kind: 'add', on, name: name ?? '', as: as ?? 'holiday' }
    case 'rename':
      return { kind: 'rename', on, name: name ?? '' }
    case 'strike':
    case 'restore':
      return { kind: what, on }
    default:
      return { kind: 'treat', on, as: what }
  }
}

/** What was typed → what it would do. */
async function preview(surface: Surface, { who, reader, view }: Submitted): Promise<FormAnswer> {
  const { holidays } = wordsFor(reader)
  const asked: HolidayAct | null = parseHolidayValue(view.private_metadata)
  const value = (field: string) => view.state.values[field]?.[field]
  const on = asked?.on ?? value(ONCALL_FIELDS.on)?.selected_date ?? null
  const name = (value(ONCALL_FIELDS.name)?.value ?? '').trim()
  const picked = value(ONCALL_FIELDS.as)?.selected_option?.value
  const as: HolidayTreatment = picked === 'weekend' || picked === 'ignore' ? picked : 'holiday'
  const field = asked?.act === 'add' ? ONCALL_FIELDS.on : ONCALL_FIELDS.name
  if (asked === null || on === null) return atField(field, holidays.dayNeeded)
  if (name === '') return atField(ONCALL_FIELDS.name, holidays.nameNeeded)
  const wanted: Wanted = { ...asked, on, name, as }
  const found = await holidayPreviewFor(surface.deps, who.actor, { scheduleId: asked.scheduleId, edit: editOf(wanted) })
  if (!found.ok) return atField(field, await dutySentence(surface, who, found.refusal))
  const wish = { ...wanted, version: found.value.version }
  return { response_action: 'update', view: holidayPreviewModal(wish, found.value, reader) }
}

async function save(surface: Surface, { who, reader, view }: Submitted): Promise<FormAnswer> {
  const { holidays } = wordsFor(reader)
  const done = (text: string): FormAnswer => ({
    response_action: 'update',
    view: doneModal(holidays.title, text, reader),
  })
  const wish = parseWishMetadata(view.private_metadata)
  if (wish === null) return done(holidays.dayNeeded)
  const { scheduleId, version } = wish
  const edits = [editOf(wish)]
  const saved = await editHolidays(surface.deps, who.actor, { scheduleId, version, edits, reason: null })
  return done(saved.ok ? holidays.saved : userText(await dutySentence(surface, who, saved.refusal)))
}

export function registerHolidays(app: App, surface: Surface): void {
  onPress(app, surface, ONCALL_ACTIONS.holidaySchedule, choose)
  onPress(app, surface, ONCALL_ACTIONS.holidayMenu, act)
  onPress(app, surface, ONCALL_ACTIONS.holidayAdd, act)
  onForm(app, surface, { callbackId: ONCALL_CALLBACKS.holidayEdit, firstField: ONCALL_FIELDS.name }, preview)
  onForm(app, surface, { callbackId: ONCALL_CALLBACKS.holidayPreview, firstField: null }, save)
}
