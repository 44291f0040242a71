import type { App, ViewSubmitAction } from '@slack/bolt'
import type { ModalView } from '@slack/types'
import { type ReachView, WAY_KINDS, type WayKind, type WayView } from '../../domain/paging/ways.ts'
import { unavailability } from '../../usecases/unavailable.ts'
import { addWay } from '../../usecases/ways/add-way.ts'
import { moveWay } from '../../usecases/ways/move-way.ts'
import type { WayRefusal } from '../../usecases/ways/refusal.ts'
import { removeWay } from '../../usecases/ways/remove-way.ts'
import { sendCode } from '../../usecases/ways/send-code.ts'
import { testWays } from '../../usecases/ways/test-way.ts'
import { verifyWay } from '../../usecases/ways/verify-way.ts'
import { waysOf } from '../../usecases/ways/ways-of.ts'
import { section } from '../blocks/kit.ts'
import type { Reader } from '../blocks/reader.ts'
import {
  addWayModal,
  codeModal,
  editWayModal,
  provedText,
  testDmText,
  testModal,
  wayRefusalText,
  waysModal,
} from '../blocks/screens/ways.ts'
import { parseWayId, WAY_ACTIONS, WAY_CALLBACKS, WAY_FIELDS } from '../blocks/screens/ways-ids.ts'
import { failureOf } from '../delivery/errors.ts'
import type { Someone } from '../people.ts'
import { onPress, type Press } from '../press.ts'
import { failureSentence, PATIENCE_MS, readerFor, type Surface, show } from '../surface.ts'

/** "How you are reached": people's own ways. A code or a test goes out after the view was answered: that may take seconds. */

const readerOf = (who: Someone): Reader => readerFor(who, 'tu')

export async function reachOf(surface: Surface, who: Someone): Promise<ReachView> {
  return waysOf(surface.deps, who.actor)
}

function contactUrl(surface: Surface): string | null {
  const { otherWays } = surface.deps
  const mayRing = otherWays?.offered.includes('sms') === true
  return mayRing && otherWays.publicUrl !== null ? `${otherWays.publicUrl}/contact.vcf` : null
}

async function openList(surface: Surface, press: Press): Promise<void> {
  await show(surface, press.opening, waysModal(await reachOf(surface, press.who), readerOf(press.who)))
}

async function openAdd(surface: Surface, press: Press): Promise<void> {
  const { offered } = await reachOf(surface, press.who)
  const reader = readerOf(press.who)
  if (offered.length === 0) return press.tell(wayRefusalText({ code: 'not_offered' }, reader))
  await show(surface, press.opening, addWayModal(offered, reader))
}

/** The way that a button names, of those that are the presser's own. */
async function wayOf(surface: Surface, press: Press): Promise<{ way: WayView; reach: ReachView } | null> {
  const reach = await reachOf(surface, press.who)
  const way = reach.ways.find((one) => one.id === parseWayId(press.value))
  if (way !== undefined) return { way, reach }
  await press.tell(wayRefusalText({ code: 'not_found' }, readerOf(press.who)))
  return null
}

async function openEdit(surface: Surface, press: Press): Promise<void> {
  const found = await wayOf(surface, press)
  if (found !== null) await show(surface, press.opening, editWayModal(found.way, found.reach, readerOf(press.who)))
}

async function openCode(surface: Surface, press: Press): Promise<void> {
  const found = await wayOf(surface, press)
  if (found === null) return
  const view = codeModal(found.way, readerOf(press.who), { contactUrl: contactUrl(surface) })
  const viewId = await show(surface, press.opening, view)
  void quietly(surface, sendAndTell(surface, press.who, found.way, viewId, null))
}

async function remove(surface: Surface, press: Press): Promise<void> {
  const wayId = parseWayId(press.value)
  if (wayId === null || press.view === null) return
  await removeWay(surface.deps, press.who.actor, { wayId })
  await redraw(surface, press.who, press.view.id)
}

async function redraw(surface: Surface, who: Someone, viewId: string, note: string | null = null): Promise<void> {
  const view = waysModal(await reachOf(surface, who), readerOf(who), note)
  await surface.client.views.update({ view_id: viewId, view })
}

/** "Send me a test page": to whoever pressed, by Slack and every way of theirs. */
async function test(surface: Surface, press: Press): Promise<void> {
  const reader = readerOf(press.who)
  const viewId = await show(surface, press.opening, testModal(null, reader))
  void quietly(surface, runTest(surface, press.who, viewId))
}

async function runTest(surface: Surface, who: Someone, viewId: string | null): Promise<void> {
  const slack = { kind: 'slack', hint: '', error: await testBySlack(surface, who) } as const
  const results = [slack, ...(await testWays(surface.deps, who.actor))]
  if (viewId !== null) {
    await surface.client.views.update({ view_id: viewId, view: testModal(results, readerOf(who)) })
  }
}

async function testBySlack(surface: Surface, who: Someone): Promise<string | null> {
  const text = testDmText(readerOf(who))
  try {
    const { channel } = await surface.client.conversations.open({ users: who.actor.id })
    if (channel?.id === undefined) return 'channel_not_found'
    await surface.client.chat.postMessage({ channel: channel.id, text, blocks: [section(text)] })
    return null
  } catch (error) {
    return failureOf(error)?.code ?? 'unreachable'
  }
}

async function sendAndTell(
  surface: Surface,
  who: Someone,
  way: WayView,
  viewId: string | null,
  secret: string | null,
): Promise<void> {
  const sent = await sendCode(surface.deps, who.actor, { wayId: way.id })
  // A code that went out a moment ago is the one to type.
  if (sent.ok || sent.refusal.code === 'too_soon' || viewId === null) return
  const reader = readerOf(who)
  const trouble = wayRefusalText(sent.refusal, reader)
  await surface.client.views.update({ view_id: viewId, view: codeModal(way, reader, { secret, trouble }) })
}

