/** One sentence per refusal of a change of duty: what is so, and what to do next. Arguments are text, not mrkdwn. */
export const oncallRefusals = {
  already_taken: (f: { readonly by: string; readonly ago: string }) => `${f.by} took it ${f.ago}. Nothing to do.`,
  already_ended: {
    declined: (f: Ended) => `It was declined${by(f)} ${f.ago}. Find cover again if it is still needed.`,
    expired: (f: Ended) => `The time to answer ended ${f.ago}. Find cover again if it is still needed.`,
    withdrawn: (f: Ended) => `It was withdrawn${by(f)} ${f.ago}. Nothing to do.`,
    undone: (f: Ended) => `It was undone${by(f)} ${f.ago}. Nothing to do.`,
    void: (f: Ended) => `The shift changed hands ${f.ago}, so this swap is void. Look at the schedule.`,
  },
  already_declined: 'You said no already. You may still accept while nobody has it.',
  not_yet_due: (f: { readonly at: string }) => `It waits for an answer until ${f.at}.`,
  not_awaiting: 'Nothing waits for a lead’s decision here. Look at the schedule.',
  too_late_to_undo: (f: { readonly ago: string }) => `It was agreed on ${f.ago}. Ask a lead to undo it, or find cover.`,
  not_found: 'That isn’t there any more. Open the schedule again.',
  not_permitted: {
    stranger: 'You belong to another workspace, so nothing was done.',
    guest: 'Guests cannot do this. Ask a lead of the team.',
    not_of_team: 'Only people of this team can do this. Ask a lead of the team.',
    not_lead: 'Only a lead of the team can do this. Ask one of them.',
    not_asked: 'You weren’t asked for this one. “Take it now” works for anybody of the team.',
    not_yours: 'Only whose it is, or a lead, can do this. Ask one of them.',
  },
  too_far: (f: { readonly days: number }) => `That ends more than ${f.days} days ahead. Choose an earlier end.`,
  in_past: (f: { readonly at: string }) => `That ended ${f.at}, and the past stays as it was. Choose a later time.`,
  not_in_order: 'The end is before the start. Correct one of them.',
  same_person: (f: { readonly person: string }) => `${f.person} can’t stand in for themself. Choose somebody else.`,
  not_of_team: (f: { readonly person: string }) =>
    `${f.person} isn’t of this team. Choose somebody of the team, or have a lead add them.`,
  deactivated: (f: { readonly person: string }) => `${f.person}’s account is deactivated. Choose somebody else.`,
  unknown_rotation: (f: { readonly rotation: string }) =>
    `There is no rotation “${f.rotation}” on this schedule. Choose one of the list.`,
  no_effect: (f: { readonly person: string | null }) =>
    f.person === null
      ? 'It would change nothing: a planned block decides there. Choose other times.'
      : `It would change nothing: ${f.person} isn’t on call then, or a planned block decides. Choose other times.`,
  overlapping: {
    replace: (f: Overlapping) =>
      `${f.subject} is already replaced from ${f.from} to ${f.to}${by(f)}. Undo that one first, or choose other times.`,
    add: (f: Overlapping) =>
      `${f.subject} was already added from ${f.from} to ${f.to}${by(f)}. Undo that one first, or choose other times.`,
    nobody: (f: Overlapping) =>
      `Nobody was declared from ${f.from} to ${f.to}${by(f)}. Undo that one first, or choose other times.`,
  },
  on_duty_twice: (f: { readonly person: string; readonly from: string; readonly to: string }) =>
    `${f.person} would be on duty twice from ${f.from} to ${f.to}. Choose somebody else.`,
  rest_broken: (f: { readonly person: string; readonly hours: number; readonly from: string; readonly to: string }) =>
    `${f.person} would rest only from ${f.from} to ${f.to}; the team’s rule is ${f.hours} h. Choose somebody else.`,
  no_such_shift: (f: { readonly at: string }) => `No shift starts ${f.at} any more. Open the schedule again.`,
  not_holder: (f: { readonly person: string; readonly holder: string | null }) =>
    f.holder === null
      ? `Nobody has that shift now, so it isn’t ${f.person}’s to give. Open the schedule again.`
      : `${f.holder} has that shift now, not ${f.person}. Open the schedule again.`,
  already_begun: (f: { readonly at: string }) => `That shift began ${f.at}. For the rest of it, say “cover … until …”.`,
  already_asked: (f: { readonly ago: string }) =>
    `Cover was asked for ${f.ago}. Wait for the answers, or withdraw it first.`,
  already_undone: (f: Ended) => `It was undone${by(f)} ${f.ago}. Nothing to do.`,
  already_covered: (f: { readonly people: string | null }) =>
    f.people === null
      ? 'Nobody is wanted there any more. Nothing to do.'
      : `${f.people} is on call there now. Nothing to do.`,
  nobody_to_ask: 'Nobody of the team could take it. Look at the reasons under Fix.',
  too_many_kept: (f: { readonly left: number; readonly allowance: number; readonly year: number }) =>
    `Of ${f.allowance} days in ${f.year}, ${f.left} are left. Choose fewer days, or trade a public holiday.`,
  turn_begun: (f: { readonly from: string; readonly to: string }) =>
    `Your turn from ${f.from} to ${f.to} has begun already. Find cover for it, then keep the day.`,
  already_kept: (f: { readonly from: string; readonly to: string }) =>
    f.from === f.to ? `${f.from} is kept already.` : `${f.from} to ${f.to} are kept already.`,
  not_a_holiday: (f: { readonly on: string }) => `${f.on} isn’t a holiday of this schedule. Choose one of the list.`,
  already_traded: (f: { readonly on: string }) => `${f.on} was traded already. Choose another holiday.`,
  past_day: (f: { readonly on: string }) =>
    `${f.on} isn’t ahead any more, and the past stays as it was. Choose a later day.`,
  invalid_day: (f: { readonly on: string }) => `${f.on} doesn’t fit here. Choose another day.`,
  stale: 'Somebody changed the schedule meanwhile. Here is how it stands now: look again and repeat.',
  nothing_changed: 'That is so already. Nothing was changed.',
  text_too_long: (f: { readonly max: number }) =>
    `That is too long. Shorten it to ${f.max} characters and send it again.`,
}

interface Ended {
  readonly by: string | null
  readonly ago: string
}

interface Overlapping {
  readonly by: string | null
  readonly subject: string
  readonly from: string
  readonly to: string
}

function by(f: { readonly by: string | null }): string {
  return f.by === null ? '' : ` by ${f.by}`
}

export type OncallRefusals = typeof oncallRefusals
