import type { ReadDataset, ReadGroup } from '../hdf5/read'
import { kerasProblem } from '../keras/read/problem'
import type { NamedArrays } from '../keras/read/weightsAlone'
import { printable } from '../printable'

/** Every layer of a file in Keras 2's form, with the arrays that it lists; of a model inside of the model each of its layers. */
export function listedLayers(root: ReadGroup, place: string): NamedArrays[] {
  return textsIn(root, 'layer_names').flatMap((layer) => {
    const group = groupAt(root, layer)
    const listed = group
      ? textsIn(group, 'weight_names').map((name) => [name, datasetAt(group, name, place)] as const)
      : []
    const byLayer = new Map<string, { name: string; shape: readonly number[]; values(): Float32Array }[]>()
    for (const [name, { shape, values }] of listed) {
      const owner = name.split('/').slice(0, -1).at(-1) ?? layer
      byLayer.set(owner, [...(byLayer.get(owner) ?? []), { name, shape, values }])
    }
    // Keras 2 calls a layer's arrays by the scope in which it was built, which may be another than its name.
    if (byLayer.size === 1) return [{ layer, arrays: [...byLayer.values()][0] ?? [] }]
    return [...byLayer].map(([inner, arrays]) => ({ layer: inner, arrays }))
  })
}

/** The group of a name; one with slashes is a group in a group to HDF5. */
export function groupAt(from: ReadGroup, name: string): ReadGroup | undefined {
  let at: ReadGroup | undefined = from
  for (const part of name.split('/')) at = at?.groups.get(part)
  return at
}

/** A list of texts: `weight_names`, or `weight_names0`, `weight_names1` where there are many. */
export function textsIn({ attributes }: ReadGroup, list: string): readonly string[] {
  const whole = attributes.get(list)
  if (whole !== undefined) return typeof whole === 'string' ? [whole] : whole
  const parts: string[] = []
  for (let k = 0; ; k++) {
    const part = attributes.get(`${list}${k}`)
    if (part === undefined) return parts
    parts.push(...(typeof part === 'string' ? [part] : part))
  }
}

export function datasetAt(group: ReadGroup, listed: string, place: string): ReadDataset {
  const parts = listed.split('/')
  if (parts.some((part) => part === '..' || part === '.' || part === ''))
    throw kerasProblem('weight-name', `the weight ${printable(listed)} is no name in the file`, place)
  const found = (parts.length > 1 ? groupAt(group, parts.slice(0, -1).join('/')) : group)?.datasets.get(
    parts.at(-1) as string,
  )
  if (!found) throw kerasProblem('weight-name', `the weight ${printable(listed)} is not in the file`, place)
  return found
}
