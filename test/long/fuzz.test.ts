import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { startBot } from '../support/bot.ts'
import { brokenPromises, Monkey } from '../support/monkey.ts'

/**
 * People who press and fill whatever is there. A seed that fails is run again by `FUZZ_SEEDS=7 FUZZ_STEPS=300`.
 */
const SEEDS = (process.env.FUZZ_SEEDS ?? '1,2,3,4,5,6').split(',').map(Number)
const STEPS = Number(process.env.FUZZ_STEPS ?? '250')

/** Methods that the relay alone calls: what fails there is tried again, and nobody may notice. */
const FAULTY = [
  'chat.postMessage',
  'chat.update',
  'conversations.create',
  'conversations.invite',
  'conversations.setTopic',
]
const FAULTS = ['http_500', 'ratelimited', 'reset_before', 'reset_after'] as const

test.each(SEEDS)('a random walk breaks no promise (seed %i)', async (seed) => {
  const bot = await startBot()
  const walk: string[] = []
  try {
    const monkey = new Monkey(bot, seed)
    const { chance } = monkey
    for (let step = 0; step < STEPS; step += 1) {
      if (seed % 2 === 0 && chance.next() < 0.1) {
        const fault = { method: chance.of(FAULTY), kind: chance.of(FAULTS), times: 1 + chance.below(2), amount: 2 }
        bot.slack.faults.set(fault)
        walk.push(`${fault.method} fails: ${fault.kind}`)
      }
      // Several at once, now and then: nobody waits for the others.
      const many = chance.next() < 0.3 ? 3 : 1
      for (const did of await Promise.all(monkey.people(many).map((who) => monkey.step(who)))) walk.push(did)
      await bot.settled()
      if (chance.next() < 0.04) walk.push(await monkey.passTime())
      expect(bot.errors).toEqual([])
      expect(monkey.problems).toEqual([])
    }
    // What has to be tried again is tried within minutes.
    for (let minute = 0; minute < 10; minute += 1) await bot.advance({ minutes: 1 })
    bot.expectSound()
    expect(await brokenPromises(bot)).toEqual([])
    // The walk went somewhere.
    const events = await bot.database.db.read((q) =>
      q.execute(sql`select event, count(*)::int from timeline group by event order by 2 desc`),
    )
    console.info(`seed ${seed}: ${walk.length} acts, ${events.map((row) => `${row.event} ${row.count}`).join(', ')}`)
    expect(events.length).toBeGreaterThan(8)
  } catch (error) {
    throw new Error(`seed ${seed}, after ${walk.length} acts:\n${walk.slice(-40).join('\n')}`, { cause: error })
  } finally {
    await bot.stop()
  }
})
