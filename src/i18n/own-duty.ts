import type { Locale } from '../domain/language.ts'

/** Days that are left of one calendar year's. */
interface Allowance {
  readonly year: number
  readonly left: number
  readonly of: number
}

/** Forms by which people change their own duty: `/oncall cover`, `/oncall keep`. */
export interface OwnDutyWords {
  /** While a form is looked up. */
  readonly opening: string
  readonly cover: {
    readonly title: string
    readonly preview: string
    readonly save: string
    readonly back: string
    readonly person: string
    readonly by: string
    readonly from: string
    readonly fromHint: string
    readonly until: string
    readonly untilHint: string
    readonly reason: string
    readonly unread: string
    readonly skipped: (time: string, one: string, other: string) => string
    readonly repeated: (time: string, one: string, other: string) => string
    readonly covers: (by: string, person: string, span: string) => string
    readonly zone: (city: string) => string
    readonly part: (what: string) => string
    readonly keeps: (name: string, days: string) => string
    readonly done: (by: string, person: string, span: string) => string
    readonly undone: string
    readonly undo: string
  }
  readonly keep: {
    readonly title: string
    readonly submit: string
    readonly schedule: string
    readonly from: string
    readonly to: string
    readonly charge: string
    readonly allowance: (years: readonly Allowance[]) => string
    readonly loses: (what: string) => string
    readonly gains: (what: string) => string
    readonly trade: (day: string, name: string) => string
    readonly noSchedule: string
    readonly chooseDays: string
    readonly wanted: (days: string) => string
    readonly exchange: (day: string) => string
    readonly left: (year: number, left: number, of: number) => string
    readonly done: (days: string) => string
    readonly still: (what: string) => string
    readonly gap: (what: string) => string
    readonly giveBack: string
    readonly givenBack: string
  }
  readonly mine: {
    readonly heading: string
    readonly byMe: (what: string) => string
    readonly forMe: (what: string) => string
  }
}

const en: OwnDutyWords = {
  opening: 'One moment…',
  cover: {
    title: 'Cover',
    preview: 'Preview',
    save: 'Save',
    back: 'Back',
    person: 'Whose duty',
    by: 'Who covers it (leads may choose)',
    from: 'From',
    fromHint: 'Empty: from now on. Or “Friday 18:00”, “28 Nov 9:00”.',
    until: 'Until',
    untilHint: '“Monday 9:00”, “28 Nov 18:00”, “in 3 hours”: in your own time.',
    reason: 'Why',
    unread: 'I can’t read that as a time. Try “Monday 9:00” or “28 Nov 18:00”.',
    skipped: (time, one, other) => `${time} doesn’t exist: the clock jumps over it. ${one} or ${other}?`,
    repeated: (time, one, other) =>
      `${time} comes twice that night. The first is ${one}, the second ${other}: type one of them.`,
    covers: (by, person, span) => `${by} covers ${person}: ${span}`,
    zone: (city) => `Times are yours (${city}).`,
    part: (what) => `• ${what}`,
    keeps: (name, days) => `⚠ ${name} keeps ${days}.`,
    done: (by, person, span) => `✓ ${by} covers ${person}: ${span}`,
    undone: '✓ Undone: everything is as it was.',
    undo: 'Undo',
  },
  keep: {
    title: 'Days you keep',
    submit: 'Keep them',
    schedule: 'Schedule',
    from: 'First day',
    to: 'Last day',
    charge: 'Charged to',
    allowance: (years) =>
      `My own days (left: ${years.map(({ year, left, of }) => `${left} of ${of} in ${year}`).join(', ')})`,
    loses: (what) => `− You are no longer on call: ${what}`,
    gains: (what) => `+ You are on call instead: ${what}`,
    trade: (day, name) => `In exchange for ${day}: ${name}`,
    noSchedule: 'You are in no line of an on-call schedule: there is nothing to keep free.',
    chooseDays: 'Choose the days.',
    wanted: (days) => `You keep ${days}. Turns that begin then pass you over.`,
    exchange: (day) => `In exchange for ${day}.`,
    left: (year, left, of) => `Left in ${year}: ${left} of ${of} days.`,
    done: (days) => `✓ You keep ${days}. Turns that begin then pass you over.`,
    still: (what) => `⚠ You are on call all the same: ${what}`,
    gap: (what) => `⚠ Nobody else can take: ${what}`,
    giveBack: 'Give back',
    givenBack: '✓ Given back.',
  },
  mine: {
    heading: 'Replacements',
    byMe: (what) => `you cover ${what}`,
    forMe: (what) => `you are covered by ${what}`,
  },
}

