/** What the workspace reads of an app manifest; the rest may be there too. */
export interface SlackManifest {
  readonly display_information?: { readonly name?: string }
  readonly features?: {
    readonly app_home?: { readonly home_tab_enabled?: boolean; readonly messages_tab_enabled?: boolean }
    readonly bot_user?: { readonly display_name?: string }
    readonly slash_commands?: readonly {
      readonly command: string
      readonly description?: string
      readonly usage_hint?: string
      readonly should_escape?: boolean
    }[]
    readonly shortcuts?: readonly {
      readonly name: string
      readonly type: string
      readonly callback_id: string
      readonly description?: string
    }[]
  }
  readonly oauth_config?: {
    readonly scopes?: { readonly bot?: readonly string[]; readonly bot_optional?: readonly string[] }
  }
  readonly settings?: {
    readonly event_subscriptions?: { readonly bot_events?: readonly string[] }
    readonly interactivity?: { readonly is_enabled?: boolean }
    readonly socket_mode_enabled?: boolean
  }
}

/** All the scopes that the manifest asks for, the optional ones too. */
export function manifestScopes(manifest: SlackManifest): readonly string[] {
  const scopes = manifest.oauth_config?.scopes
  return [...(scopes?.bot ?? []), ...(scopes?.bot_optional ?? [])]
}
