import { createServer } from 'node:http'
import { asJson, type Json, parseJson } from '../../src/playground/json.ts'

export interface Call {
  readonly method: string
  readonly args: Json
  readonly answer: Json
}

/**
 * Stands before a Slack-compatible server: hands every call on, and keeps it with its answer. `…/api/response_url` takes
 * what is said there.
 * @param target the server's address
 */
export async function startRecorder(target: string) {
  const calls: Call[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', async () => {
      if (request.url?.endsWith('/response_url') === true) {
        response.end('ok')
        return
      }
      const body = Buffer.concat(chunks).toString()
      const { authorization = '', 'content-type': type = '' } = request.headers
      const headers = { authorization, 'content-type': type }
      const answered = await fetch(`${target}${request.url}`, { method: 'POST', headers, body })
      const text = await answered.text()
      const fields = [...new URLSearchParams(body)].map(([key, value]) => [key, parseJson(value) ?? value])
      const args: Json = Object.fromEntries(fields)
      calls.push({ method: (request.url ?? '').replace('/api/', ''), args, answer: asJson(parseJson(text)) })
      response.writeHead(answered.status, { 'content-type': 'application/json' })
      response.end(text)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    calls,
    apiUrl: `http://127.0.0.1:${address.port}/api/`,
    stop: () => {
      server.closeAllConnections()
      return new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
