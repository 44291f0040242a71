import http from 'node:http'

/** An address that is known before anybody stands behind it, and where nobody may be listening for a while. */
export interface FrontDoor {
  readonly url: string
  readonly port: number
  leadTo(port: number): void
  /** Connections are refused, and those that stand are broken. */
  shut(): Promise<void>
  open(): Promise<void>
  stop(): Promise<void>
}

/** Hands on each request as if it had been made to the port behind: whoever stands there knows its own address only. */
export async function startFrontDoor(behind = 0): Promise<FrontDoor> {
  let target = behind
  const agent = new http.Agent({ keepAlive: true })
  const listener = http.createServer((request, response) => {
    const { method, url, headers } = request
    const to = { host: '127.0.0.1', port: target, path: url, method, agent }
    const onward = http.request({ ...to, headers: { ...headers, host: `127.0.0.1:${target}` } }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.on('error', () => response.destroy()).pipe(response)
    })
    onward.on('error', () => response.destroy())
    request.on('error', () => onward.destroy()).pipe(onward)
  })
  const listen = (port: number) =>
    new Promise<number>((resolve, reject) => {
      listener.once('error', reject)
      listener.listen(port, '127.0.0.1', () => {
        const address = listener.address()
        resolve(typeof address === 'object' && address !== null ? address.port : 0)
      })
    })
  const port = await listen(0)
  const shut = () => {
    const closed = new Promise<void>((resolve) => listener.close(() => resolve()))
    listener.closeAllConnections()
    return closed
  }
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    leadTo: (other) => {
      target = other
    },
    shut,
    open: async () => {
      await listen(port)
    },
    stop: async () => {
      if (listener.listening) await shut()
      agent.destroy()
    },
  }
}
