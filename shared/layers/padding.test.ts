import { expect, test } from 'vitest'
import { Graph } from '../graph/graph'
import { placeholder } from '../graph/ops/array'
import { Padding, padFor } from './padding'

test.each([
  ['same', 'same'],
  ['valid', 'valid'],
  [
    2,
    [
      [2, 2],
      [2, 2],
    ],
  ],
  [
    [1, 3],
    [
      [1, 1],
      [3, 3],
    ],
  ],
  [
    [
      [0, 1],
      [2, 3],
    ],
    [
      [0, 1],
      [2, 3],
    ],
  ],
])('padding %j is read as %j', (written, read) => expect(Padding.parse(written)).toEqual(read))

test.each(['full', -1, 1.5, [1], [1, 2, 3], [[1, 2], 3], null])('padding %j is refused', (written) => {
  const { error } = Padding.safeParse(written)
  expect(error?.issues[0]?.message).toBe(
    'must be "same", "valid" or pixels: n, [height, width] or [[top, bottom], [left, right]]',
  )
})

const window = { dilation: [1, 1], roundUp: false } as const
test.each([
  [
    'a 3x3 kernel padded by 1 is SAME, without a Pad',
    {
      kernel: [3, 3],
      stride: [1, 1],
      padding: [
        [1, 1],
        [1, 1],
      ],
    },
    'SAME',
    1,
  ],
  [
    'at stride 2 it is not',
    {
      kernel: [3, 3],
      stride: [2, 2],
      padding: [
        [1, 1],
        [1, 1],
      ],
    },
    'VALID',
    3,
  ],
  [
    'SAME written by hand is SAME',
    {
      kernel: [3, 3],
      stride: [2, 2],
      padding: [
        [0, 1],
        [0, 1],
      ],
    },
    'SAME',
    1,
  ],
  [
    'no padding is VALID',
    {
      kernel: [3, 3],
      stride: [1, 1],
      padding: [
        [0, 0],
        [0, 0],
      ],
    },
    'VALID',
    1,
  ],
  ['a 1x1 kernel is VALID with either', { kernel: [1, 1], stride: [2, 2], padding: 'same' }, 'VALID', 1],
] as const)('%s', (_, sliding, padding, nodes) => {
  const graph = new Graph()
  const padded = padFor(graph, placeholder(graph, 'x', 'float32', [-1, 8, 8, 2]), { ...window, ...sliding })
  expect(padded.padding).toBe(padding)
  expect(graph.nodes.length).toBe(nodes)
})
