import type { TimelineEntry, TimelinePage } from '../../domain/escalation/views.ts'
import { escNumber, parseEscNumber } from '../../domain/escalation/words.ts'
import { catalogueOf } from '../../i18n/catalogue.ts'
import { localDayOf, timeOf } from '../../i18n/format.ts'
import { timelineSentence } from '../../i18n/timeline.ts'
import type { Deps } from '../../usecases/deps.ts'
import { timelineFor } from '../../usecases/views/detail.ts'
import { jsonOf, plain } from '../plain.ts'
import { withRecords } from '../records.ts'
import { EXIT, type ExitCode, type Terminal } from '../terminal.ts'

const READ_AT_ONCE = 200
const INDENT = ' '.repeat(18)

interface Shown extends Pick<TimelinePage, 'head' | 'zone'> {
  /** Oldest first. */
  readonly entries: readonly TimelineEntry[]
}

/**
 * `vigia show ESC-1042 [--json]`: the timeline, newest last. Of a restricted escalation facts and no words: whoever sits at
 * a terminal has no name that its list could hold.
 */
export async function show(
  terminal: Terminal,
  typed: string,
  options: { readonly isJson: boolean },
): Promise<ExitCode> {
  const { words } = terminal
  const escalationId = parseEscNumber(typed)
  if (escalationId === null) {
    terminal.err([words.show.noNumber(plain(typed)), words.usage.seeHelp('vigia show')].join('\n'))
    return EXIT.usage
  }
  const answer = await withRecords(terminal, async (deps, place) => ({
    place,
    shown: await wholeTimeline(deps, escalationId),
  }))
  if (answer === null) return EXIT.problems
  const { shown, place } = answer
  if (shown === null) {
    terminal.err(words.show.notFound({ number: escNumber(escalationId), place }))
    return EXIT.problems
  }
  terminal.out(options.isJson ? jsonOf(recordOf(terminal, shown)) : textOf(terminal, shown))
  return EXIT.ok
}

/** All pages of it; what is added meanwhile shifts the later pages, so an entry is known by its id. */
async function wholeTimeline(deps: Deps, escalationId: number): Promise<Shown | null> {
  const entries = new Map<number, TimelineEntry>()
  for (let page = 0; ; page += 1) {
    const read = await timelineFor(deps, null, { escalationId, page, pageSize: READ_AT_ONCE })
    if (!read.ok) return null
    const { head, zone, total } = read.value
    for (const entry of read.value.entries) entries.set(entry.id, entry)
    if ((page + 1) * READ_AT_ONCE < total) continue
    return { head, zone, entries: [...entries.values()].toSorted((one, other) => one.id - other.id) }
  }
}

function textOf({ words, language }: Terminal, { head, zone, entries }: Shown): string {
  const catalogue = catalogueOf(language).words
  const title = [
    escNumber(head.id),
    head.severity,
    head.isRestricted ? `🔒 ${catalogue.restricted}` : null,
    head.category?.[language] ?? null,
    head.summary,
  ]
  const wordsOf = (entry: TimelineEntry): string | null => {
    if (head.isRestricted) return null
    return entry.isRedacted ? catalogue.timeline.redacted : entry.text
  }
  return [
    plain(title.filter((part) => part !== null).join(' · ')),
    words.show.zone(zone),
    ...(head.isRestricted ? [words.show.withheld] : []),
    '',
    ...entries.flatMap((entry) => {
      const when = `${localDayOf(entry.at, zone)} ${timeOf(entry.at, zone, language)}`
      return [`${when}  ${plain(timelineSentence(entry, language))}`, ...quoted(wordsOf(entry))]
    }),
  ].join('\n')
}

function quoted(text: string | null): readonly string[] {
  if (text === null) return []
  return plain(text)
    .split('\n')
    .map((line) => `${INDENT}> ${line}`.trimEnd())
}

/** What a script reads: codes and ids beside the sentence; `text` is null where nothing was written, or may not be read. */
function recordOf({ language }: Terminal, { head, entries }: Shown) {
  return {
    number: escNumber(head.id),
    severity: head.severity,
    isRestricted: head.isRestricted,
    category: head.category?.[language] ?? null,
    summary: head.summary,
    timeline: entries.map((entry) => ({
      at: entry.at.toISOString(),
      by:
        entry.actor.kind === 'person'
          ? { kind: entry.actor.kind, id: entry.actor.person.id, name: entry.actor.person.name }
          : { kind: entry.actor.kind, name: entry.actor.name },
      event: entry.event.event,
      facts: factsOf(entry, head.isRestricted),
      sentence: timelineSentence(entry, language),
      text: entry.text,
      isRedacted: !head.isRestricted && entry.isRedacted,
    })),
  }
}

/** A category and a root cause tell what it is about. */
function factsOf({ event }: TimelineEntry, isSealed: boolean): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(event.facts).filter(([name]) => !isSealed || !['category', 'rootCause'].includes(name)),
  )
}
