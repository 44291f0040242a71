import type { KnownBlock } from '@slack/types'
import type { ObligationView } from '../../../domain/escalation/views.ts'
import { languageOf } from '../../../domain/language.ts'
import { catalogueOf } from '../../../i18n/catalogue.ts'
import { dotted, lines, section } from '../kit.ts'
import { momentToken, nameOf, userLine } from '../mrkdwn.ts'
import type { Reader } from '../reader.ts'

/**
 * What the law asks: its name, how much of it was looked at, and as of when somebody compared it with the law. The card has
 * what is open; the detail, drawn as of an instant, says of the rest by whom and when.
 */
export function obligationBlocks(
  obligations: readonly ObligationView[],
  reader: Reader,
  detailAsOf: Date | null = null,
): KnownBlock[] {
  const { obligation: say } = catalogueOf(reader.locale).messages
  const language = languageOf(reader.locale)
  return obligations.slice(0, 3).map((one) => {
    const shown = one.checks.filter((check) => detailAsOf !== null || check.ticked === null)
    const ticked = one.checks.filter((check) => check.ticked !== null)
    return section(
      lines(
        `*${say.head(userLine(one.label[language], 75))}*`,
        one.checks.length === 0 ? null : say.checked(ticked.length, one.checks.length),
        ...shown.map((check) => {
          const label = userLine(check.label[language], 120)
          if (check.ticked === null) return `☐ ${label}`
          return dotted(
            `☑ ${label}`,
            say.checkedBy(nameOf(check.ticked.by), momentToken(check.ticked.at, reader, detailAsOf)),
          )
        }),
        say.source(userLine(one.source, 300), userLine(one.verifiedOn, 10)),
      ),
    )
  })
}
