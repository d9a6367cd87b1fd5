import type { Program, Variable } from '../graph/program'
import { elementCount } from '../graph/shape'
import type { Inference } from '../model/infer'
import type { LayerId } from '../model/layerSpec'
import { compileTraining } from '../training/compileTraining'
import type { TrainingConfiguration } from '../training/configuration'
import { stepMemory } from './stepMemory'

/** What training takes beside the engine itself (some 300 MB), in bytes, for one batch size and configuration. */
export interface TrainingMemory {
  readonly batchSize: number
  /** Weights, running statistics and what the optimizer keeps for each. */
  readonly variableBytes: number
  /** The most that the tensors of a step fill at one moment: kept activations, gradients, and what is being calculated. */
  readonly peakStepBytes: number
  /** An estimate of what the process grows by: both, and what the allocator and the engine add to them. */
  readonly peakBytes: number
  /** Kept from the forward for the backward pass, by layer. */
  readonly kept: ReadonlyMap<LayerId, number>
}

/**
 * What a process grew by beyond what its graph needs, seen on Linux with TensorFlow 2.21 (`npm run bench -- memory`): gaps that malloc
 * keeps between freed tensors, a second copy of each weight (an update writes a new one while the old is still being read), and what
 * threads and kernels keep for themselves.
 */
const gaps = 1.25
const kernelBytes = 20e6

/** Estimates from the graph that training would run. Throws a Problem if the network cannot be compiled. */
export function trainingMemory(
  network: Inference,
  configuration: TrainingConfiguration,
  batchSize: number,
): TrainingMemory {
  const output = network.output === undefined ? undefined : network.layers.get(network.output)?.shape
  const program = compileTraining({ network, classes: output?.[0] ?? 0, normalization: { kind: '0-1' }, configuration })
  return programMemory(program, network.input ?? '', batchSize)
}

/** The same of a program that is compiled already; `input` is the layer that takes the pictures. */
export function programMemory({ signatures, variables }: Program, input: LayerId, batchSize: number): TrainingMemory {
  const { train } = signatures
  if (!train) throw new Error('a training program has no signature "train"')
  const { peakBytes: peakStepBytes, kept } = stepMemory(train, batchSize, input)
  const bytesOf = (isMeant: (variable: Variable) => boolean) =>
    variables.filter(isMeant).reduce((sum, { shape }) => sum + 4 * elementCount(shape), 0)
  const variableBytes = bytesOf(() => true)
  const weightBytes = bytesOf(({ role }) => role === 'weight')
  const peakBytes = Math.round(gaps * (variableBytes + peakStepBytes) + weightBytes + kernelBytes)
  return { batchSize, variableBytes, peakStepBytes, peakBytes, kept }
}
