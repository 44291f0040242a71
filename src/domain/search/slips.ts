/** Of the letters of a word so many may be wrong: one in a short word, two in a long one. */
const SLIPS_OF_SHORT = 1
const SLIPS_OF_LONG = 2
const LONG = 8

/** Shorter words are too like each other for a slip to be told from another word. */
export const SLIP_MIN = 4

/** What is longer is no word that somebody meant to type. */
export const WORD_MAX = 40

/**
 * Whether a word is what somebody meant who typed `typed`: letters left out, added, taken for another, or two that changed
 * places. Both in small letters without accents.
 */
export function isSlipOf(typed: string, word: string): boolean {
  const from = [...typed]
  const to = [...word]
  if (from.length < SLIP_MIN || from.length > WORD_MAX) return false
  const most = Math.min(from.length, to.length) < LONG ? SLIPS_OF_SHORT : SLIPS_OF_LONG
  return Math.abs(from.length - to.length) <= most && slips(from, to) <= most
}

/** How many single slips lead from one to the other (optimal string alignment). */
function slips(from: readonly string[], to: readonly string[]): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (let row = 1; row <= from.length; row += 1) {
    const next = [row]
    for (let column = 1; column <= to.length; column += 1) {
      const isSame = from[row - 1] === to[column - 1]
      let least = Math.min(at(last, column) + 1, at(next, column - 1) + 1, at(last, column - 1) + (isSame ? 0 : 1))
      const isSwapped =
        row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1] && !isSame
      if (isSwapped) least = Math.min(least, at(beforeLast, column - 2) + 1)
      next.push(least)
    }
    beforeLast = last
    last = next
  }
  return at(last, to.length)
}

const at = (row: readonly number[], column: number): number => row[column] ?? Number.POSITIVE_INFINITY
