/** A name of Keras' as an id of ours may be: letters, digits, `_`, `.` and `-`, beginning with a letter, at most 70. */
export function layerIdOf(name: string): string {
  const plain = name.replace(/\//g, '.').replace(/[^A-Za-z0-9_.-]+/g, '_')
  return (/^[A-Za-z]/.test(plain) ? plain : `layer_${plain}`).slice(0, 70)
}
