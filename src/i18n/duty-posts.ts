import { type Language, type Locale, languageOf } from '../domain/language.ts'
import type { PostKind } from '../domain/oncall/posts.ts'
import { laidOver, type Overlay } from './overlay.ts'

/** What is posted ahead of weekends and holidays, and what each on duty is told (SCREENS 9). */
export interface DutyPostWords {
  /** `span` is "Fri 28 Nov 18:00 to Mon 1 Dec 09:00"; `of` the schedule, where the team has several. */
  readonly title: Readonly<Record<PostKind, (names: string, span: string) => string>>
  readonly ofSchedule: (title: string, schedule: string) => string
  readonly span: (from: string, to: string) => string
  readonly unconfirmed: (name: string) => string
  readonly confirmed: (name: string) => string
  readonly nobody: string
  readonly role: (role: string, who: string) => string
  readonly reads: Readonly<Record<Language, (names: string) => string>>
  readonly readsOne: Readonly<Record<Language, (name: string) => string>>
  readonly nobodyReads: Readonly<Record<Language, string>>
  readonly holiday: (days: readonly string[], countries: string) => string
  readonly zone: (city: string) => string
  readonly late: (ago: string) => string
  readonly replaced: string
  readonly called_off: string
  readonly over: string
  readonly button: {
    readonly confirm: string
    readonly findCover: string
    readonly take: string
    readonly myTime: string
  }
  readonly call: {
    readonly head: Readonly<Record<PostKind, string>>
    readonly reminder: Readonly<Record<PostKind, string>>
    readonly confirmed: string
    readonly gone: string
    readonly replaced: string
    readonly over: string
  }
  readonly leads: {
    readonly head: Readonly<Record<PostKind, string>>
    readonly line: (who: string, when: string) => string
    readonly done: string
    readonly calledOff: string
    readonly over: string
  }
  readonly answer: {
    readonly confirmed: string
    readonly notOnDuty: string
    readonly noShift: string
    /** On call there in somebody's place. */
    readonly covering: string
    readonly nothingOpen: string
    /** When it is, since the post may have shown another stretch a moment ago. */
    readonly taken: (when: string) => string
    readonly over: string
  }
  readonly choose: { readonly title: string; readonly submit: string; readonly stretch: string }
}

function inCountries(days: string, countries: string): string {
  return countries === '' ? days : `${days} (${countries})`
}

const en: DutyPostWords = {
  title: {
    weekend: (_, span) => `Weekend on call, ${span}`,
    holiday: (names, span) => `Holiday on call: ${names}, ${span}`,
  },
  ofSchedule: (title, schedule) => `${title} (${schedule})`,
  span: (from, to) => `${from} to ${to}`,
  unconfirmed: (name) => `${name}, not confirmed`,
  confirmed: (name) => `${name} ✓`,
  nobody: '⚠ nobody',
  role: (role, who) => `${role} ${who}`,
  reads: { en: (names) => `Read English: ${names}`, es: (names) => `Read Spanish: ${names}` },
  readsOne: { en: (name) => `Reads English: ${name}`, es: (name) => `Reads Spanish: ${name}` },
  nobodyReads: { en: '⚠ nobody reads English', es: '⚠ nobody reads Spanish' },
  holiday: (days, where) => inCountries(`${days.length > 1 ? 'holidays' : 'holiday'} ${days.join(', ')}`, where),
  zone: (city) => `Times are ${city}; yours:`,
  late: (by) => `⚠ Posted ${by} late.`,
  replaced: '↓ Something changed: posted anew below.',
  called_off: 'Called off: the schedule has no such days any more.',
  over: 'Over.',
  button: {
    confirm: "I'll be there",
    findCover: 'Find cover',
    take: 'Take the open shift',
    myTime: 'In my time',
  },
  call: {
    head: { weekend: "You're next: weekend on call.", holiday: "You're next: holiday on call." },
    reminder: {
      weekend: 'Not confirmed yet: your weekend on call.',
      holiday: 'Not confirmed yet: your holiday on call.',
    },
    confirmed: '✓ You said that you will be there.',
    gone: 'Not yours any more. Nothing to do.',
    replaced: '↓ Replaced by the reminder below.',
    over: 'Over.',
  },
  leads: {
    head: { weekend: 'Not confirmed for the weekend:', holiday: 'Not confirmed for the holiday:' },
    line: (who, when) => `${who} · ${when}`,
    done: '✓ Everybody has confirmed.',
    calledOff: 'Called off: there is nothing to confirm.',
    over: 'It has begun: there is nothing to confirm.',
  },
  answer: {
    confirmed: '✓ Noted: you will be there.',
    notOnDuty: 'You have no shift in it: there is nothing to confirm.',
    covering: 'You are covering for somebody there: ask a lead, who can find cover for it.',
    noShift: 'You have no shift in it that somebody could take over.',
    nothingOpen: 'Nothing is open any more.',
    taken: (when) => `✓ ${when} is yours. Your leads are told.`,
    over: 'That is over.',
  },
  choose: { title: 'Take an open shift', submit: 'Take it', stretch: 'Which one' },
}

