import type { App, ViewSubmitAction } from '@slack/bolt'
import { pageAgain } from '../../usecases/escalation/page-again.ts'
import { passPage } from '../../usecases/escalation/pass-page.ts'
import { unavailability } from '../../usecases/unavailable.ts'
import { pagingPreview, passPreview } from '../../usecases/views/page-preview.ts'
import { ACTION_IDS, parseEscalationValue, parsePartValue } from '../blocks/ids.ts'
import { CALLBACK_IDS, FIELDS } from '../blocks/screens/ids.ts'
import { parsePagingMetadata } from '../blocks/screens/metadata.ts'
import { noticeModal } from '../blocks/screens/notice.ts'
import { pageAgainModal, passModal } from '../blocks/screens/paging.ts'
import { heldBy, readPerson } from '../blocks/screens/state.ts'
import type { Someone } from '../people.ts'
import { onPress, type Press } from '../press.ts'
import { failureSentence, type Opening, PATIENCE_MS, readerFor, type Surface, sentenceOf, show } from '../surface.ts'

/** Passing a page on, and paging again: both say first who is woken, and the hour there. */

async function pressCannot(surface: Surface, press: Press): Promise<void> {
  const ref = parsePartValue(press.value)
  if (ref === null) return
  const preview = await passPreview(surface.deps, press.who.actor, { pageId: ref.partId })
  if (!preview.ok) return press.refuse(preview.refusal)
  const model = { ...preview.value, pageId: ref.partId }
  await show(surface, press.opening, passModal(model, readerFor(press.who, 'tu')))
}

async function pressPageAgain(surface: Surface, press: Press): Promise<void> {
  const ref = parseEscalationValue(press.value)
  if (ref === null) return
  const named = { userIds: [], groupId: null }
  const preview = await pagingPreview(surface.deps, press.who.actor, { escalationId: ref.escalationId, ...named })
  if (!preview.ok) return press.refuse(preview.refusal)
  const model = { ...preview.value, escalationId: ref.escalationId, isPreset: false }
  await show(surface, press.opening, pageAgainModal(model, readerFor(press.who, 'tu')))
}

/** `/escalate page ESC-1042 @person`: the same modal, about who was named. What is refused is said. */
export async function openPageAgain(
  surface: Surface,
  who: Someone,
  opening: Opening,
  asked: { readonly escalationId: number; readonly userIds: readonly string[]; readonly groupId: string | null },
): Promise<void> {
  const reader = readerFor(who, 'tu')
  await surface.people.learn(asked.userIds)
  const preview = await pagingPreview(surface.deps, who.actor, asked)
  if (!preview.ok) {
    const text = await sentenceOf(surface, preview.refusal, who, 'tu')
    await show(surface, opening, noticeModal({ text, retry: null, closesAll: true }, reader))
    return
  }
  const isPreset = asked.userIds.length > 0 || asked.groupId !== null
  const model = { ...preview.value, escalationId: asked.escalationId, isPreset }
  await show(surface, opening, pageAgainModal(model, reader))
}

/** Somebody was picked: the form says whether they are on call, and the hour there, before it is sent. */
async function pickPerson(surface: Surface, press: Press): Promise<void> {
  const about = parsePagingMetadata(press.view?.private_metadata)
  if (press.view === null || about === null) return
  const picked = readPerson(heldBy(press.view), FIELDS.pageWho)
  const userIds = picked ? [picked] : []
  await surface.people.learn(userIds)
  const { escalationId } = about
  const preview = await pagingPreview(surface.deps, press.who.actor, { escalationId, userIds, groupId: null })
  if (!preview.ok) return press.refuse(preview.refusal)
  const view = pageAgainModal({ ...preview.value, escalationId, isPreset: false }, readerFor(press.who, 'tu'))
  await surface.client.views.update({ view_id: press.view.id, view })
}

type Answer =
  | undefined
  | { readonly response_action: 'clear' }
  | { readonly response_action: 'update'; readonly view: ReturnType<typeof noticeModal> }

async function submit(surface: Surface, who: Someone, body: ViewSubmitAction): Promise<Answer> {
  const about = parsePagingMetadata(body.view.private_metadata)
  const notice = (text: string): Answer => ({
    response_action: 'update',
    view: noticeModal({ text, retry: null, closesAll: true }, readerFor(who, 'tu')),
  })
  if (about === null) return notice(await sentenceOf(surface, { code: 'stale' }, who, 'tu'))
  const picked = readPerson(heldBy(body.view), FIELDS.pageWho)
  const userIds = about.userIds.length > 0 ? about.userIds : picked ? [picked] : []
  await surface.people.learn(userIds)
  const outcome =
    about.pageId === null
      ? await pageAgain(surface.deps, who.actor, { escalationId: about.escalationId, userIds })
      : await passPage(surface.deps, who.actor, { pageId: about.pageId })
  return outcome.ok ? { response_action: 'clear' } : notice(await sentenceOf(surface, outcome.refusal, who, 'tu'))
}

export function registerPaging(app: App, surface: Surface): void {
  onPress(app, surface, ACTION_IDS.cannot, pressCannot)
  onPress(app, surface, 'page', pressPageAgain)
  onPress(app, surface, FIELDS.pageWho, pickPerson)
  for (const callbackId of [CALLBACK_IDS.pass, CALLBACK_IDS.page]) {
    app.view<ViewSubmitAction>(callbackId, async ({ ack, body }) => {
      const asked = surface.people.who(body.user.id, body.user.team_id ?? body.team?.id)
      try {
        const work = asked.then((who) => submit(surface, who, body))
        const answer = await surface.deadline.race(PATIENCE_MS, work)
        await (answer === undefined ? ack() : ack(answer))
      } catch (error) {
        const who = await asked
        if (unavailability(error) === null) surface.log.error('paging_form_failed', error)
        else surface.log.warn('paging_form_unsure')
        const view = noticeModal(
          { text: failureSentence(error, who), retry: null, closesAll: false },
          readerFor(who, 'tu'),
        )
        await ack({ response_action: 'update', view })
      }
    })
  }
}
