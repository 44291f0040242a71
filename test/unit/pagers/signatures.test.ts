import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isFromTwilio, twilioSignature, webhookSignature } from '../../../src/pagers/signature.ts'
import { createVault } from '../../../src/system/vault.ts'

/** Twilio's own example ("Security", validating signatures): address, parameters, token and what they give. */
const EXAMPLE = {
  token: '12345',
  url: 'https://mycompany.com/myapp.php?foo=1&bar=2',
  params: new URLSearchParams({
    CallSid: 'CA1234567890ABCDE',
    Caller: '+12349013030',
    Digits: '1234',
    From: '+12349013030',
    To: '+18005551212',
  }),
  signature: '0/KCTR6DLpKmkAf8muzZqo1nDgQ=',
}

describe('a request of Twilio’s', () => {
  test('is known by the signature of its own example', () => {
    expect(twilioSignature(EXAMPLE.token, EXAMPLE.url, EXAMPLE.params)).toBe(EXAMPLE.signature)
    expect(isFromTwilio(EXAMPLE.token, EXAMPLE)).toBe(true)
  })

  test('is refused with another token, address, parameter or signature', () => {
    const changed = new URLSearchParams(EXAMPLE.params)
    changed.set('Digits', '1235')
    const added = new URLSearchParams(EXAMPLE.params)
    added.append('Digits', '4')
    expect(isFromTwilio('12346', EXAMPLE)).toBe(false)
    expect(isFromTwilio(EXAMPLE.token, { ...EXAMPLE, url: 'https://mycompany.com/myapp.php?foo=1' })).toBe(false)
    expect(isFromTwilio(EXAMPLE.token, { ...EXAMPLE, params: changed })).toBe(false)
    expect(isFromTwilio(EXAMPLE.token, { ...EXAMPLE, params: added })).toBe(false)
    for (const signature of ['', 'x', `${EXAMPLE.signature}=`, EXAMPLE.signature.toLowerCase()]) {
      expect(isFromTwilio(EXAMPLE.token, { ...EXAMPLE, signature })).toBe(false)
    }
  })
})

test('a webhook’s signature covers its time and its body', () => {
  const signed = webhookSignature('secret', '1795532401', '{"a":1}')
  expect(signed).toMatch(/^v1=[0-9a-f]{64}$/)
  expect(webhookSignature('secret', '1795532402', '{"a":1}')).not.toBe(signed)
  expect(webhookSignature('secret', '1795532401', '{"a":2}')).not.toBe(signed)
  expect(webhookSignature('secres', '1795532401', '{"a":1}')).not.toBe(signed)
})

describe('what is sealed', () => {
  const vault = createVault(new Uint8Array(32).fill(1))
  const other = createVault(new Uint8Array(32).fill(2))

  test('is opened by the same key alone, and is another seal each time', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const sealed = vault.seal(text)
        expect(vault.open(sealed)).toBe(text)
        expect(vault.seal(text)).not.toBe(sealed)
        expect(() => other.open(sealed)).toThrow()
      }),
    )
  })

  test('isn’t opened once a character of it was changed', () => {
    const sealed = vault.seal('+525550100042')
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = `${sealed.slice(0, at)}${sealed[at] === 'A' ? 'B' : 'A'}${sealed.slice(at + 1)}`
      // The last character of base64 may have bits that say nothing.
      const isSame = Buffer.from(changed.split('.')[1] ?? '', 'base64url').equals(
        Buffer.from(sealed.split('.')[1] ?? '', 'base64url'),
      )
      if (isSame && changed.startsWith('v1.')) continue
      expect(() => vault.open(changed)).toThrow()
    }
  })

  test('is recognised by its digest, with the same key only', () => {
    expect(vault.digest('+525550100042')).toBe(vault.digest('+525550100042'))
    expect(vault.digest('+525550100042')).not.toBe(other.digest('+525550100042'))
    expect(vault.digest('+525550100042')).not.toBe(vault.digest('+525550100043'))
  })

  test('a code has six digits', () => {
    for (let i = 0; i < 200; i += 1) expect(vault.newCode()).toMatch(/^\d{6}$/)
  })
})
