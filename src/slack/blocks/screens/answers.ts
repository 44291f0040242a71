import { escNumber } from '../../../domain/escalation/words.ts'
import { catalogueOf } from '../../../i18n/catalogue.ts'
import { ACTION_IDS, escalationValue } from '../ids.ts'
import { button, type MessageContent, section } from '../kit.ts'
import { harmlessLine, userLine, userText } from '../mrkdwn.ts'
import type { Reader } from '../reader.ts'
import { SCREEN_ACTION_IDS } from './ids.ts'
import { type Asked, retryValue } from './metadata.ts'

/** Short answers that only the asker sees, to a command or a press. */

/** `/escalate help`. `command` is the settings' own, with its slash. */
export function helpAnswer(command: string, reader: Reader): MessageContent {
  const { answers } = catalogueOf(reader.locale).screens.reading
  return {
    text: answers.helpPreview,
    blocks: [section(`*${answers.helpPreview}*\n${answers.help(userLine(command))}`)],
  }
}

/** `/escalate show` or `find` with nothing behind it, or with something that isn't a number. */
export function incompleteAnswer(command: string, reader: Reader): MessageContent {
  const { answers } = catalogueOf(reader.locale).screens.reading
  const text = answers.whichNumber(userLine(command))
  return { text, blocks: [section(text)] }
}

/** A sentence of ours that holds names (a refusal, a failure), as a message to one person. */
export function sentenceAnswer(sentence: string): MessageContent {
  return { text: harmlessLine(sentence, 1000), blocks: [section(userText(sentence, 2900))] }
}

/** What was asked for by a command or a shortcut failed: nothing was changed, and one press asks for it again. */
export function failureAnswer(asked: Asked, reader: Reader): MessageContent {
  const { words, screens } = catalogueOf(reader.locale)
  const text = words.failure.tryAgain(reader.register)
  const again = button(SCREEN_ACTION_IDS.retry, screens.reading.notice.tryAgain, retryValue(asked))
  return { text, blocks: [section(text, again)] }
}

/** Undo stands where the button was: "You have it. [Release]". */
export function claimedAnswer(escalationId: number, version: number | null, reader: Reader): MessageContent {
  const { answers } = catalogueOf(reader.locale).screens.reading
  const text = answers.youHaveIt(escNumber(escalationId))
  return {
    text,
    blocks: [section(text, button(ACTION_IDS.release, answers.release, escalationValue(escalationId, version)))],
  }
}
