import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Dispatcher } from './api/dispatch.ts'
import { answerText, bodyOf, isOurs } from './http.ts'
import { asJson, parseJson } from './json.ts'
import type { PageServer } from './page-server.ts'
import { respond } from './responses.ts'
import { serveStatic } from './static.ts'
import type { Store } from './store.ts'
import type { ResponseUrls } from './triggers.ts'
import { fileBytes } from './uploads.ts'
import type { Workspace } from './workspace.ts'

export interface RouterOptions {
  readonly ws: Workspace
  readonly store: Store
  readonly dispatcher: Dispatcher
  readonly pageServer: PageServer
  readonly responseUrls: ResponseUrls
  readonly pageToken: string
  readonly save: () => Promise<void>
}

export interface Router {
  readonly handle: (request: IncomingMessage, response: ServerResponse) => void
  readonly isOurs: (request: IncomingMessage) => boolean
  readonly listensOn: (port: number) => void
}

/** The one door: every request's host and origin are looked at before anything else. */
export function createRouter(options: RouterOptions): Router {
  const { ws, store } = options
  let port = 0

  async function upload(request: IncomingMessage, response: ServerResponse, id: string): Promise<void> {
    const file = ws.state.files[id]
    if (!file || file.isUploaded) return answerText(response, 'file_not_found', 404)
    const bytes = await fileBytes(request.headers['content-type'] ?? '', await bodyOf(request))
    await store.saveFile(id, bytes)
    file.isUploaded = true
    await options.save()
    return answerText(response, `OK - ${bytes.length}`, 200)
  }

  async function download(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const mayRead =
      url.searchParams.get('token') === options.pageToken ||
      request.headers.authorization === `Bearer ${ws.state.secrets.botToken}`
    const file = ws.state.files[url.pathname.split('/')[2] ?? '']
    const bytes = file && mayRead ? await store.loadFile(file.id) : null
    if (!file || !bytes) return answerText(response, 'there is nothing here', 404)
    // A file is somebody's words: the browser shows it as what it says it is, and runs nothing in it.
    response.writeHead(200, {
      'content-type': file.mimetype,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    })
    response.end(bytes)
  }

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!isOurs(request, port)) return answerText(response, 'this workspace is for this machine only', 403)
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    const path = url.pathname
    if (path.startsWith('/api/')) return options.dispatcher.handle(request, response, url)
    if (path.startsWith('/playground/api/')) return options.pageServer.handle(request, response, url)
    if (path.startsWith('/response/') && request.method === 'POST') {
      const body = asJson(parseJson((await bodyOf(request)).toString()))
      const answer = respond(ws, options.responseUrls, path.slice('/response/'.length), body)
      await options.save()
      return answerText(response, answer.text, answer.status)
    }
    if (path.startsWith('/upload/v1/')) return upload(request, response, path.slice('/upload/v1/'.length))
    if (path.startsWith('/files/')) return download(request, response, url)
    return serveStatic(response, path, options.pageToken)
  }

  return {
    handle: (request, response) => {
      route(request, response).catch((error: unknown) => {
        // A fault of the workspace itself: said aloud to whoever called, so that no test takes it for Slack's.
        answerText(response, `playground: ${error instanceof Error ? error.message : String(error)}`, 500)
      })
    },
    isOurs: (request) => isOurs(request, port),
    listensOn: (given) => {
      port = given
    },
  }
}
