import type { Language } from '../domain/language.ts'

/** Words of `vigia schedules`, which compares the settings file's schedules with the database's. */
const en = {
  about: "the database's schedules, compared with those of a settings file",
  plan: 'say what the file would change, and which gaps of the next 30 days that makes. Changes nothing',
  apply: 'show the plan, then make it so: turns that have begun are served to their end',
  settings: 'the settings file (YAML)',
  json: 'as JSON, for a script',
  none: (file: string) => `${file} has no schedules.`,
  /** At the head of what follows. */
  isNew: (name: string) => `${name}: new`,
  same: (name: string) => `${name}: as it is`,
  changed: (f: { readonly name: string; readonly version: number }) => `${f.name}: changes version ${f.version}`,
  changedInSlack: (f: { readonly name: string; readonly version: number }) =>
    `${f.name}: the file is as it was, and would undo what was changed since (version ${f.version})`,
  gap: (f: { readonly role: string; readonly from: string; readonly to: string }) =>
    `⚠ nobody as ${f.role} from ${f.from} to ${f.to}`,
  noGaps: 'No new gaps in the next 30 days.',
  unnamed: (name: string) => `${name}: not in this file; stays as it is`,
  sameWeekdays: (f: {
    readonly rotation: string
    readonly layer: string
    readonly people: number
    readonly shiftsAWeek: number
  }) =>
    `↻ ${f.rotation} (${f.layer}): with ${f.people} people and ${f.shiftsAWeek} shifts a week everybody keeps the same weekdays. Longer turns, or one person more, would change them.`,
  became: {
    new: (name: string) => `${name}: taken into the database.`,
    edited: (name: string) => `${name}: changed.`,
    same: (name: string) => `${name}: nothing to do.`,
    stale: (name: string) => `${name}: was changed by somebody else meanwhile. Look at the plan again.`,
  },
}

export type ScheduleCliWords = typeof en

const es: ScheduleCliWords = {
  about: 'los calendarios de guardia de la base de datos, comparados con los de un archivo de configuración',
  plan: 'dice qué cambiaría el archivo y qué huecos produce en los próximos 30 días. No cambia nada',
  apply: 'muestra el plan y lo aplica: los turnos ya empezados se cumplen hasta el final',
  settings: 'el archivo de configuración (YAML)',
  json: 'en JSON, para un programa',
  none: (file) => `${file} no tiene calendarios de guardia.`,
  isNew: (name) => `${name}: nuevo`,
  same: (name) => `${name}: sin cambios`,
  changed: (f) => `${f.name}: cambia la versión ${f.version}`,
  changedInSlack: (f) => `${f.name}: el archivo sigue igual y desharía lo que se cambió después (versión ${f.version})`,
  gap: (f) => `⚠ nadie como ${f.role} desde ${f.from} hasta ${f.to}`,
  noGaps: 'Sin huecos nuevos en los próximos 30 días.',
  unnamed: (name) => `${name}: no está en este archivo; queda como está`,
  sameWeekdays: (f) =>
    `↻ ${f.rotation} (${f.layer}): con ${f.people} personas y ${f.shiftsAWeek} turnos por semana, cada una tiene siempre los mismos días. Con turnos más largos, o una persona más, cambiarían.`,
  became: {
    new: (name) => `${name}: incorporado a la base de datos.`,
    edited: (name) => `${name}: cambiado.`,
    same: (name) => `${name}: nada que hacer.`,
    stale: (name) => `${name}: otra persona lo cambió mientras tanto. Vuelve a ver el plan.`,
  },
}

export function scheduleCliWordsOf(language: Language): ScheduleCliWords {
  return language === 'es' ? es : en
}
