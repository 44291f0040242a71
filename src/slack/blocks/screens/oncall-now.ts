import type { NowView, RotationNow, ScheduleNow, TeamNow } from '../../../domain/oncall/screens.ts'
import { whyOf } from '../../../i18n/oncall.ts'
import { actions, button, dotted, lines, type MessageContent, section } from '../kit.ts'
import { userLine } from '../mrkdwn.ts'
import type { Reader } from '../reader.ts'
import { ONCALL_ACTIONS } from './oncall-ids.ts'
import { shiftValue } from './oncall-refs.ts'
import { momentText, peopleText, roleText, untilText, wordsFor } from './oncall-shared.ts'

/** All text of a message together: Slack refuses much more. */
const BUDGET = 7_500
const SECTION = 3_000
const ROTATIONS_SHOWN = 8
const UNPLANNED: readonly string[] = ['no_layer', 'no_rotation', 'outside_hours']

/** `/oncall`: now and next of each of one's teams, in one's own time, with why. */
export function nowAnswer(view: NowView, reader: Reader): MessageContent {
  const words = wordsFor(reader)
  if (view.teams.length === 0) return { text: words.now.noTeam, blocks: [section(words.now.noTeam)] }
  const all = view.teams.flatMap((team) => sectionsOf(team, reader, view.asOf))
  let used = 0
  const shown = all.filter((text) => {
    used += Math.min([...text].length, SECTION)
    return used <= BUDGET
  })
  const rest = all.length - shown.length
  const isLead = view.teams.some((team) => team.isLead && team.schedules.length > 0)
  const hasSchedules = view.teams.some((team) => team.schedules.length > 0)
  return {
    text: words.now.preview,
    blocks: [
      ...shown.map((text) => section(text)),
      ...(rest > 0 ? [section(words.now.more(rest))] : []),
      ...(hasSchedules ? [buttonsOf(view, isLead, reader)] : []),
    ],
  }
}

function buttonsOf({ mine }: NowView, isLead: boolean, reader: Reader) {
  const { button: label } = wordsFor(reader)
  return actions(
    button(ONCALL_ACTIONS.openTeam, label.twoWeeks, 'now'),
    button(ONCALL_ACTIONS.openMe, label.myShifts, 'now'),
    ...(mine === null ? [] : [button(ONCALL_ACTIONS.findCover, label.findCover, shiftValue(mine))]),
    ...(isLead ? [button(ONCALL_ACTIONS.openGaps, label.gaps, 'now')] : []),
  )
}

function sectionsOf(team: TeamNow, reader: Reader, asOf: Date): readonly string[] {
  const name = userLine(team.name, 80)
  if (team.schedules.length === 0) return [wordsFor(reader).now.noSchedule(name)]
  return team.schedules.map((schedule) => scheduleText(schedule, name, reader, asOf))
}

function scheduleText(schedule: ScheduleNow, team: string, reader: Reader, asOf: Date): string {
  const { now } = wordsFor(reader)
  return lines(
    `*${dotted(userLine(schedule.name, 60), team)}*`,
    ...schedule.rotations.slice(0, ROTATIONS_SHOWN).map((one) => rotationText(one, reader, asOf)),
    schedule.gaps > 0 ? now.gaps(schedule.gaps) : null,
  )
}

/** "primary: Specialist A until 18:00 · covering (swap) · next Specialist C, Fri 18:00" */
function rotationText(one: RotationNow, reader: Reader, asOf: Date): string {
  const { now, nobody } = wordsFor(reader)
  const role = roleText(one.rotation, reader)
  const next = nextText(one, reader)
  const why = whyOf(one.why, reader.locale)
  if (one.people.length === 0 && UNPLANNED.includes(one.why)) return dotted(now.always(role, why), next)
  const who = one.people.length === 0 ? nobody : peopleText(one.people, reader)
  const first = one.until === null ? now.always(role, who) : now.until(role, who, untilText(one.until, reader, asOf))
  return dotted(first, why, next)
}

/** Whoever comes as this ends needs no hour: it was just said. */
function nextText({ next, until, people }: RotationNow, reader: Reader): string | null {
  const { now, nobody } = wordsFor(reader)
  if (next === null) return null
  const who = next.people.length === 0 ? nobody : peopleText(next.people.map(awake), reader)
  const isAtOnce = people.length > 0 && until !== null && until.getTime() === next.at.getTime()
  return isAtOnce ? now.nextAtOnce(who) : now.next(who, momentText(next.at, reader))
}

/** Silence now says nothing of a later shift. */
function awake<T extends { readonly silentUntil: Date | null }>(person: T): T {
  return { ...person, silentUntil: null }
}
