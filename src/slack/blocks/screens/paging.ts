import type { ModalView } from '@slack/types'
import { escNumber } from '../../../domain/escalation/words.ts'
import { catalogueOf } from '../../../i18n/catalogue.ts'
import { listOf } from '../../../i18n/format.ts'
import { context, section } from '../kit.ts'
import { nameOf } from '../mrkdwn.ts'
import type { Reader } from '../reader.ts'
import { CALLBACK_IDS, FIELDS } from './ids.ts'
import { modal, personField } from './inputs.ts'
import { pagingMetadata } from './metadata.ts'
import type { PageAgainModel, PassModel, WokenPerson } from './models.ts'

/** "Can't": who is woken instead, and the hour there, before it is done (SCREENS 8). */
export function passModal(model: PassModel, reader: Reader): ModalView {
  const { forms } = catalogueOf(reader.locale).screens
  const { pass: say } = forms
  const [first, ...others] = model.woken
  const text =
    first === undefined
      ? say.nobody
      : others.length === 0
        ? say.wakesOne(nameOf(first), first.localTime)
        : say.wakesMany(wokenList(model.woken, reader))
  return modal({
    callbackId: CALLBACK_IDS.pass,
    title: say.title,
    submit: say.submit,
    close: forms.cancel,
    metadata: pagingMetadata({ escalationId: model.escalationId, pageId: model.pageId, userIds: [] }),
    blocks: [section(`*${escNumber(model.escalationId)}*`), section(text)],
  })
}

/** "Page again": who is next, or people by name. Who isn't on call is named with the hour there before it is done. */
export function pageAgainModal(model: PageAgainModel, reader: Reader): ModalView {
  const { forms } = catalogueOf(reader.locale).screens
  const { page: say } = forms
  const { named, next } = model
  const offDuty = named.filter((person) => !person.isOnCall)
  const sentences = [
    named.length > 0 ? say.wakes(wokenList(named, reader)) : null,
    offDuty.length > 0 ? say.notOnCall(listOf(offDuty.map(nameOf), reader.locale)) : null,
    named.length === 0 && model.mayPageNext
      ? next.length === 0
        ? say.nobodyNext
        : say.wakesNext(wokenList(next, reader))
      : null,
    named.length === 0 && !model.mayPageNext ? say.whom : null,
  ].filter((one) => one !== null)
  return modal({
    callbackId: CALLBACK_IDS.page,
    title: say.title,
    submit: say.submit,
    close: forms.cancel,
    metadata: pagingMetadata({
      escalationId: model.escalationId,
      pageId: null,
      userIds: model.isPreset ? named.map((person) => person.id) : [],
    }),
    blocks: [
      section(`*${escNumber(model.escalationId)}*`),
      section(sentences.join('\n')),
      ...(model.isPreset
        ? []
        : [
            personField(FIELDS.pageWho, say.who, { isOptional: model.mayPageNext, dispatches: true }),
            ...(model.mayPageNext ? [context(say.whoHint)] : []),
          ]),
    ],
  })
}

/** "Specialist B (10:05)": each with the hour there. */
function wokenList(people: readonly WokenPerson[], reader: Reader): string {
  return listOf(
    people.map((person) => `${nameOf(person)} (${person.localTime})`),
    reader.locale,
  )
}
