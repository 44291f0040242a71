import { readFileSync } from 'node:fs'
import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { type Config, type Env, playgroundProblems, readConfig, VARIABLES } from '../../src/config.ts'

const BOT = 'xoxb-111-222-abcdef'
const APP = 'xapp-1-A0-333-fedcba'
const SIGNING = '0123456789abcdef0123456789abcdef'
const DATABASE = 'postgres://vigia:hunter2@db.example:5432/vigia'
const KEY = Buffer.alloc(32, 7).toString('base64')

function configOf(env: Env): Config {
  const read = readConfig(env)
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return read.config
}

function wrong(env: Env): readonly string[] {
  const read = readConfig(env)
  return read.ok ? [] : read.problems.map((problem) => problem.variable)
}

describe('what the bot talks to', () => {
  test('nothing set: the playground on the embedded database, on this machine only', () => {
    expect(configOf({})).toMatchObject({
      isProduction: false,
      slack: { kind: 'playground' },
      database: { kind: 'embedded', dataDir: '.vigia' },
      host: '127.0.0.1',
      port: null,
      publicUrl: null,
      settingsFile: null,
      logLevel: 'info',
    })
  })

  test('a bot token with an app token is Socket Mode, with a signing secret HTTP', () => {
    const socket = configOf({ SLACK_BOT_TOKEN: BOT, SLACK_APP_TOKEN: APP })
    expect(socket.slack).toEqual({ kind: 'socket', apiUrl: null })
    expect(socket.secrets.slack).toEqual({ kind: 'socket', botToken: BOT, appToken: APP })
    const http = configOf({ SLACK_BOT_TOKEN: BOT, SLACK_SIGNING_SECRET: SIGNING, PORT: '8080' })
    expect(http.slack.kind).toBe('http')
    expect(http.port).toBe(8080)
    expect(http.secrets.slack).toEqual({ kind: 'http', botToken: BOT, signingSecret: SIGNING })
  })

  test('Slack and the database fall back apart', () => {
    expect(configOf({ SLACK_BOT_TOKEN: BOT, SLACK_APP_TOKEN: APP }).database.kind).toBe('embedded')
    const config = configOf({ DATABASE_URL: DATABASE })
    expect([config.slack.kind, config.database.kind]).toEqual(['playground', 'url'])
    expect(config.secrets.databaseUrl).toBe(DATABASE)
  })

  test('a variable that is empty counts as not set', () => {
    expect(configOf({ SLACK_BOT_TOKEN: '', DATABASE_URL: '  ', LOG_LEVEL: '' }).slack.kind).toBe('playground')
  })

  test('half of the Slack secrets never slips into the playground', () => {
    expect(wrong({ SLACK_BOT_TOKEN: BOT })).toEqual(['SLACK_APP_TOKEN'])
    expect(wrong({ SLACK_APP_TOKEN: APP })).toEqual(['SLACK_BOT_TOKEN'])
    expect(wrong({ SLACK_SIGNING_SECRET: SIGNING })).toEqual(['SLACK_BOT_TOKEN'])
    expect(wrong({ SLACK_BOT_TOKEN: BOT, SLACK_APP_TOKEN: APP, SLACK_SIGNING_SECRET: SIGNING })).toEqual([
      'SLACK_SIGNING_SECRET',
    ])
  })
})

describe('production', () => {
  test('needs a token and a database, and says both at once', () => {
    expect(wrong({ NODE_ENV: 'production' })).toEqual(['SLACK_BOT_TOKEN', 'DATABASE_URL'])
    expect(wrong({ NODE_ENV: 'production', DATABASE_URL: DATABASE })).toEqual(['SLACK_BOT_TOKEN'])
    expect(wrong({ NODE_ENV: 'production', SLACK_BOT_TOKEN: BOT, SLACK_APP_TOKEN: APP })).toEqual(['DATABASE_URL'])
  })

  test('starts with both', () => {
    const env = { NODE_ENV: 'production', SLACK_BOT_TOKEN: BOT, SLACK_APP_TOKEN: APP, DATABASE_URL: DATABASE }
    expect(configOf(env).isProduction).toBe(true)
  })

  test("never takes the playground's token", () => {
    const env = {
      NODE_ENV: 'production',
      SLACK_APP_TOKEN: APP,
      DATABASE_URL: DATABASE,
      SLACK_API_URL: 'http://127.0.0.1:1/',
    }
    expect(wrong({ ...env, SLACK_BOT_TOKEN: 'xoxb-playground-1' })).toEqual(['SLACK_BOT_TOKEN'])
  })
})

