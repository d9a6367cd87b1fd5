import { describe, expect, test } from 'vitest'
import { describeProblem, Problem } from '../../problem'
import { inferNetwork } from '../infer'
import { Network } from '../network'
import { summarizeNetwork } from '../summary'
import { blockFromSelection, expandBlocks, unpackBlock } from '.'
import { type Expression, evaluate, substitute } from './expression'
import { blockLibrary, definitionsOf } from './library'
import { residual } from './library/residual'

const input = { id: 'input', type: 'input', config: { shape: [8, 8, 4] } }
const flat = (network: Network) =>
  expandBlocks(network).layers.map(({ id, type, inputs }) => `${id} ${type}(${inputs})`)
const messages = (network: Network) => inferNetwork(network).problems.map(describeProblem)

/** Two repetitions of a residual block, the first of which halves the picture. */
const twice = Network.parse({
  layers: [
    input,
    {
      id: 'stage',
      type: 'block',
      block: 'residual',
      inputs: ['input'],
      config: { filters: 8 },
      repeat: 2,
      first: { stride: 2, shortcut: 'projection' },
    },
    { id: 'mean', type: 'global-avg-pool', inputs: ['stage'] },
  ],
  blocks: definitionsOf([residual]),
})

describe('a network with blocks', () => {
  test('expands to one flat graph with ids of block, repetition and layer', () => {
    expect(flat(twice)).toEqual([
      'input input()',
      'stage.0.conv1 conv2d(input)',
      'stage.0.bn1 batch-norm(stage.0.conv1)',
      'stage.0.relu1 activation(stage.0.bn1)',
      'stage.0.conv2 conv2d(stage.0.relu1)',
      'stage.0.bn2 batch-norm(stage.0.conv2)',
      'stage.0.downsample.0 conv2d(input)',
      'stage.0.downsample.1 batch-norm(stage.0.downsample.0)',
      'stage.0.add add(stage.0.bn2,stage.0.downsample.1)',
      'stage.0.relu2 activation(stage.0.add)',
      'stage.1.conv1 conv2d(stage.0.relu2)',
      'stage.1.bn1 batch-norm(stage.1.conv1)',
      'stage.1.relu1 activation(stage.1.bn1)',
      'stage.1.conv2 conv2d(stage.1.relu1)',
      'stage.1.bn2 batch-norm(stage.1.conv2)',
      'stage.1.add add(stage.1.bn2,stage.0.relu2)',
      'stage.1.relu2 activation(stage.1.add)',
      'mean global-avg-pool(stage.1.relu2)',
    ])
  })

  test('is inferred on the expanded graph, with what each block and repetition became', () => {
    const { problems, layers, parts, output } = inferNetwork(twice)
    expect(problems).toEqual([])
    expect(layers.get('stage.1.add')?.shape).toEqual([4, 4, 8])
    expect(output).toBe('mean')
    expect(parts.map(({ id, parent, layers: ids, output: end }) => [id, parent, ids.length, end])).toEqual([
      ['stage', undefined, 16, 'stage.1.relu2'],
      ['stage.0', 'stage', 9, 'stage.0.relu2'],
      ['stage.1', 'stage', 7, 'stage.1.relu2'],
    ])
  })

  test('without blocks stays what it is', () => {
    const plain = { layers: twice.layers.slice(0, 1) }
    expect(expandBlocks(plain)).toEqual(plain)
  })

  test('blocks stand in blocks, and take their parameters from there', () => {
    const network = Network.parse({
      layers: [input, { id: 'b', type: 'block', block: 'outer', inputs: ['input'], config: { n: 3 } }],
      blocks: {
        outer: {
          parameters: { n: { kind: 'whole-number' } },
          layers: [
            {
              id: 'row',
              type: 'block',
              block: 'inner',
              inputs: ['in'],
              repeat: { $: { '-': ['n', 1] } },
              config: { n: { $: { '*': ['n', 2] } } },
            },
          ],
          output: 'row',
        },
        inner: {
          parameters: { n: { kind: 'whole-number' } },
          layers: [{ id: 'conv', type: 'conv2d', inputs: ['in'], config: { filters: { $: 'n' }, kernel: 1 } }],
          output: 'conv',
        },
      },
    })
    expect(flat(network).slice(1)).toEqual(['b.row.0.conv conv2d(input)', 'b.row.1.conv conv2d(b.row.0.conv)'])
    expect(inferNetwork(network).layers.get('b.row.1.conv')?.shape).toEqual([8, 8, 6])
    expect(inferNetwork(network).parts.map(({ id, parent }) => [id, parent])).toEqual([
      ['b', undefined],
      ['b.row', 'b'],
      ['b.row.0', 'b.row'],
      ['b.row.1', 'b.row'],
    ])
  })

  test('a frozen block is frozen to its last layer', () => {
    const frozen = {
      ...twice,
      layers: twice.layers.map((layer) => ({ ...layer, ...(layer.id === 'stage' && { frozen: true }) })),
    }
    const summary = summarizeNetwork(frozen, inferNetwork(frozen))
    expect(summary.parameters.trainable).toBe(0)
    expect(summary.parameters.total).toBeGreaterThan(1000)
  })

  test('one auxiliary output may be a block', () => {
    const network: Network = { ...twice, auxiliary: [{ layer: 'stage', weight: 0.5, counted: false }] }
    expect(inferNetwork(network).auxiliary).toEqual([{ layer: 'stage.1.relu2', weight: 0.5, counted: false }])
  })
})

