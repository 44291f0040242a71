import type { FilingWords } from '../../en/screens/filing.ts'
import { durationOf } from '../../format.ts'
import { counted } from '../../plural.ts'
import { antesDe, desde, sonLas } from '../grammar.ts'

const within = (minutes: number) =>
  minutes < 60 ? counted('es', minutes, { one: 'minuto', other: 'minutos' }) : durationOf(minutes, 'es')

/** Requesters read it: usted. */
export const filing: FilingWords = {
  title: 'Registrar escalamiento',
  submit: 'Registrar',
  close: 'Cancelar',
  category: '¿De qué se trata?',
  categoryPlaceholder: 'Elija lo que más se acerque',
  ifInDoubt: 'En caso de duda',
  unsure: 'No lo sé: que decida el equipo',
  restricted: '🔒 Solo lo verá el equipo que lo atiende.',
  summary: 'En una línea',
  summaryRestricted: 'Sin nombres.',
  body: 'Qué ocurrió; pegue aquí enlaces e identificadores',
  fromMessage: 'El equipo leerá este texto; puede editarlo.',
  severity: '¿Qué urgencia tiene?',
  contentLanguage: 'Idioma del contenido',
  contentLanguagePlaceholder: 'Elija un idioma',
  moreDetails: 'Más detalles',
  neededBy: 'Se necesita para',
  otherTeam: 'Para otro equipo',
  otherTeamPlaceholder: 'El equipo que suele atenderlo',
  followers: 'Quién más debe saberlo',
  followersPlaceholder: 'Elija personas',
  followersHint: 'Reciben las mismas novedades que usted.',
  hard: 'Difícil de ver',
  hardOption: 'Puede afectar a quien lo mire',
  notSure: '⚠ No es seguro que se haya guardado. Pulse Registrar otra vez: nada se registra dos veces.',
  nobodyWoken: (by) => `No se despierta a nadie. Primera respuesta ${antesDe(by)}.`,
  wakesOne: (time, minutes) =>
    `⚠ Despierta a la persona de guardia: allí ${sonLas(time)}. Primera respuesta en ${within(minutes)}.`,
  wakesMany: (count, name, time, minutes) =>
    `⚠ Despierta a las ${count} personas de guardia: para ${name} ${sonLas(time)}. Primera respuesta en ${within(minutes)}.`,
  pagesOne: (time, minutes) =>
    `⚠ Alerta enseguida a la persona de guardia: allí ${sonLas(time)}. Primera respuesta en ${within(minutes)}.`,
  pagesMany: (count, name, time, minutes) =>
    `⚠ Alerta enseguida a las ${count} personas de guardia: para ${name} ${sonLas(time)}. Primera respuesta en ${within(minutes)}.`,
  nobodyOnCall: (minutes) =>
    `⚠ Ahora no hay nadie de guardia: se avisa a líderes del equipo. Primera respuesta en ${within(minutes)}.`,
  filed: (number) => `✓ ${number} quedó registrado`,
  pagedNow: (names) => `Alerta enviada a ${names}, hace un momento`,
  pagedSoon: (names) => `Slack no responde en este momento. En cuanto responda se alertará a: ${names}`,
  pagedLater: (names, from) => `Alerta a ${names} ${desde(from)}`,
  nobodyPaged: 'No se alerta a nadie: el equipo lo ve en su canal.',
  firstAnswer: (by) => `Primera respuesta ${antesDe(by)}`,
  keepPosted: 'Le mantendré al tanto por mensaje directo.',
  open: 'Abrir',
  similarTitle: '¿Ya registrado?',
  similarOne: 'Este está abierto y tiene el mismo enlace o identificador:',
  similarMany: 'Estos están abiertos y tienen el mismo enlace o identificador:',
  follow: 'Seguirlo',
  followOf: (number) => `Seguir ${number}`,
  fileAnyway: 'Registrar igualmente',
  back: 'Volver',
  followed: (number) => `✓ Ya sigue ${number}. Sus novedades le llegan por mensaje directo; no se registró nada nuevo.`,
}
