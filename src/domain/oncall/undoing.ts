/**
 * Who may undo a replacement: a lead, who made it, and whom it replaces: they take their own duty back. Nobody else is put on
 * duty behind their back. The same for the button and for what it does.
 */
export function mayUndoOverride(
  override: {
    readonly kind: 'replace' | 'add' | 'nobody'
    readonly subject: string
    readonly createdBy: string | null
  },
  who: { readonly id: string; readonly isLead: boolean },
): boolean {
  const isReplaced = override.kind === 'replace' && override.subject === who.id
  return who.isLead || override.createdBy === who.id || isReplaced
}
