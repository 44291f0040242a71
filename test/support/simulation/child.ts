import { live } from './drive.ts'
import type { Share } from './year.ts'

/**
 * One share of the year in a process of its own: what it is to live through comes by message, what came of it goes back. It ends
 * when it is let go, which is after its words have arrived.
 */
process.once('message', async ({ url, scripts, isDrawn }: Share) => {
  try {
    process.send?.({ driven: await live(url, scripts, isDrawn) })
  } catch (error) {
    process.send?.({ error: error instanceof Error ? String(error.stack) : String(error) })
  }
})
