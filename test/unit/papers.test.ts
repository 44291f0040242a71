import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { DEFAULT_CATEGORIES } from '../../src/settings/defaults.ts'
import { printSettings } from '../../src/settings/export.ts'
import { playgroundSettings } from '../../src/settings/playground.ts'

/** What the papers say is so. */

const lock = z
  .object({ packages: z.record(z.string(), z.looseObject({ license: z.string().optional() })) })
  .parse(JSON.parse(readFileSync('package-lock.json', 'utf8')))

const manifest = z
  .looseObject({
    dependencies: z.record(z.string(), z.string()),
    devDependencies: z.record(z.string(), z.string()),
    optionalDependencies: z.record(z.string(), z.string()),
  })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')))

test('NOTICE names every package that we depend on, with the licence that it declares', () => {
  const notice = readFileSync('NOTICE', 'utf8').replaceAll(/,\s+/g, ' ')
  const direct = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })
  const missing = direct.filter((name) => {
    const listed = name.startsWith('@types/') ? '@types/*' : name
    return (
      !notice.includes(`  ${listed} `) ||
      !new RegExp(`^ +${escaped(listed)} +${escaped(licenceOf(name))}(?!\\w)`, 'm').test(notice)
    )
  })
  expect(missing).toEqual([])
  expect(Object.keys(manifest.optionalDependencies).filter((name) => !notice.includes(name))).toEqual([])
})

function licenceOf(name: string): string {
  return z.string().parse(lock.packages[`node_modules/${name}`]?.license)
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&')
}

test('docs/settings.md explains every key, every default category and every default figure', () => {
  const paper = readFileSync('docs/settings.md', 'utf8')
  const printed = printSettings(playgroundSettings)
  const keys = [...printed.matchAll(/^\s*(?:- )?([a-zA-Z_]+):/gm)].map(([, key]) => key ?? '')
  const fieldsAndWords = new Set(['en', 'es', ...playgroundSettings.categories.flatMap((one) => one.id)])
  const missing = [...new Set(keys)].filter((key) => !fieldsAndWords.has(key) && !paper.includes(`\`${key}\``))
  expect(missing).toEqual([])
  expect(DEFAULT_CATEGORIES.filter(({ id }) => !paper.includes(`\`${id}\``))).toEqual([])
  const marked = [...paper.matchAll(/`(\w+)` 🔒/g)].map(([, id]) => id)
  expect(marked).toEqual(DEFAULT_CATEGORIES.filter((one) => one.isRestricted).map((one) => one.id))
  for (const [severity, row] of [...paper.matchAll(/^\| `(sev\d)` \|(.*)\|$/gm)].map(
    ([, a = '', b = '']) => [a, b] as const,
  )) {
    const figures = row
      .split('|')
      .slice(2)
      .map((cell) => cell.trim())
    const inForce = new RegExp(`^  ${severity}:\\n(?:    .*\\n)+`, 'm').exec(printed)?.[0] ?? ''
    expect([...inForce.matchAll(/^ {6}\w+: (.*)$/gm)].map(([, figure]) => figure)).toEqual(figures)
  }
})

test('every rule that the code or a test points at is in docs/rules.md', () => {
  const rules = readFileSync('docs/rules.md', 'utf8')
  const oncall = new Set([...rules.matchAll(/^(\d+b?)\. /gm)].map(([, number]) => number))
  const files = ['src', 'test'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => join(folder, name)),
  )
  const pointers = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/\bONCALL,? (\d+b?)/g)].map(([, number]) => ({ file, number })),
  )
  expect(pointers.length).toBeGreaterThan(5)
  expect(pointers.filter(({ number }) => !oncall.has(number))).toEqual([])
})
