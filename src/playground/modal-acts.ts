/** What a person does inside a modal or App Home, and what the app's acknowledgement does to it. */
import { done, interactive, notInteractive, refused, type Stage, troubleOf } from './acts.ts'
import { validateView } from './block-kit.ts'
import { clientErrors, inputsOf, soundState } from './form-state.ts'
import { asJson, asText, isJson, type Json } from './json.ts'
import type { User, ViewRecord } from './model.ts'
import type { PageActAnswer } from './page-api.ts'
import { viewActionPayload, viewClosedPayload, viewSubmissionPayload } from './payloads.ts'
import { pressed } from './pressing.ts'
import { blocksOf, homeOf, popViews, pushView, redrawView, stackLimit, stackOf, topOf, viewById } from './views.ts'

const gone = refused('view_not_found', 'This form is not open any more.')

/** A view in which this person can act now: the top of the stack, or App Home. */
function actable(stage: Stage, user: User, viewId: string): ViewRecord | null {
  const view = viewById(stage.ws, viewId)
  if (!view || view.user !== user.id) return null
  return topOf(stage.ws, user.id)?.id === view.id || homeOf(stage.ws, user.id)?.id === view.id ? view : null
}

export async function viewAction(
  stage: Stage,
  user: User,
  of: { readonly viewId: string; readonly action: Json; readonly state: unknown },
): Promise<PageActAnswer> {
  if (!interactive(stage)) return notInteractive
  const view = actable(stage, user, of.viewId)
  if (!view) return gone
  const press = pressed(stage.ws, blocksOf(view), of.action, of.state)
  if (!press.ok) return refused('no_such_action', press.message)
  view.state = press.state
  const triggerId = stage.triggers.issue({ user: user.id, viewId: view.id })
  const payload = viewActionPayload(stage.ws, user, view, press.action, triggerId, stage.quirk)
  const reply = await stage.delivery.send('interactive', payload)
  return reply.kind === 'ok' ? done : troubleOf(reply)
}

export async function viewSubmission(
  stage: Stage,
  user: User,
  of: { readonly viewId: string; readonly state: unknown },
): Promise<PageActAnswer> {
  if (!interactive(stage)) return notInteractive
  const view = actable(stage, user, of.viewId)
  if (!view || view.kind === 'home') return gone
  if (!isJson(view.view.submit)) return refused('no_submit', 'This form has no button to submit it.')
  view.state = soundState(of.state, blocksOf(view))
  const errors = clientErrors(view.state, blocksOf(view))
  if (Object.keys(errors).length > 0)
    return { ok: false, error: 'incomplete', message: 'Some fields need a look.', errors }
  const triggerId = stage.triggers.issue({ user: user.id, viewId: view.id })
  const payload = viewSubmissionPayload(stage.ws, user, view, triggerId, stage.quirk)
  const reply = await stage.delivery.send('interactive', payload)
  if (reply.kind !== 'ok') return troubleOf(reply)
  if (typeof reply.body === 'string' && reply.body !== '') {
    return refused('invalid_response', 'The app answered the form with something other than a response_action.')
  }
  return obey(stage, user, view, asJson(reply.body))
}

/** Does to the stack what the acknowledgement of a submission says; nothing said closes the form. */
function obey(stage: Stage, user: User, view: ViewRecord, body: Json): PageActAnswer {
  switch (body.response_action) {
    case undefined:
      if (topOf(stage.ws, user.id)?.id === view.id) popViews(stage.ws, user.id, false)
      return done
    case 'clear':
      popViews(stage.ws, user.id, true)
      return done
    case 'errors':
      return showErrors(view, asJson(body.errors))
    case 'update':
    case 'push':
      return replace(stage, user, view, body)
    default:
      return refused('invalid_response_action', `The app answered with ${String(body.response_action)}.`)
  }
}

function showErrors(view: ViewRecord, errors: Json): PageActAnswer {
  const inputs = new Set(
    inputsOf(blocksOf(view))
      .filter((input) => input.isInput)
      .map((input) => input.blockId),
  )
  const entries = Object.entries(errors)
  const strange = entries.find(([blockId, sentence]) => !inputs.has(blockId) || asText(sentence) === '')
  if (entries.length === 0 || strange) {
    return refused(
      'invalid_errors',
      `The app answered with errors for ${strange?.[0] ?? 'nothing'}, which is no input.`,
    )
  }
  const sentences = Object.fromEntries(entries.map(([blockId, sentence]) => [blockId, asText(sentence)]))
  return { ok: false, error: 'errors', message: 'Some fields need a look.', errors: sentences }
}

function replace(stage: Stage, user: User, view: ViewRecord, body: Json): PageActAnswer {
  const next = body.view
  const problems = validateView(next)
  if (!isJson(next) || next.type !== 'modal' || problems.length > 0) {
    const problem = problems[0]
    return refused(
      'invalid_view',
      `The app answered with a view that Slack refuses: ${problem?.path} ${problem?.message}`,
    )
  }
  if (body.response_action === 'update') {
    redrawView(stage.ws, view, next)
    return done
  }
  if (stackOf(stage.ws, user.id).length >= stackLimit) {
    return refused('push_limit_reached', 'The app opened more than three forms upon each other.')
  }
  pushView(stage.ws, user.id, next)
  return done
}

/** Closing a form, or with `isCleared` the whole stack. The app hears of those that asked to be told. */
export async function viewClosed(
  stage: Stage,
  user: User,
  of: { readonly viewId: string; readonly isCleared: boolean },
): Promise<PageActAnswer> {
  const view = actable(stage, user, of.viewId)
  if (!view || view.kind === 'home') return gone
  const isCleared = of.isCleared || view.view.clear_on_close === true
  const closed = popViews(stage.ws, user.id, isCleared)
  for (const record of closed) {
    if (record.view.notify_on_close !== true) continue
    await stage.delivery.send('interactive', viewClosedPayload(stage.ws, user, record, isCleared))
  }
  return done
}
