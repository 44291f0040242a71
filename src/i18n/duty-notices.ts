import type { Locale } from '../domain/language.ts'
import type { AskEnd, ToldCode } from '../domain/oncall/duty-view.ts'

/** Requests about duty and what came of them; `what` is "Sun 30 Nov, 18:00–09:00 (core, primary)". */
export interface DutyNoticeWords {
  readonly ask: {
    readonly swap: (from: string, what: string) => string
    readonly approval: (from: string, to: string, what: string) => string
    readonly cover: (from: string, what: string) => string
    readonly assigned: (from: string, what: string) => string
  }
  readonly inReturn: (what: string) => string
  readonly reason: (text: string) => string
  readonly expires: (at: string) => string
  readonly became: {
    readonly declined_by_me: string
    readonly mine: (what: string) => string
    readonly waits_for_lead: string
    readonly taken: (by: string, at: string) => string
    readonly over: Readonly<Record<AskEnd, (by: string | null) => string>>
    readonly overAt: (text: string, at: string) => string
  }
  readonly told: Readonly<Record<ToldCode, (by: string, what: string) => string>>
  readonly days: Readonly<Record<'days_kept' | 'days_given_back', (by: string, days: string) => string>>
  readonly moved: (by: string | null) => string
  readonly gained: (what: string) => string
  readonly lost: (what: string) => string
  readonly button: {
    readonly take: string
    readonly cannot: string
    readonly approve: string
    readonly refuse: string
    readonly undo: string
  }
  readonly done: { readonly told: string }
  readonly form: {
    readonly title: string
    readonly submit: string
    readonly who: string
    readonly all: string
    readonly reason: string
    readonly chooseShift: string
    readonly shift: string
    readonly noShift: string
    readonly nobody: string
    readonly onBehalfOf: (name: string) => string
    readonly asked: (names: string, until: string) => string
  }
}

const en: DutyNoticeWords = {
  ask: {
    swap: (from, what) => `${from} looks for cover: ${what}`,
    approval: (from, to, what) => `${to} would cover ${from}: ${what}. It waits for a lead's yes.`,
    cover: (from, what) => `${from} asks who can cover an open stretch: ${what}`,
    assigned: (from, what) => `${from} put you on call: ${what}`,
  },
  inReturn: (what) => `In return: ${what}`,
  reason: (text) => `Why: ${text}`,
  expires: (at) => `Answers until ${at}`,
  became: {
    declined_by_me: "You can't. You may still take it while nobody has it.",
    mine: (what) => `✓ You cover ${what}`,
    waits_for_lead: "Waits for a lead's yes.",
    taken: (by, at) => `✓ taken by ${by}, ${at}`,
    over: {
      withdrawn: (by) => (by === null ? 'No longer asked. Nothing to do.' : `${by} no longer asks. Nothing to do.`),
      expired: () => 'Nobody answered in time. Nothing to do.',
      declined: () => 'Nobody could. Nothing to do.',
      undone: (by) => (by === null ? 'Undone. Nothing to do.' : `Undone by ${by}. Nothing to do.`),
      void: () => 'The shift changed, so it no longer holds. Nothing to do.',
      decided: (by) => (by === null ? 'Refused. Nothing to do.' : `Refused by ${by}. Nothing to do.`),
      filled: () => 'Somebody is on call there by now. Nothing to do.',
      past: () => 'It is over. Nothing to do.',
    },
    overAt: (text, at) => `${at}: ${text}`,
  },
  told: {
    swap_taken: (by, what) => `${by} takes your shift: ${what}`,
    swap_approved: (by, what) => `${by} approved the swap: ${what}`,
    swap_refused: (by, what) => `${by} refused the swap: ${what}. The shift stays with whom it was.`,
    swap_declined: (_, what) => `Everybody who was asked said no: ${what}. The shift is still yours.`,
    swap_expired: (_, what) => `Nobody answered in time: ${what}. The shift is still yours.`,
    swap_withdrawn: (by, what) => `${by} doesn't look for cover any more: ${what}`,
    swap_undone: (by, what) => `${by} undid the swap: ${what}. Everybody has their own shift again.`,
    swap_void: (_, what) => `The swap no longer holds, because the shift changed: ${what}`,
    cover_taken: (by, what) => `${by} covers ${what}`,
    cover_declined: (_, what) => `Everybody who was asked said no: ${what} is still open.`,
    cover_expired: (_, what) => `Nobody answered in time: ${what} is still open.`,
    cover_objected: (by, what) => `${by} can't: ${what}. It stays theirs until a lead decides.`,
    open_shift_taken: (by, what) => `${by} took the open shift: ${what}`,
    replaced: (by, what) => `${by} changed who is on call: ${what}`,
    override_undone: (by, what) => `${by} undid a replacement: ${what}`,
  },
  days: {
    days_kept: (by, days) => `${by} keeps you free of duty: ${days}`,
    days_given_back: (by, days) => `${by} gave back days that you kept: ${days}`,
  },
  moved: (by) => (by === null ? 'The schedule changed.' : `${by} changed the schedule.`),
  gained: (what) => `New for you: ${what}`,
  lost: (what) => `No longer yours: ${what}`,
  button: { take: 'I take it', cannot: "I can't", approve: 'Approve', refuse: 'Refuse', undo: 'Undo' },
  done: { told: 'Your lead is told. It stays yours until they decide.' },
  form: {
    title: 'Find cover',
    submit: 'Ask',
    who: 'Whom to ask',
    all: 'Nobody ticked: all who could are asked, least loaded first.',
    reason: 'Why',
    chooseShift: 'Choose a shift.',
    shift: 'Your shift',
    noShift: 'You have no shift ahead of you.',
    nobody: 'Nobody could take it: ask your lead.',
    onBehalfOf: (name) => `It is ${name}’s: you ask for them.`,
    asked: (names, until) => `✓ asked ${names}. Answers until ${until}.`,
  },
}

