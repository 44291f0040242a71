import type { KnownBlock } from '@slack/types'
import type { ObligationView } from '../../../domain/escalation/views.ts'
import { languageOf } from '../../../domain/language.ts'
import { catalogueOf } from '../../../i18n/catalogue.ts'
import { dotted, fitting, lines, section } from '../kit.ts'
import { momentToken, nameOf, userLine } from '../mrkdwn.ts'
import type { Reader } from '../reader.ts'

type Check = ObligationView['checks'][number]

const SHOWN = 3
/** Of what is open, in code points, all lists together: the card has a size that it must keep. */
const OPEN_MAX = 500

/** What the law asks, in the detail: item by item, by whom it was looked at and when; and when the law was compared with it. */
export function obligationBlocks(obligations: readonly ObligationView[], reader: Reader, asOf: Date): KnownBlock[] {
  const { obligation: say } = catalogueOf(reader.locale).messages
  const rowOf = (check: Check) =>
    check.ticked === null
      ? openRow(check, reader)
      : dotted(
          `☑ ${labelOf(check, reader)}`,
          say.checkedBy(nameOf(check.ticked.by), momentToken(check.ticked.at, reader, asOf)),
        )
  return obligations.slice(0, SHOWN).map((one) => {
    const source = say.source(userLine(one.source, 300), userLine(one.verifiedOn, 10))
    return section(lines(...headOf(one, reader), ...one.checks.map(rowOf), source))
  })
}

/** The same on the card: how much of it was looked at, and what is open. */
export function openChecks(obligations: readonly ObligationView[], reader: Reader): KnownBlock[] {
  const { card } = catalogueOf(reader.locale).messages
  let left = OPEN_MAX
  return obligations.slice(0, SHOWN).map((one) => {
    const open = one.checks.filter((check) => check.ticked === null).map((check) => openRow(check, reader))
    const shown = fitting(open, left)
    left -= [...shown.join('\n')].length
    const rest = open.length - shown.length
    return section(lines(...headOf(one, reader), ...shown, rest > 0 ? card.andMoreLines(rest) : null))
  })
}

function headOf({ label, checks }: ObligationView, reader: Reader): readonly (string | null)[] {
  const { obligation: say } = catalogueOf(reader.locale).messages
  const ticked = checks.filter((check) => check.ticked !== null)
  return [
    `*${say.head(userLine(label[languageOf(reader.locale)], 75))}*`,
    checks.length === 0 ? null : say.checked(ticked.length, checks.length),
  ]
}

function openRow(check: Check, reader: Reader): string {
  return `☐ ${labelOf(check, reader)}`
}

function labelOf(check: Check, reader: Reader): string {
  return userLine(check.label[languageOf(reader.locale)], 120)
}
