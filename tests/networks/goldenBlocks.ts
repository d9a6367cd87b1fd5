import { cifarBlock } from './cifarResNet'
import type { Sketch } from './sketch'

const unbiased = { bias: false }

/** 1x1 or 3x3 convolutions, each with its batch norm, the last without ReLU, plus a projection or the input itself (torchvision). */
function residual(
  sketch: Sketch,
  convolutions: readonly [filters: number, kernel: number, stride: number][],
  projection?: number,
): void {
  const before = sketch.last
  let stride = 1
  for (const [k, [filters, kernel, step]] of convolutions.entries()) {
    if (k > 0) sketch.relu()
    sketch.conv(`conv${k + 1}`, filters, kernel, { stride: step, padding: kernel === 3 ? 1 : 0, ...unbiased })
    sketch.norm(`bn${k + 1}`)
    stride *= step
  }
  const branch = sketch.last
  let shortcut = before
  if (projection) {
    sketch.conv('downsample.0', projection, 1, { stride, ...unbiased }, [before])
    shortcut = sketch.norm('downsample.1')
  }
  sketch.add('add', {}, { inputs: [branch, shortcut] })
  sketch.relu()
}

/** BN-ReLU-convolution, repeated; the projection reads the pre-activated input. */
function preActivated(
  sketch: Sketch,
  convolutions: readonly [filters: number, kernel: number, stride: number][],
  projection?: number,
): void {
  const before = sketch.last
  let [shortcut, stride] = [before, 1]
  for (const [k, [filters, kernel, step]] of convolutions.entries()) {
    sketch.norm(`bn${k + 1}`)
    const active = sketch.relu()
    if (k === 0) shortcut = projection ? active : before
    sketch.conv(`conv${k + 1}`, filters, kernel, { stride: step, padding: kernel === 3 ? 1 : 0, ...unbiased })
    stride *= step
  }
  const branch = sketch.last
  if (projection) shortcut = sketch.conv('project', projection, 1, { stride, ...unbiased }, [shortcut])
  sketch.add('add', {}, { inputs: [branch, shortcut] })
}

function inception(sketch: Sketch): void {
  const before = sketch.last
  const branch = (...convolutions: readonly [id: string, filters: number, kernel: number][]) => {
    for (const [id, filters, kernel] of convolutions) {
      sketch.conv(id, filters, kernel, { padding: (kernel - 1) / 2 })
      sketch.relu()
    }
    const end = sketch.last
    sketch.last = before
    return end
  }
  const ends = [
    branch(['b1x1', 4, 1]),
    branch(['b3x3_reduce', 3, 1], ['b3x3', 6, 3]),
    branch(['b5x5_reduce', 2, 1], ['b5x5', 4, 5]),
  ]
  sketch.add('max-pool', { size: 3, stride: 1, padding: 1 }, { id: 'pool' })
  sketch.add('concat', {}, { inputs: [...ends, branch(['pool_proj', 3, 1])] })
}

/** `dense` in front of the golden ids, which begin with a digit there. */
function denseBlock(sketch: Sketch): void {
  const growth = 3
  for (const k of [0, 1]) {
    const before = sketch.last
    sketch.norm(`dense${k}.bn1`)
    sketch.relu()
    sketch.conv(`dense${k}.conv1`, 4 * growth, 1, unbiased)
    sketch.norm(`dense${k}.bn2`)
    sketch.relu()
    const grown = sketch.conv(`dense${k}.conv2`, growth, 3, { padding: 1, ...unbiased })
    sketch.add('concat', {}, { inputs: [before, grown] })
  }
  sketch.norm('dense2')
  sketch.relu()
  sketch.conv('dense4', 6, 1, unbiased)
  sketch.add('avg-pool')
}

/** The blocks of the parity tables, on an input of the golden shape. */
export const goldenBlocks: Readonly<Record<string, (sketch: Sketch) => void>> = {
  'resnet-basic': (sketch) =>
    residual(sketch, [
      [6, 3, 1],
      [6, 3, 1],
    ]),
  'resnet-basic-eval': (sketch) =>
    residual(sketch, [
      [6, 3, 1],
      [6, 3, 1],
    ]),
  'resnet-basic-down': (sketch) =>
    residual(
      sketch,
      [
        [8, 3, 2],
        [8, 3, 1],
      ],
      8,
    ),
  'resnet-basic-option-a': (sketch) => cifarBlock(sketch, '', 4, 8, 2),
  'resnet-bottleneck-down': (sketch) =>
    residual(
      sketch,
      [
        [4, 1, 1],
        [4, 3, 2],
        [16, 1, 1],
      ],
      16,
    ),
  'resnet-preact': (sketch) =>
    preActivated(sketch, [
      [8, 3, 1],
      [8, 3, 1],
    ]),
  'resnet-preact-bottleneck-down': (sketch) =>
    preActivated(
      sketch,
      [
        [4, 1, 1],
        [4, 3, 2],
        [16, 1, 1],
      ],
      16,
    ),
  'inception-2014': inception,
  'dense-block-transition': denseBlock,
}
