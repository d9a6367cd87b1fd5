/** Bytes that an attribute may have: HDF5's headers take 64 KB. */
const limit = 64_000

/**
 * A list of names as one attribute, or, where it is too long, as `name0`, `name1` and so on, as Keras cuts it. All names of an attribute
 * take as many bytes as the longest.
 */
export function chunkedAttribute(name: string, values: readonly string[]): [string, readonly string[]][] {
  const longest = Math.max(1, ...values.map((value) => Buffer.byteLength(value)))
  const each = Math.max(1, Math.floor(limit / longest))
  if (values.length <= each) return [[name, values]]
  const count = Math.ceil(values.length / each)
  return Array.from({ length: count }, (_, k) => [`${name}${k}`, values.slice(k * each, (k + 1) * each)])
}
