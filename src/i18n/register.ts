/** How Spanish addresses the reader: *usted* to requesters, *tú* to the team. English has one form. */
export type Register = 'usted' | 'tu'
