import type { Person, SeenMessage } from '../../src/playground/driver.ts'
import { pressables } from '../../src/playground/pressing.ts'
import { formCallback } from '../../src/slack/blocks/screens/ids.ts'
import type { CrashBench } from '../support/crash-bench.ts'

type FormAction = Parameters<typeof formCallback>[0]

/** Presses the button where it stands, fills the form and sends it; a form that stayed open is sent again. */
export async function byForm(
  bench: CrashBench,
  person: Person,
  action: FormAction,
  isDone: () => Promise<boolean>,
  values: Readonly<Record<string, string>>,
): Promise<void> {
  await bench.step(action, isDone, async () => {
    if (person.topView()?.callbackId !== formCallback(action)) {
      await closeForms(person)
      await press(person, action)
    }
    await person.fill(values)
    const sent = await person.submit()
    if (!sent.ok) throw new Error(`${action}: ${JSON.stringify(sent)}`)
  })
  await closeForms(person)
}

/** Presses the newest such button in the person's DMs, else in the channels that they are in. */
export async function press(person: Person, action: string): Promise<void> {
  const rooms = person.channels().filter((room) => room.isMember && room.kind !== 'im' && !room.isArchived)
  const messages = [...rooms.flatMap((room) => person.channel(room.id).messages()), ...person.dms()]
  const message = messages.findLast((one) => has(one, action))
  if (message === undefined) throw new Error(`${person.id} has no button ${action}`)
  const answer = await person.click(message, action)
  if (!answer.ok) throw new Error(`${action}: ${answer.message ?? answer.error}`)
  const told = person.ephemerals().at(-1)
  if (told !== undefined) throw new Error(`${action}: ${told.says}`)
}

function has(message: SeenMessage, action: string): boolean {
  return pressables(message.blocks).some(({ element }) => element.action_id === action)
}

export async function closeForms(person: Person): Promise<void> {
  while (person.topView() !== null) await person.close(true)
}
