import { expect, test } from 'vitest'
import type { Shape } from '../graph/shape'
import { inferNetwork } from '../model/infer'
import { Network } from '../model/network'
import { describeProblem } from '../problem'

/** One layer behind inputs of given shapes, reached through reshapes, for a network has one input. */
function problemsOf(type: string, config: object, shapes: readonly Shape[]): string[] {
  const [first, ...others] = shapes
  const reached = others.map((shape, k) => ({ id: `r${k}`, type: 'reshape', inputs: ['in'], config: { shape } }))
  const network = Network.parse({
    layers: [
      { id: 'in', type: 'input', config: { shape: first } },
      ...reached,
      { id: 'x', type, config, inputs: ['in', ...reached.map(({ id }) => id)] },
    ],
  })
  return inferNetwork(network).problems.map((problem) => describeProblem({ ...problem, place: '' }))
}

const picture = [8, 6, 3]
const cases: [type: string, config: object, shapes: readonly Shape[], problem: string][] = [
  [
    'depthwise-conv2d',
    { kernel: 7, padding: 'valid' },
    [picture],
    'x: kernel 7x7 does not fit its 8x6 input; use padding "same" or a smaller kernel',
  ],
  [
    'separable-conv2d',
    { filters: 2 },
    [[12]],
    'x: needs a picture (height x width x channels), its input is 12; move it in front of the layer that flattens',
  ],
  [
    'conv2d-transpose',
    { filters: 2, kernel: 3, stride: 1, padding: 5 },
    [picture],
    'x: padding [[5,5],[5,5]] leaves nothing of 10x8 pixels; use padding "same" or fewer pixels',
  ],
  [
    'conv2d-transpose',
    { filters: 2, stride: 2, padding: 1, outputPadding: 2 },
    [picture],
    'x: outputPadding must be smaller than the stride, not 2',
  ],
  [
    'conv2d-transpose',
    { filters: 2, stride: 2, outputPadding: 1 },
    [picture],
    'x: outputPadding is for padding "valid" or in pixels: "same" knows its size, not 1',
  ],
  [
    'local-response-norm',
    { size: 4 },
    [picture],
    'x: size must be odd: the channel itself and as many on each side, not 4',
  ],
  ['group-norm', { groups: 2 }, [picture], 'x: 2 groups do not divide its 3 input channels; use 1 group'],
  ['group-norm', {}, [[4, 4, 24]], 'x: 32 groups do not divide its 24 input channels; use 24 groups'],
  [
    'reshape',
    { shape: [5, 5, 3] },
    [picture],
    'x: its input 8x6x3 has 144 values, which do not fill 5x5x3; let one size be -1: it becomes what is left',
  ],
  [
    'reshape',
    { shape: [-1, 5, 3] },
    [picture],
    'x: its input 8x6x3 has 144 values, which do not fill -1x5x3; let one size be -1: it becomes what is left',
  ],
  [
    'multiply',
    {},
    [picture, [6, 8, 3]],
    'x: multiplies inputs of different shapes: 8x6x3 and 6x8x3; bring them to one shape; only an axis of size 1 is repeated',
  ],
  [
    'image-filter',
    { sigma: 2, edges: 'shrink' },
    [picture],
    'x: kernel 13x13 does not fit its 8x6 input; use other edges or a smaller kernel',
  ],
  [
    'image-filter',
    { sigma: 2, edges: 'mirror' },
    [picture],
    'x: kernel 13x13 reaches beyond the mirror image of its 8x6 input; use edges "repeat" or a smaller kernel',
  ],
  ['image-filter', { filter: 'laplacian', sigma: 2 }, [picture], 'x: sigma is for filter "gaussian" alone, not 2'],
  [
    'image-filter',
    { filter: 'numbers', numbers: [[1, 2], [3]] },
    [picture],
    'x: numbers must be rows of numbers, 1 to 99 of equal length, not [[1,2],[3]]',
  ],
  [
    'image-filter',
    { filter: 'numbers' },
    [picture],
    'x: numbers is missing; it must be rows of numbers, 1 to 99 of equal length',
  ],
  [
    'option-a-shortcut',
    { filters: 2 },
    [picture],
    'x: 2 filters are fewer than its 3 input channels; use at least 3: a shortcut without weights adds channels, it cannot take any away',
  ],
  [
    'upsampling',
    { factor: 0 },
    [picture],
    'x: factor must be a whole number from 1 to 256, or two of them: [height, width], not 0',
  ],
  ['spatial-dropout', { rate: 1 }, [picture], 'x: rate must be a number from 0 to 0.999, not 1'],
]

test.each(cases)('%s %j behind %j', (type, config, shapes, problem) => {
  expect(problemsOf(type, config, shapes).map((text) => text.replace(/ \([^()]*\)$/, ''))).toEqual([problem])
})
