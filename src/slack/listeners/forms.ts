import type { App, ViewSubmitAction } from '@slack/bolt'
import type { ModalView } from '@slack/types'
import { may } from '../../domain/access/permissions.ts'
import type { Outcome } from '../../domain/escalation/refusal.ts'
import { escNumber } from '../../domain/escalation/words.ts'
import { addFollower } from '../../usecases/escalation/add-follower.ts'
import { addInformation } from '../../usecases/escalation/add-information.ts'
import { answerQuestion } from '../../usecases/escalation/answer-question.ts'
import { askRequester } from '../../usecases/escalation/ask-requester.ts'
import { bringIn } from '../../usecases/escalation/bring-in.ts'
import { bringRequesterIn } from '../../usecases/escalation/bring-requester-in.ts'
import { changeSeverity } from '../../usecases/escalation/change-severity.ts'
import { claim } from '../../usecases/escalation/claim.ts'
import { handOver } from '../../usecases/escalation/hand-over.ts'
import { handToColleague } from '../../usecases/escalation/hand-to-colleague.ts'
import { linkDuplicate } from '../../usecases/escalation/link-duplicate.ts'
import { release } from '../../usecases/escalation/release.ts'
import { reopen } from '../../usecases/escalation/reopen.ts'
import { requestAccess } from '../../usecases/escalation/request-access.ts'
import { resolve } from '../../usecases/escalation/resolve.ts'
import { stillUrgent } from '../../usecases/escalation/still-urgent.ts'
import { tickChecks } from '../../usecases/escalation/tick-checks.ts'
import { unlink } from '../../usecases/escalation/unlink.ts'
import { withdraw } from '../../usecases/escalation/withdraw.ts'
import { writeUpdate } from '../../usecases/escalation/write-update.ts'
import { isTakenMeanwhile, wasTaken } from '../../usecases/taken.ts'
import { unavailability } from '../../usecases/unavailable.ts'
import { formFacts } from '../../usecases/views/form-facts.ts'
import { parseEscalationValue, parsePartValue } from '../blocks/ids.ts'
import { fieldErrors, fieldOfRefusal } from '../blocks/screens/field-errors.ts'
import { formModal } from '../blocks/screens/forms.ts'
import { type FormInputs, readForm, readResolveDraft } from '../blocks/screens/forms-read.ts'
import { FIELDS, FORM_ACTIONS, type FormAction, formCallback, SCREEN_ACTION_IDS } from '../blocks/screens/ids.ts'
import { parseFormMetadata } from '../blocks/screens/metadata.ts'
import { askedText, noticeModal } from '../blocks/screens/notice.ts'
import type { Someone } from '../people.ts'
import { onPress, type Press } from '../press.ts'
import { failureSentence, PATIENCE_MS, readerFor, type Surface, sentenceOf, show } from '../surface.ts'
import { formModelOf, registerOf } from './form-models.ts'

/** Opens the form of an action, as its button is pressed in a message or in a modal. */
async function openForm(surface: Surface, press: Press, action: FormAction): Promise<void> {
  const ref = parseEscalationValue(press.value) ?? parsePartValue(press.value)
  if (ref === null) return
  const register = registerOf(action)
  const facts = await formFacts(surface.deps, press.who.actor, { escalationId: ref.escalationId })
  if (!facts.ok) return press.refuse(facts.refusal, register)
  // Said before they write, not after; the verb asks again.
  const { standing, escalation } = facts.value
  const answer = may(action, standing, escalation)
  if (answer === 'wrong_status') return press.refuse({ code: 'wrong_status', status: escalation.status }, register)
  if (answer !== true) return press.refuse({ code: 'not_permitted', reason: answer }, register)
  const view = formModal(formModelOf(action, facts.value), readerFor(press.who, register))
  await show(surface, press.opening, view)
}

/** What was done, as far as its form has to say more than nothing. */
type Done = { readonly says: 'nothing' | 'asked' }
type Verb<A extends FormAction> = (
  surface: Surface,
  who: Someone,
  escalationId: number,
  value: FormInputs[A],
) => Promise<Outcome<Done>>

async function quietly(work: Promise<Outcome<unknown>>): Promise<Outcome<Done>> {
  const outcome = await work
  return outcome.ok ? { ok: true, value: { says: 'nothing' } } : outcome
}

