/** Who acts. Every write names one, and the timeline keeps it. */
export type Actor = PersonActor | JobActor | CliActor

export interface PersonActor {
  readonly kind: 'person'
  /** Slack user id (`U…` or `W…`). */
  readonly id: string
  /** A member of our workspace, a guest in it, or somebody of another one (Slack Connect). */
  readonly standing: 'member' | 'guest' | 'stranger'
  /** Ids of the teams whose *private* intake channel this person is in: they may claim what isn't restricted. */
  readonly intakeOf: readonly string[]
  /** The form by which they act: what it brings is kept once, however often it is sent. */
  readonly submission?: string
}

export interface JobActor {
  readonly kind: 'job'
  readonly name: string
}

export interface CliActor {
  readonly kind: 'cli'
  readonly name: string
}
