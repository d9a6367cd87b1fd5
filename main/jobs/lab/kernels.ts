import type { KernelsAnswer, KernelsQuestion } from '../../../shared/contract/jobs'
import { inferNetwork } from '../../../shared/model/infer'
import { weightName } from '../../../shared/model/lowerNetwork'
import { Problem } from '../../../shared/problem'
import type { LabBench } from './labBench'
import { usedCheckpoint } from './outlook'

/** The kernels of a layer as small pictures, out of a checkpoint; nothing is computed for it. */
export async function kernels({ subject, layer, most }: KernelsQuestion, bench: LabBench): Promise<KernelsAnswer> {
  const run = await bench.run(subject.runFolder, subject.checkpoint)
  const { weights } = run.checkpoint
  const kernelOf = (id: string) => {
    const tensor = weights.get(weightName(id, 'kernel'))
    return tensor?.shape.length === 4 ? tensor : undefined
  }
  const layers = inferNetwork(run.job.project.network).order.filter((id) => kernelOf(id) !== undefined)
  const chosen = layer ?? layers[0]
  const tensor = chosen === undefined ? undefined : kernelOf(chosen)
  if (chosen === undefined || !tensor)
    throw new Problem({
      code: 'no-kernels',
      message: layer === undefined ? 'the network has no convolution' : `${layer} has no kernels`,
      remedy: 'choose a convolution',
      layer,
    })
  const [height, width, inputs, filters] = tensor.shape as [number, number, number, number]
  const channels = inputs === 3 ? 3 : 1
  const shown = Math.min(filters, most)
  const each = height * width * channels
  const pixels = new Uint8Array(shown * each)
  const data = tensor.data as Float32Array
  const at = (place: number, input: number, filter: number) =>
    data[(place * inputs + input) * filters + filter] as number
  const tiles = Array.from({ length: shown }, (_, filter) => {
    const input = channels === 3 ? undefined : strongest({ places: height * width, inputs, filter, at })
    const own: number[] = []
    for (let place = 0; place < height * width; place++)
      for (let c = 0; c < channels; c++) own.push(at(place, input ?? c, filter))
    pixels.set(aroundZero(own), filter * each)
    return { filter, ...(input !== undefined && inputs > 1 && { input }), min: Math.min(...own), max: Math.max(...own) }
  })
  return {
    ask: 'kernels',
    checkpoint: usedCheckpoint(run),
    layer: chosen,
    layers,
    shape: [height, width, inputs, filters],
    channels,
    kernels: tiles,
    pixels,
  }
}

interface Filter {
  readonly places: number
  readonly inputs: number
  readonly filter: number
  at(place: number, input: number, filter: number): number
}

/** The input channel that a filter weighs most, by the sum of squares. */
function strongest({ places, inputs, filter, at }: Filter): number {
  let [best, most] = [0, -1]
  for (let input = 0; input < inputs; input++) {
    let sum = 0
    for (let place = 0; place < places; place++) sum += at(place, input, filter) ** 2
    if (sum > most) [best, most] = [input, sum]
  }
  return best
}

/** 128 is zero; the largest weight, of either sign, reaches the end. */
function aroundZero(values: readonly number[]): Uint8Array {
  const most = values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0)
  return Uint8Array.from(values, (value) => (most > 0 ? Math.round(128 + (127 * value) / most) : 128))
}
