/**
 * The company of the simulated year, as plain figures: who works where, who may see what, what is promised, who is paged.
 * The engine is given them as a settings file (`engine-settings.ts`), the oracle reads them as they stand here. So neither
 * learns a figure from the other.
 */

export const SEVERITIES = ['sev1', 'sev2', 'sev3', 'sev4'] as const
export type Sev = (typeof SEVERITIES)[number]

export interface Person {
  readonly id: string
  readonly zone: string
  /** Slack silences them each night, 22:00 to 08:00 on their own clock, and nothing but Slack reaches them. */
  readonly isSilentAtNight: boolean
}

/** Hours on working days, ISO: 1 is Monday. */
export interface Hours {
  readonly days: readonly number[]
  readonly from: string
  readonly to: string
}

/** Minutes, or working days; null: no such promise. */
export interface Promises {
  readonly claim: Length
  readonly first: Length
  readonly next: Length | null
  readonly resolve: Length
  readonly isWorkingTime: boolean
}
export type Length = { readonly minutes: number } | { readonly days: number }

/** `on_call`, `leads`, or a person's id. */
export interface Step {
  readonly page: readonly string[]
  readonly wait: number
}

export interface Policy {
  readonly pages: 'at_once' | 'working_hours' | 'none'
  readonly steps: readonly Step[]
  readonly repeats: number
  readonly isRoomTold: boolean
  readonly mostAtOnce: number
  /** Whom Slack silences, and nothing else reaches, counts as not woken: the next is paged in the same instant. */
  readonly isSilencePassedOver: boolean
}

export interface TeamOfHouse {
  readonly id: string
  readonly zone: string
  readonly leads: readonly string[]
  readonly specialists: readonly string[]
  readonly hours: Hours
  readonly holidays: readonly string[]
  readonly policies: Readonly<Record<Sev, Policy>>
}

export interface CategoryOfHouse {
  readonly id: string
  readonly team: string
  /** Null: everybody of the team; else the only people who may see it. */
  readonly cleared: readonly string[] | null
  /** The law's clock, by minutes from receipt. */
  readonly lawMinutes: number | null
}

const person = (id: string, zone: string, isSilentAtNight = false): Person => ({ id, zone, isSilentAtNight })

export const ANA = 'U0ANA'
export const BEN = 'U0BEN'
export const CARLA = 'U0CARLA'
export const DIEGO = 'U0DIEGO'
export const EVE = 'U0EVE'
export const LENA = 'U0LENA'
export const LUIS = 'U0LUIS'
export const LARA = 'U0LARA'
export const RITA = 'U0RITA'
export const ROY = 'U0ROY'
export const RAUL = 'U0RAUL'

export const PEOPLE: readonly Person[] = [
  person(ANA, 'America/Santiago', true),
  person(BEN, 'America/New_York'),
  person(CARLA, 'Europe/Madrid', true),
  person(DIEGO, 'Europe/Madrid', true),
  person(EVE, 'America/New_York', true),
  person(LENA, 'America/New_York'),
  person(LUIS, 'Europe/Madrid', true),
  person(LARA, 'America/Santiago'),
  person(RITA, 'Europe/Madrid'),
  person(ROY, 'America/New_York'),
  person(RAUL, 'America/Santiago'),
]

