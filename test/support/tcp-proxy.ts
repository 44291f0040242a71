import net from 'node:net'
import { databaseUrl } from './postgres-server.ts'

/** A wire that can be damaged: it stands between a client and a server on loopback. */
export interface TcpProxy {
  readonly port: number
  /** Connections stay open, and nothing passes any more; those made from now on are accepted and hear nothing. */
  blackHole(): void
  /** New connections pass again. Those from before stay as dead as they were. */
  heal(): void
  /** Resets every connection. */
  cut(): void
  /** Nobody listens any more. */
  refuse(): Promise<void>
  accept(): Promise<void>
  /** Called with all that a client sends, and on which connection; what it returns decides what becomes of that one. */
  onClientData: ((data: Buffer, connection: number) => 'pass' | 'cut_before' | 'cut_after') | undefined
  close(): Promise<void>
}

export async function startTcpProxy(targetPort: number): Promise<TcpProxy> {
  const pairs = new Set<{ client: net.Socket; server: net.Socket; isDead: boolean }>()
  let isHole = false

  const listener = net.createServer((client) => {
    const server = net.connect(targetPort, '127.0.0.1')
    const pair = { client, server, isDead: isHole }
    const connection = client.remotePort ?? 0
    pairs.add(pair)
    const drop = () => {
      if (pair.isDead) return
      pairs.delete(pair)
      client.destroy()
      server.destroy()
    }
    for (const socket of [client, server]) {
      socket.setNoDelay(true)
      socket.on('error', drop).on('close', drop)
    }
    client.on('data', (data) => {
      if (pair.isDead) return
      const verdict = proxy.onClientData?.(data, connection) ?? 'pass'
      if (verdict === 'cut_before') return drop()
      server.write(data, () => {
        // The server has it and acts on it; its answer finds nobody.
        if (verdict === 'cut_after') client.resetAndDestroy()
      })
    })
    server.on('data', (data) => {
      if (!pair.isDead) client.write(data)
    })
  })

  const listen = (port: number) =>
    new Promise<number>((resolve, reject) => {
      listener.once('error', reject)
      listener.listen(port, '127.0.0.1', () => {
        const address = listener.address()
        resolve(typeof address === 'object' && address !== null ? address.port : 0)
      })
    })
  const cutAll = () => {
    for (const { client, server } of pairs) {
      client.resetAndDestroy()
      server.destroy()
    }
    pairs.clear()
  }

  const port = await listen(0)
  const stop = () => new Promise<void>((resolve) => listener.close(() => resolve()))
  const proxy: TcpProxy = {
    port,
    blackHole: () => {
      isHole = true
      for (const pair of pairs) pair.isDead = true
    },
    heal: () => {
      isHole = false
    },
    cut: cutAll,
    refuse: async () => {
      const stopped = stop()
      cutAll()
      await stopped
    },
    accept: async () => {
      await listen(port)
    },
    onClientData: undefined,
    close: async () => {
      const stopped = stop()
      cutAll()
      await stopped
    },
  }
  return proxy
}

/** The same database, by way of the proxy. */
export function through(proxy: TcpProxy, url: string): string {
  const other = new URL(databaseUrl(url, new URL(url).pathname.slice(1)))
  other.port = String(proxy.port)
  return other.href
}
