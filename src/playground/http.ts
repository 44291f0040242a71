import type { IncomingMessage, ServerResponse } from 'node:http'
import { isJson, type Json, parseJson } from './json.ts'

const bodyLimit = 20 * 1024 * 1024

export async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk)
    size += bytes.length
    if (size > bodyLimit) throw new Error('the body is too large')
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}

/** A call's arguments: form fields or JSON, whatever the client sent, and those of the query. */
export function fieldsOf(url: URL, contentType: string, body: Buffer): Json {
  const query = Object.fromEntries(url.searchParams)
  if (contentType.startsWith('application/json')) {
    const value = parseJson(body.toString())
    return { ...query, ...(isJson(value) ? value : {}) }
  }
  return { ...query, ...Object.fromEntries(new URLSearchParams(body.toString())) }
}

export function answerJson(response: ServerResponse, value: unknown, status = 200, headers: Json = {}): void {
  if (response.destroyed || response.writableEnded) return
  const text = JSON.stringify(value)
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    ...Object.fromEntries(Object.entries(headers).map(([key, inner]) => [key, String(inner)])),
  })
  response.end(text)
}

export function answerText(response: ServerResponse, text: string, status: number): void {
  if (response.destroyed || response.writableEnded) return
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' })
  response.end(text)
}

/**
 * Is this request one of this machine, made by a program or by our own page? The name that a browser was given must be
 * ours (another name may point here), and a page of another origin has no business here.
 */
export function isOurs(request: IncomingMessage, port: number): boolean {
  const names = [`127.0.0.1:${port}`, `localhost:${port}`]
  const { host, origin } = request.headers
  if (host === undefined || !names.includes(host)) return false
  return origin === undefined || names.some((name) => origin === `http://${name}`)
}