/** Slack was answered already; what fails now is told to the log, and the view stays as it was. */
async function quietly(surface: Surface, work: Promise<void>): Promise<void> {
  try {
    await work
  } catch (error) {
    // They closed the view that was to be drawn again.
    if (failureOf(error)?.code === 'not_found') return
    if (unavailability(error) === null) surface.log.error('way_failed', error)
    else surface.log.warn('way_unsure')
  }
}

type Answer =
  | { readonly response_action: 'errors'; readonly errors: Record<string, string> }
  | { readonly response_action: 'update'; readonly view: ModalView }
  | { readonly response_action: 'clear' }

interface Submitted {
  readonly who: Someone
  readonly reader: Reader
  readonly view: ViewSubmitAction['view']
  /** To be done once Slack was answered. */
  after(work: () => Promise<void>): void
}

function fieldOf(view: Submitted['view'], field: string): string {
  const value = view.state.values[field]?.[field]
  return value?.value ?? value?.selected_option?.value ?? ''
}

async function submitAdd(surface: Surface, { who, reader, view, after }: Submitted): Promise<Answer> {
  const kind = WAY_KINDS.find((one): one is WayKind => one === fieldOf(view, WAY_FIELDS.kind))
  if (kind === undefined) return atField(WAY_FIELDS.kind, { code: 'not_offered' }, reader)
  const delayMinutes = Number(fieldOf(view, WAY_FIELDS.delay))
  const added = await addWay(surface.deps, who.actor, { kind, typed: fieldOf(view, WAY_FIELDS.address), delayMinutes })
  if (!added.ok) return atField(WAY_FIELDS.address, added.refusal, reader)
  const { secret, ...way } = added.value
  after(() => sendAndTell(surface, who, way, view.id, secret))
  return { response_action: 'update', view: codeModal(way, reader, { secret, contactUrl: contactUrl(surface) }) }
}

async function submitEdit(surface: Surface, { who, reader, view }: Submitted): Promise<Answer> {
  const wayId = parseWayId(view.private_metadata)
  const place = Number(fieldOf(view, WAY_FIELDS.place))
  const delayMinutes = Number(fieldOf(view, WAY_FIELDS.delay))
  if (wayId === null) return atField(WAY_FIELDS.place, { code: 'not_found' }, reader)
  const moved = await moveWay(surface.deps, who.actor, { wayId, place, delayMinutes })
  if (!moved.ok) return atField(WAY_FIELDS.place, moved.refusal, reader)
  return { response_action: 'update', view: waysModal(await reachOf(surface, who), reader) }
}

async function submitCode(surface: Surface, { who, reader, view }: Submitted): Promise<Answer> {
  const wayId = parseWayId(view.private_metadata)
  if (wayId === null) return atField(WAY_FIELDS.code, { code: 'not_found' }, reader)
  const proved = await verifyWay(surface.deps, who.actor, { wayId, code: fieldOf(view, WAY_FIELDS.code) })
  if (!proved.ok) return atField(WAY_FIELDS.code, proved.refusal, reader)
  const note = provedText(proved.value, reader)
  return { response_action: 'update', view: waysModal(await reachOf(surface, who), reader, note) }
}

function atField(field: string, refusal: WayRefusal, reader: Reader): Answer {
  return { response_action: 'errors', errors: { [field]: wayRefusalText(refusal, reader) } }
}

/** `drawn`: App Home is drawn again after each change. */
export function registerWays(app: App, surface: Surface, drawn: (who: Someone) => Promise<void>): void {
  onPress(app, surface, WAY_ACTIONS.change, openList)
  onPress(app, surface, WAY_ACTIONS.add, openAdd)
  onPress(app, surface, WAY_ACTIONS.edit, openEdit)
  onPress(app, surface, WAY_ACTIONS.prove, openCode)
  onPress(app, surface, WAY_ACTIONS.test, test)
  onPress(app, surface, WAY_ACTIONS.remove, async (_surface, press) => {
    await remove(surface, press)
    void quietly(surface, drawn(press.who))
  })
  const onSubmit = (
    callbackId: string,
    firstField: string,
    handler: (surface: Surface, submitted: Submitted) => Promise<Answer>,
  ) => {
    app.view<ViewSubmitAction>(callbackId, async ({ ack, body }) => {
      const who = await surface.people.who(body.user.id, body.user.team_id ?? body.team?.id)
      const reader = readerOf(who)
      const later: (() => Promise<void>)[] = []
      const submitted = { who, reader, view: body.view, after: (work: () => Promise<void>) => void later.push(work) }
      try {
        await ack(await surface.deadline.race(PATIENCE_MS, handler(surface, submitted)))
      } catch (error) {
        if (unavailability(error) === null) surface.log.error('form_failed', error, { action: callbackId })
        else surface.log.warn('form_unsure', { action: callbackId })
        await ack({ response_action: 'errors', errors: { [firstField]: failureSentence(error, who) } })
        return
      }
      for (const work of [...later, () => drawn(who)]) await quietly(surface, work())
    })
  }
  onSubmit(WAY_CALLBACKS.add, WAY_FIELDS.address, submitAdd)
  onSubmit(WAY_CALLBACKS.edit, WAY_FIELDS.place, submitEdit)
  onSubmit(WAY_CALLBACKS.code, WAY_FIELDS.code, submitCode)
}
