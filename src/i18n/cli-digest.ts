import type { Language } from '../domain/language.ts'

/** Words of `vigia digest`, which shows any digest of any week without sending it. */
const en = {
  about: 'a digest of any day or week as its readers get it; nothing is sent',
  kind: 'daily or weekly',
  team: 'the team, by its id; the first one of the settings where none is named',
  at: 'a local date, YYYY-MM-DD: the morning, or any day of the week; where none is named today, or last week. What is open is as of now',
  format: 'text, json or slack (the message’s blocks)',
  lang: 'en or es',
  noTeam: (f: { readonly typed: string; readonly known: string }) => `There is no team ${f.typed}. Known: ${f.known}.`,
  noDate: (typed: string) => `${typed} is no date. Type it like 2026-11-16.`,
  noKind: (typed: string) => `${typed} is no kind of digest. Known: daily, weekly.`,
  noFormat: (typed: string) => `${typed} is no format. Known: text, json, slack.`,
}

export type DigestCliWords = typeof en

const es: DigestCliWords = {
  about: 'el resumen de cualquier día o semana tal como llega a sus lectores; no se envía nada',
  kind: 'daily (diario) o weekly (semanal)',
  team: 'el equipo, por su identificador; el primero de la configuración si no se nombra ninguno',
  at: 'una fecha local, AAAA-MM-DD: la mañana, o cualquier día de la semana; si no se nombra ninguna, hoy o la semana pasada. Lo abierto es lo de ahora',
  format: 'text, json o slack (los bloques del mensaje)',
  lang: 'en o es',
  noTeam: (f) => `No hay un equipo ${f.typed}. Los que hay: ${f.known}.`,
  noDate: (typed) => `${typed} no es una fecha. Escríbela así: 2026-11-16.`,
  noKind: (typed) => `${typed} no es un tipo de resumen. Los que hay: daily, weekly.`,
  noFormat: (typed) => `${typed} no es un formato. Los que hay: text, json, slack.`,
}

const BY_LANGUAGE: Readonly<Record<Language, DigestCliWords>> = { en, es }

export function digestCliWordsOf(language: Language): DigestCliWords {
  return BY_LANGUAGE[language]
}
