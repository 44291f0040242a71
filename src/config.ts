import { inspect } from 'node:util'
import { z } from 'zod'

/**
 * The environment, read once and checked as a whole: every problem at once, each with the variable's name and what to do.
 * Nothing else in the product reads it. A variable that is empty counts as not set.
 */

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

export interface Config {
  readonly isProduction: boolean
  /** How Slack is reached. Socket Mode and HTTP may be pointed at any Slack-compatible server by `apiUrl`. */
  readonly slack:
    | { readonly kind: 'socket'; readonly apiUrl: string | null }
    | { readonly kind: 'http'; readonly apiUrl: string | null }
    | { readonly kind: 'playground' }
  readonly database: { readonly kind: 'url' } | { readonly kind: 'embedded'; readonly dataDir: string }
  /** Vigía's own server: Slack's requests in HTTP mode, health, feeds. `port` null: not asked for, each mode has its own. */
  readonly host: string
  readonly port: number | null
  /** Where the outside world reaches `host:port`, without a slash at the end. Null: feeds, callbacks and voice are off. */
  readonly publicUrl: string | null
  /** The team's settings file, or null. */
  readonly settingsFile: string | null
  /** What is set up of the ways to reach a person outside Slack; null or empty: not at all. */
  readonly ways: {
    readonly twilio: { readonly accountSid: string; readonly from: string; readonly apiUrl: string } | null
    readonly mail: { readonly from: string } | null
    readonly pagerDuty: { readonly apiUrl: string } | null
    /** Hosts (or `host:port`) that a person's webhook may lead to. */
    readonly webhookHosts: readonly string[]
  }
  /** Where the embedded database and the playground's workspace lie. */
  readonly dataDir: string
  readonly logLevel: LogLevel
  readonly secrets: Secrets
}

export type SlackSecrets =
  | { readonly kind: 'socket'; readonly botToken: string; readonly appToken: string }
  | { readonly kind: 'http'; readonly botToken: string; readonly signingSecret: string }
  | { readonly kind: 'playground' }

export interface WaySecrets {
  /** Set when `ways.twilio` is. */
  readonly twilioAuthToken: string | null
  /** Set when `ways.mail` is: it holds a password. */
  readonly smtpUrl: string | null
}

/** What must not be written anywhere: however this is logged, spread or serialised, it says `[secret]`. */
export class Secrets {
  readonly #slack: SlackSecrets
  readonly #databaseUrl: string | null
  readonly #key: Uint8Array | null
  readonly #ways: WaySecrets
  readonly #heartbeatUrl: string | null

  constructor(
    slack: SlackSecrets,
    databaseUrl: string | null,
    key: Uint8Array | null,
    ways: WaySecrets,
    heartbeatUrl: string | null,
  ) {
    this.#slack = slack
    this.#databaseUrl = databaseUrl
    this.#key = key
    this.#ways = ways
    this.#heartbeatUrl = heartbeatUrl
  }

  /** Asked each minute while all is well; who knows it can keep an alarm silent. Null: nobody listens. */
  get heartbeatUrl(): string | null {
    return this.#heartbeatUrl
  }

  get ways(): WaySecrets {
    return this.#ways
  }

  get slack(): SlackSecrets {
    return this.#slack
  }

  /** Set when `database.kind` is `url`. */
  get databaseUrl(): string | null {
    return this.#databaseUrl
  }

  /** 32 bytes that encrypt numbers, addresses and tokens at rest; null until such a thing is set up. */
  get key(): Uint8Array | null {
    return this.#key
  }

  toJSON(): string {
    return '[secret]'
  }

  toString(): string {
    return '[secret]'
  }

  [inspect.custom](): string {
    return '[secret]'
  }
}

export interface ConfigProblem {
  readonly variable: string
  /** What is wrong and what to do; never the value of a secret. */
  readonly message: string
}

export type ConfigResult =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] }

export type Env = Readonly<Record<string, string | undefined>>

/** Tokens that the playground makes begin so; all others are somebody's real workspace, or another server's. */
export const PLAYGROUND_TOKEN = 'xoxb-playground-'

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

