import type { Driven } from './drive.ts'

/** The counts of a simulated year, in one line. */
export function summary(seed: number, { lived, timers }: Driven): string {
  const lines = (of: 'clocks' | 'pages') => lived.reduce((sum, { observed }) => sum + observed[of].length, 0)
  const told = lived.flatMap(({ observed }) => observed.told)
  const counts = [
    [lived.length, 'escalations'],
    [lived.reduce((sum, { story }) => sum + story.acts.length, 0), 'deeds of people'],
    [timers, 'timers'],
    [lines('clocks'), 'clocks'],
    [lines('pages'), 'pages'],
    [told.filter((line) => line.includes(' late: ')).length, 'breaches'],
    [told.filter((line) => line.includes(' reminder to ')).length, 'warnings and reminders'],
    [told.filter((line) => line.includes(' room: ')).length, 'alerts to the room'],
  ]
  return `seed ${seed}: ${counts.map(([count, what]) => `${count} ${what}`).join(', ')}`
}
