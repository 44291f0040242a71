import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, normalize } from 'node:path'
import { describe, expect, test } from 'vitest'
import { filesUnder, importsOf, withoutCommentsAndStrings } from './support/source-text.ts'

/**
 * The house: what each floor may import, who may read the clock and draw lots, and how files are named. It reads the text
 * of the sources, so it sees what the compiler doesn't mind. If the house should change, change the table here, in the
 * same commit, with the reason.
 */

/** Floors of ours that a floor may import besides its own; `x types` allows `import type` only. */
const FLOORS: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  ports: ['domain'],
  i18n: ['domain'],
  settings: ['domain'],
  charts: ['domain', 'i18n'],
  documents: ['domain', 'i18n'],
  // `ports`: the database implements Wake, and tells the Log what it can't throw at anybody.
  db: ['domain', 'settings types', 'ports'],
  outbox: ['domain', 'db', 'ports'],
  usecases: ['domain', 'settings', 'db', 'outbox', 'ports'],
  'slack/blocks': ['domain', 'i18n'],
  // `settings/lookup`: the form is drawn from the policy, and its questions to it are pure functions.
  slack: [
    'slack/blocks',
    'usecases',
    'outbox types',
    'settings types',
    'settings/lookup',
    'domain',
    'i18n',
    'charts',
    'documents',
    'ports',
  ],
  pagers: ['usecases', 'outbox types', 'domain', 'i18n', 'ports'],
  jobs: ['usecases', 'outbox', 'domain', 'ports'],
  http: ['usecases', 'pagers', 'settings types', 'domain', 'i18n', 'charts', 'documents', 'ports'],
  cli: [
    'config',
    'deps',
    'usecases',
    'settings',
    'domain',
    'i18n',
    'charts',
    'documents',
    'slack/blocks',
    'ports',
    'db',
    'system',
  ],
  // An addition to the house: the implementations of ports that touch the machine (clock, deadline, wake, log). They had no
  // floor, and on `deps` itself they could not be tested alone. Whoever composes may import them, nobody else.
  system: ['ports', 'domain'],
  playground: [],
  config: [],
  deps: [
    'config',
    'charts',
    'db',
    'documents',
    'domain',
    'http',
    'i18n',
    'jobs',
    'outbox',
    'pagers',
    'ports',
    'settings',
    'slack',
    'slack/blocks',
    'system',
    'usecases',
  ],
  // `main` looks at Node's version and sets the zone before anything is imported; `start` is the rest of it. It brings up
  // what `deps` is then composed on: the database, the policy, the clocks.
  main: ['start'],
  start: ['config', 'deps', 'playground', 'playground-run', 'db', 'settings', 'system', 'ports', 'i18n'],
  // The playground knows nothing of the bot: its clock, its panels and its address are handed in here.
  'playground-run': ['deps', 'playground', 'system', 'usecases', 'ports'],
}

/** The floors that may import a package; a package that isn't here may be imported from every floor with packages. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  '@slack/bolt': ['slack'],
  '@slack/web-api': ['slack'],
  '@slack/types': ['slack', 'slack/blocks', 'playground'],
  'node-cron': ['jobs'],
  'drizzle-orm': ['db', 'outbox', 'usecases'],
  postgres: ['db'],
  pino: ['system'],
  commander: ['cli'],
  nodemailer: ['pagers'],
  'date-holidays': ['settings'],
  'ical-generator': ['documents'],
  '@resvg/resvg-wasm': ['charts'],
}

/** Floors that are functions of data: no part of Node, and only these packages. */
const PURE: Readonly<Record<string, readonly string[]>> = {
  domain: ['temporal-polyfill', 'linkify-it'],
  ports: [],
  i18n: [],
  'slack/blocks': ['@slack/types'],
}

/** The implementations of ports, and the playground, which brings its own time. */
const MAY_TOUCH_THE_MACHINE = [
  /^src\/system\//,
  /^src\/db\/client(?:\.ts|\/)/,
  /^src\/db\/embedded\//,
  /^src\/db\/wake\.ts$/,
  /^src\/main\.ts$/,
  /^src\/playground\//,
]

const TOUCHES: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['new Date()', /\bnew Date\b(?!\s*\(\s*[^)\s])/],
  ['Date()', /(?<!new |[.\w])Date\(\s*\)/],
  ['Date.now()', /\bDate\s*\.\s*now\b/],
  ['Temporal.Now', /\bTemporal\s*\.\s*Now\b/],
  ['performance.now()', /\bperformance\s*\.\s*now\b/],
  ['process.hrtime()', /\bhrtime\b/],
  ['setTimeout', /\bset(?:Timeout|Interval|Immediate)\b/],
  ['Math.random()', /\bMath\s*\.\s*random\b/],
  ['randomUUID()', /\brandom(?:UUID|Bytes|Int)\b|\bgetRandomValues\b/],
]

