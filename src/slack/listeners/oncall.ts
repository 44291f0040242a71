import type { App } from '@slack/bolt'
import { calendarWordsOf, monthName } from '../../i18n/calendar.ts'
import { askMonthPicture } from '../../usecases/oncall/ask-month.ts'
import { unavailability } from '../../usecases/unavailable.ts'
import { gapsFor } from '../../usecases/views/oncall-gaps.ts'
import { meFor } from '../../usecases/views/oncall-me.ts'
import { nowFor } from '../../usecases/views/oncall-now.ts'
import { unknownInReach } from '../../usecases/views/oncall-reach.ts'
import { weeksFor } from '../../usecases/views/oncall-weeks.ts'
import { type MessageContent, section } from '../blocks/kit.ts'
import { userLine } from '../blocks/mrkdwn.ts'
import { sentenceAnswer } from '../blocks/screens/answers.ts'
import { gapsModal } from '../blocks/screens/oncall-gaps.ts'
import { ONCALL_ACTIONS } from '../blocks/screens/oncall-ids.ts'
import { meModal } from '../blocks/screens/oncall-me.ts'
import { nowAnswer } from '../blocks/screens/oncall-now.ts'
import { parseWeeksValue } from '../blocks/screens/oncall-refs.ts'
import { wordsFor } from '../blocks/screens/oncall-shared.ts'
import { teamModal } from '../blocks/screens/oncall-team.ts'
import type { Someone } from '../people.ts'
import { onPress, type Press } from '../press.ts'
import { DECORATION_MS, failureSentence, type Opening, readerFor, type Surface, show } from '../surface.ts'
import { registerDutyPosts } from './duty-posts.ts'
import { registerHandoffs } from './handoff.ts'
import { hasCalendar, registerOnCallCalendar } from './oncall-calendar.ts'
import { registerFix } from './oncall-fix.ts'
import { openHolidays, registerHolidays } from './oncall-holidays.ts'
import { openCoverForm, openKeepForm, registerOwnDuty } from './oncall-own.ts'
import { openSwapForm, registerSwaps } from './oncall-swaps.ts'
import { registerVacancies } from './vacancies.ts'

/** What was typed after `/oncall`, in either language. */
export type OncallTyped = {
  readonly verb: 'now' | 'help' | 'me' | 'holidays' | 'gaps' | 'team' | 'swap' | 'cover' | 'keep' | 'unknown'
  readonly rest: string
}

const VERBS: Readonly<Record<string, OncallTyped['verb']>> = {
  '': 'now',
  now: 'now',
  ahora: 'now',
  help: 'help',
  ayuda: 'help',
  me: 'me',
  mine: 'me',
  yo: 'me',
  team: 'team',
  equipo: 'team',
  holidays: 'holidays',
  feriados: 'holidays',
  festivos: 'holidays',
  gaps: 'gaps',
  huecos: 'gaps',
  swap: 'swap',
  permuta: 'swap',
  permutar: 'swap',
  cover: 'cover',
  cubrir: 'cover',
  reemplazo: 'cover',
  keep: 'keep',
  reservar: 'keep',
}

/** Words behind those that take none are a slip: better told than passed over. */
const WITH_WORDS: readonly string[] = ['team', 'cover', 'unknown']

export function readOncall(text: string): OncallTyped {
  const [first = '', ...others] = text.replaceAll('\0', '').trim().split(/\s+/)
  const rest = others.join(' ')
  const word = first.toLowerCase()
  const verb = Object.hasOwn(VERBS, word) ? (VERBS[word] ?? 'unknown') : 'unknown'
  return { verb: rest !== '' && !WITH_WORDS.includes(verb) ? 'unknown' : verb, rest }
}

type Flow = (surface: Surface, opening: Opening, who: Someone, typed: string) => Promise<void>

/** What people do to their own duty: forms of their own. */
const FLOWS: Readonly<Record<'swap' | 'cover' | 'keep', Flow>> = {
  swap: (surface, opening, who) => openSwapForm(surface, opening, who, null),
  cover: openCoverForm,
  keep: openKeepForm,
}

/** Names that Slack has yet to tell; a screen doesn't wait long for them. */
async function learnNames(surface: Surface, who: Someone): Promise<void> {
  try {
    const unknown = await unknownInReach(surface.deps, who.actor)
    if (unknown.length > 0) await surface.deadline.race(DECORATION_MS, surface.people.learn(unknown.slice(0, 40)))
  } catch (error) {
    if (unavailability(error) !== null) throw error
    surface.log.warn('names_missing', { error: error instanceof Error ? error.name : 'unknown' })
  }
}

type Say = (content: MessageContent) => Promise<unknown>

async function run(
  surface: Surface,
  who: Someone,
  command: { readonly triggerId: string; readonly text: string },
  say: Say,
): Promise<void> {
  const typed = readOncall(command.text)
  const reader = readerFor(who, 'tu')
  const words = wordsFor(reader)
  const name = userLine(surface.deps.settings().oncallCommand)
  const opening: Opening = { triggerId: command.triggerId, within: null }
  switch (typed.verb) {
    case 'now':
      await learnNames(surface, who)
      await say(nowAnswer(await nowFor(surface.deps, who.actor), reader))
      return
    case 'help':
      await say({ text: words.helpHeading, blocks: [section(`*${words.helpHeading}*\n${words.help(name)}`)] })
      return
    case 'unknown':
      await say(sentenceAnswer(words.unknown(name)))
      return
    case 'me':
      return openMe(surface, who, opening, say)
    case 'team':
      return openTeam(surface, who, opening, { named: typed.rest, say })
    case 'gaps':
      return openGaps(surface, who, opening, say)
    case 'holidays':
      return openHolidays(surface, who, opening, say)
    default: {
      await FLOWS[typed.verb](surface, opening, who, typed.rest)
    }
  }
}

