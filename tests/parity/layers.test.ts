import { beforeAll, describe, expect, test } from 'vitest'
import { differentiate } from '../../shared/graph/differentiate'
import type { Tensor } from '../../shared/graph/graph'
import { layerDefinition } from '../../shared/layers'
import type { LayerDefinition } from '../../shared/layers/layer'
import type { TensorData } from '../../shared/tensorData'
import { aloneContext } from '../layers/aloneContext'
import { noReference, shared } from '../reference'
import { FedProgram } from './fedProgram'
import { type GoldenCase, goldenCases, goldenTensor } from './golden'
import { layerKinds, layerParity, layersNotRun } from './layerCases'

const seluScale = 1.0507009873554805

/**
 * The golden gradient. SELU has a kink at zero, where PyTorch takes the slope from the left and TensorFlow (so Keras, and we) the
 * one from the right: there TensorFlow's is wanted.
 */
function goldenGradient(golden: GoldenCase, name: string): TensorData {
  const gradient = goldenTensor(golden, name)
  if (golden.case !== 'selu') return gradient
  const [x, dy] = [goldenTensor(golden, 'x').data, goldenTensor(golden, 'dy').data]
  const data = (gradient.data as Float32Array).map((value, k) => (x[k] === 0 ? (dy[k] as number) * seluScale : value))
  return { ...gradient, data }
}

/** Forward and every gradient of one case. */
function addCase(program: FedProgram, golden: GoldenCase): void {
  const { graph } = program
  const { type, config, weights } = layerParity(golden)
  const definition = layerDefinition(type) as LayerDefinition
  const x = program.feed(goldenTensor(golden, 'x'), true)
  const arrays = new Map(
    Object.entries(weights).map(([name, tensor]) => [name, program.feed(goldenTensor(golden, tensor))]),
  )
  const context = aloneContext(graph, { phase: 'train', frozen: false }, (name) => arrays.get(name) as Tensor)
  const y = definition.lower(context, definition.schema.parse(config), [x])
  const dy = program.feed(goldenTensor(golden, 'dy'), true)
  const gradients = differentiate(graph, [{ y, dy }], [x, ...arrays.values()])
  program.compare(golden.case, 'y', y, goldenTensor(golden, 'y'))
  for (const [k, name] of ['x', ...Object.values(weights)].entries())
    program.compare(golden.case, `d${name}`, gradients[k] as Tensor, goldenGradient(golden, `d${name}`))
}

describe.skipIf(!shared)(`layer parity${shared ? '' : ` (${noReference})`}`, () => {
  const all = shared ? goldenCases(...layerKinds) : []
  const run = all.filter(({ case: name }) => !layersNotRun[name])
  const program = new FedProgram()
  beforeAll(async () => {
    for (const golden of run) addCase(program, golden)
    await program.run()
  })

  test.each(run.map(({ case: name, kind }) => [kind, name]))('%s: %s, forward and gradients', (_, name) =>
    program.expect(name),
  )

  test('what is not run is named', () => {
    const skipped = all.filter((golden) => !run.includes(golden)).map(({ case: name }) => name)
    for (const name of skipped) console.log(`not run: ${name}: ${layersNotRun[name]}`)
    expect(skipped.sort()).toEqual(Object.keys(layersNotRun).sort())
    expect(run.length).toBeGreaterThan(80)
  })
})
