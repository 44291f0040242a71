import type { Locale } from '../../domain/language.ts'
import type { Register } from '../../i18n/register.ts'

/** Whom a surface is drawn for: one person, or a channel (its language, its team's zone). */
export interface Reader {
  readonly locale: Locale
  /** IANA zone of the fallback of every date token, and of previews. */
  readonly zone: string
  /** Spanish says *usted* to requesters and *tú* to the team; English has one form. */
  readonly register: Register
}
