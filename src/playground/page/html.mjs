import htm from '/vendor/htm.mjs'
import { h } from '/vendor/preact.mjs'

/** Preact's elements as template text: the page is served as it is written, so there is no JSX. */
export const html = htm.bind(h)
