import type { DayReason } from '../domain/digest/daily.ts'
import type { Trend } from '../domain/digest/weekly.ts'
import type { ClockKind } from '../domain/escalation/timeline-event.ts'
import type { RootCause } from '../domain/escalation/words.ts'
import { type Language, type Locale, languageOf } from '../domain/language.ts'
import type { Moment } from './format.ts'
import { counted, type PluralForms } from './plural.ts'

/** What leads read on Monday (SCREENS 10). Figures come as text; `usual` is the median of the four weeks before. */
export interface DigestWords {
  readonly title: (day: string, parts: readonly string[]) => string
  readonly trend: Readonly<Record<Exclude<Trend, 'unknown'>, string>>
  readonly late: (count: number) => string
  readonly needsYou: string
  readonly noGaps: string
  readonly sentLate: (by: string) => string
  readonly week: string
  readonly filed: (count: number, usual: string | null) => string
  readonly resolved: (count: number) => string
  readonly open: (count: number, old: number) => string
  readonly kept: Readonly<Record<ClockKind, (share: string, usual: string | null) => string>>
  readonly few: (met: number, all: number) => string
  readonly median: (text: string) => string
  readonly p90: (text: string) => string
  readonly lateHead: string
  readonly lateLine: (number: string, clock: string, by: string | null) => string
  readonly clock: Readonly<Record<ClockKind, string>>
  readonly load: string
  readonly most: (name: string, hours: string) => string
  readonly least: (name: string, hours: string) => string
  readonly hours: (hours: string, nights: string) => string
  readonly restricted: (count: number) => string
  readonly pages: (count: number, atNight: number) => string
  readonly seen: (median: string) => string
  readonly policy: Readonly<Partial<Record<RootCause, string>>>
  readonly times: (count: number) => string
  readonly onRule: (count: number, rule: string) => string
  readonly helpful: (yes: number, no: number) => string
  readonly keptOut: (duplicates: number, withdrawn: number) => string
  readonly reopened: (count: number) => string
  readonly day: DayWords
  readonly table: { readonly measure: string; readonly value: string; readonly usual: string }
}

/** The morning of a working day. */
export interface DayWords {
  readonly title: (parts: readonly string[]) => string
  readonly head: Readonly<Record<DayReason, string>>
  readonly count: Readonly<Record<DayReason, (count: number) => string>>
  readonly calm: string
  /** `since`, `at`: a token or a time. */
  readonly entry: Readonly<Record<DayReason, (clock: string, at: Moment) => string>>
  readonly noOwner: string
  readonly more: (count: number) => string
  readonly restricted: (count: number) => string
  readonly onCall: string
  readonly andThen: (who: string, at: Moment) => string
  readonly weekend: string
  readonly daysOff: string
  readonly cameIn: (count: number) => string
}

const times: Readonly<Record<Language, PluralForms>> = {
  en: { one: 'time', other: 'times' },
  es: { one: 'vez', other: 'veces' },
}

