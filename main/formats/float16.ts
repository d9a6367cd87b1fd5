const bits = new Uint32Array(1)
const float = new Float32Array(bits.buffer)

/**
 * The bits of the IEEE half-precision number nearest to a float32, ties to even. Beyond 65,504 (from 65,520 on) it is an infinity,
 * below 2^-14 a subnormal; a NaN stays one.
 */
export function float16Bits(value: number): number {
  float[0] = value
  const all = bits[0] as number
  const sign = (all >>> 16) & 0x8000
  const exponent = (all >>> 23) & 0xff
  const fraction = all & 0x7fffff
  if (exponent === 0xff) return sign | 0x7c00 | (fraction === 0 ? 0 : 0x200 | (fraction >>> 13))
  const half = exponent - 112
  if (half >= 31) return sign | 0x7c00
  if (half >= 1) return sign | rounded((half << 23) | fraction, 13)
  // A subnormal: the leading one becomes a digit like others, moved to where the exponent is smallest.
  const shift = 14 - half
  if (shift > 24) return sign
  return sign | rounded(fraction | 0x800000, shift)
}

/** `digits` without its last `count` binary places, to nearest, ties to even; a carry goes into the exponent, as it should. */
function rounded(digits: number, count: number): number {
  const kept = digits >>> count
  const rest = digits & ((1 << count) - 1)
  const half = 1 << (count - 1)
  return rest > half || (rest === half && (kept & 1) === 1) ? kept + 1 : kept
}

/** The number that half-precision bits stand for; exact. */
export function fromFloat16(half: number): number {
  const sign = half & 0x8000 ? -1 : 1
  const exponent = (half >>> 10) & 0x1f
  const fraction = half & 0x3ff
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN
  if (exponent === 0) return sign * fraction * 2 ** -24
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
}

/** Values as half-precision bits. */
export const toFloat16 = (values: Float32Array): Uint16Array => Uint16Array.from(values, float16Bits)

/** The values that are left of them: what a model with float16 weights computes with. */
export const roundedToFloat16 = (values: Float32Array): Float32Array =>
  Float32Array.from(values, (value) => fromFloat16(float16Bits(value)))
