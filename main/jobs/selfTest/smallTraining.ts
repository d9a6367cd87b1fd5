import { inferNetwork } from '../../../shared/model/infer'
import { Network } from '../../../shared/model/network'
import { compileTraining, type TrainingProgram } from '../../../shared/training/compileTraining'
import { TrainingConfiguration } from '../../../shared/training/configuration'

const classes = 2
const size = 8
const rate = 0.01

/** Every part of the path once: convolution, batch norm, pooling, dense, Adam. */
const network = Network.parse({
  layers: [
    { id: 'input', type: 'input', config: { shape: [size, size, 1] } },
    { id: 'conv', type: 'conv2d', inputs: ['input'], config: { filters: 4, kernel: 3 } },
    { id: 'norm', type: 'batch-norm', inputs: ['conv'] },
    { id: 'relu', type: 'activation', inputs: ['norm'] },
    { id: 'pool', type: 'max-pool', inputs: ['relu'] },
    { id: 'flatten', type: 'flatten', inputs: ['pool'] },
    { id: 'dense', type: 'dense', inputs: ['flatten'], config: { units: classes } },
  ],
})

/** A training that takes a moment. */
export const smallProgram = (): TrainingProgram =>
  compileTraining({
    network: inferNetwork(network),
    classes,
    normalization: { kind: '0-1' },
    configuration: TrainingConfiguration.parse({ learningRate: rate }),
  })

/** What its signature `train` is fed: pictures that are dark or bright, which it tells apart after a few steps. */
export function smallBatch() {
  const labels = Int32Array.from({ length: 16 }, (_, k) => k % classes)
  const images = Uint8Array.from(
    { length: labels.length * size * size },
    (_, k) => (labels[Math.floor(k / (size * size))] === 0 ? 40 : 200) + ((k * 7919) % 31),
  )
  return { images, labels, rate }
}
