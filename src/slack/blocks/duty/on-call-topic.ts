import type { OnCallTopicView } from '../../../domain/oncall/sync-views.ts'
import { listOf } from '../../../i18n/format.ts'
import { oncallSyncWords } from '../../../i18n/oncall-sync.ts'
import { dotted } from '../kit.ts'
import { clip, harmlessLine } from '../mrkdwn.ts'
import type { Reader } from '../reader.ts'

const TOPIC_MAX = 250
const NAME_MAX = 40
const NAMES_SHOWN = 3

const SIGNS: Readonly<Record<string, string>> = { '<': '‹', '>': '›', '&': '+' }

/** `On call: Specialist A · backup Specialist B`. Plain text: a topic knows no marks, and nobody is mentioned. */
export function onCallTopic(view: OnCallTopicView, reader: Reader): string {
  const { topic: say } = oncallSyncWords(reader.locale)
  const names = (people: readonly string[]) => {
    const shown = people.slice(0, NAMES_SHOWN).map((name) =>
      harmlessLine(name, NAME_MAX)
        .replace(/[<>&]/g, (sign) => SIGNS[sign] ?? '')
        .replace(/@/g, '＠'),
    )
    const rest = people.length - shown.length
    return listOf(rest > 0 ? [...shown, `+${rest}`] : shown, reader.locale)
  }
  const onCall = say.onCall(view.primary.length === 0 ? say.nobody : names(view.primary))
  return clip(dotted(onCall, view.backup.length === 0 ? null : say.backup(names(view.backup))), TOPIC_MAX)
}
