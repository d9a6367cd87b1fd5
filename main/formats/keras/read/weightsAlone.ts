import type { ReadGroup } from '../../hdf5/read'
import type { WeightSource } from '../../weightSource'
import type { KerasArray } from './arrays'
import { layerIdOf } from './layerId'

/** A layer's arrays as a file of weights alone has them. */
export interface NamedArrays {
  readonly layer: string
  /** Of Keras' class, in snake case, where the file says it: its arrays are numbered there and not named. */
  readonly className?: string | undefined
  readonly arrays: readonly KerasArray[]
}

/** Keras' names of a layer's arrays, as ours. */
const ours: Readonly<Record<string, string>> = {
  kernel: 'kernel',
  bias: 'bias',
  gamma: 'gamma',
  beta: 'beta',
  moving_mean: 'moving-mean',
  moving_variance: 'moving-variance',
  depthwise_kernel: 'depthwise-kernel',
  pointwise_kernel: 'pointwise-kernel',
  alpha: 'slope',
}
const norm = ['gamma', 'beta', 'moving-mean', 'moving-variance']
const separable = ['depthwise-kernel', 'pointwise-kernel', 'bias']

function namesOf(layer: NamedArrays): readonly string[] {
  const own = layer.arrays.map(({ name }) => (name.split('/').at(-1) as string).replace(/:\d+$/, ''))
  const known = own.every((name) => /^\d+$/.test(name)) ? numbered(layer) : own.map((name) => ours[name])
  // A depthwise convolution's only kernel is `kernel` to us.
  const isDepthwise = known.includes('depthwise-kernel') && !known.includes('pointwise-kernel')
  return own.map((name, k) => (isDepthwise && known[k] === 'depthwise-kernel' ? 'kernel' : (known[k] ?? name)))
}

/** In Keras 3's `.weights.h5` arrays have numbers; which is which follows from the class where there can be no doubt. */
function numbered({ className, arrays }: NamedArrays): readonly string[] {
  if (className === 'batch_normalization') return arrays.length === 4 ? norm : []
  if (className === 'layer_normalization' || className === 'group_normalization')
    return arrays.length === 2 ? norm.slice(0, 2) : []
  if (className === 'separable_conv2d') return separable
  return className === 'p_re_lu' ? ['slope'] : ['kernel', 'bias']
}

/** Arrays of many layers as `<layer>/<weight>` under our names; what has none of ours keeps its own. */
export function weightsByLayer(layers: readonly NamedArrays[]): WeightSource {
  const found = new Map<string, KerasArray>()
  for (const layer of layers) {
    const names = namesOf(layer)
    for (const [k, array] of layer.arrays.entries()) found.set(`${layerIdOf(layer.layer)}/${names[k]}`, array)
  }
  return {
    shapes: new Map([...found].map(([name, { shape }]) => [name, shape])),
    async read(name) {
      const array = found.get(name)
      if (!array) throw new Error(`there is no weight ${name}`)
      return array.values()
    },
  }
}

/** Layers of Keras 3's `.weights.h5`: groups `vars` with the layer's name beside its arrays, models inside of models too. */
export function layersOfStore(root: ReadGroup, arrayOf: (from: ReadGroup['datasets']) => readonly KerasArray[]) {
  const found: NamedArrays[] = []
  const walk = (group: ReadGroup, path: string) => {
    for (const [key, inner] of group.groups) {
      if (key !== 'vars') {
        walk(inner, path === '' ? key : `${path}/${key}`)
        continue
      }
      if (inner.datasets.size === 0) continue
      const store = path.split('/').at(-1) ?? ''
      const name = inner.attributes.get('name')
      found.push({
        layer: typeof name === 'string' ? name : store,
        className: store.replace(/_\d+$/, ''),
        arrays: arrayOf(inner.datasets),
      })
    }
  }
  for (const top of ['layers', '_layer_checkpoint_dependencies']) {
    const group = root.groups.get(top)
    if (group) walk(group, '')
  }
  return found
}
