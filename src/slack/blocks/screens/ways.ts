import type { KnownBlock, ModalView } from '@slack/types'
import type { ReachView, WayKind, WayView } from '../../../domain/paging/ways.ts'
import { catalogueOf } from '../../../i18n/catalogue.ts'
import { agoOf } from '../../../i18n/format.ts'
import { actions, button, context, dotted, lines, section } from '../kit.ts'
import { momentToken, userLine } from '../mrkdwn.ts'
import type { Reader } from '../reader.ts'
import { menuField, modal, textField } from './inputs.ts'
import { WAY_ACTIONS, WAY_CALLBACKS, WAY_FIELDS } from './ways-ids.ts'

/** Minutes that a delay may be chosen from. */
const DELAYS = [0, 1, 2, 3, 5, 10, 15, 30] as const

const wordsFor = (reader: Reader) => catalogueOf(reader.locale).screens.ways

/** "Call ••42" */
function nameOf(way: { readonly kind: WayKind; readonly hint: string }, reader: Reader): string {
  return `${wordsFor(reader).kind[way.kind]} ${userLine(way.hint, 80)}`
}

function delayText(minutes: number, reader: Reader): string {
  const words = wordsFor(reader)
  return minutes === 0 ? words.atOnce : words.after(minutes)
}

function lineOf(way: WayView, reader: Reader, asOf: Date): string {
  const words = wordsFor(reader)
  if (!way.isOffered) return dotted(nameOf(way, reader), words.notSetUp)
  if (!way.isVerified) return dotted(nameOf(way, reader), words.unproved)
  const tested = way.testedAt === null ? words.untested : words.tested(agoOf(way.testedAt, asOf, reader.locale))
  return dotted(nameOf(way, reader), delayText(way.delayMinutes, reader), tested)
}

/** The section of App Home. Nothing for whom no page can reach; where nothing is set up, Slack alone. */
export function reachSection(reach: ReachView, reader: Reader): KnownBlock[] {
  if (!reach.isOfTeam) return []
  const words = wordsFor(reader)
  const { ways, asOf, silencedUntil, offered } = reach
  const isReachedOtherwise = ways.some((way) => way.isVerified && way.isOffered)
  const silence =
    silencedUntil === null
      ? null
      : (isReachedOtherwise ? words.silenced : words.silencedAlone)(momentToken(silencedUntil, reader, asOf))
  const rows = [dotted(words.slack, words.atOnce), ...ways.map((way) => lineOf(way, reader, asOf))]
  return [
    section(lines(`*${words.heading}*`, ...rows.map((row, index) => `${index + 1}. ${row}`), silence)),
    actions(
      button(WAY_ACTIONS.test, words.sendTest, 'home'),
      ...(offered.length > 0 || ways.length > 0 ? [button(WAY_ACTIONS.change, words.change, 'home')] : []),
    ),
  ]
}

/** [Change…]: one's own ways, each with what can be done about it. `note`: what has just become of one. */
export function waysModal(reach: ReachView, reader: Reader, note: string | null = null): ModalView {
  const words = wordsFor(reader)
  const { reading } = catalogueOf(reader.locale).screens
  return modal({
    callbackId: WAY_CALLBACKS.list,
    title: words.heading,
    close: reading.close,
    blocks: [
      ...(note === null ? [] : [section(note)]),
      ...(reach.ways.length === 0 ? [section(words.none)] : []),
      ...reach.ways.flatMap((way) => wayBlocks(way, reader, reach.asOf)),
      ...(reach.offered.length === 0
        ? []
        : [actions(button(WAY_ACTIONS.add, words.add, 'ways', { style: 'primary' }))]),
      context(words.order),
    ],
  })
}

function wayBlocks(way: WayView, reader: Reader, asOf: Date): KnownBlock[] {
  const words = wordsFor(reader)
  const value = String(way.id)
  const aloud = (label: string) => ({ accessibilityLabel: `${label}: ${nameOf(way, reader)}` })
  return [
    section(lineOf(way, reader, asOf)),
    actions(
      ...(way.isVerified || !way.isOffered ? [] : [button(WAY_ACTIONS.prove, words.prove, value, aloud(words.prove))]),
      button(WAY_ACTIONS.edit, words.edit, value, aloud(words.edit)),
      button(WAY_ACTIONS.remove, words.remove, value, {
        ...aloud(words.remove),
        style: 'danger',
        confirm: { title: words.removeTitle, text: words.removeText, confirm: words.remove, deny: words.keep },
      }),
    ),
  ]
}

