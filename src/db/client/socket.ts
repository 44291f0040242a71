import net from 'node:net'
import tls from 'node:tls'

/** Where the server is and how to speak to it, read from a `postgres://` URL. */
export interface Target {
  readonly host: string
  readonly port: number
  /** A Unix socket, when the URL's host is a folder. */
  readonly path: string | undefined
  readonly user: string
  readonly password: string
  readonly database: string
  readonly ssl: 'off' | 'if_offered' | 'encrypt' | 'verify'
}

const TLS_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47])
const TLS_MODES: Readonly<Record<string, Target['ssl']>> = {
  disable: 'off',
  false: 'off',
  allow: 'if_offered',
  prefer: 'if_offered',
  require: 'encrypt',
  true: 'encrypt',
  'verify-ca': 'verify',
  'verify-full': 'verify',
}

/** Throws when it isn't one `postgres://` address; the message never repeats the URL, which holds a password. */
export function parseTarget(url: string): Target {
  if (!URL.canParse(url) || !/^postgres(ql)?:\/\//.test(url)) throw new Error('not a postgres:// address')
  const { hostname, port, username, password, pathname, searchParams } = new URL(url)
  const folder = [decodeURIComponent(hostname), searchParams.get('host') ?? ''].find((host) => host.startsWith('/'))
  const number = Number(port === '' ? '5432' : port)
  const user = decodeURIComponent(username)
  return {
    host: hostname.replace(/^\[|\]$/g, '') || searchParams.get('host') || 'localhost',
    port: number,
    path: folder === undefined ? undefined : `${folder}/.s.PGSQL.${number}`,
    user,
    password: decodeURIComponent(password),
    database: decodeURIComponent(pathname.slice(1)) || user,
    ssl: TLS_MODES[searchParams.get('sslmode') ?? searchParams.get('ssl') ?? ''] ?? 'off',
  }
}

/**
 * A connected (and, if asked, encrypted) stream to the server, or an error within `timeoutMs` of machine time.
 * The driver is handed a ready stream instead of opening one: so we own it, can cut it at any moment, and the driver can
 * never open a second one behind the back of a transaction.
 */
export async function connectSocket(target: Target, timeoutMs: number): Promise<net.Socket> {
  const raw = target.path === undefined ? net.connect(target.port, target.host) : net.connect(target.path)
  // Stays for the life of the socket: whatever arrives late must not become an uncaught 'error' event.
  raw.on('error', ignore)
  raw.setNoDelay(true)
  raw.setKeepAlive(true, 30_000)
  let current: net.Socket = raw
  const late = setTimeout(() => current.destroy(coded('CONNECT_TIMEOUT')), timeoutMs)
  try {
    await happens(raw, 'connect')
    if (target.ssl === 'off' || target.path !== undefined) return raw
    raw.write(TLS_REQUEST)
    const answer = await firstByte(raw)
    if (answer !== 'S'.charCodeAt(0)) {
      if (target.ssl === 'if_offered') return raw
      throw coded('CONNECT_TLS_REFUSED')
    }
    const servername = net.isIP(target.host) === 0 ? { servername: target.host } : {}
    current = tls.connect({ socket: raw, rejectUnauthorized: target.ssl === 'verify', ...servername })
    current.on('error', ignore)
    await happens(current, 'secureConnect')
    return current
  } catch (error) {
    current.destroy()
    raw.destroy()
    throw error
  } finally {
    clearTimeout(late)
  }
}

export function coded(code: string): Error {
  return Object.assign(new Error(code), { code })
}

function ignore(): void {}

function happens(socket: net.Socket, event: 'connect' | 'secureConnect' | 'data'): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const failed = (error?: Error | boolean) =>
      settle(() => reject(error instanceof Error ? error : coded('CONNECTION_CLOSED')))
    const happened = (value?: unknown) => settle(() => resolve(value))
    const settle = (finish: () => void) => {
      socket.off('error', failed).off('close', failed).off(event, happened)
      finish()
    }
    socket.on('error', failed).on('close', failed).on(event, happened)
  })
}

async function firstByte(socket: net.Socket): Promise<number | undefined> {
  // The server says no more until it is spoken to, so nothing is lost while nobody listens.
  const data = await happens(socket, 'data')
  return Buffer.isBuffer(data) ? data[0] : undefined
}
