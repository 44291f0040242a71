import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import { dirname, extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { answerText } from './http.ts'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
}

/** Nothing is loaded from elsewhere, and nobody may put the page into a frame. */
const pageHeaders = {
  'content-security-policy':
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
}

/** The page lies beside this file; a build leaves it where it was written. */
function pageFolder(): string {
  const here = dirname(fileURLToPath(import.meta.url))
  const beside = join(here, 'page')
  return existsSync(join(beside, 'index.html')) ? beside : join(here, '..', '..', 'src', 'playground', 'page')
}

function inside(folder: string, path: string): string | null {
  const file = normalize(join(folder, path))
  return file.startsWith(`${folder}/`) ? file : null
}

async function vendored(path: string): Promise<{ readonly file: string; readonly body: Buffer | string } | null> {
  const require = createRequire(import.meta.url)
  if (path === 'preact.mjs') return load(require.resolve('preact'))
  if (path === 'htm.mjs') return load(join(dirname(require.resolve('htm')), 'htm.mjs'))
  if (path === 'preact-hooks.mjs') {
    const hooks = await load(require.resolve('preact/hooks'))
    // The browser knows no bare names, and an import map would be an inline script.
    return hooks && { ...hooks, body: String(hooks.body).replaceAll(/from\s*"preact"/g, 'from"/vendor/preact.mjs"') }
  }
  if (path.startsWith('emoji/')) {
    const font = dirname(require.resolve('@fontsource/noto-color-emoji/package.json'))
    const file = inside(font, path.slice('emoji/'.length))
    return file === null ? null : load(file)
  }
  return null
}

async function load(file: string): Promise<{ readonly file: string; readonly body: Buffer } | null> {
  const body = await readFile(file).catch(() => null)
  return body && { file, body }
}

/** Serves the page, its files, and what it takes from packages. The token goes into the page, new at each start. */
export async function serveStatic(response: ServerResponse, path: string, token: string): Promise<void> {
  const isPage = path === '/' || path.startsWith('/archives/')
  const folder = pageFolder()
  const asked = path.startsWith('/page/') ? inside(folder, decodeURIComponent(path.slice('/page/'.length))) : null
  const found = isPage
    ? await load(join(folder, 'index.html'))
    : path.startsWith('/vendor/')
      ? await vendored(path.slice('/vendor/'.length))
      : asked && (await load(asked))
  if (!found) return answerText(response, 'there is nothing here', 404)
  const body = isPage ? String(found.body).replaceAll('{{playground-token}}', token) : found.body
  response.writeHead(200, { 'content-type': types[extname(found.file)] ?? 'application/octet-stream', ...pageHeaders })
  response.end(body)
}
