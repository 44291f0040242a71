#!/usr/bin/env node
import { readFile } from 'node:fs/promises'
import { cliWordsOf, terminalLanguage } from '../i18n/cli.ts'
import { run } from './program.ts'

const language = terminalLanguage(process.env)

process.exitCode = await run(process.argv.slice(2), {
  env: process.env,
  language,
  words: cliWordsOf(language),
  out: (text) => process.stdout.write(`${text}\n`),
  err: (text) => process.stderr.write(`${text}\n`),
  readFile: (path) => readFile(path, 'utf8'),
})
