import { validateView } from '../block-kit.ts'
import { isJson, type Json } from '../json.ts'
import type { ViewRecord } from '../model.ts'
import type { TriggerUse } from '../triggers.ts'
import {
  homeOf,
  openView,
  publishHome,
  pushView,
  redrawView,
  stackLimit,
  stackOf,
  viewByExternalId,
  viewById,
  viewWire,
} from '../views.ts'
import { type Answer, type Api, type Args, type Methods, refuse, userOf } from './call.ts'

/** The view of a call, judged by the same judge as a presenter's test. */
function viewArgument(args: Args, kinds: readonly string[]): Json {
  const view = args.json('view')
  if (view === undefined) return refuse('invalid_arguments', says(['missing required field: view']))
  if (!isJson(view)) return refuse('invalid_arguments', says(['view must be an object']))
  if (!kinds.includes(String(view.type))) {
    return refuse('invalid_arguments', says([`must be one of ${kinds.join(', ')} [json-pointer:/view/type]`]))
  }
  const problems = validateView(view)
  if (problems.some((problem) => problem.code === 'view_too_large')) refuse('view_too_large')
  if (problems.length > 0) {
    refuse('invalid_arguments', says(problems.map((p) => `${p.message} [json-pointer:/view${p.path}]`)))
  }
  return view
}

function says(lines: readonly string[]): Json {
  return { response_metadata: { messages: lines.map((line) => `[ERROR] ${line}`) } }
}

function exchanged(api: Api, args: Args): Extract<TriggerUse, { ok: true }>['trigger'] {
  const use = api.triggers.exchange(args.need('trigger_id'))
  if (!use.ok) return refuse(use.error)
  return use.trigger
}

function checkExternalId(api: Api, view: Json, own: ViewRecord | null): void {
  const id = view.external_id
  if (typeof id !== 'string' || id === '') return
  const holder = viewByExternalId(api.ws, id)
  if (holder && holder.id !== own?.id) refuse('duplicate_external_id')
}

function answer(api: Api, record: ViewRecord): Answer {
  return { view: viewWire(api.ws, record, {}) }
}

export const viewMethods: Methods = {
  'views.open': {
    tier: 4,
    run: (api, args) => {
      const view = viewArgument(args, ['modal'])
      checkExternalId(api, view, null)
      const trigger = exchanged(api, args)
      return answer(api, openView(api.ws, trigger.user, view))
    },
  },
  'views.push': {
    tier: 4,
    run: (api, args) => {
      const view = viewArgument(args, ['modal'])
      checkExternalId(api, view, null)
      const trigger = exchanged(api, args)
      const stack = stackOf(api.ws, trigger.user)
      if (stack.length === 0) refuse('not_found')
      if (stack.length >= stackLimit) refuse('push_limit_reached')
      return answer(api, pushView(api.ws, trigger.user, view))
    },
  },
  'views.update': {
    tier: 4,
    run: (api, args) => {
      const id = args.text('view_id')
      const externalId = args.text('external_id')
      if (id === '' && externalId === '') refuse('invalid_arguments', says(['view_id or external_id is required']))
      const record = id === '' ? viewByExternalId(api.ws, externalId) : viewById(api.ws, id)
      const view = viewArgument(args, ['modal', 'home'])
      if (!record) return refuse('not_found')
      if (view.type !== record.kind) refuse('invalid_arguments', says(['type of view may not change']))
      const hash = args.text('hash')
      if (hash !== '' && hash !== record.hash) refuse('hash_conflict')
      checkExternalId(api, view, record)
      return answer(api, redrawView(api.ws, record, view))
    },
  },
  'views.publish': {
    tier: 4,
    run: (api, args) => {
      const view = viewArgument(args, ['home'])
      if (!api.homeEnabled) refuse('not_enabled')
      const user = userOf(api, args.need('user_id'))
      if (user.isDeleted) refuse('user_not_found')
      const hash = args.text('hash')
      const known = homeOf(api.ws, user.id)
      if (hash !== '' && known && hash !== known.hash) refuse('hash_conflict')
      checkExternalId(api, view, known ?? null)
      return answer(api, publishHome(api.ws, user.id, view))
    },
  },
}
