import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, randomInt } from 'node:crypto'
import type { Vault } from '../ports.ts'

const NONCE_BYTES = 12
const TAG_BYTES = 16
const VERSION = 'v1'

/** AES-256-GCM for what is read again, HMAC-SHA256 for what is only recognised; a key of its own for each use. */
export function createVault(key: Uint8Array): Vault {
  if (key.length !== 32) throw new Error('the key has 32 bytes')
  const derive = (use: string) => Buffer.from(hkdfSync('sha256', key, '', `vigia ${use}`, 32))
  const sealing = derive('seal')
  const digesting = derive('digest')
  const secrets = derive('secret')
  return {
    seal: (text) => {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv('aes-256-gcm', sealing, nonce)
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return `${VERSION}.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')}`
    },
    open: (sealed) => {
      const [version, payload] = sealed.split('.')
      const bytes = Buffer.from(payload ?? '', 'base64url')
      if (version !== VERSION || bytes.length < NONCE_BYTES + TAG_BYTES) throw new Error('this is no seal of ours')
      const decipher = createDecipheriv('aes-256-gcm', sealing, bytes.subarray(0, NONCE_BYTES), {
        authTagLength: TAG_BYTES,
      })
      decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
      return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString(
        'utf8',
      )
    },
    digest: (text) => createHmac('sha256', digesting).update(text).digest('base64url'),
    newCode: () => String(randomInt(1_000_000)).padStart(6, '0'),
    secretFor: (name) => createHmac('sha256', secrets).update(name).digest('base64url'),
  }
}
