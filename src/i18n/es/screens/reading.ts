import type { ReadingWords } from '../../en/screens/reading.ts'
import { counted } from '../../plural.ts'

/** Requesters and the team both read these: worded so that neither usted nor tú is needed. */
export const reading: ReadingWords = {
  close: 'Cerrar',
  back: 'Volver',
  previous: 'Anterior',
  next: 'Siguiente',
  open: 'Abrir',
  claim: 'Tomar',
  openOf: (number) => `Abrir ${number}`,
  claimOf: (number) => `Tomar ${number}`,
  pageOf: (page, pages) => `Página ${page} de ${pages}`,
  detail: {
    body: 'Qué ocurrió',
    references: 'Enlaces e identificadores',
    referencesNote: 'Escritos de modo que ninguno se abra por accidente.',
    details: 'Detalles',
    filed: (name, at) => `Registró ${name}, ${at}`,
    filedFrom: (name, department, at) => `Registró ${name} (${department}), ${at}`,
    filedAt: (at) => `Registrado: ${at}`,
    neededBy: (at) => `Se necesita para: ${at}`,
    followers: (names) => `También al tanto: ${names}`,
    updates: 'Novedades',
    update: (name, at) => `${name}, ${at}`,
    teamUpdate: (name, at) => `${name}, ${at} · solo el equipo`,
    moreUpdates: (count) => `${counted('es', count, { one: 'anterior', other: 'anteriores' })} en el historial`,
    decision: (decision) => `Decisión: ${decision}`,
    rule: (rule) => `Norma: ${rule}`,
    reason: (reason) => `Motivo: ${reason}`,
    rootCause: (cause) => `Causa de fondo: ${cause}`,
    inChannel: (channel) => `Se trabaja en ${channel}`,
    inThread: (url) => `Se trabaja en <${url}|el hilo de la tarjeta>`,
    join: 'Entrar al canal',
    actions: 'Acciones…',
    restricted: '🔒 Restringido: se ve que existe, y nada más.',
  },
  actions: {
    nothing: 'Ahora no hay nada que hacer desde aquí.',
  },
  lists: {
    title: 'Escalamientos',
    open: 'Todo lo abierto',
    mine: 'A mi cargo y registrados por mí',
    found: (words) => `Con «${words}»`,
    none: 'Ninguno.',
    noneFound: 'No hay nada a la vista con esas palabras. Con menos palabras aparece más.',
  },
  timeline: {
    title: 'Historial',
    none: 'Nada todavía.',
  },
  answers: {
    help: (command) =>
      [
        `\`${command}\` o \`${command} unas palabras\`: registrar un escalamiento`,
        `\`${command} lista\`: todo lo abierto`,
        `\`${command} míos\`: a mi cargo y registrados por mí`,
        `\`${command} ver 1042\`: uno de ellos`,
        `\`${command} buscar palabras\`: los que contienen las palabras`,
        `\`${command} ayuda\`: este texto`,
      ].join('\n'),
    helpPreview: 'Lo que Vigía entiende',
    notFound: (typed, command) =>
      `No hay ningún escalamiento «${typed}» a la vista. \`${command} lista\` muestra los abiertos.`,
    whichNumber: (command) => `¿Cuál? Hace falta su número: \`${command} ver 1042\`.`,
    whichWords: (command) => `¿Qué palabras? Van detrás: \`${command} buscar remix\`.`,
    youHaveIt: (number) => `✓ ${number} es tuyo.`,
    release: 'Liberar',
  },
  notice: {
    title: 'Vigía',
    tryAgain: 'Intentar otra vez',
    wait: 'Un momento…',
    done: '✓ Hecho.',
    asked: (number) => `✓ Enviado. Lo que se decida sobre ${number} llega por mensaje directo.`,
  },
}
