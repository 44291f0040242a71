import { type Locale, languageOf } from '../domain/language.ts'
import type { Moment } from './format.ts'
import { counted } from './plural.ts'

/** The handoff, to each side in their own language (SCREENS 8 and 9). */
export interface HandoffWords {
  readonly on: (of: string | null) => string
  readonly open: (count: number) => string
  readonly noneOpen: string
  readonly overdue: (count: number) => string
  readonly due: (count: number, first: string) => string
  readonly relieves: (count: number, names: string) => string
  readonly until: (m: Moment) => string
  readonly always: string
  readonly silenced: (from: string, to: string) => string
  /** After `silenced`: then this way is used. */
  readonly nextWay: (way: string) => string
  readonly otherwise: (way: string) => string
  readonly noOther: string
  readonly way: Readonly<Record<'sms' | 'voice' | 'email' | 'pagerduty' | 'webhook', (hint: string) => string>>
  readonly tested: (ago: string) => string
  readonly untested: string
  readonly off: (count: number, numbers: string) => string
  readonly relievedBy: (count: number, names: string) => string
  readonly late: (by: string) => string
  readonly kept: (numbers: string) => string
  readonly button: {
    readonly seeAndTake: string
    readonly test: string
    readonly change: string
    readonly handOver: string
    readonly keep: (count: number) => string
    readonly handOverOf: (number: string) => string
  }
}

const en: HandoffWords = {
  on: (of) => (of === null ? "You're on." : `You're on (${of}).`),
  open: (count) => `Open: ${count}`,
  noneOpen: 'Nothing is open.',
  overdue: (count) => `${count} late`,
  due: (count, first) => `${count} due today, ${count === 1 ? '' : 'the first '}${first}`,
  relieves: (_, names) => `Going off: ${names}.`,
  until: (m) => `On call until ${m.text}.`,
  always: 'On call until further notice.',
  silenced: (from, to) => `Slack silences you ${from}–${to}:`,
  nextWay: (way) => `then ${way}.`,
  otherwise: (way) => `A page comes by Slack; unseen, ${way}.`,
  noOther: 'then nothing reaches you: a sev1 goes to the backup at once.',
  way: {
    sms: (hint) => `we text mobile ${hint}`,
    voice: (hint) => `we call ${hint}`,
    email: (hint) => `we write to ${hint}`,
    pagerduty: () => 'PagerDuty alerts you',
    webhook: (hint) => `we call ${hint}`,
  },
  tested: (ago) => `(tested ${ago})`,
  untested: '(never tested)',
  off: (count, numbers) =>
    count === 1 ? `You're off. Still yours: ${numbers}.` : `You're off. Still yours, ${count}: ${numbers}.`,
  relievedBy: (_, names) => `Now on call: ${names}.`,
  late: (by) => `⚠ ${by} late.`,
  kept: (numbers) => `✓ You keep ${numbers}.`,
  button: {
    seeAndTake: 'See and take',
    test: 'Test',
    change: 'Change',
    handOver: 'Hand over',
    keep: () => 'Keep',
    handOverOf: (number) => `Hand over ${number}`,
  },
}

const es: HandoffWords = {
  on: (of) => (of === null ? 'Entras tú.' : `Entras tú (${of}).`),
  open: (count) => `Abiertos: ${count}`,
  noneOpen: 'Nada abierto.',
  overdue: (count) => `${count} con retraso`,
  due: (count, first) =>
    `${counted('es', count, { one: 'vence', other: 'vencen' })} hoy${count === 1 ? '' : ', el primero'} ${first}`,
  relieves: (count, names) => `${count === 1 ? 'Deja' : 'Dejan'} la guardia: ${names}.`,
  until: (m) => `De guardia hasta ${m.form === 'day' ? 'el' : m.form === 'time_at_one' ? 'la' : 'las'} ${m.text}.`,
  always: 'De guardia hasta nuevo aviso.',
  silenced: (from, to) => `Slack te silencia de ${from} a ${to}:`,
  nextWay: (way) => `entonces ${way}.`,
  otherwise: (way) => `La alerta llega por Slack; si no la ves, ${way}.`,
  noOther: 'entonces nada te llega: una sev1 pasa al respaldo en el acto.',
  way: {
    sms: (hint) => `enviamos un SMS al móvil ${hint}`,
    voice: (hint) => `llamaremos al ${hint}`,
    email: (hint) => `escribimos a ${hint}`,
    pagerduty: () => 'te alerta PagerDuty',
    webhook: (hint) => `llamamos a ${hint}`,
  },
  tested: (ago) => `(probado ${ago})`,
  untested: '(sin probar)',
  off: (count, numbers) => `Sales. Sigues a cargo de ${count}: ${numbers}.`,
  relievedBy: (count, names) => `Ahora ${count === 1 ? 'está' : 'están'} de guardia: ${names}.`,
  late: (by) => `⚠ Llega con ${by} de retraso.`,
  kept: (numbers) => `✓ Te quedas con ${numbers}.`,
  button: {
    seeAndTake: 'Ver y tomar',
    test: 'Probar',
    change: 'Cambiar',
    handOver: 'Pasarlo',
    keep: (count) => (count === 1 ? 'Lo conservo' : 'Los conservo'),
    handOverOf: (number) => `Pasar ${number}`,
  },
}

export function handoffWords(locale: Locale): HandoffWords {
  return languageOf(locale) === 'es' ? es : en
}
