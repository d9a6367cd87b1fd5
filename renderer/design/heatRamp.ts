import { mixInOklab, type Rgb } from './mixInOklab'

/** Colours of the ramp: sixteen from each token to the next. */
const perToken = 16
const tokens = ['--heat-0', '--heat-1', '--heat-2', '--heat-3', '--heat-4'] as const

/**
 * The colours from `--heat-0` to `--heat-4` of the theme that is drawn now, as every Chromium takes them. CSS could mix them, but not that of Electron 22.
 * Ask anew when the theme changes (`useDrawnTheme`).
 */
export function heatRamp(): readonly string[] {
  const colours = readColours(tokens)
  const ramp: string[] = []
  for (const [k, from] of colours.entries()) {
    const to = colours[k + 1]
    for (let step = 0; to && step < perToken; step++) ramp.push(css(mixInOklab(from, to, step / perToken)))
  }
  return [...ramp, css(colours.at(-1) as Rgb)]
}

/** The colour of a share from 0 to 1. */
export const ofRamp = (ramp: readonly string[], share: number): string =>
  ramp[Math.round(Math.min(1, Math.max(0, share)) * (ramp.length - 1))] ?? 'transparent'

const css = ([r, g, b]: Rgb): string => `rgb(${r}, ${g}, ${b})`

/** However a token writes its colour: it is painted and the pixel read. */
function readColours(names: readonly string[]): Rgb[] {
  const style = getComputedStyle(document.documentElement)
  const canvas = document.createElement('canvas')
  canvas.width = names.length
  canvas.height = 1
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) return names.map(() => [128, 128, 128])
  for (const [k, name] of names.entries()) {
    context.fillStyle = style.getPropertyValue(name).trim()
    context.fillRect(k, 0, 1, 1)
  }
  const { data } = context.getImageData(0, 0, names.length, 1)
  return names.map((_, k) => [data[4 * k] ?? 0, data[4 * k + 1] ?? 0, data[4 * k + 2] ?? 0])
}