describe('the playground stands alone', () => {
  test("it doesn't start beside a Slack that isn't on this machine", () => {
    expect(wrong({ SLACK_API_URL: 'https://slack.example/api/' })).toEqual(['SLACK_API_URL'])
    expect(configOf({ SLACK_API_URL: 'http://127.0.0.1:4000/api/' }).slack.kind).toBe('playground')
  })

  test('its own token goes only to an address on this machine', () => {
    const own = { SLACK_BOT_TOKEN: 'xoxb-playground-abc', SLACK_APP_TOKEN: APP }
    expect(wrong(own)).toEqual(['SLACK_API_URL'])
    expect(wrong({ ...own, SLACK_API_URL: 'https://slack.com/api/' })).toEqual(['SLACK_API_URL'])
    expect(configOf({ ...own, SLACK_API_URL: 'http://localhost:4000/api/' }).slack).toEqual({
      kind: 'socket',
      apiUrl: 'http://localhost:4000/api/',
    })
  })

  test("alone on a port it refuses tokens that aren't its own", () => {
    const variables = (env: Env) => playgroundProblems(env).map((problem) => problem.variable)
    expect(variables({})).toEqual([])
    expect(variables({ SLACK_BOT_TOKEN: 'xoxb-playground-abc', SLACK_SIGNING_SECRET: SIGNING })).toEqual([])
    expect(variables({ SLACK_BOT_TOKEN: BOT, SLACK_APP_TOKEN: APP })).toEqual(['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN'])
    expect(variables({ SLACK_API_URL: 'not an address' })).toEqual(['SLACK_API_URL'])
  })
})

describe('problems', () => {
  test('every problem is in one list, and none shows a secret', () => {
    const secret = 'hush-hush-hush'
    const read = readConfig({
      SLACK_BOT_TOKEN: secret,
      SLACK_SIGNING_SECRET: 'short',
      SLACK_API_URL: `http://${secret}.example/`,
      DATABASE_URL: `mysql://root:${secret}@db/`,
      VIGIA_KEY: secret,
      HOST: 'a b',
      PORT: '70000',
      PUBLIC_URL: 'ftp://x',
      LOG_LEVEL: 'loud',
    })
    if (read.ok) throw new Error('accepted')
    expect(read.problems.map((problem) => problem.variable)).toEqual([
      'SLACK_BOT_TOKEN',
      'SLACK_SIGNING_SECRET',
      'SLACK_API_URL',
      'DATABASE_URL',
      'VIGIA_KEY',
      'HOST',
      'PORT',
      'PUBLIC_URL',
      'LOG_LEVEL',
    ])
    expect(JSON.stringify(read.problems)).not.toContain(secret)
    for (const problem of read.problems) expect(problem.message.length).toBeGreaterThan(20)
  })

  test('what is misspelt and what is missing are told together', () => {
    expect(wrong({ NODE_ENV: 'production', SLACK_BOT_TOKEN: BOT, PORT: 'x' })).toEqual([
      'PORT',
      'SLACK_APP_TOKEN',
      'DATABASE_URL',
    ])
  })

  test('a token is sent in the clear to this machine only', () => {
    const env = { SLACK_BOT_TOKEN: BOT, SLACK_APP_TOKEN: APP }
    expect(wrong({ ...env, SLACK_API_URL: 'http://slack.example/api/' })).toEqual(['SLACK_API_URL'])
    expect(wrong({ ...env, SLACK_API_URL: 'http://127.0.0.1.evil.example/api/' })).toEqual(['SLACK_API_URL'])
    expect(wrong({ ...env, SLACK_API_URL: 'http://[::1]:9/api/' })).toEqual([])
  })
})

