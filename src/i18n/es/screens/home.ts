import type { HomeWords } from '../../en/screens/home.ts'
import { hasta } from '../grammar.ts'

/** Headings speak in the first person, so that requesters and the team read the same ones. */
export const home: HomeWords = {
  sections: {
    mine: (count) => `A mi cargo (${count})`,
    unclaimed: (count) => `Sin responsable en mis equipos (${count})`,
    filed: (count) => `Registrados por mí (${count})`,
    open: (count) => `Todos los abiertos (${count})`,
  },
  nothing: 'No hay nada abierto aquí.',
  file: 'Registrar escalamiento',
  onCall: 'De guardia ahora',
  onCallOf: (team, names) => `${team}: ${names}`,
  silentOnCall: (name, until) => `${name} · en silencio ${hasta(until)}`,
  nobodyOnCall: (team) => `⚠ ${team}: nadie`,
  page: (page, pages) => `${page} de ${pages}`,
  previousOf: (section) => `Página anterior: ${section}`,
  nextOf: (section) => `Página siguiente: ${section}`,
  silent: 'Vigía está en este espacio de trabajo, en silencio. No publica nada ni alerta a nadie hasta terminar esto.',
  setUp: 'Configurar: 3 pasos',
  steps: [
    'Equipo y canal de entrada (privado, salvo que se prefiera otra cosa)',
    'Líderes y especialistas',
    'Quién está de guardia primero',
  ],
  administrators:
    'Administrar el espacio de trabajo no da ningún papel aquí: ni liderazgo, ni alertas, y los escalamientos restringidos no se ven.',
  setUpTitle: 'Configurar: 3 pasos',
  setUpIntro: 'Vigía lee sus reglas de un solo archivo. Son tres pasos:',
  setUpFile:
    'Un archivo `vigia.yaml`. Los identificadores están en Slack, en «Copiar ID de miembro»; el de un canal, al final de sus detalles:',
  setUpStep: [
    'Crear el canal de entrada, privado salvo que cualquiera pueda leerlo, e invitar a Vigía con `/invite`.',
    'Nombrar a líderes y especialistas por sus identificadores. Administrar el espacio no da ningún papel.',
    'Hasta que haya calendarios de guardia, están de guardia todas las personas especialistas del equipo: conviene que lo sepan.',
  ],
  setUpCheck: 'Después, comprobar el archivo (no hace falta Slack) e iniciar Vigía con él:',
}
