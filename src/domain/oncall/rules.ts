import type { Language } from '../language.ts'
import type { Block, HolidayTreatment, ScheduleSnapshot, WeekMoment } from './schedule.ts'

/** A holiday calendar by country and region, ISO 3166: `US`, `NY`. */
export interface HolidayCalendar {
  readonly country: string
  readonly region: string | null
  readonly as: HolidayTreatment
}

/** A local day that a lead added, or that a calendar has and a lead renamed or treats otherwise. */
export interface HolidayDate {
  readonly on: string
  readonly name: string
  readonly as: HolidayTreatment
}

/** What a team may say of one specialist, for whom a gap of language is looked for and cover is proposed. */
export interface Reader {
  readonly languages: readonly Language[]
  readonly skills: readonly string[]
}

/**
 * One schedule as the team wrote it: a lead's to edit, versioned. Overrides, swaps and kept days are no part of it: they
 * happen in Slack, one by one.
 */
export interface ScheduleRules {
  readonly name: string
  readonly teamId: string
  /** IANA zone. */
  readonly zone: string
  readonly layers: ScheduleSnapshot['layers']
  readonly holidayCalendars: readonly HolidayCalendar[]
  readonly holidayDates: readonly HolidayDate[]
  /** Local days that a lead struck, whatever the calendars say. */
  readonly holidayStrikes: readonly string[]
  readonly blocks: readonly Block[]
  readonly readers: Readonly<Record<string, Reader>>
  /** Of each somebody who reads it should be on call at every instant. */
  readonly needsLanguages: readonly Language[]
  /** Least hours off duty between two shifts of one person; 0 is no rule. */
  readonly restHours: number
  /** A swap waits for a lead's yes. */
  readonly swapsNeedApproval: boolean
  /** How many days a year each person may keep. */
  readonly keptDaysAYear: number
  /** The weekend's post: wall clock of the schedule's zone, default Thursday 16:00. Null: not posted. */
  readonly weekendPost: WeekMoment | null
  /** How many days ahead a holiday is posted; null: not posted. */
  readonly holidayPostDays: number | null
  /** Channel of the posts; null is the team's intake channel. */
  readonly postChannel: string | null
  /** Slack user group that holds who is on call; null: none follows. */
  readonly userGroup: string | null
  /** Whether the intake channel's topic names who is on call. */
  readonly setsTopic: boolean
}