/** Outside of them a person hears only what is urgent. */
export const PERSONAL_HOURS: Hours = { days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' }
export const SILENT_FROM = '22:00'
export const SILENT_TO = '08:00'

const hours = (count: number): Length => ({ minutes: count * 60 })
const days = (count: number): Length => ({ days: count })

/** SCREENS 2. */
export const PROMISES: Readonly<Record<Sev, Promises>> = {
  sev1: { claim: { minutes: 15 }, first: { minutes: 30 }, next: hours(1), resolve: hours(8), isWorkingTime: false },
  sev2: { claim: hours(1), first: hours(2), next: hours(4), resolve: hours(24), isWorkingTime: false },
  sev3: { claim: hours(4), first: days(1), next: days(2), resolve: days(5), isWorkingTime: true },
  sev4: { claim: days(1), first: days(3), next: null, resolve: days(10), isWorkingTime: true },
}

const CARD_ONLY: Policy = {
  pages: 'none',
  steps: [],
  repeats: 0,
  isRoomTold: false,
  mostAtOnce: 3,
  isSilencePassedOver: false,
}
const MORNING: Policy = {
  pages: 'working_hours',
  steps: [{ page: ['on_call'], wait: 60 }],
  repeats: 0,
  isRoomTold: false,
  mostAtOnce: 100,
  isSilencePassedOver: false,
}
const urgent = (wait: number, isSilencePassedOver: boolean): Policy => ({
  pages: 'at_once',
  steps: [
    { page: ['on_call'], wait },
    { page: ['on_call'], wait },
    { page: ['on_call', 'leads'], wait },
  ],
  repeats: 3,
  isRoomTold: true,
  mostAtOnce: 3,
  isSilencePassedOver,
})
/** What a team has that says nothing of its own. */
export const USUAL: Readonly<Record<Sev, Policy>> = {
  sev1: urgent(5, true),
  sev2: urgent(10, false),
  sev3: MORNING,
  sev4: CARD_ONLY,
}

export const TEAMS: readonly TeamOfHouse[] = [
  {
    id: 'madrid',
    zone: 'Europe/Madrid',
    leads: [LENA, LUIS],
    specialists: [ANA, BEN, CARLA, DIEGO],
    hours: { days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' },
    holidays: ['2026-01-06', '2026-04-03', '2026-05-01', '2026-10-12', '2026-12-08', '2026-12-25', '2027-01-01'],
    policies: USUAL,
  },
  {
    // A night desk: its hours lie across the changes of the clocks, which are on Sundays.
    id: 'newyork',
    zone: 'America/New_York',
    leads: [LUIS, LARA],
    specialists: [BEN, EVE, CARLA, LUIS],
    hours: { days: [1, 2, 3, 4, 5, 6, 7], from: '01:30', to: '10:00' },
    holidays: ['2026-07-03', '2026-11-26', '2026-12-25'],
    policies: {
      sev1: {
        pages: 'at_once',
        steps: [
          { page: [BEN], wait: 4 },
          { page: [EVE, CARLA], wait: 7 },
          { page: ['leads'], wait: 10 },
        ],
        repeats: 1,
        isRoomTold: true,
        mostAtOnce: 2,
        isSilencePassedOver: true,
      },
      sev2: {
        pages: 'at_once',
        steps: [{ page: ['on_call'], wait: 20 }],
        repeats: 0,
        isRoomTold: true,
        mostAtOnce: 1,
        isSilencePassedOver: false,
      },
      sev3: MORNING,
      sev4: CARD_ONLY,
    },
  },
  {
    // Nearly round the clock: opens at a midnight that doesn't exist on 6 September, closes at a time that comes twice in April.
    id: 'santiago',
    zone: 'America/Santiago',
    leads: [LARA, LENA],
    specialists: [ANA, EVE],
    hours: { days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '23:30' },
    holidays: ['2026-09-18', '2026-09-19'],
    policies: {
      sev1: {
        pages: 'at_once',
        steps: [{ page: ['on_call', 'leads'], wait: 6 }],
        repeats: 2,
        isRoomTold: true,
        mostAtOnce: 1,
        isSilencePassedOver: true,
      },
      sev2: {
        pages: 'at_once',
        steps: [{ page: ['leads'], wait: 9 }],
        repeats: 1,
        isRoomTold: true,
        mostAtOnce: 3,
        isSilencePassedOver: false,
      },
      sev3: {
        pages: 'at_once',
        steps: [{ page: ['on_call'], wait: 45 }],
        repeats: 0,
        isRoomTold: false,
        mostAtOnce: 2,
        isSilencePassedOver: false,
      },
      sev4: { ...MORNING, steps: [{ page: [EVE], wait: 30 }] },
    },
  },
]

export const LAW = 'eu_removal_order'
/** At filing, and at each quarter of the time. */
export const LAW_WARNS_AT = [0, 0.25, 0.5, 0.75]

export const CATEGORIES: readonly CategoryOfHouse[] = [
  { id: 'press', team: 'madrid', cleared: null, lawMinutes: null },
  { id: 'threats', team: 'madrid', cleared: [ANA, CARLA, LENA], lawMinutes: null },
  { id: 'government_request', team: 'madrid', cleared: [CARLA, LUIS, DIEGO], lawMinutes: 60 },
  { id: 'hate', team: 'newyork', cleared: null, lawMinutes: null },
  { id: 'child_safety', team: 'newyork', cleared: [EVE, LARA], lawMinutes: null },
  { id: 'fraud', team: 'santiago', cleared: null, lawMinutes: null },
  { id: 'terrorism', team: 'santiago', cleared: null, lawMinutes: 60 },
]

export const CLOSES_AFTER_DAYS = 7
