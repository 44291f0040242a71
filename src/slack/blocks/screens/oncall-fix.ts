import type { ModalView } from '@slack/types'
import type { FixPreview, FixView, SeenCandidate } from '../../../domain/oncall/screens.ts'
import { dateTimeOf, listOf, timeOf } from '../../../i18n/format.ts'
import { dotted, lines, section } from '../kit.ts'
import { nameOf, userLine } from '../mrkdwn.ts'
import type { Reader } from '../reader.ts'
import { BOXES_MAX, type Choice, modal, radioField, ticksField } from './inputs.ts'
import { ONCALL_CALLBACKS, ONCALL_FIELDS } from './oncall-ids.ts'
import { fixMetadata, gapValue } from './oncall-refs.ts'
import { gapText, momentText, paragraphs, wordsFor } from './oncall-shared.ts'
import { weekBlocks } from './oncall-team.ts'

/** Candidates that are listed; who can't be asked comes last. */
const LISTED = 24

/** Fix: the gap, who could take it and why, and whether they are asked or put on it (SCREENS 10). */
export function fixModal(view: FixView, reader: Reader): ModalView {
  const { fix, button: label } = wordsFor(reader)
  const offered = view.candidates.filter((one) => one.isOffered).slice(0, BOXES_MAX)
  const head = [
    section(lines(`*${gapText(view.gap, reader)}*`, userLine(view.gap.schedule, 60))),
    ...paragraphs([
      `*${fix.candidates}*`,
      ...view.candidates.slice(0, LISTED).map((one, index) => `${index + 1}. ${candidateText(one, reader)}`),
    ]),
  ]
  const parts = { callbackId: ONCALL_CALLBACKS.fix, title: fix.title, metadata: gapValue(view.gap) }
  if (offered.length === 0) {
    return modal({ ...parts, close: label.close, blocks: [...head, section(fix.nobodyCan)] })
  }
  return modal({
    ...parts,
    close: label.cancel,
    submit: label.preview,
    blocks: [
      ...head,
      // Nobody chosen is nobody asked: one at least.
      {
        ...ticksField(
          ONCALL_FIELDS.who,
          fix.whoLabel,
          offered.map((one): Choice => ({ value: one.person, label: one.name, description: loadText(one, reader) })),
          [],
        ),
        optional: false,
      },
      radioField(
        ONCALL_FIELDS.how,
        fix.howLabel,
        [
          { value: 'ask', label: fix.ask },
          { value: 'assign', label: fix.assign },
        ],
        { chosen: 'ask' },
      ),
    ],
  })
}

/** "Specialist D: free · 2 weekends this quarter · London, Sunday evening" */
function candidateText(one: SeenCandidate, reader: Reader): string {
  const { fix } = wordsFor(reader)
  const name = nameOf(one)
  const reason = reasonText(one, reader)
  return one.isOffered
    ? `${name}: ${dotted(reason, fix.weekends(one.load.weekends), placeText(one, reader))}`
    : `${name}: ${reason}, ${fix.notOffered}`
}

function reasonText(one: SeenCandidate, reader: Reader): string {
  const { fix, language } = wordsFor(reader)
  switch (one.code) {
    case 'free':
      return fix.free
    case 'deactivated':
      return fix.deactivated
    case 'on_duty_then':
      return fix.onDuty(momentText(one.start, reader), momentText(one.end, reader))
    case 'rest_rule':
      return fix.rest(momentText(one.since, reader))
    case 'keeps_day':
      return fix.keeps(dateWord(one.on, reader))
    case 'does_not_read':
      return fix.doesNotRead(language[one.language])
  }
}

function dateWord(on: string, reader: Reader): string {
  return dateTimeOf(new Date(`${on}T12:00:00Z`), 'UTC', reader.locale).replace(/ \d\d:\d\d$/, '')
}

function loadText({ load }: SeenCandidate, reader: Reader): string {
  const { fix } = wordsFor(reader)
  return dotted(fix.weekends(load.weekends), fix.hours(load.hours))
}

/** Where it falls for them: "Madrid, Sunday evening". */
function placeText({ local }: SeenCandidate, reader: Reader): string {
  const { fix } = wordsFor(reader)
  const place = (local.zone.split('/').at(-1) ?? local.zone).replaceAll('_', ' ')
  // 2026-11-30 is a Monday.
  const day = new Intl.DateTimeFormat(reader.locale === 'en' ? 'en-GB' : 'es', {
    weekday: 'long',
    timeZone: 'UTC',
  }).format(new Date(Date.UTC(2026, 10, 29 + local.weekday)))
  const { hour } = local
  const part = hour < 6 ? 'night' : hour < 12 ? 'morning' : hour < 18 ? 'afternoon' : 'evening'
  return fix.there(userLine(place, 40), day, fix.part[part])
}

/** The week as it will be, before it is saved. */
export function fixPreviewModal(view: FixPreview, reader: Reader): ModalView {
  const { fix, button: label } = wordsFor(reader)
  const who = listOf(
    view.people.map((one) => nameOf(one)),
    reader.locale,
  )
  const people = view.people.map((one) => one.id)
  return modal({
    callbackId: ONCALL_CALLBACKS.fixPreview,
    title: fix.previewTitle,
    close: label.back,
    submit: view.how === 'ask' ? label.ask : label.save,
    metadata: fixMetadata({ gap: view.gap, how: view.how, people }),
    blocks: [
      section(lines(gapText(view.gap, reader), view.how === 'ask' ? fix.willAsk(who) : fix.willAssign(who))),
      section(`*${view.how === 'ask' ? fix.weekNow : fix.week}*`),
      ...weekBlocks(view.days, view.rotations, reader),
      ...(view.left.length === 0 || view.how === 'ask'
        ? []
        : paragraphs([`*${fix.stillOpen}*`, ...view.left.slice(0, 10).map((gap) => gapText(gap, reader))])),
    ],
  })
}

/** What has just become of a gap: "✓ asked D and E, 09:12". */
export function fixDoneText(
  done: {
    readonly how: 'ask' | 'assign'
    readonly names: readonly string[]
    readonly at: Date
    readonly expiresAt: Date | null
  },
  reader: Reader,
): string {
  const { fix } = wordsFor(reader)
  const who = listOf(
    done.names.map((name) => nameOf({ name })),
    reader.locale,
  )
  const at = timeOf(done.at, reader.zone, reader.locale)
  return done.how === 'ask'
    ? lines(fix.asked(who, at), done.expiresAt === null ? null : fix.expires(momentText(done.expiresAt, reader)))
    : fix.assigned(who, at)
}

/** In the place of a form that was sent. */
export function doneModal(title: string, text: string, reader: Reader): ModalView {
  const { button: label } = wordsFor(reader)
  return modal({
    callbackId: ONCALL_CALLBACKS.done,
    title,
    close: label.close,
    clearsOnClose: true,
    blocks: [section(text)],
  })
}
