import type { IncomingMessage } from 'node:http'

const LONGEST = 64 * 1024

/** The body as text, or null where it is longer than any that we expect. */
export async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk))
    length += bytes.length
    if (length > LONGEST) return null
    chunks.push(bytes)
  }
  return Buffer.concat(chunks).toString('utf8')
}
