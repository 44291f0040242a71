import type { GapLine } from '../oncall/screens.ts'

/** A gap ahead, and whom somebody has asked to fill it. */
export interface DigestGap extends GapLine {
  /** Display names; null: nobody was asked yet. */
  readonly asked: { readonly names: readonly string[]; readonly at: Date } | null
}
