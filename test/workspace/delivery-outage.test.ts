import { afterEach, expect, test } from 'vitest'
import { slackIsBack } from '../../src/usecases/delivery/outage.ts'
import { type DeliveryBench, startBench } from '../support/delivery-kit.ts'

/** ONCALL 26: on recovery one line says from when to when Slack could not be reached. */
let bench: DeliveryBench

afterEach(() => bench.stop())

const MINUTE = 60_000

/** Slack answers nothing for so long, while the relay goes on trying. */
async function away(ms: number): Promise<void> {
  bench.slack.faults.set({ method: '*', kind: 'http_500', times: null })
  for (let waited = 0; waited < ms; waited += MINUTE / 4) {
    await bench.relay.runUntilIdle()
    bench.deps.clock.advance(MINUTE / 4)
  }
  bench.slack.faults.clear()
  await bench.settleDown()
}

const outageLines = () =>
  (bench.slack.state().messages.C0INTAKE ?? []).filter((message) => message.text.includes('could not be reached'))

test('a team whose page waited reads from when to when, once, and nobody is mentioned', async () => {
  bench = await startBench()
  await bench.file()
  // 05:00 in the team's New York.
  await away(12 * MINUTE)
  const [line, ...others] = outageLines()
  expect(others).toEqual([])
  expect(line?.text).toBe('⚠ Slack could not be reached from 05:00 to 05:12.')
  expect(JSON.stringify(line?.blocks)).not.toContain('<@')
  // The late page says so itself.
  expect(JSON.stringify(bench.slack.as('U0SPECIALISTA').dms())).toContain('12 min')

  // Whoever notices again, after a restart or beside this bot, has nothing to tell.
  await slackIsBack(bench.deps)
  await bench.settleDown()
  expect(outageLines()).toHaveLength(1)
})

test('each outage has its own line', async () => {
  bench = await startBench()
  await bench.file()
  await away(5 * MINUTE)
  await bench.file({ requesterId: 'U0REQUESTER2' })
  await away(3 * MINUTE)
  expect(outageLines()).toHaveLength(2)
})

test('half a minute is nothing to speak of', async () => {
  bench = await startBench()
  await bench.file()
  await away(MINUTE / 2)
  expect(outageLines()).toEqual([])
})

test('where no page waited nobody is told', async () => {
  bench = await startBench()
  await bench.file({ severity: 'sev4' })
  await away(12 * MINUTE)
  expect(outageLines()).toEqual([])
})

test('a bot that was killed in an outage tells of it once it is back', async () => {
  bench = await startBench()
  await bench.file()
  bench.slack.faults.set({ method: '*', kind: 'http_500', times: null })
  await bench.relay.runUntilIdle()
  bench.deps.clock.advance(10 * MINUTE)
  bench.slack.faults.clear()
  // The next process hears from Slack before its relay does anything.
  await slackIsBack(bench.deps)
  await bench.settleDown()
  expect(outageLines().map((line) => line.text)).toEqual(['⚠ Slack could not be reached from 05:00 to 05:10.'])
})