const used = (block: object, blocks: object, more: object[] = []) =>
  Network.parse({ layers: [input, { id: 'b', type: 'block', inputs: ['input'], ...block }, ...more], blocks })
const one = (layer: object, rest: object = {}) => ({
  layers: [{ id: 'conv', type: 'conv2d', inputs: ['in'], config: { filters: 2, kernel: 1 }, ...layer }],
  output: 'conv',
  ...rest,
})

const faults: [what: string, network: Network, problems: string[]][] = [
  [
    'a block that contains itself',
    used({ block: 'a' }, { a: { layers: [{ id: 'x', type: 'block', block: 'a', inputs: ['in'] }], output: 'x' } }),
    ['b.x: block "a" contains itself: a -> a; take it out of one of these blocks (layers[1], blocks.a.layers[0])'],
  ],
  [
    'a loop of three',
    used(
      { block: 'a' },
      Object.fromEntries(
        ['a', 'b', 'c'].map((name, k) => [
          name,
          { layers: [{ id: 'x', type: 'block', block: 'bca'[k], inputs: ['in'] }], output: 'x' },
        ]),
      ),
    ),
    [
      'b.x.x.x: block "a" contains itself: a -> b -> c -> a; take it out of one of these blocks (layers[1], blocks.a.layers[0], blocks.b.layers[0], blocks.c.layers[0])',
    ],
  ],
  [
    'an unknown block',
    used({ block: 'residal' }, { residual: one({}) }),
    ['b: the network has no block "residal"; did you mean "residual"? (layers[1])'],
  ],
  ['no block named', used({}, {}), ["b: does not say which block it is; name one of the network's blocks (layers[1])"]],
  [
    'an unknown parameter',
    used(
      { block: 'a', config: { filter: 3 } },
      { a: one({}, { parameters: { filters: { kind: 'whole-number', default: 1 } } }) },
    ),
    ['b: the block has no parameter "filter"; did you mean "filters"? (layers[1].config.filter)'],
  ],
  [
    'a parameter that is missing',
    used({ block: 'a' }, { a: one({}, { parameters: { filters: { kind: 'whole-number' } } }) }),
    ['b: filters is missing; give it a value (layers[1].config.filters)'],
  ],
  [
    'a parameter of the wrong kind',
    used(
      { block: 'a', config: { n: 2.5, on: 1, which: 'c' } },
      {
        a: one(
          {},
          {
            parameters: {
              n: { kind: 'whole-number', least: 1, most: 9 },
              on: { kind: 'flag' },
              which: { kind: 'choice', of: ['a', 'b'] },
            },
          },
        ),
      },
    ),
    [
      'b: n must be a whole number from 1 to 9, not 2.5 (layers[1].config.n)',
      'b: on must be true or false, not 1 (layers[1].config.on)',
      'b: which must be one of "a", "b", not "c" (layers[1].config.which)',
    ],
  ],
  [
    'an expression with an unknown name',
    used({ block: 'a' }, { a: one({ config: { filters: { $: 'n' }, kernel: 1 } }) }),
    [
      'b.conv: an expression names "n", which is no parameter of the block (layers[1], blocks.a.layers[0])',
      'b.conv: filters is missing; it must be a whole number from 1 to 1048576 (layers[1], blocks.a.layers[0].config.filters)',
      'b.conv: kernel is missing; it must be a whole number from 1 to 16384, or two of them: [height, width] (layers[1], blocks.a.layers[0].config.kernel)',
    ],
  ],
  [
    'a fault inside a block that stands twice is said once, of the first',
    used({ block: 'a', repeat: 3 }, { a: one({ config: { filters: 0, kernel: 1 } }) }),
    [
      'b.0.conv: filters must be a whole number from 1 to 1048576, not 0 (layers[1], blocks.a.layers[0].config.filters)',
    ],
  ],
  [
    'no such output',
    used({ block: 'a' }, { a: one({}, { output: 'relu' }) }),
    [
      'b: the output of block "a" is to be "relu", and it has no such layer; name one of its layers as its output (layers[1])',
    ],
  ],
  [
    'too many inputs',
    used({ block: 'a', inputs: ['input', 'input'] }, { a: one({}) }),
    ['b: block "a" takes 1 input, and 2 are connected; remove what is too many (layers[1])'],
  ],
  [
    'an id that stands twice',
    used({ block: 'a' }, { a: one({}) }, [{ id: 'b', type: 'flatten', inputs: ['input'] }]),
    [
      'b: has the id of layers[1]; give it an id of its own (layers[2])',
      'the network has 2 outputs: b.conv, b; remove or connect all but one (layers)',
    ],
  ],
  [
    'a layer that is repeated',
    used({ block: 'a' }, { a: one({}) }, [{ id: 'f', type: 'flatten', inputs: ['b'], repeat: 2 }]),
    [
      'f: flatten is no block, and only a block has block, repeat, first, last; remove them, or give it the type "block" (layers[2])',
    ],
  ],
  [
    'an auxiliary output that is not there',
    { ...used({ block: 'a' }, { a: one({}) }), auxiliary: [{ layer: 'heed', weight: 1, counted: false }] },
    ['the auxiliary output "heed" is no layer; name a layer that is there (auxiliary[0])'],
  ],
]

