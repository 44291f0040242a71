import { createContext } from '/vendor/preact.mjs'
import { wordsFor } from './words.mjs'

/** @import { PageChannel, PagePerson } from './types.d.ts' */
/** @import { Reader } from './format/dates.mjs' */

/**
 * Who reads, and what they can look up: handed to everything that draws text.
 * @typedef {object} ReadingContext
 * @property {PagePerson} me
 * @property {Reader} reader
 * @property {import('./words.mjs').Words} words
 * @property {readonly PagePerson[]} people
 * @property {readonly PageChannel[]} channels
 * @property {(id: string) => string | undefined} nameOf
 * @property {(id: string) => PagePerson | undefined} personOf
 * @property {(id: string) => PageChannel | undefined} channelOf
 * @property {(channel: string, threadTs?: string) => void} open goes to a channel, and a thread in it
 * @property {(url: string) => boolean} follow true if the address lies inside the workspace and was gone to
 */

/** @type {PagePerson} */
const nobody = { id: '', name: '', title: '', zone: 'UTC', locale: 'en-GB', isBot: false, isGuest: false }

/** @type {ReadingContext} */
const empty = {
  me: nobody,
  reader: { zone: 'UTC', locale: 'en-GB', now: 0 },
  words: wordsFor('en'),
  people: [],
  channels: [],
  nameOf: () => undefined,
  personOf: () => undefined,
  channelOf: () => undefined,
  open: () => {},
  follow: () => false,
}

export const Reading = createContext(empty)