const es: OwnDutyWords = {
  opening: 'Un momento…',
  cover: {
    title: 'Cubrir',
    preview: 'Vista previa',
    save: 'Guardar',
    back: 'Volver',
    person: 'La guardia de quién',
    by: 'Quién la cubre (lo eligen líderes)',
    from: 'Desde',
    fromHint: 'Vacío: desde ahora. O «viernes 18:00», «28 nov 9:00».',
    until: 'Hasta',
    untilHint: '«lunes 9:00», «28 nov 18:00», «en 3 horas»: en tu propia hora.',
    reason: 'Motivo',
    unread: 'No puedo leer ahí una hora. Prueba «lunes 9:00» o «28 nov 18:00».',
    skipped: (time, one, other) => `Las ${time} no existen: el reloj las salta. ¿${one} o ${other}?`,
    repeated: (time, one, other) =>
      `Las ${time} se repiten esa noche. La primera es ${one}, la segunda ${other}: escribe una de ellas.`,
    covers: (by, person, span) => `${by} cubre a ${person}: ${span}`,
    zone: (city) => `Son horas tuyas (${city}).`,
    part: (what) => `• ${what}`,
    keeps: (name, days) => `⚠ ${name} reservó ${days}.`,
    done: (by, person, span) => `✓ ${by} cubre a ${person}: ${span}`,
    undone: '✓ Deshecho: todo queda como estaba.',
    undo: 'Deshacer',
  },
  keep: {
    title: 'Días que reservas',
    submit: 'Reservar',
    schedule: 'Calendario de guardia',
    from: 'Primer día',
    to: 'Último día',
    charge: 'A cuenta de',
    allowance: (years) =>
      `Mis días propios (quedan ${years.map(({ year, left, of }) => `${left} de ${of} en ${year}`).join(', ')})`,
    loses: (what) => `− Ya no estás de guardia: ${what}`,
    gains: (what) => `+ Quedas de guardia en cambio: ${what}`,
    trade: (day, name) => `A cambio del ${day}: ${name}`,
    noSchedule: 'No estás en la fila de ningún calendario de guardia: no hay nada que reservar.',
    chooseDays: 'Elige los días.',
    wanted: (days) => `Reservas ${days}. Los turnos que empiecen entonces te saltan.`,
    exchange: (day) => `A cambio del ${day}.`,
    left: (year, left, of) => `En ${year} quedarían ${left} de ${of} días.`,
    done: (days) => `✓ Reservas ${days}. Los turnos que empiecen entonces te saltan.`,
    still: (what) => `⚠ Sigues de guardia: ${what}`,
    gap: (what) => `⚠ Nadie más puede tomar: ${what}`,
    giveBack: 'Devolver',
    givenBack: '✓ Devuelto.',
  },
  mine: {
    heading: 'Reemplazos',
    byMe: (what) => `cubres ${what}`,
    forMe: (what) => `te cubre ${what}`,
  },
}

const BY_LOCALE: Readonly<Record<Locale, OwnDutyWords>> = { en, es, 'es-ES': es }

export function ownDutyWords(locale: Locale): OwnDutyWords {
  return BY_LOCALE[locale]
}