async function openMe(surface: Surface, who: Someone, opening: Opening, say: Say): Promise<void> {
  const reader = readerFor(who, 'tu')
  const view = await meFor(surface.deps, who.actor)
  if (!view.isOfTeam && view.shifts.length === 0) await say(sentenceAnswer(wordsFor(reader).now.noTeam))
  else await show(surface, opening, meModal(view, reader, hasCalendar(surface)))
}

async function openGaps(surface: Surface, who: Someone, opening: Opening, say: Say): Promise<void> {
  const reader = readerFor(who, 'tu')
  const view = await gapsFor(surface.deps, who.actor)
  if (view === null) await say(sentenceAnswer(wordsFor(reader).now.noTeam))
  else await show(surface, opening, gapsModal(view, reader))
}

async function openTeam(
  surface: Surface,
  who: Someone,
  opening: Opening,
  asked: { readonly named: string; readonly say: Say },
): Promise<void> {
  await learnNames(surface, who)
  const reader = readerFor(who, 'tu')
  const { now, team } = wordsFor(reader)
  const view = await weeksFor(surface.deps, who.actor, {
    scheduleId: null,
    named: asked.named,
    page: 0,
    zone: who.zone,
  })
  if (view !== null) await show(surface, opening, teamModal(view, false, reader))
  else await asked.say(sentenceAnswer(asked.named === '' ? now.noTeam : team.none))
}

/** Another two weeks, another schedule, or the same as a table: in the place of what was shown. */
async function turnTeam(surface: Surface, press: Press): Promise<void> {
  const at = parseWeeksValue(press.value)
  if (at === null || press.view === null) return
  const { who } = press
  const { scheduleId, page, isTable } = at
  const reader = readerFor(who, 'tu')
  const view = await weeksFor(surface.deps, who.actor, { scheduleId, named: '', page, zone: who.zone })
  if (view === null) return press.tell(wordsFor(reader).team.none)
  await surface.client.views.update({ view_id: press.view.id, view: teamModal(view, isTable, reader) })
}

/** For printing: rendered and sent by the relay, since it takes longer than a trigger lives. */
async function pressMonth(surface: Surface, press: Press): Promise<void> {
  const at = parseWeeksValue(press.value)
  if (at === null) return
  const { who } = press
  const asked = await askMonthPicture(surface.deps, who.actor, { ...at, zone: who.zone })
  if (!asked.ok) return press.tell(wordsFor(readerFor(who, 'tu')).team.none)
  const { sent } = calendarWordsOf(who.locale).month
  await press.tell(sent(monthName(asked.value.year, asked.value.month, who.locale)))
}

export function registerOnCall(app: App, surface: Surface): void {
  app.command(surface.deps.settings().oncallCommand, async ({ ack, command, respond }) => {
    await ack()
    const who = await surface.people.who(command.user_id, command.team_id)
    const say: Say = (content) => respond({ response_type: 'ephemeral', ...content })
    const { trigger_id: triggerId, text } = command
    try {
      await run(surface, who, { triggerId, text }, say)
    } catch (error) {
      if (unavailability(error) === null) surface.log.error('command_failed', error, { by: 'oncall' })
      else surface.log.warn('command_unavailable', { by: 'oncall' })
      await say(sentenceAnswer(failureSentence(error, who)))
    }
  })
  const opens = (open: (who: Someone, opening: Opening, say: Say) => Promise<void>) => (_: Surface, press: Press) =>
    open(press.who, press.opening, (content) => press.tell(content.text))
  onPress(
    app,
    surface,
    ONCALL_ACTIONS.openMe,
    opens((who, opening, say) => openMe(surface, who, opening, say)),
  )
  onPress(
    app,
    surface,
    ONCALL_ACTIONS.openGaps,
    opens((who, opening, say) => openGaps(surface, who, opening, say)),
  )
  onPress(
    app,
    surface,
    ONCALL_ACTIONS.openHolidays,
    opens((who, opening, say) => openHolidays(surface, who, opening, say)),
  )
  onPress(
    app,
    surface,
    ONCALL_ACTIONS.openTeam,
    opens((who, opening, say) => openTeam(surface, who, opening, { named: '', say })),
  )
  for (const id of [
    ONCALL_ACTIONS.teamPrevious,
    ONCALL_ACTIONS.teamNext,
    ONCALL_ACTIONS.teamTable,
    ONCALL_ACTIONS.teamSchedule,
  ]) {
    onPress(app, surface, id, turnTeam)
  }
  onPress(app, surface, ONCALL_ACTIONS.teamMonth, pressMonth)
  registerFix(app, surface)
  registerSwaps(app, surface)
  registerDutyPosts(app, surface)
  registerHandoffs(app, surface)
  registerOwnDuty(app, surface)
  registerVacancies(app, surface)
  registerOnCallCalendar(app, surface)
  registerHolidays(app, surface)
}
