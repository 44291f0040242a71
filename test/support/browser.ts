/**
 * A real headless Chromium for the browser stories: from npm packages on Linux x64, elsewhere an installed one.
 * It reaches nothing but loopback.
 */
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { chromium } from 'playwright-core'

/** What a page is opened with. */
export interface PageLook {
  readonly width?: number
  readonly height?: number
  readonly isDark?: boolean
  /** The browser's own zone and locale: the page must not use them for what a person reads. */
  readonly zone?: string
  readonly locale?: string
}

export interface TestBrowser {
  /** Opens a page in a context of its own: another person at another machine. */
  open(url: string, look?: PageLook): Promise<Page>
  /** Addresses outside loopback that a page asked for, and was refused. */
  readonly refused: readonly string[]
  /** What pages threw or logged as an error. */
  readonly problems: readonly string[]
  stop(): Promise<void>
}

const installed: Readonly<Record<string, readonly string[]>> = {
  linux: ['/usr/bin/google-chrome', '/usr/bin/chromium', '/usr/bin/chromium-browser', '/snap/bin/chromium'],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  ],
}

/** Which Chromium to start: CHROMIUM_PATH, else the one from npm (Linux x64), else an installed Chrome. */
async function findChromium(): Promise<string> {
  const wanted = process.env.CHROMIUM_PATH
  if (wanted !== undefined && wanted !== '') {
    if (existsSync(wanted)) return wanted
    throw new Error(`CHROMIUM_PATH names no file: ${wanted}`)
  }
  if (process.platform === 'linux' && process.arch === 'x64') {
    // Read when the package is imported: with it Chromium brings the system libraries that a bare machine lacks.
    process.env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs20.x'
    return unpacked()
  }
  const found = installed[process.platform]?.find((path) => existsSync(path))
  if (found !== undefined) return found
  throw new Error('The browser story needs a Chrome: install Google Chrome, or set CHROMIUM_PATH to a Chromium.')
}

/** A folder of this account's: what another account unpacked in the shared one can't be started. */
const OWN = join(tmpdir(), `vigia-chromium-${process.getuid?.() ?? 'user'}`)

/** The package unpacks itself where TMPDIR says, while it is imported and asked for its path. */
async function unpacked(): Promise<string> {
  await mkdir(OWN, { recursive: true, mode: 0o700 })
  const before = process.env.TMPDIR
  process.env.TMPDIR = OWN
  try {
    const { default: packaged } = await import('@sparticuz/chromium')
    return await packaged.executablePath()
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
}

const isLoopback = (address: string): boolean => {
  const { protocol, hostname } = new URL(address)
  return protocol === 'data:' || protocol === 'blob:' || hostname === '127.0.0.1' || hostname === 'localhost'
}

/**
 * The packaged Chromium reads its own one font only, in which ○, ◐ and ✓ are blank: it is shown the machine's as well.
 * Written as a whole each time, so that stories running beside each other agree.
 */
async function fontsOf(path: string): Promise<Record<string, string>> {
  if (!path.startsWith(OWN)) return {}
  const folder = join(OWN, 'story-fonts')
  const folders = [join(OWN, 'fonts'), '/usr/share/fonts', '/usr/local/share/fonts']
  await mkdir(folder, { recursive: true })
  await writeFile(
    join(folder, 'fonts.conf'),
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>${folders.map((each) => `<dir>${each}</dir>`).join('')}<cachedir>${join(folder, 'cache')}</cachedir></fontconfig>
`,
  )
  return { FONTCONFIG_PATH: folder }
}

/** As root and in containers Chromium has no sandbox of its own; it loads nothing but our page. */
const flags = [
  '--no-sandbox',
  '--no-zygote',
  '--font-render-hinting=none',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
]

/** Starts the browser; every context shares it, none shares cookies or storage. */
export async function startBrowser(): Promise<TestBrowser> {
  const path = await findChromium()
  const browser: Browser = await chromium.launch({
    executablePath: path,
    headless: true,
    args: flags,
    env: { ...process.env, ...(await fontsOf(path)) },
  })
  const refused: string[] = []
  const problems: string[] = []
  return {
    refused,
    problems,
    async open(url, look = {}) {
      const context: BrowserContext = await browser.newContext({
        viewport: { width: look.width ?? 1280, height: look.height ?? 860 },
        colorScheme: look.isDark === true ? 'dark' : 'light',
        ...(look.zone === undefined ? {} : { timezoneId: look.zone }),
        ...(look.locale === undefined ? {} : { locale: look.locale }),
      })
      await context.route(
        (address) => !isLoopback(address.href),
        async (route) => {
          refused.push(route.request().url())
          await route.abort()
        },
      )
      const page = await context.newPage()
      page.on('pageerror', (error) => problems.push(error.message))
      page.on('console', (message) => {
        if (message.type() === 'error') problems.push(message.text())
      })
      await page.goto(url)
      return page
    },
    async stop() {
      await browser.close()
    },
  }
}
