import type { Screens } from '../en/screens.ts'
import { filing } from './screens/filing.ts'
import { forms } from './screens/forms.ts'
import { home } from './screens/home.ts'
import { reading } from './screens/reading.ts'
import { ways } from './screens/ways.ts'

export const screens: Screens = { filing, forms, reading, home, ways }
