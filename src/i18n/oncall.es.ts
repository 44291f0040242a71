import type { OnCallWords } from './oncall.en.ts'

/** Words of on-call schedules in Spanish, to the team. */
export const onCall: OnCallWords = {
  why: {
    turn: 'de guardia (por turno)',
    swap: 'cubre (permuta)',
    replace: 'cubre (reemplazo)',
    add: 'se suma (reemplazo)',
    nobody: 'nadie, según lo declarado (reemplazo)',
    block: 'bloque planificado',
    nobody_available: 'nadie disponible para este turno',
    vacant: 'vacante: se desactivó a quien le tocaba',
    outside_hours: 'fuera del horario de esta rotación',
    no_rotation: 'a esta rotación no le toca ahora',
    no_layer: 'no hay nada programado',
  },
  layer: {
    block: 'bloque',
    override: 'reemplazo',
    swap: 'permuta',
    holiday: 'feriado',
    weekend: 'fin de semana',
    weekday: 'entre semana',
  },
  nobody: 'nadie',
}
