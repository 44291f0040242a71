import type { KnownBlock, ModalView } from '@slack/types'
import type { ListItem, ListPage } from '../../../domain/escalation/views.ts'
import { escNumber } from '../../../domain/escalation/words.ts'
import { catalogueOf } from '../../../i18n/catalogue.ts'
import { ACTION_IDS, escalationValue } from '../ids.ts'
import { actions, button, context, section } from '../kit.ts'
import type { Reader } from '../reader.ts'
import { CALLBACK_IDS, SCREEN_ACTION_IDS } from './ids.ts'
import { modal } from './inputs.ts'
import { listMetadata } from './metadata.ts'
import type { ListModel } from './models.ts'
import { itemText } from './shared.ts'

/** Two blocks an item at most, and room for heading and paging within the hundred of a view. */
const ITEMS_MAX = 45

/** `list` and `mine`: one page of escalations. */
export function listModal(model: ListModel, reader: Reader): ModalView {
  const { lists, close } = catalogueOf(reader.locale).screens.reading
  const { page } = model.list
  const heading = model.kind === 'mine' ? lists.mine : lists.open
  return modal({
    callbackId: CALLBACK_IDS.list,
    title: lists.title,
    close,
    metadata: listMetadata({ kind: model.kind, page }),
    blocks: [
      section(`*${heading}*`),
      ...(model.list.items.length === 0
        ? [section(lists.none)]
        : model.list.items.slice(0, ITEMS_MAX).flatMap((item) => itemBlocks(item, reader, model.list.asOf))),
      ...pagingBlocks(model.list, SCREEN_ACTION_IDS.listPrevious, SCREEN_ACTION_IDS.listNext, reader),
    ],
  })
}

/** One escalation of a list: [Open] beside it, and [Claim] under it where the reader may. */
export function itemBlocks(item: ListItem, reader: Reader, asOf: Date): KnownBlock[] {
  const { reading } = catalogueOf(reader.locale).screens
  const number = escNumber(item.head.id)
  const value = escalationValue(item.head.id)
  const open = button(ACTION_IDS.open, reading.open, value, { accessibilityLabel: reading.openOf(number) })
  if (!item.mayClaim) return [section(itemText(item, reader, asOf), open)]
  const claim = button(ACTION_IDS.claim, reading.claim, value, {
    style: 'primary',
    accessibilityLabel: reading.claimOf(number),
  })
  return [section(itemText(item, reader, asOf)), actions(claim, open)]
}

export function pageCount(list: Pick<ListPage, 'pageSize' | 'total'>): number {
  return Math.max(1, Math.ceil(list.total / Math.max(1, list.pageSize)))
}

/** [Previous] [Next] and where one is; nothing for a single page. A button's value is the page that it leads to. */
export function pagingBlocks(
  list: Pick<ListPage, 'page' | 'pageSize' | 'total'>,
  previousId: string,
  nextId: string,
  reader: Reader,
): KnownBlock[] {
  const { reading } = catalogueOf(reader.locale).screens
  const pages = pageCount(list)
  if (pages === 1) return []
  return [
    context(reading.pageOf(list.page + 1, pages)),
    actions(
      ...(list.page > 0 ? [button(previousId, reading.previous, String(Math.min(list.page, pages) - 1))] : []),
      ...(list.page + 1 < pages ? [button(nextId, reading.next, String(list.page + 1))] : []),
    ),
  ]
}
