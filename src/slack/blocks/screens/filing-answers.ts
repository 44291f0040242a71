import type { ModalView } from '@slack/types'
import type { FiledView, Named, SimilarView } from '../../../domain/escalation/views.ts'
import { escNumber } from '../../../domain/escalation/words.ts'
import { catalogueOf } from '../../../i18n/catalogue.ts'
import { listOf } from '../../../i18n/format.ts'
import { ACTION_IDS, escalationValue } from '../ids.ts'
import { button, dotted, lines, section } from '../kit.ts'
import { stateText } from '../messages/state-line.ts'
import { nameOf } from '../mrkdwn.ts'
import type { Reader } from '../reader.ts'
import { CALLBACK_IDS, SCREEN_ACTION_IDS } from './ids.ts'
import { modal } from './inputs.ts'
import type { SimilarModel } from './models.ts'
import { labelOf, momentOn, NAMED_DAYS } from './shared.ts'

/** How many names an answer lists before it counts. */
const NAMES_MAX = 5

/**
 * What the form turns into: the same view; closing it doesn't bring the form back. `isSlackAway`: pages are committed, and
 * leave once Slack takes them.
 */
export function filedModal(view: FiledView, reader: Reader, isSlackAway = false): ModalView {
  const { filing, reading } = catalogueOf(reader.locale).screens
  return modal({
    callbackId: CALLBACK_IDS.filed,
    title: escNumber(view.id),
    close: reading.close,
    clearsOnClose: true,
    blocks: [
      section(
        lines(
          `*${filing.filed(escNumber(view.id))}*`,
          ...pagedLines(view, reader, isSlackAway),
          filing.firstAnswer(momentOn(view.firstAnswerBy, reader, view.filedAt)),
          filing.keepPosted,
        ),
        button(ACTION_IDS.open, filing.open, escalationValue(view.id)),
      ),
      ...(view.isRestricted ? [section(filing.restricted)] : []),
    ],
  })
}

/** Who is paged now, and who when their day begins. */
function pagedLines(view: FiledView, reader: Reader, isSlackAway: boolean): readonly string[] {
  const { filing } = catalogueOf(reader.locale).screens
  const { paged, pagedLater } = view
  if (paged.length === 0 && pagedLater === null) return [filing.nobodyPaged]
  return [
    ...(paged.length === 0 ? [] : [(isSlackAway ? filing.pagedSoon : filing.pagedNow)(namesIn(paged, reader))]),
    ...(pagedLater === null
      ? []
      : [filing.pagedLater(namesIn(pagedLater.people, reader), momentOn(pagedLater.from, reader, view.filedAt))]),
  ]
}

function namesIn(people: readonly Named[], reader: Reader): string {
  const shown = people.slice(0, NAMES_MAX).map(nameOf)
  const rest = people.length - shown.length
  return listOf(rest > 0 ? [...shown, `+${rest}`] : shown, reader.locale)
}

/** "Already known?": pushed over the form. Submitting files anyway; a press follows the other one instead. */
export function similarModal(model: SimilarModel, reader: Reader): ModalView {
  const { filing } = catalogueOf(reader.locale).screens
  return modal({
    callbackId: CALLBACK_IDS.similar,
    title: filing.similarTitle,
    submit: filing.fileAnyway,
    close: filing.back,
    metadata: model.metadata,
    blocks: [
      section(model.similar.length === 1 ? filing.similarOne : filing.similarMany),
      ...model.similar.slice(0, 20).map((one) => similarBlock(one, reader)),
    ],
  })
}

function similarBlock(one: SimilarView, reader: Reader) {
  const { filing } = catalogueOf(reader.locale).screens
  return section(
    dotted(`*${escNumber(one.id)}*`, labelOf(one.categoryShort, reader), stateText(one.line, reader, NAMED_DAYS)),
    button(SCREEN_ACTION_IDS.follow, filing.follow, escalationValue(one.id), {
      accessibilityLabel: filing.followOf(escNumber(one.id)),
    }),
  )
}
