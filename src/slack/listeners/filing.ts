import type { App, ViewSubmitAction } from '@slack/bolt'
import type { ModalView } from '@slack/types'
import { escNumber } from '../../domain/escalation/words.ts'
import { languageOf } from '../../domain/language.ts'
import { catalogueOf } from '../../i18n/catalogue.ts'
import { addFollower } from '../../usecases/escalation/add-follower.ts'
import { type Filing, file } from '../../usecases/escalation/file.ts'
import { findFiled } from '../../usecases/escalation/find-filed.ts'
import { dropDraft, findDraft, keepDraft } from '../../usecases/filing-draft.ts'
import { unavailability } from '../../usecases/unavailable.ts'
import { filedView, similarFor } from '../../usecases/views/filing.ts'
import { parseEscalationValue } from '../blocks/ids.ts'
import { type FieldProblems, fieldErrors } from '../blocks/screens/field-errors.ts'
import { filedModal, similarModal } from '../blocks/screens/filing-answers.ts'
import { BODY_MAX, filingForm, SUMMARY_MAX } from '../blocks/screens/filing-form.ts'
import { completeFiling, type FilingViewInput, readFilingView } from '../blocks/screens/filing-read.ts'
import { CALLBACK_IDS, FIELDS, SCREEN_ACTION_IDS } from '../blocks/screens/ids.ts'
import type { FilingSource } from '../blocks/screens/metadata.ts'
import { noticeModal } from '../blocks/screens/notice.ts'
import type { Someone } from '../people.ts'
import { onPress, type Press } from '../press.ts'
import { failureSentence, PATIENCE_MS, readerFor, type Surface, sentenceOf, show } from '../surface.ts'
import { categoryById, filingModel } from './filing-model.ts'

/** Opens the form at once: what decorates it comes in time or not at all. */
export async function openFiling(
  surface: Surface,
  who: Someone,
  opened: {
    readonly triggerId: string
    readonly source: FilingSource
    readonly summary: string
    readonly body: string
  },
): Promise<void> {
  const reader = readerFor(who, 'usted')
  const trigger = { triggerId: opened.triggerId, within: null }
  if (!surface.deps.settings().isSetUp || who.actor.standing === 'stranger') {
    const refusal =
      who.actor.standing === 'stranger'
        ? ({ code: 'not_permitted', reason: 'stranger' } as const)
        : ({ code: 'not_set_up' } as const)
    const text = await sentenceOf(surface, refusal, who, 'usted')
    await show(surface, trigger, noticeModal({ text, retry: null, closesAll: true }, reader))
    return
  }
  const model = await filingModel(surface, who, {
    category: null,
    severity: 'sev3',
    forTeamId: null,
    isDetailsOpen: false,
    contentLanguage: null,
    summary: [...opened.summary].slice(0, SUMMARY_MAX).join(''),
    body: [...opened.body].slice(0, BODY_MAX).join(''),
    source: opened.source,
  })
  await show(surface, trigger, filingForm(model, reader))
}

/** Draws the form again as it is held now; block and action ids stay, so what was typed stays. */
async function redraw(surface: Surface, press: Press, latest: LatestPresses): Promise<void> {
  if (press.view === null) return
  const read = readFilingView(press.view)
  if (read.metadata === null) return
  notePress(latest, press.view.id, press)
  const isDetailsOpen = press.actionId === SCREEN_ACTION_IDS.fileMore || read.metadata.isDetailsOpen
  const model = await filingModel(surface, press.who, {
    category: read.input.category ?? null,
    severity: read.input.severity ?? 'sev3',
    forTeamId: read.input.otherTeam ?? null,
    isDetailsOpen,
    contentLanguage: read.input.contentLanguage ?? null,
    summary: read.drawn.summary,
    body: read.drawn.body,
    source: read.metadata.source,
  })
  // No hash: two quick choices carry the same one, and the later press holds what both chose.
  if (latest.get(press.view.id) !== press.triggerId) return
  await surface.client.views.update({
    view_id: press.view.id,
    view: filingForm(model, readerFor(press.who, 'usted')),
  })
}

/**
 * Of each open form its latest press: an earlier one that took longer must not draw over it. Nor over the answer, once
 * the form was sent: both are the same view.
 */
