import type { App } from '@slack/bolt'
import type { GapRef } from '../../domain/oncall/screens.ts'
import { askCover } from '../../usecases/oncall/ask-cover.ts'
import { assignCover } from '../../usecases/oncall/assign-cover.ts'
import { namesFor } from '../../usecases/people/names-for.ts'
import { fixFor, fixPreviewFor, fixRotation, languageIn } from '../../usecases/views/oncall-gaps.ts'
import { userText } from '../blocks/mrkdwn.ts'
import { doneModal, fixDoneText, fixModal, fixPreviewModal } from '../blocks/screens/oncall-fix.ts'
import { ONCALL_ACTIONS, ONCALL_CALLBACKS, ONCALL_FIELDS } from '../blocks/screens/oncall-ids.ts'
import { parseFixMetadata, parseGapValue } from '../blocks/screens/oncall-refs.ts'
import { wordsFor } from '../blocks/screens/oncall-shared.ts'
import { onPress, type Press } from '../press.ts'
import { readerFor, type Surface, show } from '../surface.ts'
import { atField, dutySentence, type FormAnswer, onForm, onTop, type Submitted } from './oncall-forms.ts'

/** Fix: a lead fills a gap, from wherever its button stands. Rights are looked at with each step. */
export async function openFix(
  surface: Surface,
  press: Pick<Press, 'who' | 'opening' | 'tell'>,
  gap: GapRef,
): Promise<void> {
  const { who } = press
  const found = await fixFor(surface.deps, who.actor, gap)
  if (!found.ok) return press.tell(await dutySentence(surface, who, found.refusal))
  await show(surface, press.opening, fixModal(found.value, readerFor(who, 'tu')))
}

async function pressFix(surface: Surface, press: Press): Promise<void> {
  const gap = parseGapValue(press.value)
  if (gap !== null) await openFix(surface, press, gap)
}

function chosenIn(view: Submitted['view']): { readonly how: 'ask' | 'assign'; readonly people: readonly string[] } {
  const { values } = view.state
  const who = values[ONCALL_FIELDS.who]?.[ONCALL_FIELDS.who]?.selected_options ?? []
  const how = values[ONCALL_FIELDS.how]?.[ONCALL_FIELDS.how]?.selected_option?.value
  return { how: how === 'assign' ? 'assign' : 'ask', people: who.map((one) => one.value) }
}

/** The choice → the week as it will be. */
async function preview(surface: Surface, { who, reader, view }: Submitted): Promise<FormAnswer> {
  const { fix } = wordsFor(reader)
  const gap = parseGapValue(view.private_metadata)
  const { how, people } = chosenIn(view)
  if (gap === null || people.length === 0) return atField(ONCALL_FIELDS.who, fix.chooseSome)
  if (how === 'assign' && people.length > 1) return atField(ONCALL_FIELDS.who, fix.chooseOne)
  const found = await fixPreviewFor(surface.deps, who.actor, { gap, how, people, zone: who.zone })
  if (!found.ok) return atField(ONCALL_FIELDS.who, await dutySentence(surface, who, found.refusal))
  return onTop(view, fixPreviewModal(found.value, reader))
}

/** Saved: asked, or put on it. */
async function save(surface: Surface, { who, reader, view }: Submitted): Promise<FormAnswer> {
  const { fix } = wordsFor(reader)
  const { deps } = surface
  const choice = parseFixMetadata(view.private_metadata)
  const done = (text: string): FormAnswer => ({ response_action: 'update', view: doneModal(fix.title, text, reader) })
  if (choice === null) return done(fix.chooseSome)
  const { gap, how, people } = choice
  const found = await fixRotation(deps, who.actor, gap)
  if (!found.ok) return done(userText(await dutySentence(surface, who, found.refusal)))
  const rotation = found.value
  const [person] = people
  if (person === undefined) return done(fix.chooseSome)
  const { scheduleId, start, end } = gap
  const stretch = { rotation, start, end }
  const at = deps.clock.now()
  if (how === 'assign') {
    const assigned = await assignCover(deps, who.actor, { scheduleId, stretch, person })
    if (!assigned.ok) return done(userText(await dutySentence(surface, who, assigned.refusal)))
    return done(fixDoneText({ how, names: await named(surface, [person]), at, expiresAt: null }, reader))
  }
  const language = languageIn(gap)
  const asked = await askCover(deps, who.actor, { scheduleId, stretch, to: people, language })
  if (!asked.ok) return done(userText(await dutySentence(surface, who, asked.refusal)))
  const { askedOf, expiresAt } = asked.value
  return done(fixDoneText({ how, names: await named(surface, askedOf), at, expiresAt }, reader))
}

async function named(surface: Surface, ids: readonly string[]): Promise<readonly string[]> {
  const names = await namesFor(surface.deps, { ids })
  return ids.map((id) => names.get(id) ?? id)
}

export function registerFix(app: App, surface: Surface): void {
  onPress(app, surface, ONCALL_ACTIONS.fix, pressFix)
  onForm(app, surface, { callbackId: ONCALL_CALLBACKS.fix, firstField: ONCALL_FIELDS.who }, preview)
  onForm(app, surface, { callbackId: ONCALL_CALLBACKS.fixPreview, firstField: null }, save)
}