function isLoopback(url: string): boolean {
  return LOOPBACK.has(new URL(url).hostname)
}

/** An address that secrets are sent to: encrypted, or not leaving this machine. */
function isSafeUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const url = new URL(text)
  if (url.username !== '' || url.password !== '') return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(text))
}

function isDatabaseUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  return ['postgres:', 'postgresql:'].includes(new URL(text).protocol)
}

function isSmtpUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const url = new URL(text)
  return ['smtp:', 'smtps:'].includes(url.protocol) && url.hostname !== ''
}

function hostsOf(text: string): readonly string[] {
  return text.split(',').map((host) => host.trim().toLowerCase())
}

function keyOf(text: string): Uint8Array | null {
  const bytes = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64')
  return bytes.length === 32 ? new Uint8Array(bytes) : null
}

const refined = (isRight: (text: string) => boolean, error: string) => z.string().refine(isRight, { error }).optional()

const DATABASE_HELP = 'give a PostgreSQL address, such as postgres://user:password@host:5432/vigia'
const KEY_HELP = 'give 32 bytes in base64 or hex, such as `openssl rand -base64 32` prints'

const environment = z.object({
  NODE_ENV: z.string().optional(),
  SLACK_BOT_TOKEN: refined(
    (text) => /^xoxb-\S+$/.test(text),
    'is no bot token: copy the one that begins with xoxb- from "OAuth & Permissions" of your Slack app',
  ),
  SLACK_APP_TOKEN: refined(
    (text) => /^xapp-\S+$/.test(text),
    'is no app-level token: make one with connections:write under "Basic Information"; it begins with xapp-',
  ),
  SLACK_SIGNING_SECRET: refined(
    (text) => /^\S{16,}$/.test(text),
    'is no signing secret: copy it from "Basic Information" of your Slack app',
  ),
  SLACK_API_URL: refined(isSafeUrl, 'must be an https:// address, or an http:// address on this machine (127.0.0.1)'),
  DATABASE_URL: refined(isDatabaseUrl, DATABASE_HELP),
  VIGIA_SETTINGS: z.string().optional(),
  VIGIA_DATA: z.string().default('.vigia'),
  VIGIA_KEY: refined((text) => keyOf(text) !== null, KEY_HELP),
  HOST: refined((text) => /^[A-Za-z0-9.:-]+$/.test(text), 'must be a host name or an address, such as 0.0.0.0').default(
    '127.0.0.1',
  ),
  PORT: refined(
    (text) => /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535,
    'must be a number from 1 to 65535',
  ),
  PUBLIC_URL: refined(isSafeUrl, 'must be the https:// address at which the outside world reaches Vigía'),
  TWILIO_ACCOUNT_SID: refined(
    (text) => /^AC[0-9a-fA-F]{32}$/.test(text),
    'is no account SID: copy the one that begins with AC from the Twilio console',
  ),
  TWILIO_AUTH_TOKEN: refined(
    (text) => /^\S{16,}$/.test(text),
    'is no auth token: copy it from the Twilio console, below the account SID',
  ),
  TWILIO_FROM: refined(
    (text) => /^\+[1-9]\d{6,14}$/.test(text),
    'must be a number of your Twilio account with its country code, such as +15550100042',
  ),
  TWILIO_API_URL: refined(isSafeUrl, 'must be an https:// address, or an http:// address on this machine').default(
    'https://api.twilio.com',
  ),
  SMTP_URL: refined(isSmtpUrl, 'must be an SMTP address, such as smtps://user:password@mail.example.com:465'),
  SMTP_FROM: refined(
    (text) => /^(?:[^<>@\r\n]*<[^\s@<>]+@[^\s@<>]+>|[^\s@<>]+@[^\s@<>]+)$/.test(text),
    'must be an e-mail address, such as vigia@example.com or Vigía <vigia@example.com>',
  ),
  PAGERDUTY_API_URL: refined(
    isSafeUrl,
    'must be the https:// address of the Events API: https://events.pagerduty.com, or https://events.eu.pagerduty.com',
  ),
  WEBHOOK_HOSTS: refined(
    (text) => hostsOf(text).every((host) => /^[a-z0-9.-]+(?::\d{1,5})?$/.test(host)),
    'must be host names with commas between them, such as hooks.example.com',
  ),
  HEARTBEAT_URL: refined(isSafeUrl, 'must be an https:// address that expects to be asked each minute'),
  LOG_LEVEL: z.enum(LOG_LEVELS, { error: `must be one of ${LOG_LEVELS.join(', ')}` }).default('info'),
})

