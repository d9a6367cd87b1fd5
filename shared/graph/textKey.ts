/**
 * FNV-1a of a text as an int32: what sets the random streams of two layers, or of two purposes in one layer, apart.
 * @see Fowler, Noll and Vo, draft-eastlake-fnv
 */
export function textKey(text: string): number {
  let hash = 0x811c9dc5
  for (let k = 0; k < text.length; k++) hash = Math.imul(hash ^ text.charCodeAt(k), 0x01000193)
  return hash | 0
}
