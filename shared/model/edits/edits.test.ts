import { describe, expect, test } from 'vitest'
import { inferNetwork } from '../infer'
import { Network } from '../network'
import {
  addLayer,
  arrange,
  bypassLayers,
  connect,
  copyLayers,
  deleteLayers,
  disconnect,
  duplicateLayers,
  forgetPlaces,
  frameLayers,
  freezeLayers,
  groupLayers,
  labelFrame,
  moveLayers,
  parseCopied,
  pasteLayers,
  removeFrame,
  renameLayer,
  repeatBlock,
  setConfig,
  ungroupBlock,
} from '.'
import { branched, frozenNetwork, idsOf, inputsOf, small, withBlock } from './testing'

const shapes = (network: Network) =>
  Object.fromEntries([...inferNetwork(network).layers].map(([id, { shape }]) => [id, shape?.join('x')]))
const problems = (network: Network) => inferNetwork(Network.parse(network)).problems.map(({ code }) => code)
const unit = { block: 'unit', prefix: 'first.' }

describe('add a layer', () => {
  test('into a wire', () => {
    const join = { wire: { from: 'conv', to: 'relu', input: 0 } }
    const { network, id } = addLayer(small, { type: 'batch-norm' }, { join })
    expect(id).toBe('batch_norm_1')
    expect(idsOf(network)).toEqual(['in', 'conv', 'batch_norm_1', 'relu', 'pool', 'flat', 'out'])
    expect([inputsOf(network, id), inputsOf(network, 'relu')]).toEqual([['conv'], ['batch_norm_1']])
    expect(problems(network)).toEqual([])
  })
  test('behind a layer: all that took it take the new one', () => {
    const { network } = addLayer(branched, { type: 'batch-norm' }, { join: { behind: 'conv' } })
    expect(inputsOf(network, 'add')).toEqual(['batch_norm_1', 'branch'])
    expect(inputsOf(network, 'branch')).toEqual(['batch_norm_1'])
  })
  test('nowhere, and at a place in whole pixels', () => {
    const { network, id } = addLayer(small, { type: 'dense', config: { units: 4 } }, { position: [10.4, -3.6] })
    expect(network.layers.at(-1)).toEqual({ id, type: 'dense', inputs: [], config: { units: 4 }, position: [10, -4] })
  })
  test('behind the last layer of a block, which gives its output from then on', () => {
    const { network } = addLayer(withBlock, { type: 'batch-norm' }, { join: { behind: 'relu' }, scope: unit })
    expect(network.blocks?.unit?.output).toBe('batch_norm_1')
    expect(inferNetwork(network).layers.has('second.1.batch_norm_1')).toBe(true)
  })
  test('a block of the library comes with what it is made of', () => {
    const { network } = addLayer(small, { type: 'block', block: 'dense-block', config: { layers: 2, growth: 4 } }, {})
    expect(Object.keys(network.blocks ?? {})).toEqual(['dense-block', 'dense-layer'])
    expect(() => addLayer(small, { type: 'block', block: 'nothing' })).toThrow('there is no block')
  })
  test('a wire that is not there', () =>
    expect(() => addLayer(small, { type: 'flatten' }, { join: { wire: { from: 'in', to: 'out', input: 0 } } })).toThrow(
      'no wire leads',
    ))
})

describe('wires', () => {
  test('to a layer that takes one input the new wire replaces the old', () =>
    expect(inputsOf(connect(small, { from: 'in', to: 'relu' }), 'relu')).toEqual(['in']))
  test('to a merge it is one more', () =>
    expect(inputsOf(connect(branched, { from: 'in', to: 'add' }), 'add')).toEqual(['conv', 'branch', 'in']))
  test('a loop, an unknown end, an input layer', () => {
    expect(() => connect(small, { from: 'out', to: 'conv' })).toThrow('would make a loop')
    expect(() => connect(small, { from: 'conv', to: 'conv' })).toThrow('would make a loop')
    expect(() => connect(small, { from: 'gone', to: 'conv' })).toThrow('no layer "gone"')
    expect(() => connect(small, { from: 'conv', to: 'in' })).toThrow()
  })
  test('inside a block, from what comes in', () => {
    const network = connect(withBlock, { from: 'in', to: 'relu' }, unit)
    expect(network.blocks?.unit?.layers[1]?.inputs).toEqual(['in'])
  })
  test('one less', () => {
    expect(inputsOf(disconnect(branched, { from: 'conv', to: 'add', input: 0 }), 'add')).toEqual(['branch'])
    expect(() => disconnect(branched, { from: 'conv', to: 'add', input: 1 })).toThrow('no wire leads')
  })
})