type Variables = z.infer<typeof environment>

/** Every variable that is read, for the papers that list them. */
export const VARIABLES: readonly string[] = Object.keys(environment.shape)

/** Reads `env` without changing it; reads no file and opens nothing. */
export function readConfig(env: Env): ConfigResult {
  const given = Object.fromEntries(
    VARIABLES.flatMap((name) => {
      const text = env[name]?.trim() ?? ''
      return text === '' ? [] : [[name, text]]
    }),
  )
  const parsed = environment.safeParse(given)
  const wrong = parsed.success
    ? []
    : parsed.error.issues.map((issue) => ({ variable: String(issue.path[0]), message: issue.message }))
  // What belongs together is judged by what is set, so that it is in the same list as what is misspelt.
  const problems = [...wrong, ...judge(given)]
  if (!parsed.success || problems.length > 0) return { ok: false, problems }
  return { ok: true, config: configOf(parsed.data) }
}

/**
 * Why the playground must not start here: beside tokens that aren't its own, or a Slack that isn't on this machine.
 * `readConfig` has asked already; who starts the playground alone asks here.
 */
export function playgroundProblems(env: Env): readonly ConfigProblem[] {
  const token = env.SLACK_BOT_TOKEN?.trim() ?? ''
  const isOwn = token.startsWith(PLAYGROUND_TOKEN)
  const others = isOwn ? [] : ['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET']
  const api = env.SLACK_API_URL?.trim() ?? ''
  return [
    ...others
      .filter((variable) => (env[variable]?.trim() ?? '') !== '')
      .map((variable) => ({ variable, message: 'belongs to a real workspace: unset it to start the playground' })),
    ...(api !== '' && (!URL.canParse(api) || !isLoopback(api))
      ? [{ variable: 'SLACK_API_URL', message: 'is not on this machine: unset it to start the playground' }]
      : []),
  ]
}

function judge(given: Readonly<Record<string, string>>): ConfigProblem[] {
  const { SLACK_BOT_TOKEN: bot, SLACK_APP_TOKEN: app, SLACK_SIGNING_SECRET: signing, SLACK_API_URL: api } = given
  const isProduction = given.NODE_ENV === 'production'
  const problems: ConfigProblem[] = []
  const add = (variable: string, message: string) => problems.push({ variable, message })
  if (bot === undefined && (app ?? signing) !== undefined) {
    add('SLACK_BOT_TOKEN', 'is missing: set it beside the other Slack secret, or unset that one to use the playground')
  } else if (bot === undefined && isProduction) {
    add('SLACK_BOT_TOKEN', 'is missing: in production Vigía never falls back to the playground')
  } else if (bot !== undefined && app === undefined && signing === undefined) {
    add('SLACK_APP_TOKEN', 'is missing: set it for Socket Mode, or set SLACK_SIGNING_SECRET for HTTP')
  } else if (app !== undefined && signing !== undefined) {
    add('SLACK_SIGNING_SECRET', 'and SLACK_APP_TOKEN are both set: unset this one for Socket Mode, the other for HTTP')
  }
  if (bot === undefined && !isProduction) {
    if (api !== undefined) problems.push(...playgroundProblems({ SLACK_API_URL: api }))
  } else if (bot?.startsWith(PLAYGROUND_TOKEN)) {
    if (isProduction) add('SLACK_BOT_TOKEN', "is the playground's: production needs the token of a real workspace")
    if (api === undefined) add('SLACK_API_URL', "is missing: the token is the playground's, so give its address")
    else problems.push(...playgroundProblems({ SLACK_BOT_TOKEN: bot, SLACK_API_URL: api }))
  }
  if (given.DATABASE_URL === undefined && isProduction) {
    add('DATABASE_URL', `is missing: in production Vigía needs a database of yours; ${DATABASE_HELP}`)
  }
  judgeWays(given, add)
  return problems
}

