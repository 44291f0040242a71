import { escNumber } from '../../domain/escalation/words.ts'
import { counted } from '../../i18n/plural.ts'
import { findTrouble } from '../../usecases/audit/audit.ts'
import { jsonOf } from '../plain.ts'
import { withRecords } from '../records.ts'
import { EXIT, type ExitCode, type Terminal } from '../terminal.ts'

/** `vigia audit [--json]`: what the auditor finds, without mending it. 1 when it finds something. */
export async function audit(terminal: Terminal, options: { readonly isJson: boolean }): Promise<ExitCode> {
  const { words, language } = terminal
  const found = await withRecords(terminal, (deps) => findTrouble(deps))
  if (found === null) return EXIT.problems
  const sorted = found.findings.toSorted((a, b) => a.escalationId - b.escalationId)
  const { duties } = found
  const total = sorted.length + duties.length
  if (options.isJson) {
    terminal.out(
      jsonOf({
        findings: [
          ...sorted.map(({ code, escalationId, subject }) => ({ number: escNumber(escalationId), code, subject })),
          ...duties.map(({ code, subject }) => ({ number: null, code, subject })),
        ],
      }),
    )
  } else if (total === 0) {
    terminal.out(words.audit.sound)
  } else {
    const lines = [
      ...sorted.map(
        ({ code, escalationId, subject }) => `${escNumber(escalationId)}  ${words.audit.codes[code]} (${subject})`,
      ),
      ...duties.map(({ code, subject }) => `${words.audit.dutyCodes[code]} (${subject})`),
    ]
    terminal.out([...lines, '', words.audit.found({ count: counted(language, total, words.problems) })].join('\n'))
  }
  return total === 0 ? EXIT.ok : EXIT.problems
}
