import type { App } from '@slack/bolt'
import { languageOf } from '../../domain/language.ts'
import { openFeed } from '../../usecases/oncall/calendar/open-feed.ts'
import { revokeFeed } from '../../usecases/oncall/calendar/revoke-feed.ts'
import { ONCALL_ACTIONS } from '../blocks/screens/oncall-ids.ts'
import { calendarModal } from '../blocks/screens/oncall-me.ts'
import { wordsFor } from '../blocks/screens/oncall-shared.ts'
import { onPress, type Press } from '../press.ts'
import { readerFor, type Surface, show } from '../surface.ts'

const MINE = { kind: 'person' } as const

/** Whether addresses of calendars can be given: somebody outside reaches us. */
export function hasCalendar({ deps }: Surface): boolean {
  return deps.feeds !== undefined && deps.feeds.publicUrl() !== null
}

/** A new address each time: the former leads nowhere from now on. */
async function open(surface: Surface, press: Press): Promise<void> {
  const { who } = press
  const reader = readerFor(who, 'tu')
  const opened = await openFeed(surface.deps, who.actor, { of: MINE, language: languageOf(who.locale) })
  if (opened.ok) await show(surface, press.opening, calendarModal(opened.address, reader))
  else {
    const { calendar, now } = wordsFor(reader)
    await press.tell(opened.refusal.code === 'not_offered' ? calendar.notOffered : now.noTeam)
  }
}

async function revoke(surface: Surface, press: Press): Promise<void> {
  await revokeFeed(surface.deps, press.who.actor, { of: MINE })
  if (press.view === null) return
  const view = calendarModal(null, readerFor(press.who, 'tu'))
  await surface.client.views.update({ view_id: press.view.id, view })
}

export function registerOnCallCalendar(app: App, surface: Surface): void {
  onPress(app, surface, ONCALL_ACTIONS.calendar, open)
  onPress(app, surface, ONCALL_ACTIONS.calendarRevoke, revoke)
}