/** Half a set-up is an error; and what is set up keeps addresses, which are sealed. */
function judgeWays(given: Readonly<Record<string, string>>, add: (variable: string, message: string) => void): void {
  const groups = [
    {
      all: ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_FROM'],
      also: ['TWILIO_API_URL'],
      what: 'SMS and calls',
    },
    { all: ['SMTP_URL', 'SMTP_FROM'], also: [], what: 'e-mail' },
    { all: ['PAGERDUTY_API_URL'], also: [], what: 'PagerDuty' },
    { all: ['WEBHOOK_HOSTS'], also: [], what: 'webhooks' },
  ]
  for (const { all, also, what } of groups) {
    if (![...all, ...also].some((variable) => given[variable] !== undefined)) continue
    for (const variable of all) {
      if (given[variable] !== undefined) continue
      const others = all.filter((other) => other !== variable).join(' and ')
      add(variable, `is missing: ${what} needs it beside ${others}; or unset them all`)
    }
  }
  const kept = groups.filter(({ all }) => all.some((variable) => given[variable] !== undefined))
  if (given.VIGIA_KEY === undefined && kept.length > 0) {
    const what = kept.map((group) => group.what).join(', ')
    add('VIGIA_KEY', `is missing: it seals the addresses for ${what}; ${KEY_HELP}`)
  }
}

function configOf(env: Variables): Config {
  const apiUrl = env.SLACK_API_URL ?? null
  const slack = slackSecretsOf(env)
  return {
    isProduction: env.NODE_ENV === 'production',
    slack: slack.kind === 'playground' ? { kind: 'playground' } : { kind: slack.kind, apiUrl },
    database: env.DATABASE_URL === undefined ? { kind: 'embedded', dataDir: env.VIGIA_DATA } : { kind: 'url' },
    host: env.HOST,
    port: env.PORT === undefined ? null : Number(env.PORT),
    publicUrl: env.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    settingsFile: env.VIGIA_SETTINGS ?? null,
    ways: waysOf(env),
    dataDir: env.VIGIA_DATA,
    logLevel: env.LOG_LEVEL,
    secrets: new Secrets(
      slack,
      env.DATABASE_URL ?? null,
      env.VIGIA_KEY === undefined ? null : keyOf(env.VIGIA_KEY),
      { twilioAuthToken: env.TWILIO_AUTH_TOKEN ?? null, smtpUrl: env.SMTP_URL ?? null },
      env.HEARTBEAT_URL ?? null,
    ),
  }
}

/** `judgeWays` has seen that each is whole. */
function waysOf(env: Variables): Config['ways'] {
  const { TWILIO_ACCOUNT_SID: accountSid, TWILIO_FROM: from } = env
  const apiUrl = env.TWILIO_API_URL.replace(/\/+$/, '')
  return {
    twilio: accountSid === undefined || from === undefined ? null : { accountSid, from, apiUrl },
    mail: env.SMTP_FROM === undefined ? null : { from: env.SMTP_FROM },
    pagerDuty: env.PAGERDUTY_API_URL === undefined ? null : { apiUrl: env.PAGERDUTY_API_URL.replace(/\/+$/, '') },
    webhookHosts: env.WEBHOOK_HOSTS === undefined ? [] : hostsOf(env.WEBHOOK_HOSTS),
  }
}

function slackSecretsOf(env: Variables): SlackSecrets {
  const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret } = env
  if (botToken !== undefined && appToken !== undefined) return { kind: 'socket', botToken, appToken }
  if (botToken !== undefined && signingSecret !== undefined) return { kind: 'http', botToken, signingSecret }
  return { kind: 'playground' }
}
