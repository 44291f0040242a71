import { Dice } from './chance.ts'
import { CATEGORIES, type CategoryOfHouse, PEOPLE, RAUL, RITA, ROY, type Sev, TEAMS } from './house.ts'
import type { Deed, Filed } from './log.ts'

/** What people mean to do about one escalation, drawn by lot: who forgets, who is quick, who presses what and when. */

const START = Date.UTC(2026, 0, 5)
const YEAR = 364 * 24 * 60 * 60_000
const MINUTE = 60_000

export interface Script {
  readonly filing: Filed
  readonly wishes: readonly Wish[]
}

/** A page or a reminder is pressed where there is one when the time comes. */
export type Wish = { readonly at: number; readonly by: string } & (
  | { readonly do: Deed }
  | { readonly press: 'seen' | 'cant' | 'undeliverable'; readonly isOlder: boolean }
  | { readonly press: 'snooze' }
)
type Act = Wish extends infer W ? (W extends Wish ? Omit<W, 'at' | 'by'> : never) : never

/** `brisk` lives are shorter: less is forgotten, and for less time. */
export type Pace = 'brisk' | 'as_people_are'

export function scripts(seed: number, count: number, pace: Pace): readonly Script[] {
  const dice = new Dice(seed)
  return Array.from({ length: count }, () => write(new Dice(dice.below(2 ** 31)), pace)).sort(
    (a, b) => a.filing.at - b.filing.at,
  )
}

export const firstInstant = START

function write(dice: Dice, pace: Pace): Script {
  const category = dice.of(CATEGORIES)
  const severity = dice.of<Sev>(['sev1', 'sev1', 'sev1', 'sev2', 'sev2', 'sev2', 'sev3', 'sev3', 'sev4'])
  const at = START + Math.floor(dice.next() * YEAR)
  const by = dice.is(0.85) ? dice.of([RITA, ROY, RAUL]) : dice.of(PEOPLE).id
  const filing: Filed = {
    at,
    by,
    category: category.id,
    severity,
    neededBy: dice.is(0.15) ? at + dice.minutes(20, 4 * 24 * 60) : null,
    receivedAt: category.lawMinutes === null ? null : at - dice.minutes(0, 80),
  }
  const life = new Life(dice, category, filing, pace)
  life.live()
  return { filing, wishes: life.wishes.toSorted((a, b) => a.at - b.at) }
}

class Life {
  readonly wishes: Wish[] = []
  private readonly dice: Dice
  private readonly filing: Filed
  private readonly crew: readonly string[]
  private readonly onCall: readonly string[]
  private readonly boss: string
  private readonly isUrgent: boolean
  private readonly isRestricted: boolean
  private readonly isBrisk: boolean
  private at: number

  constructor(dice: Dice, category: CategoryOfHouse, filing: Filed, pace: Pace) {
    this.isBrisk = pace === 'brisk'
    this.dice = dice
    this.filing = filing
    this.at = filing.at
    const team = TEAMS.find((one) => one.id === category.team)
    if (team === undefined) throw new Error(`no team ${category.team}`)
    const isCleared = (id: string) => category.cleared?.includes(id) !== false
    this.onCall = team.specialists.filter(isCleared)
    this.crew = [...new Set([...(category.cleared ?? [...team.specialists, ...team.leads])])]
    this.boss = team.leads.find(isCleared) ?? team.leads[0] ?? ''
    this.isUrgent = filing.severity === 'sev1' || filing.severity === 'sev2' || category.lawMinutes !== null
    this.isRestricted = category.cleared !== null
  }

  live(): void {
    const { dice } = this
    this.untilSomebodyClaims()
    const chapters = dice.below(this.isBrisk ? 3 : 7)
    const forgotten = dice.is(0.3) ? dice.below(chapters + 1) : -1
    for (let n = 0; n < chapters; n += 1) {
      const gap = this.isUrgent ? dice.minutes(2, 150) : dice.minutes(30, 3000)
      this.at += n === forgotten ? gap * 5 : gap
      this.work()
    }
    this.end()
    for (let again = 0; again < 2 && dice.is(0.1); again += 1) {
      this.at += dice.minutes(10, 14 * 24 * 60)
      this.wish(dice.is(0.7) ? this.filing.by : dice.of(this.crew), { do: { verb: 'reopen' } })
      this.at += dice.minutes(5, 600)
      this.work()
      this.end()
    }
  }

  private wish(by: string, act: Act, after = 0): void {
    this.wishes.push({ at: this.at + after, by, ...act })
  }

