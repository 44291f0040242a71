/** The most statements that a connection keeps prepared: the server holds a plan's worth of memory for each. */
const MOST_KEPT = 200
/** Texts that are counted but not kept: lists of any length make ever new ones. */
const MOST_COUNTED = 1_000
/** What is asked as often is asked again; a text that is asked once, a list of some length, isn't worth a plan's memory. */
const WORTH_IT = 2

/**
 * Which statements of a connection are worth preparing: those that it is asked again and again. A prepared statement takes
 * one round trip instead of two, and isn't parsed anew. A client of its own for each connection, so it is forgotten with it.
 */
export function createPrepared(): (text: string) => boolean {
  const kept = new Set<string>()
  const counts = new Map<string, number>()
  return (text) => {
    if (kept.has(text)) return true
    if (kept.size >= MOST_KEPT) return false
    const count = (counts.get(text) ?? 0) + 1
    if (count >= WORTH_IT) {
      kept.add(text)
      counts.delete(text)
      return true
    }
    if (counts.size >= MOST_COUNTED) counts.clear()
    counts.set(text, count)
    return false
  }
}
