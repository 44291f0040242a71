import { useContext, useState } from '/vendor/preact-hooks.mjs'
import { cityOf, languageOf, timeOf } from '../format/dates.mjs'
import { html } from '../html.mjs'
import { Reading } from '../reading.mjs'
import { trial } from '../trial.mjs'
import { Icon } from './icons.mjs'
import { Menu } from './menu.mjs'
import { toggleTheme } from './theme.mjs'

/** @import { PagePerson } from '../types.d.ts' */
/** @import { Model, Store } from '../store.mjs' */
/** @import { Actions } from '../actions.mjs' */

/** @typedef {{ model: Model, store: Store, actions: Actions }} PaneProps */

/** @param {PagePerson} person @param {string} locale */
const whereAndHow = (person, locale) =>
  [person.title, cityOf(person.zone, locale), languageOf(person.locale)].filter(Boolean).join(', ')

/** Who one is, who is on call, the clock, and what to try: above everything. @param {PaneProps} props */
export function Strip({ model, store, actions }) {
  const { me, people, words, reader, personOf } = useContext(Reading)
  const { state } = model
  if (!state) return null
  const onCall = state.onCall.map(personOf).filter((person) => person !== undefined)
  const humans = people.filter((person) => !person.isBot)
  return html`<header class="strip">
    <div class="strip-row">
      <button type="button" class="ghost only-phone" aria-label=${words.menu} onClick=${() => store.set({ isDrawerOpen: true })}>
        <${Icon} name="menu" />
      </button>
      <span class="strip-who">
        <span class="quiet wide-only">${words.you}</span> <strong>${me.name}</strong>
        <span class="quiet wide-only"> (${whereAndHow(me, me.locale)})</span>
      </span>
      <${Menu}
        label=${words.change}
        button=${words.change}
        items=${humans.map((person) => ({
          key: person.id,
          label: person.name,
          note: `${whereAndHow(person, me.locale)}${person.isGuest ? ` · ${words.guest}` : ''} · ${timeOf(reader.now, { ...reader, zone: person.zone })}`,
          isCurrent: person.id === me.id,
          pick: () => beHere(person.id, actions, store),
        }))}
      />
      <span class="strip-oncall">
        <span class="quiet">${words.onCall}</span>${' '}
        ${onCall.length === 0 && html`<strong>${words.nobodyOnCall}</strong>`}
        ${onCall.map(
          (person, index) =>
            html`<span key=${person.id}>
              ${index > 0 ? ' · ' : ''}<strong>${person.name}</strong>
              <span class=${onCall.length > 1 ? 'wide-only' : undefined}>, ${cityOf(person.zone, me.locale)},${' '}
                ${words.whereItIs(timeOf(reader.now, { ...reader, zone: person.zone }))}</span>
            </span>`,
        )}
      </span>
      ${
        onCall[0] &&
        onCall[0].id !== me.id &&
        html`<a class="ghost be-them" href=${`/?as=${onCall[0].id}`} target="_blank" rel="opener">${words.beThem(onCall[0].name)}</a>`
      }
    </div>
    <div class="strip-row">
      <span class="strip-clock"><span class="quiet">${words.clock}</span> <strong>${timeOf(reader.now, reader)}</strong></span>
      ${state.clock.canMove && html`<${ClockButtons} model=${model} actions=${actions} />`}
      <span class="strip-tools">
      <button type="button" class="ghost" aria-label=${words.theme} title=${words.theme} onClick=${toggleTheme}>
        <${Icon} name="moon" />
      </button>
      <button
        type="button"
        class="ghost"
        aria-label=${words.developer}
        aria-expanded=${model.isDeveloperOpen ? 'true' : 'false'}
        title=${words.developer}
        onClick=${() => store.set({ isDeveloperOpen: !model.isDeveloperOpen })}
      >
        <${Icon} name="tool" />
      </button>
      </span>
    </div>
    <${TryLine} model=${model} />
  </header>`
}

/** @param {string} id @param {Actions} actions @param {Store} store */
async function beHere(id, actions, store) {
  history.pushState(null, '', `/?as=${id}`)
  const { place } = store.get()
  await actions.become(id)
  const { state } = store.get()
  const mine = state?.channels.filter((channel) => channel.isMember) ?? []
  const isStillThere = place.kind === 'channel' && mine.some((channel) => channel.id === place.channel)
  const first = mine.find((channel) => channel.kind !== 'im')
  if (isStillThere || place.kind === 'home') actions.go(place)
  else if (first) actions.go({ kind: 'channel', channel: first.id })
  else actions.go({ kind: 'home' })
}

/** @param {{ model: Model, actions: Actions }} props */
function ClockButtons({ model, actions }) {
  const { words } = useContext(Reading)
  const moves = [
    { label: words.plus5, move: { byMinutes: 5 } },
    { label: words.toDeadline, move: { to: 'next_deadline' } },
    { label: words.toMonday, move: { to: 'monday_0900' } },
  ]
  return html`<span class="clock-buttons" aria-busy=${model.isMoving ? 'true' : undefined}>
    ${moves.map(
      ({ label, move }) =>
        html`<button key=${label} type="button" class="ghost" disabled=${model.isMoving} onClick=${() => actions.moveClock(move)}>
          ${label}
        </button>`,
    )}
    ${model.isMoving && html`<span class="quiet" role="status">${words.moving}</span>`}
  </span>`
}

/** @param {{ model: Model }} props */
function TryLine({ model }) {
  const { words, personOf } = useContext(Reading)
  const [, redraw] = useState(0)
  if (trial.isOver()) return null
  const done = trial.done()
  const command = model.state?.commands[0]?.command ?? '/help'
  const first = personOf(model.state?.onCall[0] ?? '')
  const steps = [words.try1(command), words.try2(first?.name ?? '…'), words.try3]
  return html`<p class="try">
    <span class="quiet">${words.try}</span>
    ${steps.map(
      (step, index) =>
        html`<span key=${index} class=${done.includes(index + 1) ? 'try-step is-done' : 'try-step'}>
          <b aria-hidden="true">${index + 1}</b> ${step}
        </span>`,
    )}
    <button
      type="button"
      class="ghost small"
      aria-label=${words.dismiss}
      onClick=${() => {
        trial.dismiss()
        redraw(1)
      }}
    >
      <${Icon} name="close" />
    </button>
  </p>`
}
