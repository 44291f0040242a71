import { html } from '../html.mjs'

const paths = /** @type {const} */ ({
  hash: 'M9 4 7 20M17 4l-2 16M4 9h16M4 15h16',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  home: 'M4 11 12 4l8 7v9h-5v-6H9v6H4z',
  message: 'M4 5h16v11H10l-4 4v-4H4z',
  reply: 'M4 5h16v11H10l-4 4v-4H4zM8 9h8M8 12h5',
  dots: 'M4.5 11.5h1v1h-1zM11.5 11.5h1v1h-1zM18.5 11.5h1v1h-1z',
  bolt: 'M13 3 5 14h6l-1 7 8-11h-6z',
  send: 'M4 12 20 4l-4 16-4-6z',
  close: 'M6 6l12 12M18 6 6 18',
  back: 'M14 5l-7 7 7 7',
  menu: 'M4 7h16M4 12h16M4 17h16',
  moon: 'M19 14.5A7.5 7.5 0 0 1 9.5 5a7.5 7.5 0 1 0 9.5 9.5z',
  pin: 'M9 4h6l-1 6 3 3H7l3-3zM12 13v7',
  eye: 'M3 12s3.5-6 9-6 9 6 9 6-3.5 6-9 6-9-6-9-6zM12 14.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z',
  tool: 'M8 6 3 12l5 6M16 6l5 6-5 6',
  file: 'M6 3h8l4 4v14H6zM14 3v4h4',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 20c1-4 4-5.5 8-5.5s7 1.5 8 5.5',
})

/** Line drawings in the text's colour; never the only carrier of a meaning. @param {{ name: keyof typeof paths }} props */
export const Icon = ({ name }) =>
  html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d=${paths[name]} /></svg>`

/** Neighbouring ids (…1, …2) get colours far apart. @param {string} id */
function hueOf(id) {
  let sum = 0
  for (const char of id) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) % 9973
  return (sum * 137) % 360
}

/** A person's square: their initials on a colour of their own; the bot has a lighthouse.
 * @param {{ id: string, name: string, isBot: boolean, size?: 'small' }} props */
export function Avatar({ id, name, isBot, size }) {
  const kind = `avatar${size ? ` avatar-${size}` : ''}`
  if (isBot) return html`<img class=${kind} src="/page/icon.svg" alt="" />`
  const initials = name
    .split(/\s+/)
    .map((word) => word.charAt(0))
    .join('')
    .slice(0, 2)
    .toUpperCase()
  return html`<span class=${kind} style=${{ '--hue': String(hueOf(id)) }} aria-hidden="true">${initials}</span>`
}
