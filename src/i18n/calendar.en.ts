/** Words of calendars, and of the picture of a month, in English; the shape is what every other language must have. */

/** What a shift's title is made of: names as the team wrote them, `kind` already in the reader's words. */
export interface ShiftTitle {
  readonly schedule: string
  readonly rotation: string
  /** `weekend`; null: a plain weekday. */
  readonly kind: string | null
}

const kindOf = (kind: string | null) => (kind === null ? '' : ` (${kind})`)

export const calendar = {
  /** Names of the calendars. */
  ofPerson: (name: string) => `On call: ${name}`,
  ofTeam: (team: string) => `On call: ${team}`,
  shift: ({ schedule, rotation, kind }: ShiftTitle) => `On call: ${schedule}, ${rotation}${kindOf(kind)}`,
  /** In a team's calendar, which says who. */
  shiftOf: (person: string, { schedule, rotation, kind }: ShiftTitle) =>
    `${person}: ${schedule}, ${rotation}${kindOf(kind)}`,
  cancelled: (title: string) => `Cancelled: ${title}`,
  /** Where Slack hasn't told us somebody's name. */
  somebody: 'Somebody',
  month: {
    title: (team: string, schedule: string, month: string) => `${team} · ${schedule} · ${month}`,
    zone: (zone: string) => `Times are ${zone}.`,
    weekend: 'weekend',
    gap: 'nobody',
    /** Somebody who was on call when the day began. */
    goesOn: 'goes on',
    more: (count: number) => `+${count} more`,
    sent: (month: string) => `The picture of ${month} comes by DM in a moment.`,
    noFiles:
      'Vigía may not send files here: an administrator can add the scope `files:write`. `/oncall team` has the same as lines and as a table.',
  },
}

export type CalendarWords = typeof calendar
