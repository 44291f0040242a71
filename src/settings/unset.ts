import { DEFAULTS } from './defaults.ts'
import type { Settings } from './types.ts'

/** A workspace that nobody has set up: Vigía posts and pages nobody, and says so to whoever files. */
export const unsetSettings: Settings = { ...DEFAULTS, teams: [], categories: [], isSetUp: false }