async function asking(work: Promise<Outcome<{ readonly isAsked: boolean }>>): Promise<Outcome<Done>> {
  const outcome = await work
  return outcome.ok ? { ok: true, value: { says: outcome.value.isAsked ? 'asked' : 'nothing' } } : outcome
}

const VERBS: { readonly [A in FormAction]: Verb<A> } = {
  claim_for: ({ deps }, { actor }, escalationId, { to }) => quietly(claim(deps, actor, { escalationId, forId: to })),
  write_update: ({ deps }, { actor }, escalationId, value) =>
    quietly(writeUpdate(deps, actor, { escalationId, ...value })),
  resolve: ({ deps }, { actor }, escalationId, value) => quietly(resolve(deps, actor, { escalationId, ...value })),
  ask_requester: ({ deps }, { actor }, escalationId, value) =>
    quietly(askRequester(deps, actor, { escalationId, ...value })),
  check_list: ({ deps }, { actor }, escalationId, value) =>
    quietly(tickChecks(deps, actor, { escalationId, ...value })),
  hand_over: ({ deps }, { actor }, escalationId, value) => asking(handOver(deps, actor, { escalationId, ...value })),
  release: ({ deps }, { actor }, escalationId) => quietly(release(deps, actor, { escalationId })),
  change_severity: ({ deps }, { actor }, escalationId, value) =>
    quietly(changeSeverity(deps, actor, { escalationId, ...value })),
  bring_in: ({ deps }, { actor }, escalationId, value) => quietly(bringIn(deps, actor, { escalationId, ...value })),
  bring_requester_in: ({ deps }, { actor }, escalationId) => quietly(bringRequesterIn(deps, actor, { escalationId })),
  link: ({ deps }, { actor }, escalationId, value) => quietly(linkDuplicate(deps, actor, { escalationId, ...value })),
  unlink: ({ deps }, { actor }, escalationId) => quietly(unlink(deps, actor, { escalationId })),
  reopen: ({ deps }, { actor }, escalationId, value) => quietly(reopen(deps, actor, { escalationId, ...value })),
  request_access: async ({ deps }, { actor }, escalationId, value) => {
    const outcome = await requestAccess(deps, actor, { escalationId, ...value })
    return outcome.ok ? { ok: true, value: { says: 'asked' } } : outcome
  },
  answer: ({ deps }, { actor }, escalationId, value) =>
    quietly(answerQuestion(deps, actor, { escalationId, ...value })),
  add_information: ({ deps }, { actor }, escalationId, value) =>
    quietly(addInformation(deps, actor, { escalationId, ...value })),
  still_urgent: ({ deps }, { actor }, escalationId, value) =>
    quietly(stillUrgent(deps, actor, { escalationId, ...value })),
  add_follower: async ({ deps }, { actor }, escalationId, { userIds }) => {
    let last: Outcome<unknown> = { ok: true, value: null }
    for (const userId of userIds) {
      last = await addFollower(deps, actor, { escalationId, userId })
      if (!last.ok) return last
    }
    return quietly(Promise.resolve(last))
  },
  hand_to_colleague: ({ deps }, { actor }, escalationId, value) =>
    quietly(handToColleague(deps, actor, { escalationId, ...value })),
  withdraw: ({ deps }, { actor }, escalationId, value) => asking(withdraw(deps, actor, { escalationId, ...value })),
}

type Answer =
  | undefined
  | { readonly response_action: 'errors'; readonly errors: Record<string, string> }
  | { readonly response_action: 'clear' }
  | { readonly response_action: 'update'; readonly view: ModalView }