test.each(faults)('says what is wrong: %s', (_, network, problems) => {
  expect(messages(network)).toEqual(problems)
})

test('a block that cannot be opened hides nothing else that is wrong, and expandBlocks throws', () => {
  const network = used({ block: 'none' }, {}, [{ id: 'f', type: 'flatten', inputs: ['b'], config: { axis: 1 } }])
  expect(messages(network)).toHaveLength(2)
  expect(() => expandBlocks(network)).toThrow(Problem)
})

test('blocks in blocks in blocks that multiply past all bounds are stopped at once', () => {
  const deep = (k: number) => ({
    layers: [{ id: 'x', type: 'block', block: `a${k + 1}`, inputs: ['in'], repeat: 1000 }],
    output: 'x',
  })
  const blocks = Object.fromEntries(Array.from({ length: 8 }, (_, k) => [`a${k}`, k < 7 ? deep(k) : one({})]))
  const started = Date.now()
  expect(inferNetwork(used({ block: 'a0' }, blocks)).problems[0]?.code).toBe('too-many-layers')
  expect(Date.now() - started).toBeLessThan(5000)
})

test('a stage of a thousand blocks expands in a row without deep recursion', () => {
  const layers = Array.from({ length: 1500 }, (_, k) => ({
    id: `b${k}`,
    type: 'block',
    block: 'a',
    inputs: [k === 0 ? 'input' : `b${k - 1}`],
  }))
  const network = Network.parse({ layers: [input, ...layers.reverse()], blocks: { a: one({}) } })
  expect(inferNetwork(network).problems).toEqual([])
})

