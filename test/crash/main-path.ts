import { sql } from 'drizzle-orm'
import { ACTION_IDS } from '../../src/slack/blocks/ids.ts'
import { CALLBACK_IDS, FIELDS, sentenceField } from '../../src/slack/blocks/screens/ids.ts'
import { type CrashBench, pictureOf, startCrashBench } from '../support/crash-bench.ts'
import { byForm, closeForms, press } from './acts.ts'

export interface CrashResult {
  readonly wasKilled: boolean
  /** Boundaries that the first bot met. */
  readonly met: number
  readonly problems: readonly string[]
  readonly picture: Awaited<ReturnType<typeof pictureOf>>
}

/**
 * The whole path by real presses: file, claim, update, ask, answer, resolve, reopen, resolve, and closed after its days.
 * The bot dies at boundary `killAt`, is started again, and people press again what came to nothing.
 */
export async function playMainPath(killAt: number | null): Promise<CrashResult> {
  const bench = await startCrashBench(killAt)
  try {
    await play(bench)
    const picture = await pictureOf(bench)
    return { wasKilled: bench.wasKilled(), met: bench.met(), problems: bench.problems, picture }
  } finally {
    await bench.stop()
  }
}

async function play(bench: CrashBench): Promise<void> {
  const requester = bench.slack.as('U0REQUESTER1')
  const specialist = bench.slack.as('U0SPECIALISTA')
  const records = () => bench.count('select count(*) from escalations')
  const statusIs = async (...statuses: readonly string[]) => {
    const rows = await bench.database.db.read((q) => q.execute(sql`select status from escalations`))
    return statuses.includes(String(rows[0]?.status))
  }
  const noted = async (event: string) => bench.count(`select count(*) from timeline where event = '${event}'`)

  await bench.step(
    'filing',
    () => requester.topView()?.callbackId === CALLBACK_IDS.filed,
    async () => {
      if (requester.topView()?.callbackId !== CALLBACK_IDS.file) {
        await requester.command('C0GENERAL', '/escalate', 'Playlist removed')
      }
      await requester.fill({
        [FIELDS.category]: 'hate',
        [FIELDS.severity]: 'sev1',
        [FIELDS.summary]: 'Playlist removed, broadcaster asks',
        [FIELDS.body]: 'They ask why, https://example.com/list/1',
      })
      const sent = await requester.submit()
      const isAcknowledged = requester.topView()?.callbackId === CALLBACK_IDS.filed
      if (isAcknowledged && (await records()) !== 1) bench.problems.push('acknowledged, and not on record')
      if (!isAcknowledged) throw new Error(JSON.stringify([sent, requester.topView()?.says]))
    },
  )
  if ((await records()) !== 1) bench.problems.push(`${await records()} records of one filing`)
  await closeForms(requester)

  await bench.step(
    'claiming',
    async () => !(await statusIs('unclaimed')),
    () => press(specialist, ACTION_IDS.claim),
  )
  await byForm(bench, specialist, 'write_update', async () => (await noted('update_written')) > 0, {
    [FIELDS.text]: 'Twelve tracks checked, two remain.',
  })
  await byForm(bench, specialist, 'ask_requester', async () => (await noted('question_asked')) > 0, {
    [FIELDS.text]: 'Which country is it about?',
  })
  await byForm(bench, requester, 'answer', async () => (await noted('question_answered')) > 0, {
    [FIELDS.text]: 'Spain.',
  })
  await byForm(bench, specialist, 'resolve', async () => (await noted('escalation_resolved')) > 0, RESOLUTION)
  await byForm(bench, requester, 'reopen', async () => (await noted('escalation_reopened')) > 0, {
    [FIELDS.text]: 'It is still gone in France.',
  })
  await byForm(bench, specialist, 'resolve', async () => (await noted('escalation_resolved')) > 1, RESOLUTION)
  await bench.pass({ days: 10 })
  if (!(await statusIs('closed'))) bench.problems.push('not closed after its days')
  const waiting = await bench.count("select count(*) from outbox where state = 'waiting'")
  if (waiting > 0) bench.problems.push(`${waiting} messages still wait`)
}

/** The sentence's field comes with the redraw that the decision asks for: whoever sends before it would send none. */
const RESOLUTION = {
  [FIELDS.decision]: 'kept_up',
  [sentenceField('kept_up')]: 'Lo revisamos y se mantiene publicado.',
  [FIELDS.reason]: 'News reporting.',
}
