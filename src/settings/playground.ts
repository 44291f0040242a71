import { complete } from './complete.ts'
import type { Settings } from './types.ts'

/** What the playground comes set up with: its seeded people, one team, one private intake channel. */
export const playgroundSettings: Settings = complete({
  language: 'en',
  zone: 'America/New_York',
  teams: [
    {
      id: 'policy',
      name: 'Policy operations',
      intakeChannel: 'C0INTAKE',
      leads: ['U0LEAD1'],
      specialists: ['U0SPECIALISTA', 'U0SPECIALISTB', 'U0SPECIALISTC', 'U0SPECIALISTD'],
    },
  ],
  // A law's clock to be seen by hand: filed as a government request, counted from "received at".
  obligations: { eu_removal_order: { categories: ['government_request'] } },
  restrictedVisibleTo: ['U0SPECIALISTA', 'U0SPECIALISTC', 'U0LEAD1'],
  // Sent where it is seen; whoever builds on these settings asks for it.
  digests: [],
  departments: [
    { name: 'PR', members: ['U0REQUESTER1'] },
    { name: 'Support', members: ['U0REQUESTER2'] },
  ],
})
