/** The modals, buttons and inputs of `/oncall`. Values hold ids, names of rotations and instants: `oncall-refs`. */
export const ONCALL_CALLBACKS = {
  team: 'oncall.team',
  me: 'oncall.me',
  holidays: 'oncall.holidays',
  gaps: 'oncall.gaps',
  fix: 'oncall.fix',
  fixPreview: 'oncall.fix_preview',
  holidayEdit: 'oncall.holiday_edit',
  holidayPreview: 'oncall.holiday_preview',
  done: 'oncall.done',
  calendar: 'oncall.calendar',
} as const

export const ONCALL_ACTIONS = {
  openTeam: 'oncall.team',
  openMe: 'oncall.me',
  openHolidays: 'oncall.holidays',
  openGaps: 'oncall.gaps',
  /** Its value is a shift. */
  findCover: 'oncall.find_cover',
  /** Its value is a gap. */
  fix: 'oncall.fix',
  teamPrevious: 'oncall.team_page.previous',
  teamNext: 'oncall.team_page.next',
  teamSchedule: 'oncall.team_schedule',
  teamTable: 'oncall.team_table',
  teamMonth: 'oncall.team_month',
  holidaySchedule: 'oncall.holiday_schedule',
  holidayAdd: 'oncall.holiday_add',
  holidayMenu: 'oncall.holiday_menu',
  calendar: 'oncall.calendar',
  calendarRevoke: 'oncall.calendar_revoke',
} as const

export const ONCALL_FIELDS = {
  how: 'oncall.how',
  who: 'oncall.who',
  one: 'oncall.one',
  on: 'oncall.on',
  name: 'oncall.name',
  as: 'oncall.as',
} as const
