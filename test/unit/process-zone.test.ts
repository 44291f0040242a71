import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { compiled } from '../support/compiled.ts'
import { importsOf } from '../support/source-text.ts'

const run = promisify(execFile)

/** A start that ends at once, since its environment can't be used; what it wrote to stderr. */
async function startIn(zone: string, ...nodeOptions: readonly string[]): Promise<string> {
  const ended = await run(process.execPath, [...nodeOptions, compiled('src/main.ts')], {
    env: { PATH: process.env.PATH ?? '', TZ: zone, PORT: 'none' },
  }).catch((error: unknown) => error)
  if (typeof ended !== 'object' || ended === null || !('stderr' in ended)) throw new Error('it started')
  return String(ended.stderr)
}

test('ONCALL 21: the process sets its zone to UTC at its very start, before anything of ours is imported', async () => {
  const main = readFileSync('src/main.ts', 'utf8')
  expect(importsOf(main).map(({ target }) => target)).toEqual(['./start.ts'])
  expect(main.indexOf("process.env.TZ = 'UTC'")).toBeLessThan(main.indexOf("import('./start.ts')"))
  const said = await startIn('Europe/Vienna')
  expect(said).toContain('PORT')
  expect(said).not.toContain('zone')
}, 20_000)

test('ONCALL 21: and says so if it can’t', async () => {
  // A host whose zone doesn't follow the variable, as far as the process can see.
  const frozen = `data:text/javascript,${encodeURIComponent(`
    const named = Intl.DateTimeFormat.prototype.resolvedOptions
    Intl.DateTimeFormat.prototype.resolvedOptions = function () {
      return { ...named.call(this), timeZone: 'Africa/Casablanca' }
    }`)}`
  expect(await startIn('Africa/Casablanca', '--import', frozen)).toContain('start it with TZ=UTC')
}, 20_000)
