import type { WayKind } from '../../domain/paging/ways.ts'
import type { Words } from '../en/words.ts'
import { aLas } from './grammar.ts'

const byWay: Record<WayKind, string> = {
  sms: 'por SMS',
  voice: 'por teléfono',
  email: 'por correo',
  pagerduty: 'por PagerDuty',
  webhook: 'por webhook',
}

/** Spanish as Latin America reads it; what Spain says otherwise stands in the `es-es` overlay. */
export const words: Words = {
  severity: {
    sev1: { radio: 'sev1 · ahora', description: 'Personas en riesgo, o plazo legal en menos de un día' },
    sev2: { radio: 'sev2 · hoy', description: 'Daño grave, o plazo público en pocas horas' },
    sev3: { radio: 'sev3 · esta semana', description: 'Hace falta una decisión; no se despierta a nadie' },
    sev4: { radio: 'sev4 · sin prisa', description: 'Consulta sobre una norma' },
  },
  status: {
    unclaimed: 'sin responsable',
    claimed: 'con responsable',
    waiting: 'en espera de solicitante',
    resolved: 'resuelto',
    closed: 'cerrado',
    withdrawn: 'retirado',
    duplicate: 'parte de otro escalamiento',
  },
  decision: {
    removed: 'Se retira',
    restricted: 'Se restringe',
    geo_blocked: 'Se bloquea en algunos países',
    labelled: 'Se etiqueta',
    kept_up: 'Se mantiene',
    no_violation: 'No hay infracción',
    handed_to_legal: 'Pasa a Legal',
    answered: 'Consulta respondida',
  },
  decisionInline: {
    removed: 'se retira',
    restricted: 'se restringe',
    geo_blocked: 'se bloquea en algunos países',
    labelled: 'se etiqueta',
    kept_up: 'se mantiene publicado',
    no_violation: 'no hay infracción',
    handed_to_legal: 'pasa a Legal',
    answered: 'consulta respondida',
  },
  rootCause: {
    policy_unclear: 'La norma no es clara',
    policy_missing: 'Falta una norma',
    policy_wrong: 'La norma está equivocada',
    tooling: 'Herramientas',
    training: 'Formación',
    new_abuse: 'Un abuso de tipo nuevo',
    other: 'Otra causa',
  },
  contentLanguage: {
    en: 'Inglés',
    es: 'Español',
    other: 'Otro idioma',
    none: 'Sin palabras',
    unsure: 'No lo sé',
  },
  contentIn: {
    en: 'contenido en inglés',
    es: 'contenido en español',
    other: 'contenido en otro idioma',
    none: 'contenido sin palabras',
    unsure: 'idioma del contenido sin confirmar',
  },
  clock: {
    claim: 'toma',
    first_update: 'primera novedad',
    next_update: 'próxima novedad',
    resolve: 'decisión',
    obligation: 'obligación',
  },
  audience: { requester: 'Solicitante y equipo', team: 'Solo el equipo' },
  action: {
    file: 'Registrar',
    claim: 'Tomar',
    claim_for: 'Asignar a alguien',
    page: 'Alertar de nuevo',
    write_update: 'Escribir novedad',
    resolve: 'Resolver',
    ask_requester: 'Preguntar a solicitante',
    check_list: 'Lista de comprobación',
    hand_over: 'Pasar a otra persona',
    release: 'Liberar',
    change_severity: 'Cambiar severidad',
    bring_in: 'Sumar a alguien',
    bring_requester_in: 'Sumar a solicitante',
    open_channel: 'Abrir un canal',
    link: 'Vincular como duplicado',
    unlink: 'Desvincular',
    reopen: 'Reabrir',
    decide_withdrawal: 'Decidir el retiro',
    decide_access: 'Decidir el acceso',
    request_access: 'Pedir acceso',
    answer: 'Responder',
    add_information: 'Agregar información',
    still_urgent: 'Sigue siendo urgente',
    add_follower: 'Quién más debe saberlo',
    hand_to_colleague: 'Pasar a un colega',
    withdraw: 'Retirar',
    rate: '¿Le sirvió?',
    view: 'Abrir',
    view_timeline: 'Ver historial',
  },
  refusal: {
    already_claimed: (f, register) =>
      register === 'usted'
        ? `${f.owner} lo tomó ${f.ago}. No tiene que hacer nada.`
        : `${f.owner} lo tomó ${f.ago}. No tienes que hacer nada; si quieres ayudar, escribe en su canal o hilo.`,
    already_seen: (f, register) =>
      register === 'usted'
        ? `${f.by} lo vio ${f.ago} y pidió diez minutos. No tiene que hacer nada.`
        : `${f.by} lo vio ${f.ago} y pidió diez minutos. No tienes que hacer nada; si lo quieres, tómalo en la tarjeta.`,
    already_yours: (f, register) =>
      register === 'usted'
        ? `Usted ya lo tiene: lo tomó ${f.ago}. Escriba una novedad cuando la haya.`
        : `Ya es tuyo: lo tomaste ${f.ago}. Escribe una novedad cuando la haya.`,
    not_owner: (f, register) => {
      if (f.owner === null) {
        return register === 'usted'
          ? 'Aún no lo tomó nadie. Espere a que alguien lo tome.'
          : 'Aún no lo tomó nadie. Tómalo primero.'
      }
      return register === 'usted'
        ? `Solo puede hacerlo ${f.owner}, que lo tiene a su cargo. Escríbale.`
        : `Solo puede hacerlo ${f.owner}, que lo tiene a su cargo. Escríbele.`
    },
    wrong_status: (f, register) => {
      const usted = register === 'usted'
      return {
        unclaimed: usted
          ? 'Aún no lo tomó nadie. Espere a que alguien lo tome e inténtelo de nuevo.'
          : 'Aún no lo tomó nadie. Tómalo primero e inténtalo de nuevo.',
        claimed: usted
          ? 'Ya tiene responsable y esto no corresponde. Ábralo para ver cómo está.'
          : 'Ya tiene responsable y esto no corresponde. Ábrelo para ver cómo está.',
        waiting: usted
          ? 'Está en espera de solicitante y esto no corresponde ahora. Ábralo para ver cómo está.'
          : 'Está en espera de solicitante y esto no corresponde ahora. Ábrelo para ver cómo está.',
        resolved: usted
          ? 'Ya está resuelto. Reábralo si al final no está terminado.'
          : 'Ya está resuelto. Reábrelo si al final no está terminado.',
        closed: usted
          ? 'Ya está cerrado. Reábralo si al final no está terminado.'
          : 'Ya está cerrado. Reábrelo si al final no está terminado.',
        withdrawn: usted
          ? 'Fue retirado. Reábralo si al final hace falta.'
          : 'Fue retirado. Reábrelo si al final hace falta.',
        duplicate: usted
          ? 'Es parte de otro escalamiento. Siga allí.'
          : 'Es parte de otro escalamiento. Sigue allí, o desvincúlalo primero.',
      }[f.status]
    },
    not_permitted: {
      stranger: (register) =>
        register === 'usted'
          ? 'Usted pertenece a otro espacio de trabajo y no se hizo nada. Pida a su contacto aquí que lo registre.'
          : 'Perteneces a otro espacio de trabajo y no se hizo nada. Pide a tu contacto aquí que lo registre.',
      guest: (register) =>
        register === 'usted'
          ? 'Los invitados no pueden hacer esto. Pídalo a quien le invitó.'
          : 'Los invitados no pueden hacer esto. Pídelo a quien te invitó.',
      not_specialist: (register) =>
        register === 'usted'
          ? 'Solo puede hacerlo el equipo que lo atiende. Registre un escalamiento para pedirlo.'
          : 'Solo puede hacerlo el equipo que lo atiende. Registra un escalamiento para pedirlo.',
      not_requester: (register) =>
        register === 'usted'
          ? 'Solo puede hacerlo quien lo registró. Pídaselo.'
          : 'Solo puede hacerlo quien lo registró. Pídeselo.',
      not_lead: (register) =>
        register === 'usted'
          ? 'Solo puede hacerlo un líder del equipo. Pídalo a uno de ellos.'
          : 'Solo puede hacerlo un líder del equipo. Pídelo a uno de ellos.',
      not_owner_or_lead: (register) =>
        register === 'usted'
          ? 'Solo puede hacerlo su responsable o un líder. Pídalo a su responsable.'
          : 'Solo puede hacerlo su responsable o un líder. Pídelo a su responsable, o pide que te lo pase.',
      restricted: (register) =>
        register === 'usted'
          ? 'Está restringido a personas nombradas. Pida acceso; decide su responsable.'
          : 'Está restringido a personas nombradas. Pide acceso; decide su responsable.',
    },
    not_found: (register) =>
      register === 'usted'
        ? 'No hay un escalamiento así que usted pueda ver. Revise el número, o pida a quien lo registró que le incluya.'
        : 'No hay un escalamiento así que puedas ver. Revisa el número, o pide a quien lo registró que te incluya.',
    stale: (register) =>
      register === 'usted'
        ? 'Cambió entretanto. Así está ahora: revíselo y repita.'
        : 'Cambió entretanto. Así está ahora: revísalo y repite.',
    too_soon: (f, register) =>
      register === 'usted'
        ? `Eso se hizo hace poco. Puede repetirlo ${aLas(f.again)}.`
        : `Eso se hizo hace poco. Puedes repetirlo ${aLas(f.again)}.`,
    same_severity: (register) =>
      register === 'usted'
        ? 'Ya tiene esa severidad. Elija otra o déjela como está.'
        : 'Ya tiene esa severidad. Elige otra o déjala como está.',
    cannot_link: {
      itself: (register) =>
        register === 'usted'
          ? 'Un escalamiento no puede ser parte de sí mismo. Escriba otro número.'
          : 'Un escalamiento no puede ser parte de sí mismo. Escribe otro número.',
      circular: (register) =>
        register === 'usted'
          ? 'Aquel ya es parte de este. Desvincúlelo primero.'
          : 'Aquel ya es parte de este. Desvincúlalo primero.',
      target_not_open: (register) =>
        register === 'usted'
          ? 'Aquel ya no está abierto. Reábralo primero o escriba otro número.'
          : 'Aquel ya no está abierto. Reábrelo primero o escribe otro número.',
      already_linked: (register) =>
        register === 'usted'
          ? 'Ya es parte de otro escalamiento. Desvincúlelo primero.'
          : 'Ya es parte de otro escalamiento. Desvincúlalo primero.',
    },
    already_asked: (f, register) =>
      register === 'usted'
        ? `Ya se preguntó ${f.ago} y aún no hay respuesta. Espere la respuesta.`
        : `Ya se preguntó a solicitante ${f.ago} y aún no hay respuesta. Espera la respuesta o resuélvelo.`,
    already_decided: (f, register) => {
      const next = register === 'usted' ? 'No tiene que hacer nada.' : 'No tienes que hacer nada.'
      return f.by === null ? `Eso ya se decidió ${f.ago}. ${next}` : `${f.by} ya lo decidió ${f.ago}. ${next}`
    },
    person_not_eligible: (f, register) =>
      register === 'usted'
        ? `${f.person} no puede verlo ni tomarlo. Elija a alguien del equipo que pueda.`
        : `${f.person} no puede verlo ni tomarlo. Elige a alguien del equipo que pueda.`,
    invalid_text: {
      empty: (_f, register) =>
        register === 'usted' ? 'Escriba algo aquí y vuelva a enviarlo.' : 'Escribe algo aquí y vuelve a enviarlo.',
      too_long: (f, register) =>
        register === 'usted'
          ? `Es demasiado largo. Acórtelo a ${f.max} caracteres y vuelva a enviarlo.`
          : `Es demasiado largo. Acórtalo a ${f.max} caracteres y vuelve a enviarlo.`,
    },
    received_in_future: (register) =>
      register === 'usted'
        ? 'No puede haberse recibido más tarde que ahora: corrija la hora y regístrelo de nuevo.'
        : 'No puede haberse recibido más tarde que ahora: corrige la hora y regístralo de nuevo.',
    not_set_up: (register) =>
      register === 'usted'
        ? 'Vigía aún no está configurada aquí y no se registró nada. Pida a un administrador que la termine de configurar en su Inicio.'
        : 'Vigía aún no está configurada aquí y no se registró nada. Pide a un administrador que la termine de configurar en su Inicio.',
  },
  failure: {
    tryAgain: (register) =>
      register === 'usted'
        ? 'No funcionó y no se cambió nada. Inténtelo de nuevo en un momento.'
        : 'No funcionó y no se cambió nada. Inténtalo de nuevo en un momento.',
    unsure: (register) =>
      register === 'usted'
        ? 'No es seguro que se haya guardado. Mire el escalamiento antes de intentarlo de nuevo.'
        : 'No es seguro que se haya guardado. Mira el escalamiento antes de intentarlo de nuevo.',
  },
  timeline: {
    actorJob: 'Vigía',
    actorCli: (name) => `Línea de comandos (${name})`,
    somebody: 'Alguien',
    redacted: '(texto eliminado)',
    filed: (f) => `${f.who} lo registró como ${f.severity}: ${f.category}`,
    filedRestricted: (f) => `${f.who} lo registró como ${f.severity}, restringido`,
    page_sent: (f) =>
      f.minutesLate > 0 ? `Se alertó a ${f.person}, ${f.minutesLate} min tarde` : `Se alertó a ${f.person}`,
    pageSentBy: (f) =>
      `Se alertó a ${f.person} ${byWay[f.way]}${f.minutesLate > 0 ? `, ${f.minutesLate} min tarde` : ''}`,
    page_not_received: (f) => `La alerta ${byWay[f.way]} no llegó a ${f.person} (${f.error})`,
    page_seen: (f) => `${f.person} vio la alerta`,
    page_passed: (f) => `${f.person} pasó la alerta`,
    pagedAgain: (f) => `${f.who} hizo alertar de nuevo`,
    pagedByHand: (f) => `${f.who} alertó a ${f.person}`,
    nobodyAnswers: {
      nobody_on_call: 'No había nadie de guardia: se avisó en el canal',
      nobody_reachable: 'No se pudo localizar a nadie: se avisó en el canal',
      look_up_failed: 'No se pudo saber quién está de guardia: se avisó en el canal',
      last_resort: 'Nadie respondió a las alertas: se avisó en el canal',
    },
    claimed: (f) => `${f.owner} lo tomó`,
    claimedFor: (f) => `${f.who} lo asignó a ${f.owner}`,
    released: (f) => `${f.who} lo liberó`,
    handover_offered: (f) => `${f.from} lo ofreció a ${f.to}`,
    handover_declined: (f) => `${f.to} no aceptó el relevo`,
    handedOver: {
      on_duty: (f) => `${f.who} lo pasó a ${f.to}`,
      accepted: (f) => `${f.to} lo recibió de ${f.from}`,
      forced: (f) => `${f.who} lo pasó de ${f.from} a ${f.to}`,
    },
    updateForRequester: (f) => `${f.who} escribió una novedad para solicitante`,
    updateForTeam: (f) => `${f.who} escribió una novedad para el equipo`,
    question_asked: (f) => `${f.who} preguntó a solicitante`,
    question_repeated: (f) => `Se repitió la pregunta (recordatorio ${f.times})`,
    question_answered: (f) => `${f.who} respondió`,
    question_dropped: (f) => `${f.who} dejó de esperar la respuesta`,
    information_added: (f) => `${f.who} agregó información`,
    noNews: (f) => `${f.who} preguntó si hay novedades`,
    worse: (f) => `${f.who} dice que empeoró`,
    severity_changed: (f) => `${f.who} cambió la severidad de ${f.from} a ${f.to}`,
    person_brought_in: (f) => `${f.who} sumó a ${f.person}`,
    requester_brought_in: (f) => `${f.who} sumó a solicitante: ${f.person}`,
    follower_added: (f) => `${f.who} agregó a ${f.person} para que lo siga`,
    requester_changed: (f) => `${f.from} pasó la solicitud a ${f.to}`,
    requester_taken_out: (f) => `${f.person} salió del canal`,
    requester_still_in: (f) => `${f.person} sigue en el canal: Slack no permitió sacar a esa persona (${f.error})`,
    withdrawal_requested: (f) => `${f.who} pidió retirarlo`,
    withdrawal_declined: (f) => `${f.who} no aceptó el retiro`,
    withdrawn: (f) => `${f.who} lo retiró`,
    withdrawalAgreed: (f) => `${f.who} aceptó el retiro`,
    resolved: (f) => `${f.who} lo resolvió: ${f.decision}`,
    closed: 'Se cerró',
    reopened: (f) => `${f.who} lo reabrió`,
    linked: (f) => `${f.who} lo hizo parte de ${f.of}`,
    duplicate_received: (f) => `${f.from} pasó a ser parte de este`,
    unlinked: (f) => `${f.who} lo separó de ${f.of}`,
    check_ticked: (f) => `${f.who} marcó «${f.item}»`,
    check_unticked: (f) => `${f.who} desmarcó «${f.item}»`,
    access_requested: (f) => `${f.person} pidió acceso`,
    access_declined: (f) => `${f.who} no dio acceso a ${f.person}`,
    breached: {
      claim: 'Con retraso: nadie lo tomó a tiempo',
      first_update: 'Con retraso: falta la primera novedad',
      next_update: 'Con retraso: falta una novedad',
      resolve: 'Con retraso: falta la decisión',
      obligation: 'Con retraso: no se cumplió a tiempo una obligación',
    },
    reminded: {
      warning: (f) => `${f.person} recibió un recordatorio: ${f.clock} por vencer`,
      breach: (f) => `${f.person} supo del retraso: ${f.clock}`,
      snoozed: (f) => `${f.person} recibió otro recordatorio: ${f.clock}`,
    },
    reminder_snoozed: (f) => `${f.who} pospuso el recordatorio 30 minutos: ${f.clock}`,
    channel_opened: (f) => `Se abrió el canal ${f.name}`,
    channel_refused: (f) => `Slack no permitió un canal (${f.error})`,
    channel_archived: 'Se archivó el canal',
    delivery_failed: (f) => `No se pudo entregar un mensaje: ${f.kind} (${f.error})`,
    ratedHelpful: (f) => `A ${f.who} le sirvió la decisión`,
    ratedUnhelpful: (f) => `A ${f.who} no le sirvió la decisión`,
  },
  holiday: 'feriado',
  restricted: 'Restringido',
  cancel: 'Cancelar',
}
