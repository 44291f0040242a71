import type { Vault } from '../../ports.ts'

/** What a webhook's posts are signed with: its own for each address, shown to whoever adds it. */
export function webhookSecret(vault: Vault, address: string): string {
  return vault.secretFor(`webhook ${address}`)
}
