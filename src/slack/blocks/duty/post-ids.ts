/** Buttons of the posts ahead of weekends and holidays, and of the DMs that go with them. Values are the post's number. */
export const POST_ACTIONS = {
  confirm: 'duty.post.confirm',
  findCover: 'duty.post.find_cover',
  take: 'duty.post.take',
  myTime: 'duty.post.my_time',
} as const

export const POST_CALLBACKS = { take: 'duty.post.take' } as const
export const POST_FIELDS = { stretch: 'duty.post.stretch' } as const

/** A stretch that is open, as the value of a choice: instants in milliseconds. What comes back is parsed and never trusted. */
export function openValue(of: { readonly rotation: string; readonly start: Date; readonly end: Date }): string {
  return `${of.start.getTime()}|${of.end.getTime()}|${of.rotation}`
}

export function parseOpenValue(
  value: string | undefined,
): { readonly rotation: string; readonly start: Date; readonly end: Date } | null {
  const found = /^(\d{1,14})\|(\d{1,14})\|(.{1,60})$/.exec(value ?? '')
  const rotation = found?.[3]
  if (found === null || rotation === undefined) return null
  return { rotation, start: new Date(Number(found[1])), end: new Date(Number(found[2])) }
}