type LatestPresses = Map<string, string>
const SENT = 'sent'
const FORMS_REMEMBERED = 500

function notePress(latest: LatestPresses, viewId: string, press: Press): void {
  if (latest.get(viewId) !== SENT) remember(latest, viewId, press.triggerId)
}

function remember(latest: LatestPresses, viewId: string, what: string): void {
  latest.delete(viewId)
  latest.set(viewId, what)
  const oldest = latest.keys().next().value
  if (latest.size > FORMS_REMEMBERED && oldest !== undefined) latest.delete(oldest)
}

/** What the form holds, complete; or what is wrong at which input. */
function filingOf(
  surface: Surface,
  rootViewId: string,
  read: FilingViewInput,
  who: Someone,
): { readonly ok: true; readonly filing: Filing } | { readonly ok: false; readonly problems: FieldProblems } {
  const category = categoryById(surface.deps.settings(), read.input.category)
  const complete = completeFiling(read.input, category?.fields ?? [], surface.deps.clock.now())
  if (!complete.ok) return complete
  if (category === null || read.metadata === null) {
    return { ok: false, problems: { [FIELDS.category]: { problem: 'empty' } } }
  }
  const { otherTeam, ...value } = complete.value
  const isTeamKnown = otherTeam === null || surface.deps.settings().teams.some((team) => team.id === otherTeam)
  // The settings changed while the form was open: it offers the teams that there are, once something is chosen again.
  if (!isTeamKnown) return { ok: false, problems: { [FIELDS.otherTeam]: { problem: 'empty' } } }
  const requesterLanguage = languageOf(who.locale)
  const { source: via } = read.metadata
  return { ok: true, filing: { ...value, forTeamId: otherTeam, submissionKey: rootViewId, requesterLanguage, via } }
}

type Answer =
  | { readonly response_action: 'errors'; readonly errors: Record<string, string> }
  | { readonly response_action: 'update' | 'push'; readonly view: ModalView }

/** Says who is paged; where Slack takes nothing from us, that it is still to come. */
async function filedAnswer(surface: Surface, who: Someone, escalationId: number): Promise<Answer> {
  const view = await filedView(surface.deps, who.actor, { escalationId })
  const isSlackAway = surface.slackDownSince() !== null
  return { response_action: 'update', view: filedModal(view, readerFor(who, 'usted'), isSlackAway) }
}

/** Files, and gives what the form turns into. Refusals stand at a field, so that the form stays as it is. */
async function fileAndAnswer(surface: Surface, who: Someone, filing: Filing, field: string): Promise<Answer> {
  const outcome = await file(surface.deps, who.actor, filing)
  if (!outcome.ok) {
    return {
      response_action: 'errors',
      errors: { [field]: await sentenceOf(surface, outcome.refusal, who, 'usted') },
    }
  }
  return filedAnswer(surface, who, outcome.value.escalationId)
}

async function submitFiling(surface: Surface, who: Someone, body: ViewSubmitAction): Promise<Answer> {
  const read = readFilingView(body.view)
  const typed = filingOf(surface, body.view.root_view_id ?? body.view.id, read, who)
  if (!typed.ok) {
    return { response_action: 'errors', errors: { ...fieldErrors(typed.problems, readerFor(who, 'usted')) } }
  }
  const { filing } = typed
  await surface.people.learn(filing.followers)
  // Pressed again after an answer that was lost: what it filed itself is no duplicate of it.
  const isFiled = (await findFiled(surface.deps, filing)) !== null
  if (isFiled) return fileAndAnswer(surface, who, filing, FIELDS.summary)
  const similar = await similarFor(surface.deps, who.actor, { text: `${filing.summary}\n${filing.body}` })
  if (similar.length > 0) {
    await keepDraft(surface.deps, filing)
    return {
      response_action: 'push',
      view: similarModal({ similar, metadata: '{}' }, readerFor(who, 'usted')),
    }
  }
  return fileAndAnswer(surface, who, filing, FIELDS.summary)
}

