import { carriedState, initialState } from './form-state.ts'
import { asJsonList, asList, isJson, type Json } from './json.ts'
import { namedBlocks } from './messages.ts'
import type { StateValues, ViewRecord } from './model.ts'
import { randomName, type Workspace } from './workspace.ts'

/** Slack's modals go three deep. */
export const stackLimit = 3

function newHash(ws: Workspace): string {
  return `${ws.seconds()}.${randomName(8)}`
}

function filled(view: Json): Json {
  const blocks = namedBlocks(asList(view.blocks)).map(emojiShown)
  return { ...view, blocks }
}

/** Slack gives plain text back with `emoji: true` unless it was switched off. */
function emojiShown(value: Json): Json {
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, inner]) => {
        if (Array.isArray(inner)) return [key, inner.map((item) => (isJson(item) ? emojiShown(item) : item))]
        return [key, isJson(inner) ? emojiShown(inner) : inner]
      })
      .concat(value.type === 'plain_text' && value.emoji === undefined ? [['emoji', true]] : []),
  )
}

export function blocksOf(view: ViewRecord): readonly Json[] {
  return asJsonList(view.view.blocks)
}

export function stackOf(ws: Workspace, user: string): readonly ViewRecord[] {
  return (ws.state.stacks[user] ?? []).flatMap((id) => {
    const view = ws.state.views[id]
    return view ? [view] : []
  })
}

export function topOf(ws: Workspace, user: string): ViewRecord | undefined {
  return stackOf(ws, user).at(-1)
}

export function viewById(ws: Workspace, id: string): ViewRecord | undefined {
  return Object.hasOwn(ws.state.views, id) ? ws.state.views[id] : undefined
}

export function viewByExternalId(ws: Workspace, externalId: string): ViewRecord | undefined {
  return Object.values(ws.state.views).find((view) => view.view.external_id === externalId)
}

function add(ws: Workspace, user: string, given: Json, below: ViewRecord | null): ViewRecord {
  const id = ws.nextId('V')
  const view = filled(given)
  const record: ViewRecord = {
    id,
    kind: given.type === 'home' ? 'home' : 'modal',
    user,
    rootViewId: below?.rootViewId ?? id,
    previousViewId: below?.id ?? null,
    hash: newHash(ws),
    view,
    state: initialState(asJsonList(view.blocks)),
  }
  ws.state.views[id] = record
  return record
}

/** Opens a stack of its own; one that was open for this person is gone. */
export function openView(ws: Workspace, user: string, view: Json): ViewRecord {
  dropStack(ws, user)
  const record = add(ws, user, view, null)
  ws.state.stacks[user] = [record.id]
  ws.changed({ type: 'views', users: [user] })
  return record
}

export function pushView(ws: Workspace, user: string, view: Json): ViewRecord {
  const record = add(ws, user, view, topOf(ws, user) ?? null)
  ws.state.stacks[user] = [...(ws.state.stacks[user] ?? []), record.id]
  ws.changed({ type: 'views', users: [user] })
  return record
}

/** Redraws a view: what was typed stays where block and action ids stay. */
export function redrawView(ws: Workspace, record: ViewRecord, view: Json): ViewRecord {
  record.view = filled(view)
  record.hash = newHash(ws)
  record.state = carriedState(record.state, blocksOf(record))
  ws.changed({ type: record.kind === 'home' ? 'home' : 'views', users: [record.user] })
  return record
}

export function publishHome(ws: Workspace, user: string, view: Json): ViewRecord {
  const known = homeOf(ws, user)
  if (known) return redrawView(ws, known, view)
  const record = add(ws, user, view, null)
  ws.state.homes[user] = record.id
  ws.changed({ type: 'home', users: [user] })
  return record
}

export function homeOf(ws: Workspace, user: string): ViewRecord | undefined {
  const id = ws.state.homes[user]
  return id === undefined ? undefined : ws.state.views[id]
}

/** Takes the top view away, or all of them: what was taken, the top first. */
export function popViews(ws: Workspace, user: string, all: boolean): readonly ViewRecord[] {
  const stack = [...(ws.state.stacks[user] ?? [])]
  const gone = all ? stack.splice(0) : stack.splice(-1)
  ws.state.stacks[user] = stack
  const records = gone.reverse().flatMap((id) => {
    const record = ws.state.views[id]
    delete ws.state.views[id]
    return record ? [record] : []
  })
  ws.changed({ type: 'views', users: [user] })
  return records
}

function dropStack(ws: Workspace, user: string): void {
  for (const id of ws.state.stacks[user] ?? []) delete ws.state.views[id]
  ws.state.stacks[user] = []
}

/** A view as Slack's JSON has it. `values` is what its state holds in this payload. */
export function viewWire(ws: Workspace, record: ViewRecord, values: StateValues): Json {
  const { view } = record
  return {
    id: record.id,
    team_id: ws.state.team.id,
    type: record.kind,
    blocks: view.blocks,
    private_metadata: view.private_metadata ?? '',
    callback_id: view.callback_id ?? '',
    state: { values },
    hash: record.hash,
    title: view.title ?? { type: 'plain_text', text: 'View Title', emoji: true },
    clear_on_close: view.clear_on_close ?? false,
    notify_on_close: view.notify_on_close ?? false,
    close: view.close ?? null,
    submit: view.submit ?? null,
    previous_view_id: record.previousViewId,
    root_view_id: record.rootViewId,
    app_id: ws.state.app.appId,
    external_id: view.external_id ?? '',
    app_installed_team_id: ws.state.team.id,
    bot_id: ws.state.app.botId,
  }
}
