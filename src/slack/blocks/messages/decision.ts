import type { KnownBlock } from '@slack/types'
import type { DecisionView } from '../../../domain/escalation/views.ts'
import { escNumber } from '../../../domain/escalation/words.ts'
import { catalogueOf } from '../../../i18n/catalogue.ts'
import { durationOf } from '../../../i18n/format.ts'
import { ACTION_IDS, escalationValue, partValue } from '../ids.ts'
import { actions, button, lines, type MessageContent, section } from '../kit.ts'
import { nameOf, userCode, userLine, userText } from '../mrkdwn.ts'
import type { Reader } from '../reader.ts'
import { previewOf } from './head.ts'

/** What was decided and why, with a sentence to pass on; the survey and "reopen" are inside. */
export function decision(view: DecisionView, reader: Reader): MessageContent {
  const { decision: say, preview } = catalogueOf(reader.locale).messages
  const { head } = view
  const text = lines(
    `*${say.head(escNumber(head.id), view.decision)}*`,
    view.reason.trim() === '' ? null : say.why(userText(view.reason, 2300)),
    view.rule === null || view.rule.trim() === '' ? null : say.rule(userLine(view.rule, 200)),
    say.by(nameOf(view.by), durationOf(view.tookMinutes, reader.locale)),
  )
  const sentence =
    view.sentence === null || view.sentence.trim() === ''
      ? []
      : [section(sentenceText(say.youCanSay, userCode(view.sentence, 2700)))]
  return {
    text: previewOf(head, reader, preview.decided),
    blocks: [section(text), ...sentence, ...askedOf(view, reader)],
  }
}

/** A block of several lines begins on a line of its own. */
function sentenceText(label: string, code: string): string {
  return `${label}${code.includes('\n') ? '\n' : ' '}${code}`
}

/** The survey once, then thanks; "reopen" as long as it isn't. A follower has neither. */
function askedOf(view: DecisionView, reader: Reader): KnownBlock[] {
  if (view.isFollower) return []
  const { decision: say, button: label } = catalogueOf(reader.locale).messages
  if (view.isReopened) return [section(say.reopened)]
  const rating = partValue(view.head.id, view.resolutionId)
  const reopen = button(ACTION_IDS.reopen, label.reopen, escalationValue(view.head.id))
  if (view.wasHelpful !== null) {
    return [section(view.wasHelpful ? say.thanksYes : say.thanksNo), actions(reopen)]
  }
  return [
    section(say.helpful),
    actions(button(ACTION_IDS.rateYes, label.yes, rating), button(ACTION_IDS.rateNo, label.no, rating), reopen),
  ]
}