const es: DutyPostWords = {
  title: {
    weekend: (_, span) => `Guardia de fin de semana, ${span}`,
    holiday: (names, span) => `Guardia de feriado: ${names}, ${span}`,
  },
  ofSchedule: (title, schedule) => `${title} (${schedule})`,
  span: (from, to) => `${from} a ${to}`,
  unconfirmed: (name) => `${name}, sin confirmar`,
  confirmed: (name) => `${name} ✓`,
  nobody: '⚠ nadie',
  role: (role, who) => `${role} ${who}`,
  reads: { en: (names) => `Leen inglés: ${names}`, es: (names) => `Leen español: ${names}` },
  readsOne: { en: (name) => `Lee inglés: ${name}`, es: (name) => `Lee español: ${name}` },
  nobodyReads: { en: '⚠ nadie lee inglés', es: '⚠ nadie lee español' },
  holiday: (days, where) => inCountries(`${days.length > 1 ? 'feriados' : 'feriado'} ${days.join(', ')}`, where),
  zone: (city) => `Horas de ${city}:`,
  late: (by) => `⚠ Publicado con ${by} de retraso.`,
  replaced: '↓ Algo cambió: publicado de nuevo más abajo.',
  called_off: 'Sin efecto: el calendario ya no tiene esos días.',
  over: 'Terminó.',
  button: {
    confirm: 'Confirmo',
    findCover: 'Buscar reemplazo',
    take: 'Tomar el turno libre',
    myTime: 'En mi hora',
  },
  call: {
    head: { weekend: 'Te toca: guardia de fin de semana.', holiday: 'Te toca: guardia de feriado.' },
    reminder: {
      weekend: 'Sin confirmar todavía: tu guardia de fin de semana.',
      holiday: 'Sin confirmar todavía: tu guardia de feriado.',
    },
    confirmed: '✓ Confirmaste que estarás.',
    gone: 'Ya no te toca. No tienes que hacer nada.',
    replaced: '↓ Lo reemplaza el recordatorio de abajo.',
    over: 'Terminó.',
  },
  leads: {
    head: { weekend: 'Sin confirmar para el fin de semana:', holiday: 'Sin confirmar para el feriado:' },
    line: (who, when) => `${who} · ${when}`,
    done: '✓ Todas las personas confirmaron.',
    calledOff: 'Sin efecto: no hay nada que confirmar.',
    over: 'Ya empezó: no hay nada que confirmar.',
  },
  answer: {
    confirmed: '✓ Anotado: estarás.',
    notOnDuty: 'No tienes turno ahí: no hay nada que confirmar.',
    covering: 'Ahí reemplazas a alguien: pídele a tu líder que busque quién lo tome.',
    noShift: 'No tienes ahí un turno que alguien pueda tomar.',
    nothingOpen: 'Ya no queda nada libre.',
    taken: (when) => `✓ Es tuyo: ${when}. Tus líderes lo saben.`,
    over: 'Eso ya terminó.',
  },
  choose: { title: 'Tomar un turno libre', submit: 'Tomarlo', stretch: 'Cuál' },
}

const spain: Overlay<DutyPostWords> = {
  title: { holiday: (names: string, span: string) => `Guardia de festivo: ${names}, ${span}` },
  holiday: (days: readonly string[], where: string) =>
    inCountries(`${days.length > 1 ? 'festivos' : 'festivo'} ${days.join(', ')}`, where),
  call: {
    head: { holiday: 'Te toca: guardia de festivo.' },
    reminder: { holiday: 'Sin confirmar todavía: tu guardia de festivo.' },
  },
  leads: { head: { holiday: 'Sin confirmar para el festivo:' } },
}

const BY_LOCALE: Readonly<Record<Locale, DutyPostWords>> = { en, es, 'es-ES': laidOver(es, spain) }

export function dutyPostWords(locale: Locale): DutyPostWords {
  return BY_LOCALE[locale]
}

/** Cities that Spanish writes otherwise than the zone's name does; others stand as they are. */
const CIUDADES: Readonly<Record<string, string>> = {
  'America/New_York': 'Nueva York',
  'America/Mexico_City': 'Ciudad de México',
  'America/Los_Angeles': 'Los Ángeles',
  'America/Bogota': 'Bogotá',
  'America/Sao_Paulo': 'São Paulo',
  'America/Panama': 'Panamá',
  'America/Asuncion': 'Asunción',
  'Europe/London': 'Londres',
  'Europe/Paris': 'París',
  'Europe/Berlin': 'Berlín',
  'Europe/Dublin': 'Dublín',
  'Europe/Lisbon': 'Lisboa',
  'Europe/Rome': 'Roma',
  'Europe/Amsterdam': 'Ámsterdam',
  'Europe/Stockholm': 'Estocolmo',
  'Asia/Tokyo': 'Tokio',
  'Asia/Kolkata': 'Calcuta',
  'Asia/Singapore': 'Singapur',
  'Australia/Sydney': 'Sídney',
}

/** `New York`, `Nueva York`: by what city people know a zone. */
export function zoneCityOf(zone: string, locale: Locale): string {
  const known = languageOf(locale) === 'es' ? CIUDADES[zone] : undefined
  return known ?? (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')
}

const regions = new Map<Locale, Intl.DisplayNames>()

/** `US`, `EE. UU.`: a country, or one with its region `ES-MD`, by the country's short name. */
export function countryOf(code: string, locale: Locale): string {
  let names = regions.get(locale)
  if (names === undefined) {
    names = new Intl.DisplayNames(locale, { type: 'region', style: 'short' })
    regions.set(locale, names)
  }
  return names.of(code.slice(0, 2)) ?? code
}
