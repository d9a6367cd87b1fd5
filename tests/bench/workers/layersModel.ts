import type { layers as Layers, SymbolicTensor, Tensor } from '@tensorflow/tfjs-node'
import { tensorflow } from '../../../main/engine/tensorflow'
import { type InferredLayer, inferNetwork } from '../../../shared/model/infer'
import { batchOf } from '../batch'
import { readPictures } from '../pictures'
import { type Subject, subjectOf } from '../subject'
import { serve } from './serve'

/**
 * tfjs-node's own way, `tf.LayersModel.trainOnBatch`, on the same TensorFlow: `layersModel NETWORK FOLDER`. It has no weight decay, so
 * its task is a little smaller.
 */
async function main([name = '', folder = '']: readonly string[]): Promise<void> {
  const subject = subjectOf(name)
  const { imageShape, configuration } = subject
  const { batchSize, learningRate } = configuration
  const tf = tensorflow()
  const model = layersModel(subject)
  const optimizer = name === 'deep-digits' ? tf.train.adam(learningRate) : tf.train.momentum(learningRate, 0.9)
  model.compile({ optimizer, loss: (labels, logits) => tf.losses.softmaxCrossEntropy(labels, logits) })
  const { images, labels } = readPictures(folder, name)
  // Like the other rivals it gets ready floats; ours converts bytes at each step.
  const ready = { images: Float32Array.from(images, (value) => value / 255), labels }
  await serve(batchSize, async (k) => {
    const batch = batchOf(ready, subject, k)
    const [x, y] = tf.tidy(() => [
      tf.tensor4d(batch.images, [batchSize, ...imageShape]),
      tf.oneHot(tf.tensor1d(batch.labels, 'int32'), subject.classes),
    ])
    await model.trainOnBatch(x as Tensor, y as Tensor)
    tf.dispose([x, y])
  })
}

/** Makes the layers of our own spec in tfjs, so that the network is the same by construction. */
function layersModel({ network, imageShape }: Subject) {
  const tf = tensorflow()
  const outputs = new Map<string, SymbolicTensor>()
  const entry = tf.input({ shape: [...imageShape] })
  const { order, layers, output } = inferNetwork(network)
  for (const id of order) {
    const { spec, config } = layers.get(id) as InferredLayer
    const from = spec.inputs.map((input) => outputs.get(input) as SymbolicTensor)
    outputs.set(id, spec.type === 'input' ? entry : apply(tf.layers, spec.type, config as Config, from))
  }
  const model = tf.model({ inputs: entry, outputs: outputs.get(output as string) as SymbolicTensor })
  for (const layer of model.layers) {
    const [kernel] = layer.getWeights()
    // Option A's shortcut: every second pixel of channel k as channel k.
    if (!layer.trainable && kernel)
      layer.setWeights([tf.eye(kernel.shape[2] as number, kernel.shape[3]).reshape(kernel.shape)])
  }
  return model
}

/** What the layers used here have in their configurations. */
interface Config {
  readonly filters: number
  readonly kernel: [number, number]
  readonly stride: [number, number]
  readonly padding: 'same' | 'valid' | readonly (readonly [number, number])[]
  readonly units: number
  readonly rate: number
}

function apply(
  layers: typeof Layers,
  type: string,
  { filters, kernel, stride, padding, units, rate }: Config,
  inputs: readonly SymbolicTensor[],
): SymbolicTensor {
  const [input] = inputs as [SymbolicTensor]
  const on = (layer: { apply(input: unknown): unknown }, given: unknown = input) => layer.apply(given) as SymbolicTensor
  switch (type) {
    case 'conv2d': {
      // tfjs knows padding 1 as "same" where the stride is 1; else it is a layer of its own.
      const padded = stride[0] > 1 && typeof padding !== 'string'
      const x = padded ? on(layers.zeroPadding2d({ padding: 1 })) : input
      const mode = padding === 'valid' || padded ? 'valid' : 'same'
      const settings = { filters, kernelSize: kernel, strides: stride, padding: mode, useBias: false } as const
      return on(layers.conv2d({ ...settings, kernelInitializer: 'heNormal' }), x)
    }
    case 'option-a-shortcut':
      return on(layers.conv2d({ filters, kernelSize: 1, strides: stride, useBias: false, trainable: false }))
    case 'batch-norm':
      return on(layers.batchNormalization({ momentum: 0.9, epsilon: 1e-5 }))
    case 'activation':
      return on(layers.activation({ activation: 'relu' }))
    case 'max-pool':
      return on(layers.maxPooling2d({ poolSize: 2 }))
    case 'global-avg-pool':
      return on(layers.globalAveragePooling2d({}))
    case 'flatten':
      return on(layers.flatten())
    case 'dense':
      return on(layers.dense({ units, kernelInitializer: 'heNormal' }))
    case 'dropout':
      return on(layers.dropout({ rate }))
    case 'add':
      return on(layers.add(), inputs)
    default:
      throw new Error(`no tfjs layer for ${type}`)
  }
}

void main(process.argv.slice(2))
