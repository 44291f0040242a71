/** The file's part for schedules as it was asked for, word by word: what it says stays valid. */
export const SKETCH = `schedules:
  - name: core
    team: policy
    zone: America/New_York
    holidays: [{ country: US, region: NY }, { country: ES, region: MD, as: weekend }]
    holidayDates: [{ on: 2026-11-27, name: Day after Thanksgiving, as: holiday }]
    layers:
      weekday: { from: monday 09:00, to: friday 18:00, handoff: { every: day, at: '09:00' }, turn: 1, anchor: 2026-01-05, rotations: { primary: [U1, U2, U3], backup: [U2, U3, U1] } }
      weekend: { from: friday 18:00, to: monday 09:00, anchor: 2026-01-02, rotations: { primary: [{ id: U2, from: 2026-02-01 }, U3, U1] } }
      holiday: { at: '09:00', anchor: 2026-01-01, rotations: { primary: [U3, U1, U2] } }
    blocks: [{ from: '2026-12-01T09:00', to: '2026-12-03T18:00', tag: launch, people: { primary: [U1] } }]
    overrides: [{ from: '2026-11-26T09:00', to: '2026-11-27T09:00', replace: U1, by: U2, reason: travel }]
    swaps: [{ rotation: primary, layer: weekend, shift: '2026-11-27T18:00', giver: U2, taker: U3 }]
    away: [{ person: U3, from: 2026-12-24, to: 2026-12-26, declaredAt: '2026-10-01T12:00:00Z' }]
`
