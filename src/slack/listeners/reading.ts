import type { App } from '@slack/bolt'
import type { ModalView } from '@slack/types'
import type { DetailView } from '../../domain/escalation/views.ts'
import { detailFor, timelineFor } from '../../usecases/views/detail.ts'
import { listFor } from '../../usecases/views/lists.ts'
import { parseEscalationValue } from '../blocks/ids.ts'
import { detailModal } from '../blocks/screens/detail.ts'
import { SCREEN_ACTION_IDS } from '../blocks/screens/ids.ts'
import { listModal } from '../blocks/screens/lists.ts'
import { type ListMetadata, parseListMetadata, parseTimelineMetadata } from '../blocks/screens/metadata.ts'
import { noticeModal } from '../blocks/screens/notice.ts'
import { timelineModal } from '../blocks/screens/timeline.ts'
import type { Someone } from '../people.ts'
import { onPress, type Press } from '../press.ts'
import { DECORATION_MS, type Opening, readerFor, registerFor, type Surface, sentenceOf, show } from '../surface.ts'

/** What is read in a modal: one escalation, lists, the timeline. */

const LIST_PAGE = 8
const TIMELINE_PAGE = 10

async function threadUrlOf(surface: Surface, where: DetailView['where']): Promise<string | null> {
  if (where.thread === null) return null
  const { channelId: channel, ts } = where.thread
  try {
    const asked = surface.client.chat.getPermalink({ channel, message_ts: ts })
    return (await surface.deadline.race(DECORATION_MS, asked)).permalink ?? null
  } catch {
    // Only a link is missing: the channel is named in its place.
    return null
  }
}

/** Who left a channel by themselves may join it again; their own leaving is told to nobody, so it is asked for. */
async function whereNow(surface: Surface, who: Someone, where: DetailView['where']): Promise<DetailView['where']> {
  if (!where.isIn || !where.mayJoin || where.channelId === null) return where
  try {
    const asked = surface.client.conversations.members({ channel: where.channelId, limit: 1000 })
    const { members } = await surface.deadline.race(DECORATION_MS, asked)
    return { ...where, isIn: members?.includes(who.actor.id) ?? true }
  } catch {
    return where
  }
}

async function detailView(
  surface: Surface,
  who: Someone,
  escalationId: number,
  whereOf: (where: DetailView['where']) => Promise<DetailView['where']>,
): Promise<ModalView> {
  const reader = readerFor(who, await registerFor(surface, who))
  const detail = await detailFor(surface.deps, who.actor, { escalationId })
  if (!detail.ok) {
    const text = await sentenceOf(surface, detail.refusal, who, reader.register)
    return noticeModal({ text, retry: null, closesAll: false }, reader)
  }
  // One of the two at most asks Slack: a channel, or the thread where there is none.
  const where = await whereOf(detail.value.where)
  return detailModal({ view: { ...detail.value, where }, threadUrl: await threadUrlOf(surface, where) }, reader)
}

export async function openDetail(
  surface: Surface,
  who: Someone,
  opening: Opening,
  escalationId: number,
): Promise<void> {
  await show(surface, opening, await detailView(surface, who, escalationId, (where) => whereNow(surface, who, where)))
}

export async function redrawDetail(surface: Surface, press: Press, escalationId: number): Promise<void> {
  if (press.view === null) return
  // Who has just pressed Join isn't in yet, and needn't press again.
  const view = await detailView(surface, press.who, escalationId, async (where) => where)
  await surface.client.views.update({ view_id: press.view.id, view })
}

async function listView(surface: Surface, who: Someone, list: ListMetadata): Promise<ModalView> {
  const query = { list: list.kind === 'mine' ? 'mine_or_filed' : 'open' } as const
  const page = await listFor(surface.deps, who.actor, { query, page: list.page, pageSize: LIST_PAGE })
  return listModal({ kind: list.kind, list: page }, readerFor(who, await registerFor(surface, who)))
}

export async function openList(surface: Surface, who: Someone, opening: Opening, list: ListMetadata): Promise<void> {
  await show(surface, opening, await listView(surface, who, list))
}

function pageOf(value: string | undefined): number | null {
  return /^\d{1,6}$/.test(value ?? '') ? Number(value) : null
}

async function turnList(surface: Surface, press: Press): Promise<void> {
  const list = parseListMetadata(press.view?.private_metadata)
  const page = pageOf(press.value)
  if (press.view === null || list === null || page === null) return
  const view = await listView(surface, press.who, { ...list, page })
  await surface.client.views.update({ view_id: press.view.id, view })
}

async function timelineView(
  surface: Surface,
  who: Someone,
  at: { readonly escalationId: number; readonly page: number },
): Promise<ModalView> {
  const reader = readerFor(who, await registerFor(surface, who))
  const outcome = await timelineFor(surface.deps, who.actor, { ...at, pageSize: TIMELINE_PAGE })
  if (outcome.ok) return timelineModal(outcome.value, reader)
  const text = await sentenceOf(surface, outcome.refusal, who, reader.register)
  return noticeModal({ text, retry: null, closesAll: false }, reader)
}

async function openTimeline(surface: Surface, press: Press): Promise<void> {
  const ref = parseEscalationValue(press.value)
  if (ref === null) return
  const view = await timelineView(surface, press.who, { escalationId: ref.escalationId, page: 0 })
  await show(surface, press.opening, view)
}

async function turnTimeline(surface: Surface, press: Press): Promise<void> {
  const at = parseTimelineMetadata(press.view?.private_metadata)
  const page = pageOf(press.value)
  if (press.view === null || at === null || page === null) return
  const view = await timelineView(surface, press.who, { escalationId: at.escalationId, page })
  await surface.client.views.update({ view_id: press.view.id, view })
}

export function registerReading(app: App, surface: Surface): void {
  onPress(app, surface, SCREEN_ACTION_IDS.listPrevious, turnList)
  onPress(app, surface, SCREEN_ACTION_IDS.listNext, turnList)
  onPress(app, surface, SCREEN_ACTION_IDS.timelinePrevious, turnTimeline)
  onPress(app, surface, SCREEN_ACTION_IDS.timelineNext, turnTimeline)
  onPress(app, surface, 'view_timeline', openTimeline)
}
