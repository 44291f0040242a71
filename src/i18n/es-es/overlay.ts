import type { CatalogueOverlay } from '../overlay.ts'

/** Only what Spain says otherwise than the rest; everything else is read from `es`. */
export const overlay: CatalogueOverlay = {
  messages: {
    button: { addInformation: 'Añadir información' },
    page: { dutyAs: { holiday: (role) => `${role} de festivo` } },
  },
  screens: {
    forms: { addInformation: { title: 'Añadir información' }, addFollower: { submit: 'Añadir' } },
  },
  words: {
    holiday: 'festivo',
    action: { add_information: 'Añadir información' },
    timeline: {
      information_added: (f) => `${f.who} añadió información`,
      follower_added: (f) => `${f.who} añadió a ${f.person} para que lo siga`,
    },
  },
}
