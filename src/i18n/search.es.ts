import type { Field, StateAsked } from '../domain/search/words.ts'
import { counted } from './plural.ts'
import type { SearchWords } from './search.en.ts'

const fields: Readonly<Record<Field, string>> = {
  category: 'categoría',
  owner: 'responsable',
  requester: 'solicitante',
  state: 'estado',
  severity: 'severidad',
  team: 'equipo',
  language: 'idioma',
  since: 'desde',
  until: 'hasta',
}

const states: Readonly<Record<StateAsked, string>> = {
  open: 'abierto',
  breached: 'con retraso',
  unclaimed: 'sin tomar',
  claimed: 'tomado',
  waiting: 'en espera',
  resolved: 'resuelto',
  closed: 'cerrado',
  withdrawn: 'retirado',
  duplicate: 'duplicado',
}

const examples: Partial<Readonly<Record<Field, string>>> = {
  state: 'abierto, sin-tomar, tomado, en-espera, incumplido, resuelto, cerrado, retirado, duplicado',
  severity: 'de sev1 a sev4',
  language: 'en, es, otro, ninguno, no-se-sabe',
  category: 'un nombre del menú, entre comillas si lleva espacios',
  team: 'su nombre, entre comillas si lleva espacios',
}

const thousands = new Intl.NumberFormat('es')

export const search: SearchWords = {
  title: 'Buscar',
  submit: 'Buscar',
  close: 'Cerrar',
  button: 'Buscar',
  query: 'Palabras y filtros',
  queryHint: 'Por ejemplo: remix categoría:odio responsable:yo estado:incumplido desde:2026-11-01',
  category: 'Categoría',
  state: 'Estado',
  owner: 'Responsable',
  any: 'Cualquiera',
  me: 'yo',
  nobody: 'nadie',
  stateChoices: states,
  fields,
  filter: (field, values) => `${field}: ${values}`,
  or: ' o ',
  loading: '🔎 Buscando…',
  start: 'Hacen falta palabras o filtros, y después Buscar. Solo se recorre lo que se puede ver desde esta cuenta.',
  /** With `isMore` there are more than are counted. */
  found: (count, isMore) =>
    isMore
      ? `más de ${thousands.format(count)} escalamientos`
      : counted('es', count, { one: 'escalamiento', other: 'escalamientos' }),
  newest: (count) => `Estos son los ${thousands.format(count)} más recientes. Con más palabras o filtros quedan menos.`,
  near: 'Ningún escalamiento a la vista tiene exactamente estas palabras. Estos tienen palabras parecidas.',
  none: 'No se encontró nada que esté a la vista. Con menos palabras o filtros aparece más.',
  failed: 'Ahora no se pudo buscar. Para intentarlo otra vez: Buscar.',
  problemsHeading: 'Todavía no se buscó:',
  problem: (problem) => {
    const { at, typed } = problem
    switch (problem.code) {
      case 'unknown_filter':
        return `Carácter ${at}: no hay un filtro «${typed}:». Hay ${Object.values(fields).join(', ')}. Para buscarlo como texto va entre comillas.`
      case 'empty_value':
        return `Carácter ${at}: falta un valor después de «${typed}».`
      case 'unknown_value': {
        const example = examples[problem.field]
        return `Carácter ${at}: ${fields[problem.field]} no puede ser «${typed}»${example === undefined ? '' : `, sino: ${example}`}.`
      }
      case 'bad_date':
        return `Carácter ${at}: «${typed}» no es una fecha. Se escribe 2026-11-01, hoy o ayer.`
      case 'several_dates':
        return `Carácter ${at}: una sola fecha; «${typed}» es la segunda.`
      case 'until_before_since':
        return `Carácter ${at}: con «${typed}» el periodo termina antes de empezar.`
      case 'open_quote':
        return `Carácter ${at}: las comillas que se abren aquí no se cierran.`
      case 'nobody_files':
        return `Carácter ${at}: todo escalamiento tiene solicitante; con «${typed}» no hay ninguno.`
      case 'unknown_person':
        return `Carácter ${at}: aquí nadie se llama «${typed}». Va el nombre completo, entre comillas si lleva espacios.`
      case 'several_people':
        return `Carácter ${at}: varias personas se llaman «${typed}». En el comando se nombra a una con @.`
      case 'too_many_words':
        return `Carácter ${at}: diez palabras como máximo; «${typed}» ya sobra.`
      case 'too_long':
        return `Carácter ${at}: 300 caracteres como máximo; desde «${typed}» ya no cabe.`
    }
  },
}
