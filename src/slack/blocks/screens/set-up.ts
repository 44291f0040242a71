import type { ModalView } from '@slack/types'
import { catalogueOf } from '../../../i18n/catalogue.ts'
import { divider, section } from '../kit.ts'
import type { Reader } from '../reader.ts'
import { CALLBACK_IDS } from './ids.ts'
import { modal } from './inputs.ts'

/** The smallest file that sets Vigía up; a test gives it to the settings' own parser. */
export const SETTINGS_EXAMPLE = `teams:
  - id: policy
    name: Policy operations
    language: en
    zone: America/New_York
    intakeChannel: C0123ABCD
    leads: [U0123LEAD]
    specialists: [U0123ONE, U0123TWO]
restrictedVisibleTo: [U0123LEAD]`

const COMMANDS = `npm run vigia -- settings check vigia.yaml
VIGIA_SETTINGS=vigia.yaml npm start`

/** [Set up: 3 steps]: what to write, how to check it, how to start with it. Nothing is changed from here. */
export function setUpModal(reader: Reader): ModalView {
  const { home, reading } = catalogueOf(reader.locale).screens
  return modal({
    callbackId: CALLBACK_IDS.setUp,
    title: home.setUpTitle,
    close: reading.close,
    blocks: [
      section(home.setUpIntro),
      ...home.steps.map((step, index) => section(`*${index + 1}. ${step}*\n${home.setUpStep[index] ?? ''}`)),
      divider(),
      section(home.setUpFile),
      section(codeBlock(SETTINGS_EXAMPLE)),
      section(home.setUpCheck),
      section(codeBlock(COMMANDS)),
    ],
  })
}

function codeBlock(text: string): string {
  return `\`\`\`\n${text}\n\`\`\``
}