describe('secrets', () => {
  test('are never written, however the config is logged', () => {
    const config = configOf({
      SLACK_BOT_TOKEN: BOT,
      SLACK_SIGNING_SECRET: SIGNING,
      DATABASE_URL: DATABASE,
      VIGIA_KEY: KEY,
    })
    const written = [
      JSON.stringify(config),
      JSON.stringify({ ...config.secrets }),
      inspect(config, { depth: 9, showHidden: true }),
      `${config.secrets}`,
      JSON.stringify(Object.entries(config.secrets)),
    ].join('\n')
    for (const secret of [BOT, SIGNING, 'hunter2', KEY]) expect(written).not.toContain(secret)
    expect(written).toContain('[secret]')
  })

  test('the key is 32 bytes, in base64 or hex', () => {
    expect(configOf({ VIGIA_KEY: KEY }).secrets.key).toEqual(new Uint8Array(32).fill(7))
    expect(configOf({ VIGIA_KEY: '07'.repeat(32) }).secrets.key).toEqual(new Uint8Array(32).fill(7))
    expect(wrong({ VIGIA_KEY: Buffer.alloc(31).toString('base64') })).toEqual(['VIGIA_KEY'])
  })
})

test('PUBLIC_URL has no slash at its end', () => {
  expect(configOf({ PUBLIC_URL: 'https://vigia.example/hooks//' }).publicUrl).toBe('https://vigia.example/hooks')
})

test('.env.example names every variable, and no other', () => {
  const named = readFileSync('.env.example', 'utf8')
    .match(/^# ?([A-Z_]+)=/gm)
    ?.map((line) => line.replace(/[#= ]/g, ''))
  expect(named?.toSorted()).toEqual([...VARIABLES].toSorted())
})

describe('the ways outside Slack', () => {
  const TWILIO = {
    TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
    TWILIO_AUTH_TOKEN: 'token-of-the-account',
    TWILIO_FROM: '+15550100042',
  }

  test('none is set up unless it is asked for', () => {
    expect(configOf({}).ways).toEqual({ twilio: null, mail: null, pagerDuty: null, webhookHosts: [] })
  })

  test('each is whole, or an error that names what is missing', () => {
    const { TWILIO_FROM: _, ...half } = TWILIO
    expect(wrong({ ...half, VIGIA_KEY: KEY })).toEqual(['TWILIO_FROM'])
    expect(wrong({ TWILIO_API_URL: 'https://twilio.example', VIGIA_KEY: KEY })).toEqual(Object.keys(TWILIO))
    expect(wrong({ SMTP_URL: 'smtps://mail.example:465', VIGIA_KEY: KEY })).toEqual(['SMTP_FROM'])
  })

  test('what keeps addresses asks for the key that seals them', () => {
    const mail = { SMTP_URL: 'smtps://u:p@mail.example:465', SMTP_FROM: 'Vigía <vigia@example.com>' }
    const others = [{ PAGERDUTY_API_URL: 'https://events.pagerduty.com' }, { WEBHOOK_HOSTS: 'hooks.example' }]
    for (const env of [TWILIO, mail, ...others]) expect(wrong(env)).toEqual(['VIGIA_KEY'])
  })

  test('the token and the mail server’s password are secrets', () => {
    const config = configOf({
      ...TWILIO,
      SMTP_URL: 'smtps://vigia:hunter3@mail.example:465',
      SMTP_FROM: 'vigia@example.com',
      WEBHOOK_HOSTS: 'Hooks.example, 127.0.0.1:4000',
      VIGIA_KEY: KEY,
    })
    expect(config.ways.twilio?.apiUrl).toBe('https://api.twilio.com')
    expect(config.ways.webhookHosts).toEqual(['hooks.example', '127.0.0.1:4000'])
    expect(config.secrets.ways.smtpUrl).toContain('hunter3')
    expect(JSON.stringify(config) + inspect(config, { depth: 9 })).not.toMatch(/hunter3|token-of-the-account/)
  })
})