describe('expressions', () => {
  const values = new Map<string, unknown>([
    ['n', 7],
    ['on', true],
    ['word', 'same'],
  ])
  test.each<[Expression, unknown]>([
    [{ '+': ['n', 1, 2] }, 10],
    [{ '-': ['n', 10] }, -3],
    [{ '*': ['n', { '+': [1, 1] }] }, 14],
    [{ '/': ['n', 2] }, 3],
    [{ '=': ['word', { text: 'same' }] }, true],
    [{ not: 'on' }, false],
    [{ if: ['on', 'n', 'missing'] }, 7],
  ])('%j', (expression, expected) => {
    expect(evaluate(expression, values)).toBe(expected)
  })

  test('are put into settings at any depth, and only there', () => {
    expect(substitute({ a: [{ $: 'n' }, 'n'], b: { c: { $: { '*': ['n', 4] } } }, d: null }, values)).toEqual({
      a: [7, 'n'],
      b: { c: 28 },
      d: null,
    })
  })

  test.each<[Expression, string]>([
    [{ '/': [1, 0] }, 'divides by zero'],
    [{ '+': ['word', 1] }, 'calculates with "same", which is no number'],
    [{ not: 'n' }, 'asks whether 7 is true'],
    ['m', 'names "m", which is no parameter of the block'],
  ])('%j has no value', (expression, message) => {
    expect(() => evaluate(expression, values)).toThrow(message)
  })
})

