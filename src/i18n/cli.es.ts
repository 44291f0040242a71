import type { CliWords } from './cli.en.ts'

/** What the command line says in Spanish, to the team: *tú*. Keys, ids and values of the file are never translated. */

const allowed: CliWords['allowed'] = {
  keys: (known) => `una de ${known}`,
  object: () => 'claves con valores, una por línea',
  list: () => 'una lista',
  command: () => 'una barra y hasta 31 de a–z, 0–9, - y _, como /escalate',
  language: () => 'en o es',
  zone: () => 'una zona horaria por su lugar, como America/Mexico_City o Europe/Madrid',
  teams: () => 'una lista de 1 a 100 equipos',
  id: () => 'a–z, 0–9 y _, primero una letra, hasta 40 caracteres; los identificadores son únicos',
  name: () => 'de 1 a 75 caracteres',
  short: () => 'de 1 a 24 caracteres',
  words: () => 'los dos idiomas: { en: …, es: … }',
  people: () => 'una lista de identificadores de usuario de Slack («U…» o «W…»)',
  leads: () => 'una lista con al menos un identificador de usuario de Slack («U…» o «W…»)',
  person: () =>
    'un identificador de usuario de Slack («U…» o «W…»), no un nombre; en Slack: perfil, ⋮, Copiar ID de miembro',
  channel: () =>
    'un identificador de canal de Slack («C…» o «G…»), no un nombre; en Slack está al final de los detalles del canal',
  user_group: () => 'un identificador de grupo de usuarios de Slack («S…»)',
  work_channel_language: () => 'team o requester',
  category: () => 'off, o claves con valores',
  flag: () => 'true o false',
  fields: () => 'una lista de 4 campos como máximo',
  field_kind: () => 'text o datetime',
  length: () => 'un número de 1 a 3000',
  pages: () => 'at_once, working_hours o none',
  pages_urgent: () => 'at_once',
  place: () => 'channel o thread',
  duration: () => 'una duración con su unidad, hasta un año: 15 min, 4 h, 2 days',
  duration_or_none: () => 'none, o una duración con su unidad, hasta un año: 15 min, 4 h, 2 days',
  days: () => 'una lista de mon, tue, wed, thu, fri, sat, sun',
  day: () => 'mon, tue, wed, thu, fri, sat o sun',
  time: () => "una hora entre comillas, de '00:00' a '23:59'",
  later_time: () => 'una hora posterior a `from`',
  close_after: () => 'un número de días de 1 a 365',
  reminder_days: () => 'hasta cinco números crecientes de días, como [1, 3]',
  groups: () => 'una lista de 1 a 100 encabezados',
  team: (known) => `el identificador de un equipo: ${known}`,
  group: (known) => `el identificador de un encabezado: ${known}`,
  unsure_category: (known) => `el identificador de una categoría que no esté en off: ${known}`,
  visible_to: () => 'personas en `visibleTo` aquí, o en `restrictedVisibleTo` para todas las categorías restringidas',
  specialists: () => 'personas en `specialists`, o un grupo de usuarios en `specialistsGroup`',
  options_of_a_group: () => 'como máximo 100 categorías bajo un encabezado',
  once: () => 'cada uno una sola vez',
}

const problem: CliWords['problem'] = {
  not_yaml: ({ value }) => `Esto no es YAML: ${value}`,
  missing: () => 'Falta.',
  unknown_key: ({ value }) => `Aquí no se conoce ${value}.`,
  not_allowed: ({ value }) => `Aquí no se admite ${value}.`,
  unknown_reference: ({ value }) => `No existe ${value}.`,
  repeated: ({ value }) => `${value} aparece dos veces.`,
  must_page_at_once: ({ value }) =>
    `Con ${value} habría personas en riesgo esperando: sev1 y sev2 alertan de inmediato.`,
  too_many_options: ({ value }) => `Slack no puede mostrar todas las categorías de ${value}.`,
  nobody_may_see: ({ value }) => `${value} está restringida y nadie figura como quien puede verla.`,
  nobody_may_claim: ({ value }) => `Nadie podría tomar lo que llegue a ${value}.`,
}

export const cli: CliWords = {
  allowed,
  problem,
  allowedHere: (what) => `Se admite: ${what}.`,
  about: 'Vigía, quien vigila: un bot de escalamientos para Slack.',
  settings: {
    about: 'la política del equipo: equipos, categorías, severidades, horarios',
    check: {
      about: 'dice si un archivo de configuración es correcto y, si no, qué falla y dónde',
      file: 'el archivo de configuración (YAML)',
      right: (f) => `${f.file} es correcto: ${f.teams}, ${f.categories}.`,
      wrong: (f) => `${f.file} tiene ${f.problems}:`,
    },
    print: {
      about: 'escribe la política vigente con todos sus valores por defecto, como archivo de configuración',
      file: 'el archivo de configuración; sin él VIGIA_SETTINGS y, sin esa variable, lo que trae el playground',
      playground: 'No se indicó ningún archivo: esto es lo que trae el playground. Pon tus propios identificadores.',
    },
    unreadable: (f) => `No se puede leer ${f.file} (${f.why}).`,
  },
  show: {
    about: 'escribe lo que pasó con un escalamiento, lo más reciente al final',
    number: 'su número, como ESC-1042',
    json: 'en JSON, para un script',
    noNumber: (typed) => `${JSON.stringify(typed)} no es un número de escalamiento. Escríbelo como ESC-1042.`,
    notFound: (f) => `No existe ${f.number} en ${f.place}.`,
    zone: (zone) => `Horas de ${zone}`,
    withheld: 'Restringido: lo que se escribió se lee en Slack; lo ven las personas designadas.',
  },
  records: {
    nothingThere: (f) =>
      `No hay ninguna base de datos en ${f.folder}. Define DATABASE_URL, o VIGIA_DATA con la carpeta que usa Vigía.`,
    unreachable: (f) =>
      `No se puede alcanzar la base de datos de ${f.place} (${f.why}). Comprueba que esté en marcha e inténtalo de nuevo.`,
    notVigias: (f) =>
      `La base de datos de ${f.place} no tiene nada de Vigía. Inicia Vigía con ella una vez, o indica otra.`,
  },
  teams: { one: 'equipo', other: 'equipos' },
  categories: { one: 'categoría', other: 'categorías' },
  problems: { one: 'problema', other: 'problemas' },
  help: {
    usage: 'Uso:',
    arguments: 'Argumentos:',
    options: 'Opciones:',
    commands: 'Comandos:',
    option: 'explica cómo se usa',
    command: 'explica cómo se usa un comando',
    placeholder: { options: 'opciones', command: 'comando' },
  },
  usage: {
    noCommand: 'Di qué hay que hacer.',
    unknownCommand: (typed) => `No existe el comando ${typed}.`,
    unknownOption: (typed) => `No existe la opción ${typed}.`,
    missingArgument: (name) => `Falta ${name}.`,
    tooMuch: 'Son más argumentos de los que admite este comando.',
    unclear: 'No se usa así.',
    seeHelp: (command) => `Consulta: ${command} --help`,
  },
  failed: (why) => `No funcionó: ${why}`,
}
