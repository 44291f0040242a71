import type { CalendarWords, ShiftTitle } from './calendar.en.ts'

const kindOf = (kind: string | null) => (kind === null ? '' : ` (${kind})`)

/** Words of calendars, and of the picture of a month, in Spanish, to the team. */
export const calendar: CalendarWords = {
  ofPerson: (name) => `Guardias de ${name}`,
  ofTeam: (team) => `Guardias: ${team}`,
  shift: ({ schedule, rotation, kind }: ShiftTitle) => `De guardia: ${schedule}, ${rotation}${kindOf(kind)}`,
  shiftOf: (person, { schedule, rotation, kind }) => `${person}: ${schedule}, ${rotation}${kindOf(kind)}`,
  cancelled: (title) => `Cancelado: ${title}`,
  somebody: 'Alguien',
  month: {
    title: (team, schedule, month) => `${team} · ${schedule} · ${month}`,
    zone: (zone) => `Horas de ${zone}.`,
    weekend: 'fin de semana',
    gap: 'nadie',
    goesOn: 'sigue',
    more: (count) => `${count} más`,
    sent: (month) => `La imagen de ${month} llega por mensaje directo en un momento.`,
    noFiles:
      'Vigía no puede enviar archivos aquí: un administrador puede agregar el permiso `files:write`. `/oncall equipo` muestra lo mismo por días y como tabla.',
  },
}