const en: DigestWords = {
  title: (day, parts) => (parts.length === 0 ? `Week of ${day}.` : `Week of ${day}: ${parts.join(', ')}.`),
  trend: { quieter: 'quieter', as_usual: 'as usual', busier: 'busier' },
  late: (count) => (count === 0 ? 'nothing late' : count === 1 ? 'one late' : `${count} late`),
  needsYou: 'Needs you',
  noGaps: 'No gaps in the next 30 days.',
  sentLate: (by) => `⚠ ${by} late.`,
  week: 'The week',
  filed: (count, usual) => (usual === null ? `${count} filed` : `${count} filed (usual ${usual})`),
  resolved: (count) => `${count} resolved`,
  open: (count, old) => (old === 0 ? `${count} open` : `${count} open, ${old} older than 5 days`),
  kept: {
    claim: (share, usual) => of('claimed on time', share, usual),
    first_update: (share, usual) => of('first update', share, usual),
    next_update: (share, usual) => of('later updates', share, usual),
    resolve: (share, usual) => of('resolved', share, usual),
    obligation: (share, usual) => of('obligations', share, usual),
  },
  few: (met, all) => `${met} of ${all}`,
  median: (text) => `median ${text}`,
  p90: (text) => `90 % within ${text}`,
  lateHead: 'Late',
  lateLine: (number, clock, by) => (by === null ? `${number}, ${clock}: not yet` : `${number}, ${clock} ${by}`),
  clock: {
    claim: 'claim',
    first_update: 'first update',
    next_update: 'update',
    resolve: 'resolution',
    obligation: 'obligation',
  },
  load: 'Load',
  most: (name, hours) => `most: ${name} ${hours}`,
  least: (name, hours) => `least: ${name} ${hours}`,
  hours: (hours, nights) => (nights === '0' ? `${hours} h` : `${hours} h, ${nights} h at night`),
  restricted: (count) => `🔒 ${count} restricted, counted only`,
  pages: (count, night) =>
    `${counted('en', count, { one: 'page', other: 'pages' })}${night === 0 ? '' : `, ${night} at night`}`,
  seen: (median) => `seen in ${median}`,
  policy: { policy_unclear: 'Policy unclear', policy_missing: 'Policy missing', policy_wrong: 'Policy wrong' },
  times: (count) => counted('en', count, times.en),
  onRule: (count, rule) => `${count} on “${rule}”`,
  helpful: (yes, no) => `👍 ${yes} · 👎 ${no}`,
  keptOut: (duplicates, withdrawn) => `${duplicates} duplicates and ${withdrawn} withdrawn, not counted`,
  reopened: (count) => `${count} reopened`,
  day: {
    title: (parts) => `Today: ${parts.join(', ')}.`,
    head: { late: 'Late', due: 'Due today', unowned: 'Nobody has it', waiting: 'Waiting for the requester' },
    count: {
      late: (count) => `${count} late`,
      due: (count) => `${count} due`,
      unowned: (count) => `${count} without an owner`,
      waiting: (count) => `${count} waiting`,
    },
    calm: 'nothing late, nothing due',
    entry: {
      late: (clock, { text }) => `${clock} was due ${text}`,
      due: (clock, { text }) => `${clock} due ${text}`,
      unowned: (_, { text }) => `filed ${text}`,
      waiting: (_, { text }) => `since ${text}`,
    },
    noOwner: 'nobody',
    more: (count) => `+${count} more`,
    restricted: (count) => `🔒 ${count} restricted`,
    onCall: 'On call',
    andThen: (who, { text }) => `${who} from ${text}`,
    weekend: 'The weekend',
    daysOff: 'The days off',
    cameIn: (count) => `${count} came in`,
  },
  table: { measure: 'Measure', value: 'This week', usual: 'Usual' },
}

