import { type Deadline, TimedOut } from '../ports.ts'

export const deadline: Deadline = {
  race: (ms, work) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new TimedOut(ms)), ms)
      // The work goes on after the timer has won: its end is then nobody's, also when it fails.
      work.then(resolve, reject).finally(() => clearTimeout(timer))
    }),
}