describe('a block from a selection', () => {
  const ids = expandBlocks(twice).layers.map(({ id }) => id)
  const plain = expandBlocks(twice)
  const chosen = ids.filter((id) => id.startsWith('stage.0.'))

  test('stands for the layers, which keep their ids', () => {
    const packed = blockFromSelection(plain, chosen, { id: 'stage.0', name: 'mine' })
    expect(packed.layers.filter(({ type }) => type === 'block')).toEqual([
      { id: 'stage.0', type: 'block', block: 'mine', inputs: ['input'], config: {} },
    ])
    const [sorted, before] = [packed, plain].map((network) => flat(network).sort())
    expect(sorted).toEqual(before)
    expect(inferNetwork(packed).problems).toEqual([])
  })

  test('unpacks to what it was', () => {
    const packed = blockFromSelection(plain, chosen, { id: 'stage.0', name: 'mine' })
    const unpacked = unpackBlock(packed, 'stage.0')
    expect(unpacked.layers).toEqual(plain.layers)
    expect(unpacked.blocks?.mine).toBeDefined()
  })

  test('a repeated block between blocks unpacks, and its neighbours stay blocks', () => {
    const stage = twice.layers[1] as Network['layers'][number]
    const row = ['stage', 'next', 'last'].map((id, k) => ({
      ...stage,
      id,
      inputs: [k === 0 ? 'input' : (['stage', 'next'][k - 1] as string)],
    }))
    const network = { ...twice, layers: [twice.layers[0] as Network['layers'][number], ...row] }
    const unpacked = unpackBlock(network, 'next')
    expect(unpacked.layers.filter(({ type }) => type === 'block').map(({ id, inputs }) => [id, inputs])).toEqual([
      ['stage', ['input']],
      ['last', ['next.1.relu2']],
    ])
    expect(unpacked.layers.find(({ id }) => id === 'next.0.conv1')?.inputs).toEqual(['stage'])
    expect(flat(unpacked)).toEqual(flat(network))
  })

  test('may take several inputs', () => {
    const packed = blockFromSelection(plain, ['stage.0.add', 'stage.0.relu2'], { id: 'join', name: 'join' })
    expect(packed.blocks?.join?.inputs).toEqual(['in1', 'in2'])
    expect(inferNetwork(packed).problems).toEqual([])
    expect(inferNetwork(packed).layers.get('join.stage.0.add')?.shape).toEqual([4, 4, 8])
  })

  const refused: [what: string, ids: string[], wish: { id: string; name: string }, message: string][] = [
    ['nothing chosen', [], { id: 'x', name: 'x' }, 'no layer is chosen'],
    ['the input', ['input', 'stage.0.conv1'], { id: 'x', name: 'x' }, 'an input cannot stand in a block'],
    ['two outputs', ['stage.0.conv1', 'stage.1.conv1'], { id: 'x', name: 'x' }, 'the chosen layers have 2 outputs'],
    [
      'a way out and back',
      ['stage.0.bn1', 'stage.0.conv2'],
      { id: 'x', name: 'x' },
      'the chosen layers have 2 outputs',
    ],
    ['an id that is taken', ['stage.0.conv1'], { id: 'mean', name: 'x' }, 'there is a layer of that id already'],
  ]
  test.each(refused)('is refused: %s', (_, choice, wish, message) => {
    expect(() => blockFromSelection(plain, choice, wish)).toThrow(message)
  })

  test('is refused where a path leaves it and comes back', () => {
    const network = Network.parse({
      layers: [
        input,
        { id: 'a', type: 'activation', inputs: ['input'] },
        { id: 'b', type: 'activation', inputs: ['a'] },
        { id: 'c', type: 'add', inputs: ['a', 'b'] },
      ],
    })
    expect(() => blockFromSelection(network, ['a', 'c'], { id: 'x', name: 'x' })).toThrow(
      'the chosen layers have 2 outputs: a, c',
    )
    const through = {
      ...network,
      layers: network.layers.map((layer) => (layer.id === 'c' ? { ...layer, inputs: ['b', 'input'] } : layer)),
    }
    expect(() => blockFromSelection(through, ['a', 'c'], { id: 'x', name: 'x' })).toThrow(Problem)
  })
})

/** What each block of the library needs to stand behind an 8x8x4 picture. */
const told: Record<string, object> = {
  'conv-norm': { filters: 3, kernel: 3 },
  residual: { filters: 4 },
  bottleneck: { filters: 2, shortcut: 'projection' },
  'pre-activation-residual': { filters: 4 },
  'pre-activation-bottleneck': { filters: 1, stride: 2, shortcut: 'pool' },
  'dense-layer': { growth: 3 },
  'dense-block': { layers: 2, growth: 3, dropout: 0.1 },
  transition: { filters: 2 },
  'inverted-residual': { channels: 4, filters: 4 },
  fire: { squeeze: 2, expand: 3 },
  'inception-a': { pooled: 3 },
  'inception-c': { narrow: 2 },
}
const columns = { ones: 1, reduceThree: 1, three: 2, reduceFive: 1, five: 2, pooled: 1 }

test.each(blockLibrary.map((block) => [block.name, block] as const))('the library: %s', (name, block) => {
  const config =
    told[name] ?? (/^inception(-norm)?$/.test(name) ? columns : name.startsWith('auxiliary') ? { classes: 3 } : {})
  // The second classifier of Inception v3 needs 17 pixels.
  const shape = name === 'auxiliary-classifier-v3' ? [17, 17, 4] : [8, 8, 4]
  const network = Network.parse({
    layers: [
      { ...input, config: { shape } },
      { id: 'b', type: 'block', block: name, inputs: ['input'], config },
    ],
    blocks: definitionsOf([block]),
  })
  expect(messages(network)).toEqual([])
  expect(inferNetwork(network).parts[0]?.block).toBe(name)
})
