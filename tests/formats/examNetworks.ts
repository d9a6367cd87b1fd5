import { elementCount, type Shape } from '../../shared/graph/shape'
import { layerDefinitions } from '../../shared/layers'
import type { ExamCase } from '../../shared/layers/exam'
import { Network } from '../../shared/model/network'

/** A network around one exam case of a layer, whose outputs are the layer's, one by one. */
export interface ExamNetwork {
  readonly name: string
  readonly network: Network
  readonly outputs: number
  readonly input: Shape
}

/** Known to Vite, which bundles the tests: every file of the pattern, by its path. */
declare global {
  interface ImportMeta {
    glob<T>(pattern: string, options: { readonly eager: true }): Readonly<Record<string, T>>
  }
}

const exams = import.meta.glob<{ readonly exam: readonly ExamCase[] }>('../../shared/layers/*/exam.ts', { eager: true })

/** One for each case of every layer's exam. */
export async function examNetworks(): Promise<ExamNetwork[]> {
  return layerDefinitions.flatMap(({ type }) => {
    const cases = exams[`../../shared/layers/${type}/exam.ts`]?.exam ?? []
    return type === 'input' ? [] : cases.map((one) => around(type, one))
  })
}

function around(type: string, { name, config, inputs, output }: ExamCase): ExamNetwork {
  const [first, ...others] = inputs as [Shape]
  const layers: object[] = [{ id: 'input', type: 'input', config: { shape: first } }]
  const sources = ['input', ...others.map((shape, k) => other(layers, first, shape, k))]
  layers.push({ id: 'layer', type, inputs: sources, config })
  if (output.length > 1) layers.push({ id: 'values', type: 'flatten', inputs: ['layer'] })
  return {
    name: `${type}: ${name}`,
    network: Network.parse({ name: type, layers }),
    outputs: elementCount(output),
    input: first,
  }
}

/** A second input made of the first: other values, the shape that is wanted. */
function other(layers: object[], from: Shape, to: Shape, k: number): string {
  const id = `other${k}`
  const add = (name: string, type: string, source: string, config: object = {}) => {
    layers.push({ id: name, type, inputs: [source], config })
    return name
  }
  const shaped = (source: string): string => {
    if (to.length === 1 && from.length === 1) return add(`${id}_dense`, 'dense', source, { units: to[0] })
    if (to.length === 1)
      return add(`${id}_dense`, 'dense', add(`${id}_mean`, 'global-avg-pool', source), { units: to[0] })
    const conv = add(`${id}_conv`, 'conv2d', source, { filters: to[2], kernel: 1 })
    return to[0] === from[0] && to[1] === from[1]
      ? conv
      : add(`${id}_size`, 'adaptive-avg-pool', conv, { size: to.slice(0, 2) })
  }
  return add(id, 'activation', shaped('input'), { kind: 'tanh' })
}
