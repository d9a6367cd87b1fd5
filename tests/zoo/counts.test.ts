import { describe, expect, test } from 'vitest'
import { elementCount } from '../../shared/graph/shape'
import { type Inference, inferNetwork } from '../../shared/model/infer'
import { summarizeNetwork } from '../../shared/model/summary'
import { zoo, zooNetwork } from '../../shared/zoo'
import { noReference, shared } from '../reference'
import { type GoldenNetwork, layersByModule, readReference } from './reference'

type Row = [
  name: string,
  type: string,
  input: number[],
  output: number[],
  kernel: number[] | null,
  stride: number | null,
  padding: unknown,
  groups: number | null,
  parameters: number,
  macs: number,
]

const golden = shared ? readReference<{ networks: Record<string, GoldenNetwork> }>('networks.json').networks : {}
const rows = shared ? readReference<{ networks: Record<string, Row[]> }>('layers.json').networks : {}
const names = Object.keys(golden)

/** Global pools give [c] here and [1, 1, c] in PyTorch. */
const squeezed = (shape: readonly number[]) =>
  shape.length === 3 && shape[0] === 1 && shape[1] === 1 ? shape.slice(2) : shape

describe.skipIf(!shared)(`the zoo against the reference tables${shared ? '' : ` (${noReference})`}`, () => {
  test('has every network of the table', () => {
    expect(names.length).toBe(53)
    const ours = zoo.map(({ name }) => name)
    expect(names.filter((name) => !ours.includes(name))).toEqual([])
  })

  test.each(names)('%s: parameters, running statistics, multiply-adds and stages', (name) => {
    const { input, classes, parameters, macs, stages } = golden[name] as GoldenNetwork
    const entry = zooNetwork(name)
    expect(entry.published).toEqual({ input, classes })
    const network = entry.build(entry.published)
    const inference = inferNetwork(network)
    expect(inference.problems).toEqual([])
    expect(
      firstDifference(rows[name] ?? rows[kerasRows[name] as string] ?? [], layersByModule(entry, inference), inference),
    ).toBe('none')
    const summary = summarizeNetwork(network, inference)
    expect(summary.parameters).toEqual({ total: parameters.total, trainable: parameters.trainable, frozen: 0 })
    expect(summary.macs).toBe(macs.total)
    expect(summary.outputShape).toEqual([classes])
    const ours = layersByModule(entry, inference)
    for (const stage of stages) {
      const id = ours.get(stage.name)
      expect(id, stage.name).toBeDefined()
      expect(squeezed(inference.layers.get(id as string)?.shape ?? []), stage.name).toEqual(squeezed(stage.shape))
    }
  })
})

const kerasRows: Record<string, string> = {
  'resnet-v2-50': 'keras:ResNet50V2',
  'resnet-v2-101': 'keras:ResNet101V2',
  'resnet-v2-152': 'keras:ResNet152V2',
}

/** The first row of layers.json, one a convolution, dense layer or batch norm, that our layer of that name does not match. */
function firstDifference(rows: readonly Row[], ours: ReadonlyMap<string, string>, { layers }: Inference): string {
  for (const [name, type, input, output, , , , , parameters, macs] of rows) {
    const layer = layers.get(ours.get(name) ?? '')
    if (!layer?.shape) return `${name}: no such layer`
    const counted = layer.weights
      .filter(({ trainable }) => trainable)
      .reduce((sum, { shape }) => sum + elementCount(shape), 0)
    // Keras pads in a layer of its own in front.
    const before = (shape: readonly number[]) => (/^[A-Z].*Conv2D$|^Conv2D$/.test(type) ? [] : squeezed(shape))
    const found = [before(layer.inputs[0] ?? []), squeezed(layer.shape), counted, layer.macs]
    const wanted = [before(input), squeezed(output), parameters, macs]
    if (JSON.stringify(found) !== JSON.stringify(wanted))
      return `${name}: ${JSON.stringify(found)}, not ${JSON.stringify(wanted)}`
  }
  return 'none'
}