async function submit<A extends FormAction>(
  surface: Surface,
  who: Someone,
  action: A,
  body: ViewSubmitAction,
): Promise<Answer> {
  const reader = readerFor(who, registerOf(action))
  const about = parseFormMetadata(body.view.private_metadata)
  if (about === null) {
    const text = await sentenceOf(surface, { code: 'stale' }, who, registerOf(action))
    return { response_action: 'update', view: noticeModal({ text, retry: null, closesAll: true }, reader) }
  }
  const read = readForm(action, body.view, surface.deps.clock.now())
  if (!read.ok) return { response_action: 'errors', errors: { ...fieldErrors(read.problems, reader) } }
  await surface.people.learn(pickedIn(read.value))
  const submission = `form:${body.view.id}`
  // Sent again after an answer that was lost: it was done, and isn't done twice.
  if (await wasTaken(surface.deps, { source: submission })) return { response_action: 'clear' }
  const sender = { ...who, actor: { ...who.actor, submission } }
  const outcome = await VERBS[action](surface, sender, about.escalationId, read.value)
  if (!outcome.ok) {
    const text = await sentenceOf(surface, outcome.refusal, who, registerOf(action))
    const field = fieldOfRefusal(action, outcome.refusal)
    if (field !== null) return { response_action: 'errors', errors: { [field]: text } }
    return { response_action: 'update', view: noticeModal({ text, retry: null, closesAll: true }, reader) }
  }
  if (outcome.value.says === 'nothing') return { response_action: 'clear' }
  const text = askedText(escNumber(about.escalationId), reader)
  return { response_action: 'update', view: noticeModal({ text, retry: null, closesAll: true }, reader) }
}

/** Who was picked in a form: known before a use case decides whether they may be named. */
function pickedIn(value: FormInputs[FormAction]): readonly string[] {
  if ('userIds' in value) return value.userIds
  if ('userId' in value) return [value.userId]
  return 'to' in value ? [value.to] : []
}

/** The first input of a view: where a sentence about the whole form can stand while the form stays open. */
function firstInput(body: ViewSubmitAction): string | null {
  for (const block of body.view.blocks) {
    if (block.type === 'input' && block.block_id !== undefined) return block.block_id
  }
  return null
}

/** A failure behind the scenes: the form stays with its text wherever it has an input to say so at. */
function afterFailure(error: unknown, who: Someone, action: FormAction, body: ViewSubmitAction): Answer {
  if (isTakenMeanwhile(error)) return { response_action: 'clear' }
  const text = failureSentence(error, who, registerOf(action))
  const field = firstInput(body)
  if (field !== null) return { response_action: 'errors', errors: { [field]: text } }
  const view = noticeModal({ text, retry: null, closesAll: false }, readerFor(who, registerOf(action)))
  return { response_action: 'update', view }
}

/** Draws the resolve form again with the sentence of the chosen decision, and the rest once [More] was pressed. */
async function redrawResolve(surface: Surface, press: Press): Promise<void> {
  const about = parseFormMetadata(press.view?.private_metadata)
  if (press.view === null || about === null) return
  const facts = await formFacts(surface.deps, press.who.actor, { escalationId: about.escalationId })
  if (!facts.ok) return press.refuse(facts.refusal)
  const { standing, escalation } = facts.value
  if (may('resolve', standing, escalation) !== true) return press.refuse({ code: 'stale' })
  const draft = readResolveDraft(press.view)
  const view = formModal(
    {
      action: 'resolve',
      escalationId: about.escalationId,
      version: about.version,
      decision: draft.decision,
      requesterLocale: facts.value.requesterLocale,
      typedSentence: draft.sentence,
      isMoreOpen: about.isMoreOpen || press.actionId === SCREEN_ACTION_IDS.resolveMore,
    },
    readerFor(press.who, 'tu'),
  )
  await surface.client.views.update({ view_id: press.view.id, view })
}

export function registerForms(app: App, surface: Surface): void {
  for (const action of FORM_ACTIONS) {
    onPress(app, surface, action, (_surface, press) => openForm(surface, press, action))
    app.view<ViewSubmitAction>(formCallback(action), async ({ ack, body }) => {
      const asked = surface.people.who(body.user.id, body.user.team_id ?? body.team?.id)
      const work = asked.then((who) => submit(surface, who, action, body))
      try {
        const answer = await surface.deadline.race(PATIENCE_MS, work)
        await (answer === undefined ? ack() : ack(answer))
      } catch (error) {
        const who = await asked
        if (isTakenMeanwhile(error)) surface.log.info('form_taken_already', { action })
        else if (unavailability(error) === null) surface.log.error('form_failed', error, { action })
        else surface.log.warn('form_unsure', { action })
        const answer = afterFailure(error, who, action, body)
        await (answer === undefined ? ack() : ack(answer))
      }
    })
  }
  onPress(app, surface, FIELDS.decision, redrawResolve)
  onPress(app, surface, SCREEN_ACTION_IDS.resolveMore, redrawResolve)
}
