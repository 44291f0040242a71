import type { KnownBlock } from '@slack/types'
import type { ObligationView } from '../../../domain/escalation/views.ts'
import { languageOf } from '../../../domain/language.ts'
import { catalogueOf } from '../../../i18n/catalogue.ts'
import { lines, section } from '../kit.ts'
import { userLine } from '../mrkdwn.ts'
import type { Reader } from '../reader.ts'

/** What the law asks: its name, what to look at, and as of when somebody compared it with the law. */
export function obligationBlocks(obligations: readonly ObligationView[], reader: Reader): KnownBlock[] {
  const { obligation: say } = catalogueOf(reader.locale).messages
  const language = languageOf(reader.locale)
  return obligations
    .slice(0, 3)
    .map((one) =>
      section(
        lines(
          `*${say.head(userLine(one.label[language], 75))}*`,
          ...one.checks.map((check) => `☐ ${userLine(check[language], 120)}`),
          say.source(userLine(one.source, 300), userLine(one.verifiedOn, 10)),
        ),
      ),
    )
}
