import type { HomeSection } from '../../../domain/escalation/views.ts'
import type { Moment } from '../../format.ts'

/** App Home, and the help for whoever sets Vigía up. */
export const home = {
  sections: {
    mine: (count: number) => `Mine (${count})`,
    unclaimed: (count: number) => `Unclaimed in my teams (${count})`,
    filed: (count: number) => `Filed by me (${count})`,
    open: (count: number) => `All open (${count})`,
  } satisfies Record<HomeSection, (count: number) => string>,
  nothing: 'Nothing open here.',
  file: 'File an escalation',
  onCall: 'On call now',
  onCallOf: (team: string, names: string) => `${team}: ${names}`,
  silentOnCall: (name: string, until: Moment) => `${name} · silent until ${until.text}`,
  nobodyOnCall: (team: string) => `⚠ ${team}: nobody`,
  page: (page: number, pages: number) => `${page} of ${pages}`,
  previousOf: (section: string) => `Previous page: ${section}`,
  nextOf: (section: string) => `Next page: ${section}`,
  silent: 'Vigía is installed and silent. It posts and pages nobody until this is done.',
  setUp: 'Set up: 3 steps',
  steps: [
    'Team and intake channel (private unless you choose otherwise)',
    'Leads and specialists',
    'Who is on call first',
  ],
  administrators:
    "Administrators of the workspace aren't made leads, aren't paged, and see restricted escalations like anybody else: not at all.",
  setUpTitle: 'Set up: 3 steps',
  setUpIntro: 'Vigía reads its policy from one file. Write it in three steps:',
  setUpFile:
    'A file `vigia.yaml`. Ids stand in Slack under "Copy member ID" and, for a channel, at the end of its details:',
  setUpStep: [
    'Create the intake channel, private unless everybody may read it, and invite Vigía with `/invite`.',
    'Name the leads and the specialists by their ids. Being an administrator gives no role.',
    'Until schedules are set up all specialists of the team are on call. Name only those who know it.',
  ],
  setUpCheck: 'Then check the file, which needs no Slack, and start Vigía with it:',
}

export type HomeWords = typeof home