const es: DigestWords = {
  title: (day, parts) => (parts.length === 0 ? `Semana del ${day}.` : `Semana del ${day}: ${parts.join(', ')}.`),
  trend: { quieter: 'más tranquila', as_usual: 'como de costumbre', busier: 'más movida' },
  late: (count) =>
    count === 0 ? 'sin incumplimientos' : count === 1 ? 'un incumplimiento' : `${count} incumplimientos`,
  needsYou: 'Pide tu atención',
  noGaps: 'Sin huecos en los próximos 30 días.',
  sentLate: (by) => `⚠ Llega con ${by} de retraso.`,
  week: 'La semana',
  filed: (count, usual) => (usual === null ? registered(count) : `${registered(count)} (lo habitual: ${usual})`),
  resolved: (count) => counted('es', count, { one: 'resuelto', other: 'resueltos' }),
  open: (count, old) => {
    const open = counted('es', count, { one: 'abierto', other: 'abiertos' })
    return old === 0 ? open : `${open}, ${old} de más de 5 días`
  },
  kept: {
    claim: (share, usual) => of('tomados a tiempo', share, usual),
    first_update: (share, usual) => of('primera novedad', share, usual),
    next_update: (share, usual) => of('novedades siguientes', share, usual),
    resolve: (share, usual) => of('resueltos en plazo', share, usual),
    obligation: (share, usual) => of('obligaciones', share, usual),
  },
  few: (met, all) => `${met} de ${all}`,
  median: (text) => `mediana ${text}`,
  p90: (text) => `90 % en ${text}`,
  lateHead: 'Con retraso',
  lateLine: (number, clock, by) => (by === null ? `${number}, ${clock}: aún no` : `${number}, ${clock} ${by}`),
  clock: {
    claim: 'toma',
    first_update: 'primera novedad',
    next_update: 'novedad',
    resolve: 'resolución',
    obligation: 'obligación',
  },
  load: 'Carga',
  most: (name, hours) => `más: ${name} ${hours}`,
  least: (name, hours) => `menos: ${name} ${hours}`,
  hours: (hours, nights) => (nights === '0' ? `${hours} h` : `${hours} h, ${nights} h de noche`),
  restricted: (count) =>
    `🔒 ${counted('es', count, { one: 'restringido', other: 'restringidos' })}, solo en el recuento`,
  pages: (count, night) =>
    `${counted('es', count, { one: 'alerta', other: 'alertas' })}${night === 0 ? '' : `, ${night} de noche`}`,
  seen: (median) => `vistas en ${median}`,
  policy: {
    policy_unclear: 'Política poco clara',
    policy_missing: 'Falta una política',
    policy_wrong: 'Política equivocada',
  },
  times: (count) => counted('es', count, times.es),
  onRule: (count, rule) => `${count} sobre «${rule}»`,
  helpful: (yes, no) => `👍 ${yes} · 👎 ${no}`,
  keptOut: (duplicates, withdrawn) =>
    `${counted('es', duplicates, { one: 'duplicado', other: 'duplicados' })} y ${counted('es', withdrawn, { one: 'retirado', other: 'retirados' })}, fuera del recuento`,
  reopened: (count) => counted('es', count, { one: 'reabierto', other: 'reabiertos' }),
  day: {
    title: (parts) => `Hoy: ${parts.join(', ')}.`,
    head: {
      late: 'Con retraso',
      due: 'Vence hoy',
      unowned: 'Nadie lo tiene',
      waiting: 'A la espera de quien lo pidió',
    },
    count: {
      late: (count) => `${count} con retraso`,
      due: (count) => counted('es', count, { one: 'vence', other: 'vencen' }),
      unowned: (count) => `${count} sin responsable`,
      waiting: (count) => `${count} a la espera`,
    },
    calm: 'nada con retraso, nada vence',
    entry: {
      late: (clock, at) => `${clock}: vencía ${whenIn(at)}`,
      due: (clock, at) => `${clock}: vence ${whenIn(at)}`,
      unowned: (_, at) => `registrado ${whenIn(at)}`,
      waiting: (_, at) => `desde ${articled(at)}`,
    },
    noOwner: 'nadie',
    more: (count) => `y ${count} más`,
    restricted: (count) => `🔒 ${counted('es', count, { one: 'restringido', other: 'restringidos' })}`,
    onCall: 'De guardia',
    andThen: (who, at) => `${who} desde ${articled(at)}`,
    weekend: 'El fin de semana',
    daysOff: 'Los días libres',
    cameIn: (count) => counted('es', count, { one: 'registrado', other: 'registrados' }),
  },
  table: { measure: 'Medida', value: 'Esta semana', usual: 'Lo habitual' },
}

/** "el lun 23 nov", "las 15:00", "la 01:17" */
function articled({ text, form }: Moment): string {
  return `${form === 'day' ? 'el' : form === 'time_at_one' ? 'la' : 'las'} ${text}`
}

/** "el lun 23 nov", "a las 15:00" */
function whenIn(at: Moment): string {
  return at.form === 'day' ? articled(at) : `a ${articled(at)}`
}

function registered(count: number): string {
  return counted('es', count, { one: 'registrado', other: 'registrados' })
}

function of(what: string, share: string, usual: string | null): string {
  return usual === null ? `${what} ${share}` : `${what} ${share} (${usual})`
}

export function digestWords(locale: Locale): DigestWords {
  return languageOf(locale) === 'es' ? es : en
}
