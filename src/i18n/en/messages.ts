/** English words of what is posted: cards, direct messages, lines. */
export const messages = {
  claim: 'Claim',
}

export type Messages = typeof messages
