import type {
  DetailView,
  FilingPreview,
  HomeSection,
  LabelPair,
  ListPage,
  Named,
  ObligationView,
  SimilarView,
} from '../../../domain/escalation/views.ts'
import type { DecisionCode, Severity } from '../../../domain/escalation/words.ts'
import type { ContentLanguage, Locale } from '../../../domain/language.ts'
import type { FilingSource, ListKind } from './metadata.ts'

/** Plain data that the screens are drawn from, where `domain/escalation/views.ts` has no view of its own. */

/** One more input that a category asks for; the settings' own shape fits. */
export interface CategoryInput {
  readonly id: string
  readonly label: LabelPair
  readonly kind: 'text' | 'datetime'
  readonly isRequired: boolean
  readonly maxLength: number
}

export interface CategoryChoice {
  readonly id: string
  readonly label: LabelPair
}

/** The category as chosen now, as far as it changes the form. */
export interface ChosenCategory {
  readonly id: string
  readonly isRestricted: boolean
  readonly isHard: boolean
  readonly fields: readonly CategoryInput[]
  readonly opensDetails: boolean
}

export interface FilingFormModel {
  readonly groups: readonly { readonly label: LabelPair; readonly categories: readonly CategoryChoice[] }[]
  /** The category behind "Not sure: let the team choose"; it stands in no group. */
  readonly unsureCategoryId: string
  readonly category: ChosenCategory | null
  readonly severity: Severity
  /** What the chosen severity sets off; null: the line isn't drawn (it could not be found out in time). */
  readonly preview: FilingPreview | null
  /** Words after the command, or nothing. On a redraw: what the inputs were first drawn with. */
  readonly summary: string
  readonly body: string
  readonly contentLanguage: ContentLanguage | null
  readonly isDetailsOpen: boolean
  /** Offered as "for another team" when there are at least two. */
  readonly teams: readonly { readonly id: string; readonly name: string }[]
  readonly source: FilingSource
  /** Saving took too long: said on top of the form, which stays as it is. */
  readonly isUnsure: boolean
}

/** Something open has the same link or id, and the filer may see it. */
export interface SimilarModel {
  readonly similar: readonly SimilarView[]
  /** What the listener needs to file anyway; at most 3,000 characters. */
  readonly metadata: string
}

interface About {
  readonly escalationId: number
  readonly version: number
}

/** Who is reached at the place where the team works. */
export type TeamPlace =
  | { readonly kind: 'channel'; readonly people: number }
  | { readonly kind: 'thread' }
  /** Restricted without a channel: the DMs of those who may see it. */
  | { readonly kind: 'named'; readonly people: number }

/** Somebody who may be chosen. */
export interface Candidate extends Named {
  readonly isOnDuty: boolean
}

export type FormModel =
  | (About & {
      readonly action: 'write_update'
      /** The requester's side: the department or the name, and how many people with the followers. */
      readonly requesterSide: { readonly label: string; readonly people: number }
      /** Whom an update for everybody reaches in the team, and whom one for the team only. */
      readonly team: TeamPlace
      readonly teamOnly: TeamPlace
      readonly nextBy: Date | null
    })
  | (About & {
      readonly action: 'resolve'
      readonly decision: DecisionCode | null
      /** The sentence is written in the requester's language. */
      readonly requesterLocale: Locale
      /** What stands there now: kept if somebody wrote it, replaced if another decision had filled it in. */
      readonly typedSentence: string | null
      readonly isMoreOpen: boolean
    })
  | (About & {
      readonly action: 'ask_requester'
      readonly requester: Named
      /** On which an obligation may be paused meanwhile; empty: it runs on, or there is none. */
      readonly grounds: readonly { readonly value: string; readonly label: LabelPair }[]
    })
  | (About & { readonly action: 'check_list'; readonly lists: readonly ObligationView[]; readonly asOf: Date })
  | (About & {
      readonly action: 'hand_over'
      /** Empty: anybody may be picked, and the listener refuses who isn't eligible. */
      readonly candidates: readonly Candidate[]
      readonly mayForce: boolean
    })
  | (About & { readonly action: 'claim_for'; readonly candidates: readonly Candidate[] })
  | (About & { readonly action: 'release' })
  | (About & { readonly action: 'change_severity'; readonly severity: Severity })
  | (About & { readonly action: 'bring_in'; readonly isRestricted: boolean })
  | (About & { readonly action: 'bring_requester_in'; readonly requester: Named })
  | (About & { readonly action: 'link' })
  | (About & { readonly action: 'unlink'; readonly duplicateOf: number })
  | (About & { readonly action: 'reopen'; readonly isChannelArchived: boolean })
  | (About & { readonly action: 'request_access' })
  | (About & { readonly action: 'answer'; readonly question: string; readonly by: Named; readonly askedAt: Date })
  | (About & { readonly action: 'add_information' })
  | (About & { readonly action: 'still_urgent' })
  | (About & { readonly action: 'add_follower' })
  | (About & { readonly action: 'hand_to_colleague' })
  | (About & {
      readonly action: 'withdraw'
      /** Unclaimed and no obligation: it ends at once. Else the owner is asked. */
      readonly isAtOnce: boolean
      readonly owner: Named | null
    })

/** The Actions modal: `actions` as `domain/access` orders them. */
export type ActionsModel = Pick<DetailView, 'head' | 'status' | 'version' | 'actions' | 'place' | 'where'>

export interface DetailModel {
  readonly view: DetailView
  /** Permalink of the card's thread, as Slack gives it; null where there is none, or it could not be had. */
  readonly threadUrl: string | null
}

/** The requester's [More…]. */
export type MoreModel = About & { readonly actions: DetailView['actions'] }

export interface ListModel {
  readonly kind: ListKind
  readonly list: ListPage
}

export const HOME_SECTIONS = ['mine', 'unclaimed', 'filed', 'open'] as const satisfies readonly HomeSection[]
/** The page that each section of Home shows, 0-based; absent: the first. */
export type HomePages = Readonly<Partial<Record<HomeSection, number>>>

/** A note in place of a screen: what became of something, or why it didn't. `text` is a sentence of ours, as text. */
export interface NoticeModel {
  readonly text: string
  /** Offers to press the same button again; null: only to close. */
  readonly retry: { readonly actionId: string; readonly value: string } | null
  readonly closesAll: boolean
}

/** Somebody who would be woken, and the hour there, `HH:MM`. */
export interface WokenPerson extends Named {
  readonly localTime: string
  readonly isOnCall: boolean
}

/** "Can't". */
export interface PassModel {
  readonly escalationId: number
  readonly pageId: number
  /** Who is paged instead, as things stand. */
  readonly woken: readonly WokenPerson[]
}

export interface PageAgainModel {
  readonly escalationId: number
  /** Whom the run would page next. */
  readonly next: readonly WokenPerson[]
  readonly named: readonly WokenPerson[]
  /** Nobody has it yet: the run can go on. */
  readonly mayPageNext: boolean
  /** They were named before the form opened: it asks for nobody. */
  readonly isPreset: boolean
}