describe('delete', () => {
  test('heals the wire', () => {
    const network = deleteLayers(small, ['relu', 'pool'])
    expect(inputsOf(network, 'flat')).toEqual(['conv'])
    expect(problems(network)).toEqual([])
  })
  test('not where the shape does not fit', () => expect(inputsOf(deleteLayers(small, ['flat']), 'out')).toEqual([]))
  test('a branch that is gone leaves one wire to its merge', () =>
    expect(inputsOf(deleteLayers(branched, ['branch']), 'add')).toEqual(['conv']))
  test('in a block its output moves up', () => {
    const network = deleteLayers(withBlock, ['relu'], unit)
    expect(network.blocks?.unit?.output).toBe('conv')
    expect(problems(network)).toEqual([])
    expect(() => deleteLayers(withBlock, ['relu', 'conv'], unit)).toThrow('output')
  })
  test('the last layer stays', () =>
    expect(() => deleteLayers(frozenNetwork([['in', 'input', []]]), ['in'])).toThrow('all the layers'))
  test('auxiliary outputs and frames forget it', () => {
    const network = frozenNetwork(
      [
        ['in', 'input', [], { shape: [4] }],
        ['a', 'dense', ['in'], { units: 2 }],
        ['b', 'dense', ['in'], { units: 2 }],
      ],
      { auxiliary: [{ layer: 'b' }], frames: [{ id: 'f', layers: ['b'] }] },
    )
    expect(deleteLayers(network, ['b'])).toEqual({ layers: network.layers.slice(0, 2) })
  })
})

describe('bypass', () => {
  test('leaves a layer out and keeps it', () => {
    const network = bypassLayers(small, ['pool'], true)
    expect(shapes(network).flat).toBe(String(28 * 28 * 8))
    expect(inferNetwork(network).layers.has('pool')).toBe(false)
    expect(problems(network)).toEqual([])
    expect(bypassLayers(network, ['pool'], false)).toEqual(small)
  })
  test('a block with its repetitions', () => {
    const network = bypassLayers(withBlock, ['second'], true)
    expect(inferNetwork(network).order).toEqual(['in', 'first.conv', 'first.relu', 'flat', 'out'])
  })
  test('several in a row', () => expect(problems(bypassLayers(small, ['conv', 'relu', 'pool'], true))).toEqual([]))
  test('the last layer: what comes before it is the output', () =>
    expect(inferNetwork(bypassLayers(small, ['out'], true)).output).toBe('flat'))
  test('an input cannot be', () => {
    expect(() => bypassLayers(small, ['in'], true)).toThrow('takes nothing')
    const written = { layers: small.layers.map((layer) => (layer.id === 'in' ? { ...layer, bypassed: true } : layer)) }
    expect(problems(written)).toEqual(['bypassed-source'])
  })
})

describe('names and settings', () => {
  test('a name is changed wherever it stands', () => {
    const network = renameLayer(branched, 'conv', 'stem')
    expect([inputsOf(network, 'branch'), inputsOf(network, 'add')]).toEqual([['stem'], ['stem', 'branch']])
    expect(renameLayer(withBlock, 'relu', 'act', unit).blocks?.unit?.output).toBe('act')
  })
  test.each([
    ['taken', 'relu', 'already'],
    ['no id', '1 bad', 'no name'],
    ['markup', '<img src=x onerror=alert(1)>', 'no name'],
  ])('%s', (_, name, words) => expect(() => renameLayer(small, 'conv', name)).toThrow(words))
  test('a setting, and back to its default', () => {
    const network = setConfig(small, ['conv'], { key: 'stride', value: 2 })
    expect(shapes(network).conv).toBe('14x14x8')
    expect(setConfig(network, ['conv'], { key: 'stride', value: undefined })).toEqual(small)
  })
  test('what changes nothing gives the same network', () => {
    expect(setConfig(small, ['conv'], { key: 'filters', value: 8 })).toBe(small)
    expect(setConfig(small, ['conv'], { key: 'stride', value: undefined })).toBe(small)
    expect(moveLayers(small, new Map())).toBe(small)
    expect(bypassLayers(small, ['conv'], false)).toBe(small)
  })
  test('frozen', () => expect(freezeLayers(small, ['conv'], true).layers[1]?.frozen).toBe(true))
})

