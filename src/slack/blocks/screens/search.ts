import type { KnownBlock, ModalView } from '@slack/types'
import { languageOf } from '../../../domain/language.ts'
import type { SearchProblem } from '../../../domain/search/query.ts'
import { QUERY_MAX } from '../../../domain/search/query.ts'
import type { SearchChoices, SearchPicks, SearchView, Understood } from '../../../domain/search/views.ts'
import { catalogueOf } from '../../../i18n/catalogue.ts'
import { searchWordsOf } from '../../../i18n/search.ts'
import { context, dotted, section } from '../kit.ts'
import { harmlessLine, userLine, userText } from '../mrkdwn.ts'
import type { Reader } from '../reader.ts'
import { type Choice, menuField, modal, textField } from './inputs.ts'
import { itemBlocks, pageCount, pagingBlocks } from './lists.ts'
import { SEARCH, SEARCH_FIELDS, STATE_CHOICES, searchMetadata } from './search-ids.ts'

export interface SearchModel {
  readonly text: string
  readonly picks: SearchPicks
  readonly choices: SearchChoices
  readonly view: SearchView | { readonly state: 'loading' | 'failed' }
}

/** Items of a page, two blocks each at most. */
export const SEARCH_PAGE = 8

/** `/escalate find …`: what is looked for on top, what was found below it. */
export function searchModal(model: SearchModel, reader: Reader): ModalView {
  const words = searchWordsOf(reader.locale)
  const { view } = model
  const page = view.state === 'found' ? view.list.page : 0
  const categories = model.choices.categories.map(({ id, label }) => ({
    value: id,
    label: label[languageOf(reader.locale)],
  }))
  const owners = (['me', 'nobody'] as const).map((value) => ({ value, label: words[value] }))
  const states = STATE_CHOICES.map((value) => ({ value, label: words.stateChoices[value] }))
  const menu = (field: string, label: string, list: readonly Choice[], chosen: string | null) =>
    menuField(field, label, { list }, { chosen, placeholder: words.any, isOptional: true })
  return modal({
    callbackId: SEARCH.callback,
    title: words.title,
    submit: words.submit,
    close: words.close,
    metadata: searchMetadata({ text: model.text, picks: model.picks, page }),
    blocks: [
      textField(SEARCH_FIELDS.query, words.query, {
        maxLength: QUERY_MAX,
        initial: model.text,
        hint: words.queryHint,
        isOptional: true,
        hasFocus: true,
      }),
      ...(categories.length === 0
        ? []
        : [menu(SEARCH_FIELDS.category, words.category, categories, model.picks.category)]),
      menu(SEARCH_FIELDS.state, words.state, states, model.picks.state),
      menu(SEARCH_FIELDS.owner, words.owner, owners, model.picks.owner),
      ...answerBlocks(view, reader),
    ],
  })
}

function answerBlocks(view: SearchModel['view'], reader: Reader): KnownBlock[] {
  const words = searchWordsOf(reader.locale)
  switch (view.state) {
    case 'loading':
      return [section(words.loading)]
    case 'failed':
      return [section(words.failed)]
    case 'nothing_asked':
      return [section(words.start)]
    case 'problems':
      return [section(`*${words.problemsHeading}*\n${userText(problemsText(view.problems, reader), 2800)}`)]
    case 'found': {
      const { list } = view
      const understood = view.understood.map((one) => understoodText(one, reader))
      return [
        ...(understood.length === 0 ? [] : [section(dotted(...understood))]),
        ...(list.items.length === 0
          ? [section(words.none)]
          : [
              section(`*${words.found(list.total, list.isMore === true)}*`),
              ...(view.isNear ? [context(words.near)] : []),
              ...list.items.slice(0, SEARCH_PAGE).flatMap((item) => itemBlocks(item, reader, list.asOf)),
            ]),
        ...(list.isMore === true && list.page + 1 === pageCount(list) ? [context(words.newest(list.total))] : []),
        ...pagingBlocks(list, SEARCH.previous, SEARCH.next, reader),
      ]
    }
  }
}

/** What can't be read, each at its place; plain text, for a field or a section. */
export function problemsText(problems: readonly SearchProblem[], reader: Reader): string {
  const words = searchWordsOf(reader.locale)
  return problems
    .slice(0, 5)
    .map((problem) => words.problem({ ...problem, typed: harmlessLine(problem.typed, 40) }))
    .join('\n')
}

function understoodText(one: Understood, reader: Reader): string {
  const words = searchWordsOf(reader.locale)
  const valuesOf = (): readonly string[] => {
    switch (one.field) {
      case 'category':
        return one.labels.map((label) => userLine(label[languageOf(reader.locale)], 80))
      case 'team':
        return one.names.map((name) => userLine(name, 80))
      case 'owner':
      case 'requester':
        return one.names.map((name) => (name === null ? words.nobody : userLine(name, 80)))
      case 'state':
        return one.states.map((state) => words.stateChoices[state])
      case 'severity':
        return one.severities.map((severity) => severity.toUpperCase())
      case 'language':
        return one.languages.map((language) => catalogueOf(reader.locale).words.contentLanguage[language])
      case 'since':
      case 'until':
        return [one.day]
    }
  }
  return words.filter(words.fields[one.field], valuesOf().join(words.or))
}
