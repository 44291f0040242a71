/**
 * The alphabet of an SMS. One character beyond it turns the whole message into UCS-2, of which only 70 fit: á, í, ó and ú
 * are beyond it, é, ñ and ü are not. Source: 3GPP TS 23.038, 6.2.1.
 */
const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
)
/** Each takes two places. */
const EXTENDED = new Set('^{}\\[~]|€\f')

export const SMS_LENGTH = 160

/** Places that a text takes, or null where it has a character that no SMS of this alphabet can hold. */
export function septetsOf(text: string): number | null {
  let count = 0
  for (const character of text) {
    if (BASIC.has(character)) count += 1
    else if (EXTENDED.has(character)) count += 2
    else return null
  }
  return count
}

/** The same text in that alphabet: accents that it lacks are dropped, typographic signs made plain, the rest left out. */
export function toGsm7(text: string): string {
  const plain = text
    .replace(/[‘’]/g, "'")
    .replace(/[“”«»]/g, '"')
    .replace(/[–—·]/g, '-')
    .replace(/…/g, '...')
    .replace(/[\u00a0\u202f\t]/g, ' ')
  let folded = ''
  for (const character of plain) {
    if (septetsOf(character) !== null) folded += character
    else folded += [...character.normalize('NFD')].filter((part) => septetsOf(part) !== null).join('')
  }
  return folded
}

/** Cuts to `most` places. */
export function clipGsm7(text: string, most: number): string {
  let clipped = ''
  let left = most
  for (const character of text) {
    left -= septetsOf(character) ?? 1
    if (left < 0) break
    clipped += character
  }
  return clipped.trimEnd()
}
