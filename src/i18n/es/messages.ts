import type { ClockKind } from '../../domain/escalation/timeline-event.ts'
import type { Status } from '../../domain/escalation/words.ts'
import type { Messages } from '../en/messages.ts'
import { counted } from '../plural.ts'
import { aLas, antesDe, antesDeHora, desde, desdeHora, hasta } from './grammar.ts'
import { words } from './words.ts'

/** Spanish words of what is posted: *usted* to requesters, *tú* to the team. */

const people = (count: number) => counted('es', count, { one: 'persona alertada', other: 'personas alertadas' })

const due: Record<ClockKind, string> = {
  claim: 'tomar',
  first_update: 'novedad',
  next_update: 'novedad',
  resolve: 'decisión',
  obligation: 'obligación',
}

/** The same at the beginning of a sentence. */
const dueFirst: Record<ClockKind, string> = {
  claim: 'Tomar',
  first_update: 'Novedad',
  next_update: 'Novedad',
  resolve: 'Decisión',
  obligation: 'Obligación',
}

const mootBecause: Record<Status, string> = {
  unclaimed: 'Esta alerta ya no hace falta.',
  claimed: 'Ya tiene responsable.',
  waiting: 'Ya tiene responsable.',
  resolved: 'Ya está resuelto.',
  closed: 'Ya está cerrado.',
  withdrawn: 'Fue retirado.',
  duplicate: 'Sigue como parte de otro escalamiento.',
}

