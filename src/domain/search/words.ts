import type { Severity, Status } from '../escalation/words.ts'
import type { ContentLanguage } from '../language.ts'

/** The names of filters and of their values, as people type them in either language; compared without accents and case. */

export const FIELDS = [
  'category',
  'owner',
  'requester',
  'state',
  'severity',
  'team',
  'language',
  'since',
  'until',
] as const
export type Field = (typeof FIELDS)[number]

/** What `state:` may ask for: a status, all that aren't over, or that a promised time was missed. */
export type StateAsked = Status | 'open' | 'breached'

/** Without accents and case, words joined by hyphens: what two ways of typing one name have in common. */
export function folded(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .trim()
    .replace(/[\s_-]+/g, '-')
}

const FIELD_NAMES: Readonly<Record<Field, readonly string[]>> = {
  category: ['category', 'categoria'],
  owner: ['owner', 'responsable'],
  requester: ['requester', 'solicitante'],
  state: ['state', 'status', 'estado'],
  severity: ['severity', 'severidad'],
  team: ['team', 'equipo'],
  language: ['language', 'idioma'],
  since: ['since', 'desde'],
  until: ['until', 'hasta'],
}

const STATE_NAMES: Readonly<Record<StateAsked, readonly string[]>> = {
  open: ['open', 'abierto', 'abiertos'],
  breached: ['breached', 'late', 'incumplido', 'incumplidos', 'con-retraso'],
  unclaimed: ['unclaimed', 'sin-tomar', 'sin-responsable'],
  claimed: ['claimed', 'tomado', 'tomados'],
  waiting: ['waiting', 'en-espera', 'esperando'],
  resolved: ['resolved', 'resuelto', 'resueltos'],
  closed: ['closed', 'cerrado', 'cerrados'],
  withdrawn: ['withdrawn', 'retirado', 'retirados'],
  duplicate: ['duplicate', 'duplicado', 'duplicados'],
}

const SEVERITY_NAMES: Readonly<Record<Severity, readonly string[]>> = {
  sev1: ['sev1', '1'],
  sev2: ['sev2', '2'],
  sev3: ['sev3', '3'],
  sev4: ['sev4', '4'],
}

const LANGUAGE_NAMES: Readonly<Record<ContentLanguage, readonly string[]>> = {
  en: ['en', 'english', 'ingles'],
  es: ['es', 'spanish', 'espanol'],
  other: ['other', 'otro'],
  none: ['none', 'ninguno'],
  unsure: ['unsure', 'no-se-sabe'],
}

function reader<T extends string>(names: Readonly<Record<T, readonly string[]>>): (text: string) => T | null {
  const byName = new Map<string, T>()
  for (const code of Object.keys(names) as T[]) for (const name of names[code]) byName.set(name, code)
  return (text) => byName.get(folded(text)) ?? null
}

export const fieldNamed = reader(FIELD_NAMES)
export const stateNamed = reader(STATE_NAMES)
export const severityNamed = reader(SEVERITY_NAMES)
export const languageNamed = reader(LANGUAGE_NAMES)

const ME = ['me', 'yo', 'mi']
const NOBODY = ['none', 'nobody', 'nadie', 'ninguno']

export const isMe = (text: string) => ME.includes(folded(text))
export const isNobody = (text: string) => NOBODY.includes(folded(text))

const TODAY = ['today', 'hoy']
const YESTERDAY = ['yesterday', 'ayer']

/** How many days before today a word says; null for other words. */
export function daysAgo(text: string): number | null {
  if (TODAY.includes(folded(text))) return 0
  return YESTERDAY.includes(folded(text)) ? 1 : null
}
