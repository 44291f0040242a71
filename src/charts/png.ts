import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { initWasm, Resvg } from '@resvg/resvg-wasm'

const FONTS = ['DejaVuSansCondensed.ttf', 'DejaVuSansCondensed-Bold.ttf']

/** WebAssembly is started once in a process; a second start is an error. */
let ready: Promise<readonly Uint8Array[]> | null = null

/** Draws SVG with the fonts that came by npm, never the machine's: the same picture everywhere. */
export async function pngOf(svg: string): Promise<Uint8Array> {
  ready ??= prepare()
  const fontBuffers = await ready
  const drawing = new Resvg(svg, {
    font: { fontBuffers: [...fontBuffers], defaultFontFamily: 'DejaVu Sans', sansSerifFamily: 'DejaVu Sans' },
    background: '#ffffff',
  })
  try {
    const image = drawing.render()
    try {
      return image.asPng()
    } finally {
      image.free()
    }
  } finally {
    drawing.free()
  }
}

async function prepare(): Promise<readonly Uint8Array[]> {
  const find = createRequire(import.meta.url)
  await initWasm(await readFile(find.resolve('@resvg/resvg-wasm/index_bg.wasm')))
  return Promise.all(FONTS.map((name) => readFile(find.resolve(`dejavu-fonts-ttf/ttf/${name}`))))
}