async function submitAnyway(surface: Surface, who: Someone, body: ViewSubmitAction): Promise<Answer> {
  const rootViewId = body.view.root_view_id ?? body.view.id
  const filing = await findDraft(surface.deps, { rootViewId })
  const reader = readerFor(who, 'usted')
  if (filing === null) {
    const escalationId = await findFiled(surface.deps, { submissionKey: rootViewId })
    if (escalationId !== null) return filedAnswer(surface, who, escalationId)
    const text = await sentenceOf(surface, { code: 'stale' }, who, 'usted')
    return { response_action: 'update', view: noticeModal({ text, retry: null, closesAll: false }, reader) }
  }
  const outcome = await file(surface.deps, who.actor, filing)
  if (!outcome.ok) {
    const text = await sentenceOf(surface, outcome.refusal, who, 'usted')
    return { response_action: 'update', view: noticeModal({ text, retry: null, closesAll: false }, reader) }
  }
  await dropDraft(surface.deps, { rootViewId })
  return filedAnswer(surface, who, outcome.value.escalationId)
}

async function followInstead(surface: Surface, press: Press): Promise<void> {
  const ref = parseEscalationValue(press.value)
  if (ref === null || press.view === null) return
  const reader = readerFor(press.who, 'usted')
  const outcome = await addFollower(surface.deps, press.who.actor, {
    escalationId: ref.escalationId,
    userId: press.who.actor.id,
  })
  const text = outcome.ok
    ? catalogueOf(press.who.locale).screens.filing.followed(escNumber(ref.escalationId))
    : await sentenceOf(surface, outcome.refusal, press.who, 'usted')
  if (outcome.ok) await dropDraft(surface.deps, { rootViewId: press.view.root_view_id ?? press.view.id })
  await surface.client.views.update({
    view_id: press.view.id,
    view: noticeModal({ text, retry: null, closesAll: outcome.ok }, reader),
  })
}

export function registerFiling(app: App, surface: Surface): void {
  const latest: LatestPresses = new Map()
  for (const actionId of [FIELDS.category, FIELDS.severity, FIELDS.otherTeam, SCREEN_ACTION_IDS.fileMore]) {
    onPress(app, surface, actionId, (_surface, press) => redraw(surface, press, latest))
  }
  onPress(app, surface, SCREEN_ACTION_IDS.follow, followInstead)

  app.view<ViewSubmitAction>(CALLBACK_IDS.file, async ({ ack, body }) => {
    const asked = surface.people.who(body.user.id, body.user.team_id ?? body.team?.id)
    const work = asked.then((who) => submitFiling(surface, who, body))
    remember(latest, body.view.id, SENT)
    try {
      const answer = await surface.deadline.race(PATIENCE_MS, work)
      // The form is still there: it may be changed, and drawn, again.
      if (answer.response_action !== 'update') latest.delete(body.view.id)
      await ack(answer)
    } catch (error) {
      latest.delete(body.view.id)
      const who = await asked
      if (unavailability(error) === null) surface.log.error('filing_failed', error)
      else surface.log.warn('filing_unsure', { error: error instanceof Error ? error.name : 'unknown' })
      // Acknowledged as filed only after the commit: the form stays with its text, and pressing again files once.
      const text =
        unavailability(error) === null
          ? failureSentence(error, who, 'usted')
          : catalogueOf(who.locale).screens.filing.notSure
      await ack({ response_action: 'errors', errors: { [FIELDS.summary]: text } })
    }
  })

  app.view<ViewSubmitAction>(CALLBACK_IDS.similar, async ({ ack, body }) => {
    const asked = surface.people.who(body.user.id, body.user.team_id ?? body.team?.id)
    const work = asked.then((who) => submitAnyway(surface, who, body))
    try {
      await ack(await surface.deadline.race(PATIENCE_MS, work))
    } catch (error) {
      const who = await asked
      if (unavailability(error) === null) surface.log.error('filing_failed', error)
      else surface.log.warn('filing_unsure', { error: error instanceof Error ? error.name : 'unknown' })
      const text =
        unavailability(error) === null
          ? failureSentence(error, who, 'usted')
          : catalogueOf(who.locale).screens.filing.notSure
      // The form with its text lies beneath: closing this leads back to it.
      const view = noticeModal({ text, retry: null, closesAll: false }, readerFor(who, 'usted'))
      await ack({ response_action: 'update', view })
    }
  })
}
