/** The modals and buttons of "How you are reached". A button's value is the way's id. */
export const WAY_CALLBACKS = {
  list: 'ways',
  add: 'ways.add',
  edit: 'ways.edit',
  code: 'ways.code',
} as const

export const WAY_ACTIONS = {
  test: 'ways_test',
  change: 'ways_change',
  add: 'ways_add',
  prove: 'ways_prove',
  edit: 'ways_edit',
  remove: 'ways_remove',
} as const

export const WAY_FIELDS = {
  kind: 'ways.kind',
  address: 'ways.address',
  delay: 'ways.delay',
  place: 'ways.place',
  code: 'ways.code',
} as const

/** A button's value or a modal's metadata; null: not one of ours. */
export function parseWayId(text: string | undefined): number | null {
  return /^[1-9]\d{0,14}$/.test(text ?? '') ? Number(text) : null
}
