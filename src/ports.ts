/** What the core needs from outside. Implementations stand in `src/system`, `src/db` and `src/slack`; tests pass their own. */

/**
 * Domain time: all that people see and every stored instant. In production the machine's; in the playground and in tests
 * it moves forward, never back (ONCALL 23).
 */
export interface Clock {
  now(): Date
}

/** Wakes whoever waits for due work: after `ms` of machine time, or sooner when `wake` is called. */
export interface Wake {
  /** Resolves after `ms` machine milliseconds, or at once when woken; never rejects. */
  sleep(ms: number): Promise<void>
  /** Ends every sleep now (a commit left something due, the clock moved, the process is stopping). */
  wake(): void
}

/** Rejects with `TimedOut` when `work` takes longer than `ms` of machine time; the work itself goes on. */
export interface Deadline {
  race<T>(ms: number, work: Promise<T>): Promise<T>
}

/** Tells a service outside that all is well: it raises the alarm when it hears nothing. */
export interface Heartbeat {
  /** Rejects when it wasn't heard. */
  ping(): Promise<void>
}

export class TimedOut extends Error {
  constructor(ms: number) {
    super(`timed out after ${ms} ms`)
    this.name = 'TimedOut'
  }
}

/** Facts and codes only: never a person's words, never a secret, never SQL parameters. */
export type LogFacts = Readonly<Record<string, string | number | boolean | null | undefined>>

export interface Log {
  debug(event: string, facts?: LogFacts): void
  info(event: string, facts?: LogFacts): void
  warn(event: string, facts?: LogFacts): void
  /** `error` is kept as its name, code and stack; its message only where we wrote it ourselves. */
  error(event: string, error: unknown, facts?: LogFacts): void
}

/** Keeps what must not lie open in the database; with `VIGIA_KEY`, which lies elsewhere. */
export interface Vault {
  /** Sealed anew each time: the same text gives another seal. */
  seal(text: string): string
  /** Throws for what another key has sealed. */
  open(sealed: string): string
  /** The same text gives the same digest, and nobody without the key can try texts against it. */
  digest(text: string): string
  /** Six digits, by chance. */
  newCode(): string
  /** A secret of its own for each name, the same for the same name. */
  secretFor(name: string): string
}

/** Addresses that nobody guesses: whoever has one may read what lies behind it. */
export interface Tokens {
  /** 32 random bytes, base64url. */
  newToken(): string
  /** What is kept of it: the same token gives the same hash, and no hash its token. */
  hashOf(token: string): string
}
