/** Buttons of requests about duty. Values are the request's number. */
export const DUTY_ACTIONS = {
  takeSwap: 'duty.swap.take',
  declineSwap: 'duty.swap.decline',
  undoSwap: 'duty.swap.undo',
  approveSwap: 'duty.swap.approve',
  refuseSwap: 'duty.swap.refuse',
  takeCover: 'duty.cover.take',
  declineCover: 'duty.cover.decline',
  objectCover: 'duty.cover.object',
} as const

export const DUTY_CALLBACKS = { cover: 'duty.find_cover', choose: 'duty.choose_shift' } as const
export const DUTY_FIELDS = { who: 'duty.who', reason: 'duty.reason', shift: 'duty.shift' } as const

export function parseDutyId(value: string | undefined): number | null {
  return /^[1-9]\d{0,8}$/.test(value ?? '') ? Number(value) : null
}
