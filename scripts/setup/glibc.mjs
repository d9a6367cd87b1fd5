/** @type {boolean | undefined} */
let known

/** Whether Node runs on glibc, for which TensorFlow's wheels are built; Alpine has musl, macOS and Windows neither. */
export function isGlibc() {
  if (known === undefined) {
    const report = /** @type {{ header?: { glibcVersionRuntime?: string } } | undefined} */ (
      process.report?.getReport()
    )
    known = Boolean(report?.header?.glibcVersionRuntime)
  }
  return known
}
