import { Temporal } from 'temporal-polyfill'
import type { DailyDigest, DaysOff } from '../../domain/digest/daily.ts'
import { lastPeriod } from '../../domain/digest/periods.ts'
import type { WeeklyDigest } from '../../domain/digest/weekly.ts'
import type { Language } from '../../domain/language.ts'
import { digestCliWordsOf } from '../../i18n/cli-digest.ts'
import { digestWords } from '../../i18n/digest.ts'
import { daySections, daysOffLines, dayTitle } from '../../i18n/digest-day-lines.ts'
import { digestLines, digestTable } from '../../i18n/digest-lines.ts'
import { localDayOf, momentOf } from '../../i18n/format.ts'
import { digestMessage } from '../../slack/blocks/digest/monday.ts'
import { weeklyDigestMessage } from '../../slack/blocks/digest/weekly.ts'
import { dailyDigest } from '../../usecases/digest/daily-digest.ts'
import { daysOffDigest } from '../../usecases/digest/days-off.ts'
import { weeklyDigest } from '../../usecases/digest/weekly-digest.ts'
import { inDomainTime } from '../../usecases/oncall/domain-time.ts'
import { columns } from '../oncall/table.ts'
import { jsonOf, plain } from '../plain.ts'
import { withRecords } from '../records.ts'
import { EXIT, type ExitCode, type Terminal } from '../terminal.ts'

export interface DigestOptions {
  readonly kind: string
  readonly team?: string
  readonly at?: string
  readonly format: string
  readonly lang?: string
}

const KINDS = ['daily', 'weekly'] as const
const FORMATS = ['text', 'json', 'slack'] as const
type Format = (typeof FORMATS)[number]

/** `vigia digest --kind daily|weekly [--team ID] [--at DATE] [--format text|json|slack] [--lang en|es]`: looked at, never sent. */
export async function digest(terminal: Terminal, options: DigestOptions): Promise<ExitCode> {
  const language: Language = options.lang === 'es' ? 'es' : options.lang === 'en' ? 'en' : terminal.language
  const words = digestCliWordsOf(terminal.language)
  const format = FORMATS.find((one) => one === options.format)
  const kind = KINDS.find((one) => one === options.kind)
  if (kind === undefined) return wrong(terminal, words.noKind(plain(options.kind)))
  if (format === undefined) return wrong(terminal, words.noFormat(plain(options.format)))
  const on = options.at === undefined ? null : dateOf(options.at)
  if (on === undefined) return wrong(terminal, words.noDate(plain(options.at ?? '')))
  const found = await withRecords(terminal, async (known) => {
    const deps = await inDomainTime(known)
    const { teams } = deps.settings()
    const team = options.team === undefined ? teams[0] : teams.find(({ id }) => id === options.team)
    if (team === undefined) return { missing: teams.map(({ id }) => id).join(', ') }
    const now = deps.clock.now()
    if (kind === 'weekly') {
      const week = on ?? lastPeriod('week', now, team.zone).on
      return { week: await weeklyDigest(deps, { teamId: team.id, on: week }) }
    }
    const asked = { teamId: team.id, on: on ?? localDayOf(now, team.zone) }
    return { day: await dailyDigest(deps, asked), daysOff: await daysOffDigest(deps, asked), zone: team.zone }
  })
  if (found === null) return EXIT.problems
  if ('missing' in found) {
    return wrong(terminal, words.noTeam({ typed: plain(options.team ?? ''), known: plain(found.missing) }))
  }
  terminal.out('week' in found ? shownWeek(found.week, format, language) : shownDay(found, format, language))
  return EXIT.ok
}

function wrong(terminal: Terminal, sentence: string): ExitCode {
  terminal.err(sentence)
  return EXIT.usage
}

function dateOf(typed: string): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(typed)) return undefined
  try {
    return Temporal.PlainDate.from(typed, { overflow: 'reject' }).toString()
  } catch {
    return undefined
  }
}

function shownWeek(found: WeeklyDigest, format: Format, language: Language): string {
  if (format === 'json') return jsonOf(found)
  const { zone } = found.period
  if (format === 'slack') {
    const { text, blocks } = weeklyDigestMessage(found, { locale: language, zone, register: 'tu' })
    return jsonOf({ text, blocks })
  }
  const say = digestWords(language)
  const told = digestLines(found, language, plain)
  const under = (head: string, items: readonly string[]) =>
    items.length === 0 ? [] : [`${head}:`, ...items.map((item) => `  ${item}`)]
  return [
    told.title,
    `${say.week}: ${told.week.join(' · ')}`,
    ...told.promises.map((line) => `  ${line}`),
    ...under(say.lateHead, told.late),
    ...under(say.load, told.load),
    ...told.policy,
    '',
    columns(digestTable(found, language)),
  ].join('\n')
}

function shownDay(
  found: { readonly day: DailyDigest; readonly daysOff: DaysOff | null; readonly zone: string },
  format: Format,
  language: Language,
): string {
  const { day, daysOff, zone } = found
  if (format === 'json') return jsonOf({ ...day, daysOff })
  if (format === 'slack') {
    const team = { teamId: day.teamId, team: day.team, week: null, day, daysOff }
    return jsonOf(digestMessage({ teams: [team], lateMinutes: 0 }, { locale: language, zone, register: 'tu' }))
  }
  const tell = {
    nameOf: plain,
    momentOf: (at: Date) => momentOf(at, zone, language, false),
    strong: (text: string) => text,
  }
  const off = daysOff === null ? [] : [daysOffLines(daysOff, language, tell)]
  return [
    dayTitle(day, language),
    ...[...daySections(day, language, tell), ...off].flatMap(({ head, lines }) => [
      `${head}:`,
      ...lines.map((line) => `  ${line}`),
    ]),
  ].join('\n')
}
