import type { Catalogue } from './catalogue.ts'

type Sentence = (...facts: never[]) => string

/** Any part of a catalogue, at any depth. */
export type Overlay<T> = { readonly [K in keyof T]?: T[K] extends string | Sentence ? T[K] : Overlay<T[K]> }
export type CatalogueOverlay = Overlay<Catalogue>

function isBranch(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

/** `base` with the lines that the overlay has instead. Neither is changed. */
export function laidOver<T extends object>(base: T, overlay: Overlay<T>): T {
  const result: T = { ...base }
  for (const key of Object.keys(overlay)) {
    const below: unknown = Reflect.get(base, key)
    const above: unknown = Reflect.get(overlay, key)
    Reflect.set(result, key, isBranch(below) && isBranch(above) ? laidOver(below, above) : above)
  }
  return result
}
