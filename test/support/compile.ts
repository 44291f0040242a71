import { execFile } from 'node:child_process'
import { existsSync, symlinkSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The checkout as JavaScript. */
    compiledFolder: string
  }
}

const CHECKOUT = join(import.meta.dirname, '..', '..')
/** What is read and not compiled, found where it is beside the source. */
const AS_IT_IS = ['package.json', 'node_modules', 'drizzle', 'manifest', 'src/playground/page']

/**
 * Compiles once what tests start as processes of their own: loading it through tsx costs each start four times as much.
 * Each project calls this; the first one does it. Types are `verify`'s to check.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = join(tmpdir(), `vigia-test-compiled-${process.pid}`)
  if (!existsSync(folder)) await compile(folder)
  project.provide('compiledFolder', folder)
  return () => rm(folder, { recursive: true, force: true })
}

async function compile(folder: string): Promise<void> {
  const how = ['--noEmit', 'false', '--noCheck', '--rootDir', CHECKOUT, '--outDir', folder]
  const tsc = join(CHECKOUT, 'node_modules', 'typescript', 'bin', 'tsc')
  await promisify(execFile)(process.execPath, [tsc, '-p', join(CHECKOUT, 'tsconfig.json'), ...how])
  for (const path of AS_IT_IS) symlinkSync(join(CHECKOUT, path), join(folder, path))
}
