import { filing } from './screens/filing.ts'
import { forms } from './screens/forms.ts'
import { home } from './screens/home.ts'
import { reading } from './screens/reading.ts'
import { ways } from './screens/ways.ts'

/** Words of the modals and of App Home. English defines which there are; a missing Spanish one is a type error. */
export const screens = { filing, forms, reading, home, ways }

export type Screens = typeof screens
