import type { StandsStillView, UndeliveredView, VacancyView } from '../../../domain/oncall/sync-views.ts'
import { dateTimeOf, listOf } from '../../../i18n/format.ts'
import { layerWordOf } from '../../../i18n/oncall.ts'
import { oncallSyncWords } from '../../../i18n/oncall-sync.ts'
import { actions, button, dotted, lines, type MessageContent, section } from '../kit.ts'
import { channelLink, harmlessLine, nameOf, userCode, userLine } from '../mrkdwn.ts'
import type { Reader } from '../reader.ts'
import { momentText, roleText } from '../screens/oncall-shared.ts'

export const VACANCY_ACTIONS = { remove: 'duty.vacancy.remove', cover: 'duty.vacancy.cover' } as const

const PLACES_SHOWN = 12

export function vacancyValue(of: { readonly scheduleId: number; readonly person: string }): string {
  return `${of.scheduleId}|${of.person}`
}

export function parseVacancyValue(
  value: string | undefined,
): { readonly scheduleId: number; readonly person: string } | null {
  const found = /^([1-9]\d{0,8})\|([UW][A-Z0-9]{1,20})$/.exec(value ?? '')
  const person = found?.[2]
  return found === null || person === undefined ? null : { scheduleId: Number(found[1]), person }
}

/** "Specialist D has left. …": what waits for a lead's decision, until it is made. */
export function vacancyNotice(view: VacancyView, reader: Reader): MessageContent {
  const { vacant: say } = oncallSyncWords(reader.locale)
  const name = nameOf(view)
  const head = say.left(name, userLine(view.schedule, 60))
  const places = view.places.slice(0, PLACES_SHOWN).map(({ layer, rotation }) => {
    const role = roleText(rotation, reader)
    return layer === 'weekday' ? role : `${role} (${layerWordOf(layer, reader.locale)})`
  })
  const rest = view.places.length - places.length
  const where = listOf(rest > 0 ? [...places, `+${rest}`] : places, reader.locale)
  if (view.became.state !== 'open') {
    const { became } = view
    const by = became.state === 'removed' && became.by !== null ? nameOf({ name: became.by }) : null
    const end = became.state === 'back' ? say.back(name) : say.removed(by)
    return { text: dotted(head, end), blocks: [section(lines(head, end))] }
  }
  const { count, first } = view.gaps
  const value = vacancyValue(view)
  return {
    text: dotted(head, say.since(dateTimeOf(view.since, reader.zone, reader.locale), where)),
    blocks: [
      section(
        lines(
          head,
          say.since(momentText(view.since, reader), where),
          first === null ? say.noGaps : `${say.gaps(count)} ${momentText(first.start, reader)}`,
        ),
      ),
      actions(
        button(VACANCY_ACTIONS.remove, say.remove, value, {
          confirm: { ...say.confirm, text: say.confirm.text(harmlessLine(view.name, 80)), confirm: say.remove },
        }),
        ...(first === null ? [] : [button(VACANCY_ACTIONS.cover, say.cover, value)]),
      ),
    ],
  }
}

/** Says what stands still, why, and what to do; the rest goes on. */
export function standsStill(view: StandsStillView, reader: Reader): MessageContent {
  const { still: say } = oncallSyncWords(reader.locale)
  const head = view.what === 'topic' ? say.topic(channelLink(view.of)) : say.group(userLine(view.of, 120))
  const why = say.why[view.what][view.error] ?? say.other(userCode(view.error, 80))
  return { text: head, blocks: [section(lines(head, why, say.goesOn))] }
}

/** Says who doesn't know, and why Slack didn't take it. */
export function undelivered(view: UndeliveredView, reader: Reader): MessageContent {
  const { undelivered: say, still } = oncallSyncWords(reader.locale)
  const isOwn = 'name' in view.to
  const head = 'name' in view.to ? say.own(nameOf(view.to)) : say.post(channelLink(view.to.channel))
  return { text: head, blocks: [section(lines(head, still.other(userCode(view.error, 80)), isOwn ? say.tell : null))] }
}
