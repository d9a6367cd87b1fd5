import { describe, expect, test } from 'vitest'
import { describeProblem } from '../problem'
import { inferNetwork } from './infer'
import { Network } from './network'

type Layer = [id: string, type: string, inputs: string[], config?: object]

const network = (...layers: Layer[]): Network =>
  Network.parse({ layers: layers.map(([id, type, inputs, config = {}]) => ({ id, type, inputs, config })) })

const input: Layer = ['in', 'input', [], { shape: [8, 8, 3] }]
const conv = (id: string, from: string, more: object = {}): Layer => [
  id,
  'conv2d',
  [from],
  { filters: 4, kernel: 3, ...more },
]

const good = network(
  input,
  conv('conv', 'in'),
  ['flat', 'flatten', ['conv']],
  ['out', 'dense', ['flat'], { units: 10 }],
)

test('a sound network has shapes everywhere and no problem', () => {
  const inference = inferNetwork(good)
  expect(inference.problems).toEqual([])
  expect(inference.order).toEqual(['in', 'conv', 'flat', 'out'])
  expect(inference.order.map((id) => inference.layers.get(id)?.shape)).toEqual([[8, 8, 3], [8, 8, 4], [256], [10]])
  expect([inference.input, inference.output]).toEqual(['in', 'out'])
})

test('layers may stand in the spec in any order', () => {
  const { order, problems } = inferNetwork({ layers: [...good.layers].reverse() })
  expect(problems).toEqual([])
  expect(order).toEqual(['in', 'conv', 'flat', 'out'])
})

