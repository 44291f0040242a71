import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

export interface Route {
  /** `/calendar/:file`: a part that begins with a colon stands for any one part. */
  readonly path: string
  readonly method: string
  readonly handler: (request: IncomingMessage, response: ServerResponse) => void
}

/**
 * A server of our own for the routes, where Bolt has none (Socket Mode). Rejects when the port is taken; anything else
 * than a route is answered 404.
 */
export async function serve(
  routes: readonly Route[],
  at: { readonly host: string; readonly port: number },
): Promise<{ readonly port: number; stop(): Promise<void> }> {
  const server = createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? ''
    const route = routes.find((one) => isAt(one.path, path) && one.method === request.method)
    if (route === undefined) response.writeHead(404).end()
    else route.handler(request, response)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(at.port, at.host, resolve)
  })
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : at.port,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** As Bolt's server in HTTP mode matches them. */
function isAt(pattern: string, path: string): boolean {
  const parts = path.split('/')
  const wanted = pattern.split('/')
  return (
    parts.length === wanted.length &&
    wanted.every((one, index) => one === parts[index] || (one.startsWith(':') && parts[index] !== ''))
  )
}
