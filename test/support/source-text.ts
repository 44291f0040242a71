import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** Reads sources as text: enough for rules about imports and calls, without a compiler. */

const COMMENT_OR_STRING = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/g
const IMPORT =
  /\b(?:import|export)\s+(type\s+)?([\w$*\s,{}]*?)\s*\bfrom\s*['"]([^'"]+)['"]|\bimport\s*\(?\s*['"]([^'"]+)['"]/g

function withoutComments(text: string): string {
  return text.replace(COMMENT_OR_STRING, (found) => (found.startsWith('/') ? ' ' : found))
}

/** Code alone; a template's text stays. */
export function withoutCommentsAndStrings(text: string): string {
  return text.replace(COMMENT_OR_STRING, ' ')
}

/** What a source imports or re-exports, and whether only types of it. */
export function importsOf(text: string): readonly { readonly target: string; readonly isType: boolean }[] {
  return [...withoutComments(text).matchAll(IMPORT)].map(([, type, names = '', from, bare]) => {
    const inner = /^[^{]*\{([^}]*)\}\s*$/
      .exec(names)?.[1]
      ?.split(',')
      .filter((name) => name.trim() !== '')
    const allTypes = inner !== undefined && inner.length > 0 && inner.every((name) => /^\s*type\s/.test(name))
    return { target: from ?? bare ?? '', isType: type !== undefined || (allTypes && !/^\s*\w/.test(names)) }
  })
}

/** Paths of all files below, with `/` on every system. */
export function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).replaceAll('\\', '/'))
}