export const messages: Messages = {
  preview: {
    claimBy: (m) => `tomar ${antesDe(m)}`,
    updateBy: (m) => `novedad ${antesDe(m)}`,
    newsBy: (m) => `próxima novedad ${antesDe(m)}`,
    newTime: (m) => `con retraso, nueva hora ${m.text}`,
    status: words.status,
    nobodyOnCall: 'nadie de guardia',
    needsAnswer: 'necesitamos algo de usted',
    lookingForSomebody: 'buscando a alguien',
    decided: 'resuelto',
    seen: 'visto',
    nothingToDo: 'no tienes que hacer nada',
    yours: 'es tuyo',
    late: 'con retraso',
    several: (count) => counted('es', count, { one: 'escalamiento te espera', other: 'escalamientos te esperan' }),
  },
  state: {
    unclaimed: (m) => `○ Sin responsable · tomar ${antesDe(m)}`,
    unclaimedLate: (m) => `⚠ Sin responsable · con retraso ${desdeHora(m)}`,
    nobodyOnCall: (m) => `⚠ Nadie de guardia: líderes alertados ${m.text}`,
    claimed: (owner, m) => `${owner} ${desdeHora(m)}`,
    claimedUnnamed: (m) => `Con responsable ${desdeHora(m)}`,
    by: (clock, m) => `${due[clock]} ${antesDeHora(m)}`,
    dueSoon: (clock, m) => `${due[clock]} por vencer, ${antesDeHora(m)}`,
    lateSince: (clock, m) => `${due[clock]} con retraso ${desdeHora(m)}`,
    paused: (clock) => (clock === 'resolve' ? 'reloj de resolución en pausa' : `reloj de ${due[clock]} en pausa`),
    waiting: (m) => `◐ En espera de solicitante ${desdeHora(m)}`,
    resolved: (decision) => `✓ ${words.decision[decision]}`,
    resolvedOnly: '✓ Resuelto',
    onTime: 'en plazo',
    late: 'con retraso',
    closed: (date) => `▪ Cerrado ${date}`,
    duplicate: (of) => `↪ Parte de ${of}`,
    duplicateOnly: '↪ Parte de otro escalamiento',
    withdrawn: '✕ Retirado',
    withdrawnBecause: (reason) => `✕ Retirado: ${reason}`,
  },
  card: {
    paged: (list) => `Alertas: ${list}`,
    silent: (name, m) => `${name} (en silencio hasta ${m.text})`,
    pagedState: { not_seen: 'sin ver', seen: 'vista', passed: 'pasada' },
    andMore: (count) => `y ${count} más`,
    from: (who) => `De ${who}`,
    filed: (m) => `registrado ${m.form === 'day' ? `el ${m.text}` : m.text}`,
    neededBy: (m) => `hace falta ${antesDe(m)}`,
    possibleDuplicate: (of) => `posible duplicado de ${of}`,
    includes: (list) => `incluye ${list}`,
    worksInThread: 'Slack no permitió un canal: trabajamos en este hilo',
    noPrivateChannel: 'Sin canal privado: hay que pedirlo a un administrador',
    deliveryTrouble: '⚠ Un mensaje sobre este escalamiento no se pudo entregar',
    filedBy: (name, from, m) =>
      from === null ? `Registrado por ${name} ${aLas(m)}` : `Registrado por ${name} (${from}) ${aLas(m)}`,
    hard: '⚠ Difícil de ver: tómate tu tiempo y pásalo cuando lo necesites',
    references: 'Enlaces e identificadores',
    andMoreLines: (count) => `… y ${count} más: ábrelo`,
  },
  button: {
    claim: words.action.claim,
    open: words.action.view,
    actions: 'Acciones…',
    reopen: words.action.reopen,
    requestAccess: words.action.request_access,
    writeUpdate: words.action.write_update,
    resolve: words.action.resolve,
    askRequester: words.action.ask_requester,
    release: words.action.release,
    addInformation: words.action.add_information,
    stillUrgent: words.action.still_urgent,
    answer: words.action.answer,
    more: 'Más…',
    seen: 'Visto, dame 10 min',
    cannot: 'No puedo',
    view: 'Ver',
    yes: '👍 Sí',
    no: '👎 No',
    accept: { handover: 'Recibirlo', withdrawal: 'Aceptar el retiro', access: 'Dar acceso' },
    decline: { handover: 'Rechazar', withdrawal: 'Mantener abierto', access: 'No dar acceso' },
    keepWaiting: 'Seguir esperando',
    snooze: '30 min más',
    waitingForRequester: 'En espera de solicitante',
    aloud: (label, number) => `${label} ${number}`,
  },
  requester: {
    looking: (count) => (count === 0 ? '○ Buscando a alguien' : `○ Buscando a alguien: ${people(count)}`),
    inTheList: '○ En la lista del equipo: no se despierta a nadie por esto',
    with: (owner, m) => `● La atiende ${owner} ${desde(m)}`,
    needsAnswer: '◐ Necesitamos algo de usted',
    askedRequester: '◐ En espera de solicitante',
    late: (m) => `⚠ Más tarde de lo prometido: nueva hora ${m.text}`,
    decided: (decision) => `✓ Resuelto: ${words.decisionInline[decision]}`,
    closed: (date) => `▪ Cerrado ${date}`,
    duplicate: (of) => `↪ Sigue como parte de ${of}`,
    withdrawn: '✕ Retirado',
    nextNewsBy: (m) => `Próxima novedad ${antesDe(m)}`,
    last: (text, at) => `Última: «${text}» ${at}`,
    withdrawalAsked: 'Usted pidió retirarlo: decide su responsable. Hasta entonces todo sigue.',
    following: 'Usted sigue este escalamiento.',
  },
  decision: {
    head: (number, code) => `✓ ${number} resuelto: ${words.decisionInline[code]}`,
    why: (reason) => `Motivo: ${reason}`,
    rule: (rule) => `Norma: ${rule}`,
    by: (name, took) => `Por ${name}, ${took} después de registrarse`,
    youCanSay: 'Puede decir:',
    helpful: '¿Le sirvió?',
    thanksYes: '👍 Gracias. Nos alegra que le haya servido.',
    thanksNo: '👎 Gracias. El equipo verá que no le sirvió.',
    reopened: '↩ Reabierto: el equipo lo atiende de nuevo.',
  },
  page: {
    filedBy: (from, m) => `registró ${from} ${aLas(m)}`,
    filedAt: (m) => `registrado ${aLas(m)}`,
    why: {
      on_call: (team) => (team === null ? 'Te toca: estás de guardia' : `Te toca: de guardia de ${team}`),
      came_on_call: () => 'Te toca: empezó tu turno y aún no lo tomó nadie',
      named: () => 'Te toca: la política de alertas te nombra',
      group: () => 'Te toca: la política de alertas nombra a tu grupo',
      lead: () => 'Te toca: nadie ha respondido y lideras el equipo',
      fallback: () => 'Te toca: nadie de guardia está localizable y lideras el equipo',
      asked: () => 'Te toca: te pidieron por tu nombre',
      reminder: () => 'Pasaron tus diez minutos y aún no lo tomó nadie',
      handed_over: () => 'Te toca: te lo pasaron',
      breach: () => 'Te toca: hay un plazo incumplido y lideras el equipo',
    },
    role: { primary: 'principal', backup: 'respaldo' },
    dutyAs: {
      weekday: (role) => `${role} entre semana`,
      weekend: (role) => `${role} de fin de semana`,
      holiday: (role) => `${role} de feriado`,
      swap: (role) => `${role} (permuta)`,
      override: (role) => `${role} (reemplazo)`,
      block: (role) => `${role} (evento previsto)`,
    },
    duty: (as, until) => `Te toca: ${as}${until === null ? '' : ` ${hasta(until)}`}`,
    next: (names, m) => `Si nadie responde, ${aLas(m)} se alerta a ${names}.`,
    late: (minutes) => `⚠ Llega ${minutes} min tarde (Slack no respondía).`,
    repeat: 'De nuevo: aún no lo tomó nadie.',
    replaced: 'La reemplaza la alerta de abajo.',
    seen: (m) => `◔ Visto ${m.text}.`,
    seenUntil: (m, names) =>
      names === null
        ? `Sin tomarlo ${antesDe(m)} siguen las alertas.`
        : `Sin tomarlo ${antesDe(m)} se alerta a ${names}.`,
    seenWhileLate: (m, names) => `Si ${aLas(m)} sigue con retraso, se alerta a ${names}.`,
    seenByOther: (name, m) => `Lo vio ${name} ${aLas(m)} y está en ello. No tienes que hacer nada.`,
    claimBy: (m) => `Hay que tomarlo ${antesDe(m)}.`,
    passed: (m, names) => (names === null ? `Pasado, ${m.text}. Descansa.` : `Pasado a ${names}, ${m.text}. Descansa.`),
    yours: (m) => `✓ Es tuyo ${desde(m)}.`,
    firstUpdateBy: (m) => `Primera novedad ${antesDe(m)}.`,
    claimedByOther: (owner, m) => `Lo tomó ${owner} ${aLas(m)}. No tienes que hacer nada.`,
    released: (m) => `Lo liberaste ${aLas(m)}.`,
    releasedBy: (name, m) => `Lo liberó ${name} ${aLas(m)}. No tienes que hacer nada.`,
    withdrawn: (m) => `Retirado ${aLas(m)}. No tienes que hacer nada.`,
    moot: (status) => `${mootBecause[status]} No tienes que hacer nada.`,
    several: (count) =>
      `*${counted('es', count, { one: 'escalamiento te espera', other: 'escalamientos te esperan' })}*`,
    andMore: (list) => `Y además: ${list}`,
  },
  line: {
    claimed: (owner) => `● Lo tomó ${owner}.`,
    nextNewsBy: (m) => `Próxima novedad ${antesDe(m)}.`,
    update: (by) => `*Novedad* de ${by}:`,
    updateForTeam: (by) => `*Novedad* de ${by}, solo para el equipo:`,
    question: (by) => `*Pregunta* de ${by}:`,
    questionAgain: (by) => `*Seguimos a la espera de su respuesta.* ${by} preguntó:`,
    howToAnswer: (register) =>
      register === 'usted'
        ? 'Responda aquí, en este hilo, o pulse Responder en el mensaje de arriba.'
        : 'Responde aquí, en este hilo, o pulsa Responder en el mensaje de arriba.',
    answer: (by) => `*Respuesta* de ${by}:`,
    information: (by) => `*Más información* de ${by}:`,
    noNews: (by) => `${by} quiere saber si hay novedades.`,
    worse: (by) => `⚠ ${by} dice que empeoró:`,
    raiseSeverity: '¿Hay que subir la severidad? Acciones… → Cambiar severidad.',
    late: {
      first_update: (m) => `⚠ Más tarde de lo prometido: la primera respuesta llegará ${antesDe(m)}.`,
      resolve: (m) => `⚠ Más tarde de lo prometido: la decisión llegará ${antesDe(m)}.`,
    },
    reopened: (by) => `↩ ${by} lo reabrió:`,
    reopenedOnly: (by) => `↩ ${by} lo reabrió.`,
    newChannel: (channel) => `El trabajo sigue en ${channel}.`,
    answered: {
      withdrawal_declined: (by) => `${by} lo mantiene abierto: el trabajo sigue.`,
      withdrawal_agreed: (by) => `${by} aceptó: queda retirado.`,
      handover_accepted: (by) => `● Lo recibió ${by}.`,
      handover_declined: (by) => `${by} no aceptó el relevo: sigue donde estaba.`,
      access_declined: (by) => `${by} no dio acceso.`,
      brought_in: (by) => `${by} dio acceso: ya se ve completo.`,
    },
    linked: (of) => `↪ Sigue como parte de ${of}.`,
    continuesIn: (channel) => `El trabajo sigue en ${channel}.`,
    continuedFrom: (channel) => `Este canal continúa ${channel}; lo que se escribió allí queda allí.`,
    textGone: '(texto eliminado)',
    preview: {
      claimed: 'tomado',
      update: 'novedad',
      question: 'una pregunta para usted',
      answer: 'respuesta',
      information: 'más información',
      no_news: 'pide novedades',
      worse: 'empeoró',
      late: 'más tarde de lo prometido',
      breached: 'con retraso',
      reopened: 'reabierto',
      withdrawal_declined: 'sigue abierto',
      withdrawal_agreed: 'retirado',
      handover_accepted: 'recibido',
      handover_declined: 'relevo rechazado',
      access_declined: 'sin acceso',
      brought_in: 'acceso dado',
      linked: 'parte de otro escalamiento',
      successor_channel: 'otro canal',
    },
  },
  request: {
    open: {
      handover: (from) => `*${from} te ofrece este escalamiento.*`,
      withdrawal: (from) => `*${from} pide retirarlo.*`,
      access: (from) => `*${from} pide acceso.*`,
    },
    note: {
      handover: 'Lo conserva hasta que lo recibas.',
      withdrawal: 'Hasta que aceptes, todo sigue.',
      access: 'Lo vería completo.',
    },
    accepted: {
      handover: '✓ Lo recibiste.',
      withdrawal: '✓ Aceptado: se retiró.',
      access: '✓ Acceso dado.',
    },
    declined: { handover: 'Lo rechazaste.', withdrawal: 'Sigue abierto.', access: 'No se dio acceso.' },
    cancelled: {
      handover: 'La oferta ya no vale. No tienes que hacer nada.',
      withdrawal: 'La petición ya no vale. No tienes que hacer nada.',
      access: 'La petición ya no vale. No tienes que hacer nada.',
    },
    preview: { handover: 'te lo ofrecen', withdrawal: 'piden retirarlo', access: 'piden acceso' },
  },
  lead: {
    filedSev1: (from, count) =>
      from === null ? `Registrado: ${people(count)}.` : `Registrado por ${from}: ${people(count)}.`,
    nobodyOnCall: '⚠ Nadie está de guardia: no se alertó a nadie. Tómalo o asígnalo a alguien.',
    nobodyCleared: '⚠ Nadie de guardia tiene permiso para verlo: no se alertó a nadie. Tómalo o asígnalo a alguien.',
    noPrivateChannel:
      '⚠ Slack no permitió un canal privado: el trabajo sigue por mensaje directo. Pide a un administrador que deje a la aplicación crear canales privados.',
    breach: (clock, m, owner) =>
      owner === null
        ? `⚠ ${dueFirst[clock]} con retraso ${desde(m)}. Sin responsable.`
        : `⚠ ${dueFirst[clock]} con retraso ${desde(m)}. La atiende ${owner}.`,
    deliveryFailed: (what, error) =>
      `⚠ Un mensaje no se pudo entregar: ${what} (${error}). Díselo tú, o consulta a un administrador.`,
    audit: {
      timer_late: 'algo que ya vencía lleva dos minutos sin hacerse',
      run_without_timer: 'las alertas se habían detenido',
      clock_without_timer: 'nadie vigilaba un vencimiento',
      breach_untold: 'nadie supo de un incumplimiento',
      page_parked: 'una alerta no había salido',
      page_late: 'una alerta lleva dos minutos sin salir',
      page_lost: 'se perdió una alerta',
      step_without_page: 'no se alertó a nadie cuando tocaba',
      handover_without_notice: 'a nadie se le pidió aceptar el traspaso',
    },
    audited: (what, isRepaired) =>
      isRepaired
        ? `⚠ La revisión encontró que ${what}. Ya sigue en marcha.`
        : `⚠ La revisión encontró que ${what}. Ocúpate tú.`,
    preview: {
      filed_sev1: 'registrado',
      nobody_on_call: 'nadie de guardia',
      nobody_cleared: 'nadie de guardia con permiso para verlo',
      no_private_channel: 'sin canal privado',
      breach: 'con retraso',
      delivery_failed: 'un mensaje no se pudo entregar',
      audit: 'la revisión encontró algo',
    },
  },
  alert: {
    nobody_on_call: () => 'No hay nadie de guardia. Se alerta a los líderes, de uno en uno.',
    nobody_reachable: () => 'Nadie de guardia está localizable. Se alerta a los líderes, de uno en uno.',
    look_up_failed: () => 'No se pudo saber quién está de guardia. Se alerta a los líderes, de uno en uno.',
    last_resort: (since) => `Nadie responde a las alertas ${desde(since)}. Quien pueda: tómalo.`,
    preview: 'aún no lo tomó nadie',
  },
  obligation: {
    head: (label) => `Obligación: ${label}`,
    checked: (done, all) => `${done} de ${all} ${all === 1 ? 'comprobado' : 'comprobados'}`,
    checkedBy: (name, m) => `${name}, ${m.text}`,
    source: (source, on) => `Fuente: ${source}, cotejada el ${on}. Decide Legal; esto no es asesoría jurídica.`,
  },
  reminder: {
    by: (clock, m) => `${due[clock]} ${antesDe(m)}`,
    again: (m) => `Vuelve ${aLas(m)}. El vencimiento no cambia.`,
    replaced: 'Lo reemplaza el de abajo.',
    over: 'No tienes que hacer nada.',
  },
  outage: {
    line: (from, to) =>
      `⚠ No hubo conexión con Slack ${desdeHora(from)} hasta ${to.form === 'day' ? 'el ' : ''}${to.text}.`,
  },
  morning: {
    head: (count, register) => {
      const waited = counted('es', count, { one: 'mensaje esperó', other: 'mensajes esperaron' })
      return `${waited} a ${register === 'usted' ? 'su' : 'tu'} jornada`
    },
    preview: (count) => counted('es', count, { one: 'mensaje', other: 'mensajes' }),
  },
  silent: {
    text: (m) => `No hay respuesta de solicitante ${desde(m)}. ¿Resolverlo o seguir esperando?`,
    preview: 'sin respuesta de solicitante',
  },
  channel: { unclaimed: 'sin responsable' },
}