const TOP_LEVEL = new Set([
  ...['src', 'drizzle', 'manifest', 'test', 'docs', '.ci', '.github'],
  ...['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json', 'drizzle.config.ts'],
  ...['biome.json', 'vitest.config.ts', '.npmrc', '.gitignore', '.gitattributes', '.env.example', '.dockerignore'],
  ...['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'LICENSE', 'NOTICE', '.git'],
])

interface Source {
  readonly path: string
  readonly text: string
}

/** `src/slack/blocks/kit.ts` → `slack/blocks`, `src/config.ts` → `config` */
function floorOf(path: string): string {
  if (path.startsWith('src/slack/blocks/')) return 'slack/blocks'
  return (path.split('/')[1] ?? '').replace(/\.ts$/, '')
}

function breaches({ path, text }: Source): string[] {
  const floor = floorOf(path)
  const allowed = FLOORS[floor]
  if (allowed === undefined) return [`${path}: the house has no floor ${floor}`]
  const found: string[] = []
  for (const { target, isType } of importsOf(text)) {
    const wrong = target.startsWith('.')
      ? !mayImport(allowed, floor, normalize(join(dirname(path), target)), isType)
      : !mayUse(floor, target)
    if (wrong) found.push(`${path}: ${floor} may not import ${target}${isType ? '' : ' (a value)'}`)
    // The auditor is another code path: it must not trust the stores of what it audits.
    if (/^src\/usecases\/audit/.test(path) && /db\/stores\/(?:timers|pag|runs|outbox)/.test(target)) {
      found.push(`${path}: the auditor has queries of its own, so it may not import ${target}`)
    }
  }
  // One place yields dated days, and loads the library when they are asked for.
  if (path !== 'src/settings/holidays.ts' && /['"]date-holidays['"]/.test(text)) {
    found.push(`${path}: only src/settings/holidays.ts knows date-holidays`)
  }
  if (!MAY_TOUCH_THE_MACHINE.some((exempt) => exempt.test(path))) {
    const code = withoutCommentsAndStrings(text)
    for (const [name, pattern] of TOUCHES) if (pattern.test(code)) found.push(`${path}: ${name}: time is an argument`)
    if (importsOf(text).some(({ target }) => target.startsWith('node:timers'))) found.push(`${path}: node:timers`)
  }
  if (/^\s*export\s+default\b|\bas\s+default\b/m.test(withoutCommentsAndStrings(text))) {
    found.push(`${path}: exports are named`)
  }
  return found
}

function mayImport(allowed: readonly string[], own: string, target: string, isType: boolean): boolean {
  const floor = floorOf(target)
  return (
    floor === own ||
    allowed.includes(floor) ||
    allowed.includes(target.replace(/^src\/|\.ts$/g, '')) ||
    (isType && allowed.includes(`${floor} types`))
  )
}

function mayUse(floor: string, target: string): boolean {
  const pure = PURE[floor]
  if (target.startsWith('node:')) return pure === undefined
  const name = target
    .split('/')
    .slice(0, target.startsWith('@') ? 2 : 1)
    .join('/')
  if (pure !== undefined) return pure.includes(name)
  return PACKAGES[name]?.includes(floor) ?? true
}

const sources = filesUnder('src')
  // The page runs in a browser and is served as it lies: `html.mjs` imports what the playground's server hands out.
  .filter((path) => path.endsWith('.ts') && !path.startsWith('src/playground/page/'))
  .map((path): Source => ({ path, text: readFileSync(path, 'utf8') }))

describe('the house', () => {
  test('each floor imports what its row of the table allows, and nobody else reads the clock or draws lots', () => {
    expect(sources.length).toBeGreaterThan(50)
    expect(sources.flatMap(breaches)).toEqual([])
  })

  test('the page in the browser imports nothing of ours but itself, and exports by name', () => {
    const pages = filesUnder('src/playground/page').filter((path) => path.endsWith('.mjs'))
    const wrong = pages.flatMap((path) => {
      const text = readFileSync(path, 'utf8')
      const outside = importsOf(text).filter(
        ({ target }) =>
          !target.startsWith('/vendor/') &&
          !normalize(join(dirname(path), target)).startsWith(join('src', 'playground', 'page')),
      )
      return [
        ...outside.map(({ target }) => `${path}: ${target}`),
        ...(/^\s*export\s+default\b/m.test(text) ? [`${path}: exports are named`] : []),
      ]
    })
    expect(wrong).toEqual([])
  })

  test('files and folders are named in kebab-case', () => {
    const named = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)*$/
    const wrong = [...filesUnder('src'), ...filesUnder('test')]
      .filter((path) => !path.startsWith('test/.artifacts/'))
      .filter((path) => !path.split('/').every((part) => named.test(part)) && basename(path) !== '.gitkeep')
    expect(wrong).toEqual([])
  })

  test('the top level holds what the house names and what convention wants beside it', () => {
    const ignored = readFileSync('.gitignore', 'utf8')
      .split('\n')
      .map((line) => line.replace(/\/$/, ''))
    const extra = readdirSync('.').filter(
      (name) => !TOP_LEVEL.has(name) && !ignored.includes(name) && !name.endsWith('.log'),
    )
    expect(extra).toEqual([])
  })
})

describe('this test can fail', () => {
  const one = (path: string, text: string) => breaches({ path, text })

  test.each([
    ['src/domain/sla/a.ts', "import { x } from '../../db/client.ts'"],
    ['src/domain/sla/a.ts', "import type { X } from '../../settings/types.ts'"],
    ['src/domain/sla/a.ts', "import { readFileSync } from 'node:fs'"],
    ['src/domain/sla/a.ts', "import { sql } from 'drizzle-orm'"],
    ['src/domain/sla/a.ts', "export * from '../../ports.ts'"],
    ['src/usecases/a.ts', "const { x } = await import('../slack/app.ts')"],
    ['src/usecases/a.ts', "import {\n  type A,\n  b,\n} from '../i18n/catalogue.ts'"],
    ['src/usecases/audit/a.ts', "import { x } from '../../db/stores/timers.ts'"],
    ['src/usecases/audit/a.ts', "import { x } from '../../db/stores/pages.ts'"],
    ['src/usecases/audit/a.ts', "import { x } from '../../db/stores/runs.ts'"],
    ['src/usecases/audit/a.ts', "import { x } from '../../db/stores/outbox.ts'"],
    ['src/slack/a.ts', "import { x } from '../db/client.ts'"],
    ['src/slack/a.ts', "import { x } from '../outbox/intents.ts'"],
    ['src/slack/blocks/a.ts', "import { App } from '@slack/bolt'"],
    ['src/jobs/a.ts', "import { WebClient } from '@slack/web-api'"],
    ['src/usecases/a.ts', "import cron from 'node-cron'"],
    ['src/usecases/a.ts', "import { machineClock } from '../system/clock.ts'"],
    ['src/playground/a.ts', "import type { X } from '../domain/language.ts'"],
    ['src/config.ts', "import { x } from './domain/language.ts'"],
    ['src/settings/parse.ts', "import Holidays from 'date-holidays'"],
    ['src/settings/parse.ts', "const load = createRequire(import.meta.url)('date-holidays')"],
    ['src/helpers/a.ts', 'export const a = 1'],
    ['src/usecases/a.ts', 'const now = new Date()'],
    ['src/usecases/a.ts', 'const now = new Date( )'],
    ['src/usecases/a.ts', 'const now = new Date'],
    ['src/usecases/a.ts', 'const now = Date.now()'],
    ['src/db/stores/a.ts', 'setTimeout(() => {}, 1)'],
    ['src/slack/a.ts', "import { setTimeout as wait } from 'node:timers/promises'"],
    ['src/slack/a.ts', 'const id = crypto.randomUUID()'],
    ['src/domain/a.ts', 'const today = Temporal.Now.plainDateISO()'],
    ['src/domain/a.ts', 'export default 1'],
  ])('%s: %s', (path, text) => {
    expect(one(path, text)).not.toEqual([])
  })

  test.each([
    ['src/usecases/a.ts', "import { x } from '../domain/sla/clock.ts'\nconst at = new Date(now.getTime())"],
    ['src/slack/a.ts', "import type { X } from '../outbox/intents.ts'\nimport { App } from '@slack/bolt'"],
    ['src/slack/a.ts', "import { type X, type Y } from '../settings/types.ts'"],
    ['src/slack/a.ts', "import { categoryChoices } from '../settings/lookup.ts'"],
    ['src/domain/a.ts', "// new Date() is for ports\nconst text = 'Date.now()'"],
    ['src/system/clock.ts', 'const now = new Date()'],
    ['src/deps.ts', "import { machineClock } from './system/clock.ts'"],
  ])('and lets pass what is right: %s: %s', (path, text) => {
    expect(one(path, text)).toEqual([])
  })
})