export function addWayModal(offered: readonly WayKind[], reader: Reader): ModalView {
  const words = wordsFor(reader)
  return modal({
    callbackId: WAY_CALLBACKS.add,
    title: words.add,
    submit: words.next,
    close: words.cancel,
    blocks: [
      menuField(
        WAY_FIELDS.kind,
        words.kindLabel,
        { list: offered.map((kind) => ({ value: kind, label: words.kind[kind], description: words.what[kind] })) },
        { chosen: offered[0] ?? null },
      ),
      textField(WAY_FIELDS.address, words.addressLabel, { maxLength: 1000 }),
      delayField(0, reader),
    ],
  })
}

function delayField(chosen: number, reader: Reader) {
  const known: readonly number[] = DELAYS
  const minutes = known.includes(chosen) ? known : [...known, chosen].sort((a, b) => a - b)
  const list = minutes.map((one) => ({ value: String(one), label: delayText(one, reader) }))
  return menuField(WAY_FIELDS.delay, wordsFor(reader).delayLabel, { list }, { chosen: String(chosen) })
}

export function editWayModal(way: WayView, of: ReachView, reader: Reader): ModalView {
  const words = wordsFor(reader)
  const place = of.ways.findIndex((one) => one.id === way.id)
  // Slack is the first of all.
  const places = of.ways.map((_one, index) => ({ value: String(index), label: String(index + 2) }))
  return modal({
    callbackId: WAY_CALLBACKS.edit,
    title: words.edit,
    submit: words.save,
    close: words.cancel,
    metadata: String(way.id),
    blocks: [
      section(nameOf(way, reader)),
      menuField(WAY_FIELDS.place, words.placeLabel, { list: places }, { chosen: String(place) }),
      delayField(way.delayMinutes, reader),
    ],
  })
}

/** The form for the six digits. `trouble`: why none is on its way. */
export function codeModal(
  way: WayView,
  reader: Reader,
  also: { readonly secret?: string | null; readonly contactUrl?: string | null; readonly trouble?: string | null } = {},
): ModalView {
  const words = wordsFor(reader)
  const isPhone = way.kind === 'sms' || way.kind === 'voice'
  return modal({
    callbackId: WAY_CALLBACKS.code,
    title: words.prove,
    submit: words.prove,
    close: words.cancel,
    metadata: String(way.id),
    blocks: [
      ...(also.secret == null ? [] : [section(words.secret(also.secret))]),
      section(also.trouble ?? words.codeText(nameOf(way, reader))),
      textField(WAY_FIELDS.code, words.codeLabel, { maxLength: 12, hasFocus: true }),
      ...(isPhone && also.contactUrl != null ? [context(words.contact(also.contactUrl))] : []),
    ],
  })
}

/** What became of a test page, way by way; `results` null: it is being sent. */
export function testModal(
  results: readonly { readonly kind: WayKind | 'slack'; readonly hint: string; readonly error: string | null }[] | null,
  reader: Reader,
): ModalView {
  const words = wordsFor(reader)
  const { reading } = catalogueOf(reader.locale).screens
  const rows = (results ?? []).map(({ kind, hint, error }) => {
    const name = kind === 'slack' ? words.slack : nameOf({ kind, hint }, reader)
    return error === null ? words.testSent(name) : words.testFailed(name, userLine(error, 60))
  })
  return modal({
    callbackId: WAY_CALLBACKS.list,
    title: words.heading,
    close: reading.close,
    blocks: [section(results === null ? words.testing : lines(...rows))],
  })
}

/** The sentence of a refusal. */
export function wayRefusalText(
  refusal:
    | { readonly code: 'too_many' | 'delay_out_of_range'; readonly most: number }
    | { readonly code: 'not_sent'; readonly error: string }
    | { readonly code: 'wrong_code'; readonly triesLeft: number }
    | {
        readonly code:
          | 'not_of_a_team'
          | 'not_offered'
          | 'bad_address'
          | 'already_there'
          | 'not_found'
          | 'too_soon'
          | 'code_over'
      },
  reader: Reader,
): string {
  const { refusal: say } = wordsFor(reader)
  switch (refusal.code) {
    case 'too_many':
    case 'delay_out_of_range':
      return say[refusal.code](refusal.most)
    case 'not_sent':
      return say.not_sent(refusal.error)
    case 'wrong_code':
      return say.wrong_code(refusal.triesLeft)
    default:
      return say[refusal.code]
  }
}

/** What has just become of a way. */
export function provedText(way: WayView, reader: Reader): string {
  return wordsFor(reader).proved(nameOf(way, reader))
}

export function testDmText(reader: Reader): string {
  return wordsFor(reader).testDm
}