describe('places', () => {
  test('moved, and left to the canvas again', () => {
    const network = moveLayers(small, new Map([['conv', [3.2, 4.6] as const]]))
    expect(network.layers[1]?.position).toEqual([3, 5])
    expect(forgetPlaces(network)).toEqual(small)
  })
  const box = (x: number, y: number, width = 10, height = 10) => ({ x, y, width, height })
  const boxes = new Map([
    ['a', box(0, 0)],
    ['b', box(50, 20, 30)],
    ['c', box(20, 90)],
  ])
  test.each([
    ['left', [0, 0], [0, 20], [0, 90]],
    ['right', [70, 0], [50, 20], [70, 90]],
    ['centre', [35, 0], [25, 20], [35, 90]],
    ['top', [0, 0], [50, 0], [20, 0]],
    ['bottom', [0, 90], [50, 90], [20, 90]],
    ['middle', [0, 45], [50, 45], [20, 45]],
    ['rows', [0, 0], [50, 45], [20, 90]],
    ['columns', [0, 0], [50, 20], [25, 90]],
  ] as const)('%s', (how, a, b, c) => expect(Object.fromEntries(arrange(boxes, how))).toEqual({ a, b, c }))
})

describe('copies', () => {
  test('beside themselves, taking what they take', () => {
    const { network, ids } = duplicateLayers(small, ['conv', 'relu'])
    expect(ids).toEqual(['conv_2', 'relu_2'])
    expect([inputsOf(network, 'conv_2'), inputsOf(network, 'relu_2')]).toEqual([['in'], ['conv_2']])
  })
  test('to another project, with the blocks that they need, as text', () => {
    const text = JSON.stringify(copyLayers(withBlock, ['first', 'second']))
    const { network, ids } = pasteLayers(small, parseCopied(text) as NonNullable<ReturnType<typeof parseCopied>>)
    expect(ids).toEqual(['first', 'second'])
    expect(inputsOf(network, 'first')).toEqual([])
    expect(network.blocks).toEqual(withBlock.blocks)
  })
  test('a block of the same name and other layers comes under another', () => {
    const copied = copyLayers(withBlock, ['first'])
    const other = deleteLayers(withBlock, ['relu'], unit)
    const { network } = pasteLayers(other, copied as NonNullable<typeof copied>)
    expect(Object.keys(network.blocks ?? {})).toEqual(['unit', 'unit_2'])
    expect(network.layers.at(-1)?.block).toBe('unit_2')
  })
  test('out of a block with the values that they have there', () => {
    const copied = copyLayers(withBlock, ['conv'], unit) as NonNullable<ReturnType<typeof copyLayers>>
    expect(pasteLayers(small, copied).network.layers.at(-1)?.config).toMatchObject({ filters: 4 })
    const back = pasteLayers(withBlock, copied, { scope: unit })
    expect(back.network.blocks?.unit?.layers.at(-1)?.config).toMatchObject({ filters: { $: 'filters' } })
  })
  test('a second input stays away', () =>
    expect(pasteLayers(small, copyLayers(small, ['in']) as NonNullable<ReturnType<typeof copyLayers>>).ids).toEqual([]))
  test.each(['', 'hello', '{"format":"layerloom-layers"}', 'layerloom-layers {'])('%j is no copy', (text) =>
    expect(parseCopied(text)).toBeUndefined(),
  )
})

describe('blocks', () => {
  test('grouped, repeated, taken apart', () => {
    const { network, id } = groupLayers(small, ['conv', 'relu'], 'stem')
    expect(idsOf(network)).toEqual(['in', 'stem', 'pool', 'flat', 'out'])
    const twice = repeatBlock(network, id, 2)
    expect(shapes(twice)['stem.1.relu']).toBe('28x28x8')
    expect(repeatBlock(twice, id, 1)).toEqual(network)
    const { network: apart, ids } = ungroupBlock(network, id)
    expect(ids).toEqual(['stem.conv', 'stem.relu'])
    expect(problems(apart)).toEqual([])
    expect(() => repeatBlock(network, id, 0)).toThrow('cannot stand')
    expect(() => repeatBlock(network, 'pool', 2)).toThrow('no block')
  })
  test('frames follow', () => {
    const { network } = frameLayers(small, ['conv', 'relu', 'pool'], 'features')
    const { network: grouped, id } = groupLayers(network, ['conv', 'relu'], 'stem')
    expect(grouped.frames).toEqual([{ id: 'frame_1', label: 'features', layers: ['stem', 'pool'] }])
    expect(ungroupBlock(grouped, id).network.frames?.[0]?.layers).toEqual(['stem.conv', 'stem.relu', 'pool'])
  })
})

describe('frames', () => {
  test('a layer stands in one at most; an empty one is gone', () => {
    const first = frameLayers(small, ['conv', 'relu'], 'a')
    const second = frameLayers(first.network, ['relu', 'conv'], 'b')
    expect(second.network.frames).toEqual([{ id: 'frame_2', label: 'b', layers: ['conv', 'relu'] }])
    expect(labelFrame(second.network, 'frame_2', 'c').frames?.[0]?.label).toBe('c')
    expect(removeFrame(second.network, 'frame_2')).toEqual(small)
    expect(problems(second.network)).toEqual([])
  })
})