  /** How long nobody takes it, and what they do instead. */
  private untilSomebodyClaims(isSoon = false): void {
    const { dice } = this
    const mood = dice.next()
    const scale = this.isUrgent ? 1 : 8
    const longest = this.isBrisk || this.isRestricted ? 150 : 540
    const [prompt, slow] = this.isBrisk ? [0.65, 0.94] : [0.5, 0.85]
    const [from, to] = mood < prompt || isSoon ? [1, 15] : mood < slow ? [15, 90] : [90, longest]
    const wait = dice.minutes(from, to) * (this.isRestricted ? 1 : scale)
    for (let n = dice.below(this.isBrisk ? 3 : 5); n > 0; n -= 1) this.meanwhile(Math.floor(dice.next() * wait))
    this.at += wait
    if (dice.is(0.08)) this.wish(this.boss, { do: { verb: 'claim', for: dice.of(this.crew) } })
    this.wish(dice.is(0.95) ? dice.of(this.crew) : this.filing.by, { do: { verb: 'claim', for: null } }, 1)
  }

  private meanwhile(after: number): void {
    const { dice } = this
    const who = dice.of(this.crew)
    const lot = dice.next()
    if (lot < 0.4) this.wish(who, { press: 'seen', isOlder: dice.is(0.15) }, after)
    else if (lot < 0.6) this.wish(who, { press: 'cant', isOlder: dice.is(0.15) }, after)
    else if (lot < 0.68) this.wish(who, { press: 'undeliverable', isOlder: false }, after)
    else if (lot < 0.76) this.wish(who, { do: { verb: 'page_again', people: [] } }, after)
    else if (lot < 0.82) this.wish(who, { do: { verb: 'page_again', people: this.some() } }, after)
    else if (lot < 0.88) this.wish(this.filing.by, { do: { verb: 'worse' } }, after)
    else if (lot < 0.9) this.wish(this.filing.by, { do: { verb: 'no_news' } }, after)
    else if (lot < 0.97) this.wish(who, { do: { verb: 'severity', to: this.severity() } }, after)
    else this.wish(this.filing.by, { do: { verb: 'withdraw' } }, after)
  }

  private work(): void {
    const { dice, filing } = this
    const who = dice.of(this.crew)
    const lot = dice.next()
    if (lot < 0.38) this.update(who)
    else if (lot < 0.54) this.ask(who)
    else if (lot < 0.63) this.wish(who, { do: { verb: 'severity', to: this.severity() } })
    else if (lot < 0.71) this.wish(who, { do: { verb: 'hand_over', to: dice.of(this.onCall), isForced: false } })
    else if (lot < 0.74) this.wish(this.boss, { do: { verb: 'hand_over', to: dice.of(this.crew), isForced: true } })
    else if (lot < 0.81) {
      this.wish(this.boss, { do: { verb: 'release' } })
      this.untilSomebodyClaims(dice.is(0.6))
    } else if (lot < 0.91) this.wish(who, { press: 'snooze' })
    else if (lot < 0.94) this.wish(who, { do: { verb: 'page_again', people: this.some() } })
    else if (lot < 0.96) this.wish(filing.by, { do: { verb: dice.of(['inform', 'no_news', 'worse'] as const) } })
    else if (lot < 0.965) this.wish(who, { do: { verb: 'claim', for: null } })
    else if (lot < 0.98) this.wish(dice.of(this.crew), { press: dice.of(['seen', 'cant'] as const), isOlder: false })
    else {
      this.wish(filing.by, { do: { verb: 'withdraw' } })
      this.at += dice.minutes(1, 60)
      this.wish(this.boss, { do: { verb: 'decide_withdrawal', isAgreed: dice.is(0.4) } })
    }
  }

  private update(who: string): void {
    const { dice } = this
    const isForRequester = dice.is(0.85)
    // Nobody names an hour to the millisecond.
    const hour = Math.ceil((this.at + dice.minutes(15, 30 * 60)) / MINUTE) * MINUTE
    const nextBy = dice.is(0.3) ? hour : null
    this.wish(who, { do: { verb: 'update', isForRequester, nextBy } })
  }

  private ask(who: string): void {
    const { dice } = this
    this.wish(who, { do: { verb: 'ask', isLawPaused: dice.is(0.5) } })
    if (dice.is(0.3)) {
      this.at += dice.minutes(1, 60)
      if (dice.is(0.5)) this.update(who)
      else this.wish(who, { do: { verb: 'severity', to: this.severity() } })
    }
    this.at += this.isUrgent ? dice.minutes(3, 400) : dice.minutes(30, 4 * 24 * 60)
    const lot = dice.next()
    if (lot < 0.7) this.wish(this.filing.by, { do: { verb: 'answer' } })
    else if (lot < 0.9) this.wish(who, { do: { verb: 'stop_waiting' } })
  }

  /** Somebody ends it at last, whatever became of it. */
  private end(): void {
    const { dice } = this
    this.at += this.isUrgent ? dice.minutes(2, 300) : dice.minutes(30, 3000)
    this.wish(this.boss, { do: { verb: 'claim', for: null } })
    this.at += dice.minutes(1, 40)
    this.wish(this.boss, { do: { verb: 'resolve' } })
  }

  private severity(): Sev {
    return this.dice.of<Sev>(['sev1', 'sev2', 'sev3', 'sev4'])
  }

  private some(): readonly string[] {
    return [...new Set([this.dice.of(this.crew), this.dice.of(this.crew)])]
  }
}
