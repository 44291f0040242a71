import type { Screens } from '../en/screens.ts'

export const screens: Screens = {}
