import { catalogueOf } from '../../../i18n/catalogue.ts'
import type { Reader } from '../reader.ts'
import type { FormParts } from './forms.ts'
import { TEXT_MAX } from './forms-requester.ts'
import { FIELDS } from './ids.ts'
import { instantField, radioField, textField } from './inputs.ts'
import type { FormModel, TeamPlace } from './models.ts'

/** Write update: text, who reads it (the choice says in words whom it reaches), the next one by. */
export function updateForm(model: Extract<FormModel, { action: 'write_update' }>, reader: Reader): FormParts {
  const { forms } = catalogueOf(reader.locale).screens
  const { update: say } = forms
  const { label, people } = model.requesterSide
  return {
    title: say.title,
    submit: forms.send,
    blocks: [
      textField(FIELDS.text, say.text, { maxLength: TEXT_MAX, isMultiline: true, hasFocus: true }),
      radioField(
        FIELDS.audience,
        say.audience,
        [
          {
            value: 'requester',
            label: say.requesterAndTeam,
            description: say.both(label, people, placeText(model.team, reader)),
          },
          { value: 'team', label: say.teamOnly, description: placeText(model.teamOnly, reader) },
        ],
        { chosen: 'requester' },
      ),
      instantField(FIELDS.nextBy, say.nextBy, { isOptional: true, initial: model.nextBy }),
    ],
  }
}

function placeText(place: TeamPlace, reader: Reader): string {
  const { update: say } = catalogueOf(reader.locale).screens.forms
  switch (place.kind) {
    case 'channel':
      return say.inChannel(place.people)
    case 'thread':
      return say.inThread
    case 'named':
      return say.named(place.people)
  }
}
