import type { FormWords } from '../../en/screens/forms.ts'
import { counted } from '../../plural.ts'

const people = (count: number) => counted('es', count, { one: 'persona', other: 'personas' })

/**
 * The team's forms say tú; what requesters fill in (withdraw, add information, answer, still urgent, followers, colleague)
 * says usted; what both may meet (reopen, access, the errors) is worded so that it needs neither.
 */
export const forms: FormWords = {
  send: 'Enviar',
  cancel: 'Cancelar',
  more: 'Más',
  errors: {
    empty: 'Falta este dato.',
    tooLong: (max) => `Como máximo ${counted('es', max, { one: 'carácter', other: 'caracteres' })}.`,
    inThePast: 'Esa hora ya pasó: hace falta una posterior.',
    notANumber: 'Hace falta un número, como ESC-1030.',
    tooMany: (max) => `Como máximo ${people(max)}.`,
  },
  update: {
    title: 'Escribir novedad',
    text: 'Qué hay de nuevo',
    audience: 'Quién la lee',
    requesterAndTeam: 'Solicitante y equipo',
    teamOnly: 'Solo el equipo',
    inChannel: (count) => `${count} en este canal`,
    inThread: 'quienes leen el hilo de la tarjeta',
    named: (count) => `${people(count)} con acceso`,
    both: (from, count, team) => `${from} (${people(count)}) y ${team}`,
    nextBy: 'Próxima novedad antes de',
  },
  resolve: {
    title: 'Resolver',
    submit: 'Resolver',
    decision: 'Decisión',
    decisionPlaceholder: 'Elige qué se decidió',
    rule: 'Norma',
    reason: 'Motivo',
    reasonHint: 'Solicitante lee la norma y el motivo.',
    sentence: 'Una frase que solicitante puede transmitir',
    rootCause: 'Causa de fondo',
    rootCausePlaceholder: 'Solo la lee el equipo',
    sentences: {
      removed: 'Lo revisamos y lo retiramos, porque va contra nuestras normas.',
      restricted: 'Lo revisamos y limitamos quién puede llegar a él.',
      geo_blocked: 'Lo revisamos y dejó de estar disponible donde la ley lo exige.',
      labelled: 'Lo revisamos y le añadimos una etiqueta con contexto.',
      kept_up: 'Lo revisamos y se mantiene publicado.',
      no_violation: 'Lo revisamos y no encontramos nada contra nuestras normas.',
      handed_to_legal: 'Lo revisamos y lo pasamos a nuestro equipo legal, que le dará seguimiento.',
      answered: 'Lo revisamos y respondimos la consulta.',
    },
  },
  ask: {
    title: 'Preguntar a solicitante',
    text: 'Pregunta',
    goesTo: (name) =>
      `Llega a ${name} por mensaje directo. Hasta que responda queda en espera, con el reloj de resolución en pausa.`,
  },
  handOver: {
    title: 'Pasar a otra persona',
    submit: 'Pasar',
    to: 'A quién',
    toPlaceholder: 'Elige a una persona',
    onDuty: 'De guardia: lo tiene enseguida',
    offDuty: 'Fuera de guardia: se le pregunta, y lo conservas hasta que acepte',
    note: 'De guardia: lo tiene enseguida. Fuera de guardia: se le pregunta, y lo conservas hasta que acepte.',
    text: 'Qué debe saber',
    force: 'Sin preguntar',
    forceOption: 'Pasarlo ya, aunque no esté de guardia: le llega una alerta',
  },
  claimFor: {
    title: 'Asignar a alguien',
    submit: 'Asignar',
    to: 'Quién lo tiene desde ahora',
    onDuty: 'De guardia',
    offDuty: 'Fuera de guardia',
  },
  release: {
    title: 'Liberar',
    submit: 'Liberar',
    text: (number) => `${number} vuelve al equipo y queda sin responsable hasta que alguien lo tome.`,
  },
  severity: {
    title: 'Cambiar severidad',
    submit: 'Cambiar',
    now: (severity) => `Ahora es ${severity}. Los relojes siguen a la nueva.`,
    to: 'Severidad nueva',
    reason: 'Por qué',
  },
  bringIn: {
    title: 'Sumar a alguien',
    submit: 'Sumar',
    who: 'Quién',
    note: 'Lo verá todo y se sumará donde se trabaja.',
    restricted: '🔒 Está restringido: desde ahora esa persona lo verá todo.',
  },
  bringRequesterIn: {
    title: 'Sumar a solicitante',
    submit: 'Sumar',
    text: (name) => `${name} estará en el canal de trabajo.`,
    warning: '⚠ Leerá todo lo que se escribió aquí.',
  },
  link: {
    title: 'Vincular un duplicado',
    submit: 'Vincular',
    to: 'Es parte de',
    hint: 'Número del escalamiento que continúa, como ESC-1030',
    note: 'Se remite allí a quien lo registró, cuenta el vencimiento más temprano y se puede deshacer. Nadie ve más que antes.',
  },
  unlink: {
    title: 'Deshacer el vínculo',
    submit: 'Deshacer',
    text: (number, of) => `${number} vuelve a ir por su cuenta y deja de ser parte de ${of}.`,
  },
  reopen: {
    title: 'Reabrir',
    submit: 'Reabrir',
    text: 'Qué hay de nuevo',
    note: 'Sus plazos empiezan de nuevo.',
    newChannel: 'Su canal está archivado: se abre otro.',
  },
  withdraw: {
    title: 'Retirar',
    submit: 'Retirar',
    ask: 'Pedirlo',
    reason: 'Por qué',
    atOnce: (number) => `${number} termina aquí y nadie sigue trabajando en él.`,
    asked: (owner) =>
      `Se le pide el acuerdo a ${owner ?? 'alguien del equipo'}. Mientras tanto el trabajo sigue y cada plazo se mantiene.`,
  },
  addInformation: {
    title: 'Agregar información',
    text: 'Qué debe saber el equipo',
    hint: 'Puede pegar enlaces e identificadores.',
  },
  answer: {
    title: 'Responder',
    asks: (name, at) => `${name} pregunta, ${at}:`,
    text: 'Su respuesta',
  },
  stillUrgent: {
    title: 'Sigue siendo urgente',
    choice: '¿Qué ocurre?',
    noNews: 'No hay noticias y me gustaría saber',
    noNewsNote: 'Unas palabras a quien lo tiene; no se alerta a nadie',
    worse: 'Ha empeorado',
    worseNote: 'El equipo sabe enseguida qué cambió',
    text: 'Qué cambió',
    textHint: 'Hace falta si ha empeorado.',
  },
  moreTools: {
    title: 'Más',
    addFollower: 'Quién más debe saberlo',
    handToColleague: 'Pasar a un colega',
    withdraw: 'Retirar',
  },
  addFollower: {
    title: 'Quién más debe saberlo',
    submit: 'Agregar',
    who: 'Personas',
    note: (number) => `Reciben las novedades de ${number} por mensaje directo.`,
  },
  handToColleague: {
    title: 'Pasar a un colega',
    submit: 'Pasar',
    who: 'Quién ocupa su lugar',
    note: 'Será solicitante: le llegan las preguntas y la decisión.',
  },
  requestAccess: {
    title: 'Pedir acceso',
    submit: 'Pedir',
    reason: '¿Para qué hace falta?',
    note: (number) => `Decide quien tiene ${number}, que leerá el motivo.`,
  },
}
