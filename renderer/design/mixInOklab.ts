/** Red, green, blue of sRGB, 0 to 255. */
export type Rgb = readonly [red: number, green: number, blue: number]

/**
 * Two colours mixed as CSS mixes in OKLab: `part` of `to`, the rest of `from`.
 *
 * @see Ottosson 2020, A perceptual color space for image processing
 */
export function mixInOklab(from: Rgb, to: Rgb, part: number): Rgb {
  const [a, b] = [toOklab(from), toOklab(to)]
  return fromOklab(a.map((value, k) => value + ((b[k] as number) - value) * part))
}

const toLinear = (channel: number): number => {
  const c = channel / 255
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
}
const fromLinear = (value: number): number => {
  const c = value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055
  return Math.round(Math.min(1, Math.max(0, c)) * 255)
}

function toOklab(colour: Rgb): number[] {
  const [r, g, b] = colour.map(toLinear) as [number, number, number]
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ]
}

function fromOklab([l, a, b]: readonly number[]): Rgb {
  const [L, A, B] = [l ?? 0, a ?? 0, b ?? 0]
  const p = (L + 0.3963377774 * A + 0.2158037573 * B) ** 3
  const q = (L - 0.1055613458 * A - 0.0638541728 * B) ** 3
  const r = (L - 0.0894841775 * A - 1.291485548 * B) ** 3
  return [
    fromLinear(4.0767416621 * p - 3.3077115913 * q + 0.2309699292 * r),
    fromLinear(-1.2684380046 * p + 2.6097574011 * q - 0.3413193965 * r),
    fromLinear(-0.0041960863 * p - 0.7034186147 * q + 1.707614701 * r),
  ]
}