const cases: [what: string, network: Network, problems: string[]][] = [
  [
    'a kernel that does not fit',
    network(input, conv('conv2d_3', 'in', { kernel: 9, padding: 'valid' })),
    ['conv2d_3: kernel 9x9 does not fit its 8x8 input; use padding "same" or a smaller kernel (layers[1])'],
  ],
  [
    'a dilated one',
    network(input, conv('c', 'in', { dilation: 5, padding: 'valid' })),
    [
      'c: kernel 3x3 with dilation 5x5 (it covers 11x11) does not fit its 8x8 input; use padding "same" or a smaller kernel (layers[1])',
    ],
  ],
  [
    'groups',
    network(input, conv('c', 'in', { groups: 2 })),
    ['c: 2 groups do not divide its 3 input channels; use groups that divide both 3 and 4 (layers[1])'],
  ],
  [
    'an unknown type',
    network(input, ['c', 'conv2D', ['in']]),
    ['c: there is no layer type "conv2D"; did you mean "conv2d"? (layers[1])'],
  ],
  [
    'an unknown setting',
    network(input, ['c', 'conv2d', ['in'], { filters: 4, kernel: 3, strides: 2 }]),
    ['c: conv2d has no setting "strides"; did you mean "stride"? (layers[1].config.strides)'],
  ],
  [
    'a setting of a layer that has none',
    network(input, ['f', 'flatten', ['in'], { axis: 1 }]),
    ['f: flatten has no setting "axis"; it has none: remove it (layers[1].config.axis)'],
  ],
  [
    'wrong values',
    network(input, ['c', 'conv2d', ['in'], { filters: 0, kernel: '3x3', padding: 'full' }]),
    [
      'c: filters must be a whole number from 1 to 1048576, not 0 (layers[1].config.filters)',
      'c: kernel must be a whole number from 1 to 16384, or two of them: [height, width], not "3x3" (layers[1].config.kernel)',
      'c: padding must be "same", "valid" or pixels: n, [height, width] or [[top, bottom], [left, right]], not "full" (layers[1].config.padding)',
    ],
  ],
  [
    'a missing value',
    network(input, ['c', 'conv2d', ['in'], { kernel: 3 }]),
    ['c: filters is missing; it must be a whole number from 1 to 1048576 (layers[1].config.filters)'],
  ],
  [
    'a value inside a setting',
    network(input, conv('c', 'in', { kernelInitializer: { name: 'he', distribution: 'flat' } })),
    [
      'c: kernelInitializer.distribution must be one of "normal", "truncated-normal", "uniform", not "flat" (layers[1].config.kernelInitializer.distribution)',
    ],
  ],
  [
    'a setting without sense beside another',
    network(input, ['a', 'activation', ['in'], { kind: 'relu', slope: 0.1 }]),
    ['a: slope is for kind "leaky-relu" alone, not 0.1 (layers[1].config.slope)'],
  ],
  [
    'an input that is not there',
    network(input, conv('conv_1', 'in'), conv('c', 'conv_l')),
    [
      'c: takes "conv_l", and there is no such layer; did you mean "conv_1"? (layers[2].inputs[0])',
      'the network has 2 outputs: conv_1, c; remove or connect all but one (layers)',
    ],
  ],
  [
    'no input connected, and what hangs on it',
    network(
      input,
      conv('a', 'in'),
      ['b', 'conv2d', [], { filters: 4, kernel: 3 }],
      ['r', 'activation', ['b']],
      ['s', 'activation', ['r']],
      ['sum', 'add', ['a', 's']],
    ),
    [
      'r: no path leads to it from in, nor to s; connect it or remove it (layers[3])',
      'b: conv2d takes 1 input, and none is connected; connect what is missing (layers[2].inputs)',
    ],
  ],
  [
    'one input for a sum',
    network(input, ['s', 'add', ['in']]),
    ['s: add takes at least 2 inputs, and 1 is connected; connect what is missing (layers[1].inputs)'],
  ],
  [
    'two inputs for a convolution',
    network(input, ['s', 'conv2d', ['in', 'in'], { filters: 1, kernel: 1 }]),
    ['s: conv2d takes 1 input, and 2 are connected; remove what is too many (layers[1].inputs)'],
  ],
  [
    'a loop',
    network(input, ['sum', 'add', ['in', 'c']], conv('b', 'sum'), conv('c', 'b'), ['out', 'flatten', ['c']]),
    ['sum: stands in a loop: sum -> b -> c -> sum; remove one of these connections (layers[1])'],
  ],
  [
    'a layer that takes itself',
    network(input, ['sum', 'add', ['in', 'sum']], ['out', 'flatten', ['sum']]),
    ['sum: takes its own output; remove one of these connections (layers[1])'],
  ],
  [
    'two outputs',
    network(input, conv('a', 'in'), conv('b', 'in')),
    ['the network has 2 outputs: a, b; remove or connect all but one (layers)'],
  ],
  [
    'no input',
    network(['a', 'add', ['b', 'b']], ['b', 'flatten', ['a']]),
    [
      'a: stands in a loop: a -> b -> a; remove one of these connections (layers[0])',
      'the network has no input layer; add one and connect it (layers)',
    ],
  ],
  [
    'two inputs',
    network(input, ['in2', 'input', [], { shape: [8, 8, 3] }], ['sum', 'add', ['in', 'in2']]),
    ['in2: is a second input beside in; remove one of them: a network has one input (layers[1])'],
  ],
  [
    'an input that takes something',
    network(['in', 'input', ['f'], { shape: [3] }], ['f', 'flatten', ['in']]),
    [
      'in: stands in a loop: in -> f -> in; remove one of these connections (layers[0])',
      'in: input takes no input, and 1 is connected; remove what is too many (layers[0].inputs)',
    ],
  ],
  [
    'one id twice',
    network(input, conv('a', 'in'), conv('a', 'a')),
    ['a: has the id of layers[1]; give it an id of its own (layers[2])'],
  ],
  [
    'shapes that clash in a sum',
    network(input, conv('a', 'in', { stride: 2 }), conv('b', 'in'), ['sum', 'add', ['a', 'b']]),
    [
      'sum: adds inputs of different shapes: 4x4x4 and 8x8x4; bring one to the other, with a 1x1 convolution of the same stride and filters, say (layers[3])',
    ],
  ],
  [
    'and in a concatenation',
    network(input, conv('a', 'in', { stride: 2 }), ['cat', 'concat', ['a', 'in']]),
    ['cat: joins channels of different pictures: 4x4x4 and 8x8x3; bring them to one height and width (layers[2])'],
  ],
  [
    'a picture into a dense layer',
    network(input, ['d', 'dense', ['in'], { units: 10 }]),
    ['d: needs a vector, its input is 8x8x3; put a flatten or a global-avg-pool layer in front of it (layers[1])'],
  ],
  [
    'a vector into a convolution',
    network(input, ['f', 'flatten', ['in']], conv('c', 'f')),
    [
      'c: needs a picture (height x width x channels), its input is 192; move it in front of the layer that flattens (layers[2])',
    ],
  ],
  [
    'a pool larger than its picture',
    network(input, ['p', 'max-pool', ['in'], { size: 9 }]),
    ['p: window 9x9 does not fit its 8x8 input; use padding "same" or a smaller window (layers[1])'],
  ],
  [
    'padding as large as the pool',
    network(input, ['p', 'max-pool', ['in'], { size: 2, padding: 2 }]),
    ['p: padding [[2,2],[2,2]] is not smaller than its 2x2 window; use at most 1 and 1 pixels (layers[1])'],
  ],
]
test.each(cases)('%s', (_, spec, problems) =>
  expect(inferNetwork(spec).problems.map(describeProblem)).toEqual(problems),
)

describe('a half-built network', () => {
  const spec = network(
    input,
    conv('a', 'in'),
    conv('too-large', 'a', { kernel: 20, padding: 'valid' }),
    ['after', 'activation', ['too-large']],
    ['beside', 'activation', ['a']],
    ['sum', 'add', ['after', 'beside']],
  )
  const { layers, problems } = inferNetwork(spec)

  test('has shapes where they are known', () => {
    expect([...layers].map(([id, { shape }]) => [id, shape?.join('x')])).toEqual([
      ['in', '8x8x3'],
      ['a', '8x8x4'],
      ['too-large', undefined],
      ['after', undefined],
      ['beside', '8x8x4'],
      ['sum', undefined],
    ])
  })

  test('reports the problem once, where its cause is', () => {
    expect(problems.map(({ code, layer }) => [code, layer])).toEqual([['kernel-too-large', 'too-large']])
  })

  test('keeps the parsed configuration of layers after the problem', () => {
    expect(layers.get('after')?.config).toEqual({ kind: 'relu' })
  })
})

test('twenty thousand layers in a row do not overflow the stack', () => {
  const layers: Layer[] = [input]
  for (let k = 1; k < 20_000; k++) layers.push([`a${k}`, 'activation', [k === 1 ? 'in' : `a${k - 1}`]])
  expect(inferNetwork(network(...layers.reverse())).problems).toEqual([])
})