const es: DutyNoticeWords = {
  ask: {
    swap: (from, what) => `${from} busca reemplazo: ${what}`,
    approval: (from, to, what) => `${to} cubriría a ${from}: ${what}. Falta el sí de un líder.`,
    cover: (from, what) => `${from} pregunta quién puede cubrir un hueco: ${what}`,
    assigned: (from, what) => `${from} te puso de guardia: ${what}`,
  },
  inReturn: (what) => `A cambio: ${what}`,
  reason: (text) => `Motivo: ${text}`,
  expires: (at) => `Respuestas hasta ${at}`,
  became: {
    declined_by_me: 'No puedes. Aún puedes tomarlo mientras nadie lo tenga.',
    mine: (what) => `✓ Cubres ${what}`,
    waits_for_lead: 'Falta el sí de un líder.',
    taken: (by, at) => `✓ lo tomó ${by}, ${at}`,
    over: {
      withdrawn: (by) =>
        by === null ? 'Ya no se pide. No tienes que hacer nada.' : `${by} ya no lo pide. No tienes que hacer nada.`,
      expired: () => 'Nadie respondió a tiempo. No tienes que hacer nada.',
      declined: () => 'Nadie podía. No tienes que hacer nada.',
      undone: (by) =>
        by === null ? 'Deshecho. No tienes que hacer nada.' : `Lo deshizo ${by}. No tienes que hacer nada.`,
      void: () => 'El turno cambió y ya no vale. No tienes que hacer nada.',
      decided: (by) =>
        by === null ? 'Rechazado. No tienes que hacer nada.' : `Lo rechazó ${by}. No tienes que hacer nada.`,
      filled: () => 'Ya hay alguien de guardia ahí. No tienes que hacer nada.',
      past: () => 'Ya terminó. No tienes que hacer nada.',
    },
    overAt: (text, at) => `${at}: ${text}`,
  },
  told: {
    swap_taken: (by, what) => `${by} toma tu turno: ${what}`,
    swap_approved: (by, what) => `${by} aprobó la permuta: ${what}`,
    swap_refused: (by, what) => `${by} rechazó la permuta: ${what}. El turno queda con quien lo tenía.`,
    swap_declined: (_, what) => `Nadie de los consultados puede: ${what}. El turno sigue siendo tuyo.`,
    swap_expired: (_, what) => `Nadie respondió a tiempo: ${what}. El turno sigue siendo tuyo.`,
    swap_withdrawn: (by, what) => `${by} ya no busca reemplazo: ${what}`,
    swap_undone: (by, what) => `${by} deshizo la permuta: ${what}. Cada quien tiene de nuevo su turno.`,
    swap_void: (_, what) => `La permuta ya no vale, porque el turno cambió: ${what}`,
    cover_taken: (by, what) => `${by} cubre ${what}`,
    cover_declined: (_, what) => `Nadie de los consultados puede: ${what} sigue libre.`,
    cover_expired: (_, what) => `Nadie respondió a tiempo: ${what} sigue libre.`,
    cover_objected: (by, what) => `${by} no puede: ${what}. Sigue siendo suyo hasta que un líder decida.`,
    open_shift_taken: (by, what) => `${by} tomó el turno libre: ${what}`,
    replaced: (by, what) => `${by} cambió quién está de guardia: ${what}`,
    override_undone: (by, what) => `${by} deshizo un reemplazo: ${what}`,
  },
  days: {
    days_kept: (by, days) => `${by} te reservó días sin guardia: ${days}`,
    days_given_back: (by, days) => `${by} devolvió días que reservabas: ${days}`,
  },
  moved: (by) => (by === null ? 'El calendario de guardia cambió.' : `${by} cambió el calendario de guardia.`),
  gained: (what) => `Nuevo para ti: ${what}`,
  lost: (what) => `Ya no es tuyo: ${what}`,
  button: { take: 'Lo tomo', cannot: 'No puedo', approve: 'Aprobar', refuse: 'Rechazar', undo: 'Deshacer' },
  done: { told: 'Tu líder lo sabe. Sigue siendo tuyo hasta que decida.' },
  form: {
    title: 'Buscar reemplazo',
    submit: 'Pedir',
    who: 'A quién pedirlo',
    all: 'Sin marcar a nadie se pide a todos los que podrían, primero a quien menos carga tiene.',
    reason: 'Motivo',
    chooseShift: 'Elige un turno.',
    shift: 'Tu turno',
    noShift: 'No tienes turnos por delante.',
    nobody: 'Nadie podría tomarlo: habla con tu líder.',
    onBehalfOf: (name) => `Es de ${name}: lo pides en su nombre.`,
    asked: (names, until) => `✓ pedido a ${names}. Respuestas hasta ${until}.`,
  },
}

const BY_LOCALE: Readonly<Record<Locale, DutyNoticeWords>> = { en, es, 'es-ES': es }

export function dutyNoticeWords(locale: Locale): DutyNoticeWords {
  return BY_LOCALE[locale]
}
