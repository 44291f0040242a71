import type { OncallRefusals } from './oncall-refusals.en.ts'

/** To the team, *tú*. */
export const oncallRefusals: OncallRefusals = {
  already_taken: (f) => `${f.by} ya lo tomó, ${f.ago}. No hay nada que hacer.`,
  already_ended: {
    declined: (f) => `${did(f, 'Se rechazó', 'la rechazó')} ${f.ago}. Vuelve a buscar reemplazo si aún hace falta.`,
    expired: (f) => `El plazo para responder terminó ${f.ago}. Vuelve a buscar reemplazo si aún hace falta.`,
    withdrawn: (f) => `${did(f, 'Se retiró', 'la retiró')} ${f.ago}. No hay nada que hacer.`,
    undone: (f) => `${did(f, 'Se deshizo', 'lo deshizo')} ${f.ago}. No hay nada que hacer.`,
    void: (f) => `El turno cambió de persona ${f.ago}, así que esta permuta ya no vale. Mira el calendario.`,
  },
  already_declined: 'Ya dijiste que no. Aún puedes aceptar mientras nadie lo tenga.',
  not_yet_due: (f) => `Espera respuesta hasta ${f.at}.`,
  not_awaiting: 'Aquí nada espera la decisión de un líder. Mira el calendario.',
  too_late_to_undo: (f) => `Se acordó ${f.ago}. Pide a un líder que la deshaga, o busca reemplazo.`,
  not_found: 'Eso ya no está. Vuelve a abrir el calendario.',
  not_permitted: {
    stranger: 'Perteneces a otro espacio de trabajo, así que no se hizo nada.',
    guest: 'Los invitados no pueden hacer esto. Pídelo a un líder del equipo.',
    not_of_team: 'Solo la gente de este equipo puede hacer esto. Pídelo a un líder del equipo.',
    not_lead: 'Solo un líder del equipo puede hacer esto. Pídeselo.',
    not_asked: 'Esto no se te pidió a ti. «Tomar ahora» sirve para cualquiera del equipo.',
    not_yours: 'Solo puede hacerlo de quien es, o un líder. Pídeselo.',
  },
  too_far: (f) => `Eso termina dentro de más de ${f.days} días. Elige un final anterior.`,
  in_past: (f) => `Eso terminó ${f.at}, y el pasado queda como fue. Elige una hora posterior.`,
  not_in_order: 'El final es anterior al comienzo. Corrige uno de los dos.',
  same_person: (f) => `Reemplazar a ${f.person} por la misma persona no cambia nada. Elige a otra.`,
  not_of_team: (f) => `${f.person} no es de este equipo. Elige a alguien del equipo, o pide a un líder que la agregue.`,
  deactivated: (f) => `La cuenta de ${f.person} está desactivada. Elige a otra persona.`,
  unknown_rotation: (f) => `No hay rotación «${f.rotation}» en este calendario. Elige una de la lista.`,
  no_effect: (f) =>
    f.person === null
      ? 'No cambiaría nada: allí decide un bloque planificado. Elige otras horas.'
      : `No cambiaría nada: ${f.person} no está de guardia entonces, o decide un bloque planificado. Elige otras horas.`,
  overlapping: {
    replace: (f) =>
      `${f.subject} ya tiene reemplazo de ${f.from} a ${f.to}${de(f)}. Deshaz ese primero, o elige otras horas.`,
    add: (f) => `${f.subject} ya se agregó de ${f.from} a ${f.to}${de(f)}. Deshaz eso primero, o elige otras horas.`,
    nobody: (f) =>
      `Ya se declaró que no hay nadie de ${f.from} a ${f.to}${de(f)}. Deshaz eso primero, o elige otras horas.`,
  },
  on_duty_twice: (f) => `${f.person} estaría dos veces de guardia de ${f.from} a ${f.to}. Elige a otra persona.`,
  rest_broken: (f) =>
    `${f.person} solo descansaría de ${f.from} a ${f.to}; la regla del equipo son ${f.hours} h. Elige a otra persona.`,
  no_such_shift: (f) => `Ya no empieza ningún turno ${f.at}. Vuelve a abrir el calendario.`,
  not_holder: (f) =>
    f.holder === null
      ? `Nadie tiene ese turno ahora, así que ${f.person} no puede darlo. Vuelve a abrir el calendario.`
      : `Ese turno lo tiene ahora ${f.holder}, no ${f.person}. Vuelve a abrir el calendario.`,
  already_begun: (f) => `Ese turno empezó ${f.at}. Para lo que queda, di «cubrir a … hasta …».`,
  already_asked: (f) => `El reemplazo se pidió ${f.ago}. Espera las respuestas, o retíralo primero.`,
  already_undone: (f) => `${did(f, 'Se deshizo', 'lo deshizo')} ${f.ago}. No hay nada que hacer.`,
  already_covered: (f) =>
    f.people === null
      ? 'Allí ya no hace falta nadie. No hay nada que hacer.'
      : `Allí ya está de guardia ${f.people}. No hay nada que hacer.`,
  nobody_to_ask: 'Nadie del equipo podría tomarlo. Mira los motivos en Cubrir.',
  too_many_kept: (f) => `De ${f.allowance} días en ${f.year} quedan ${f.left}. Elige menos días, o cambia un feriado.`,
  turn_begun: (f) => `Tu turno de ${f.from} a ${f.to} ya empezó. Busca reemplazo y después guarda el día.`,
  already_kept: (f) => (f.from === f.to ? `${f.from} ya está guardado.` : `${f.from} a ${f.to} ya están guardados.`),
  not_a_holiday: (f) => `${f.on} no es feriado en este calendario. Elige uno de la lista.`,
  already_traded: (f) => `${f.on} ya se cambió. Elige otro feriado.`,
  past_day: (f) => `${f.on} ya no está por venir, y el pasado queda como fue. Elige un día posterior.`,
  invalid_day: (f) => `${f.on} no sirve aquí. Elige otro día.`,
  stale: 'Alguien cambió el calendario entretanto. Así está ahora: míralo y repite.',
  nothing_changed: 'Eso ya es así. No se cambió nada.',
  text_too_long: (f) => `Es demasiado largo. Acórtalo a ${f.max} caracteres y envíalo de nuevo.`,
}

/** Only what Spain says otherwise. */
export const oncallRefusalsSpain: Partial<OncallRefusals> = {
  not_a_holiday: (f) => `${f.on} no es festivo en este calendario. Elige uno de la lista.`,
  already_traded: (f) => `${f.on} ya se cambió. Elige otro festivo.`,
  too_many_kept: (f) => `De ${f.allowance} días en ${f.year} quedan ${f.left}. Elige menos días, o cambia un festivo.`,
}

/** «Se deshizo hace 5 min», «Ana lo deshizo hace 5 min». */
function did(f: { readonly by: string | null }, byItself: string, done: string): string {
  return f.by === null ? byItself : `${f.by} ${done}`
}

function de(f: { readonly by: string | null }): string {
  return f.by === null ? '' : `, por ${f.by}`
}
