import type { layers as Layers, SymbolicTensor, Tensor } from '@tensorflow/tfjs-node'
import { tensorflow } from '../../../main/engine/tensorflow'
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
  let last: SymbolicTensor | undefined
  const entry = tf.input({ shape: [...imageShape] })
  for (const { id, type, inputs, config, frozen } of network.layers) {
    const from = inputs.map((input) => outputs.get(input) as SymbolicTensor)
    last = type === 'input' ? entry : apply(tf.layers, type, config, from, frozen === true)
    outputs.set(id, last)
  }
  const model = tf.model({ inputs: entry, outputs: last as SymbolicTensor })
  for (const layer of model.layers) {
    const [kernel] = layer.getWeights()
    // Option A's shortcut: every second pixel of channel k as channel k.
    if (!layer.trainable && kernel)
      layer.setWeights([tf.eye(kernel.shape[2] as number, kernel.shape[3]).reshape(kernel.shape)])
  }
  return model
}

function apply(
  layers: typeof Layers,
  type: string,
  config: Record<string, unknown>,
  inputs: readonly SymbolicTensor[],
  frozen: boolean,
): SymbolicTensor {
  const [input] = inputs as [SymbolicTensor]
  const on = (layer: { apply(input: unknown): unknown }, given: unknown = input) => layer.apply(given) as SymbolicTensor
  switch (type) {
    case 'conv2d': {
      const {
        filters,
        kernel,
        stride = [1, 1],
        padding = 'same',
      } = config as {
        filters: number
        kernel: [number, number]
        stride?: [number, number]
        padding?: 'same' | 'valid' | number
      }
      const strided = stride[0] > 1 && typeof padding === 'number'
      const x = strided ? on(layers.zeroPadding2d({ padding })) : input
      return on(
        layers.conv2d({
          filters,
          kernelSize: kernel,
          strides: stride,
          padding: padding === 'valid' || strided ? 'valid' : 'same',
          useBias: false,
          kernelInitializer: 'heNormal',
          trainable: !frozen,
        }),
        x,
      )
    }
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
      return on(layers.dense({ units: config.units as number, kernelInitializer: 'heNormal' }))
    case 'dropout':
      return on(layers.dropout({ rate: config.rate as number }))
    case 'add':
      return on(layers.add(), inputs)
    default:
      throw new Error(`no tfjs layer for ${type}`)
  }
}

void main(process.argv.slice(2))
