import { describe, expect, test } from 'vitest'
import { expandBlocks } from '../../../shared/model/blocks'
import { inferNetwork } from '../../../shared/model/infer'
import type { Network } from '../../../shared/model/network'
import { zooNetwork } from '../../../shared/zoo'
import { absolutePlaces } from '../view/absolutePlaces'
import { canvasView } from '../view/canvasView'
import { nodeFacts } from '../view/nodeFacts'
import { placeOfKey } from '../view/placeOfKey'
import { layBeside } from './layBeside'
import { layOut } from './layOut'
import type { Layout, NodeToLay, ScopeToLay } from './layoutRequest'
import { overlaps } from './placeBeside'
import { scopeToLay } from './scopeToLay'

const zoo = (name: string): Network => {
  const { build, published } = zooNetwork(name)
  return build(published)
}

function drawn(network: Network, opened: readonly string[] = []) {
  const inference = inferNetwork(network)
  const view = canvasView(network, inference, new Set(opened))
  const scope = scopeToLay(view, nodeFacts(network, inference, view, new Map()))
  return { view, scope, layout: layOut(scope) }
}

/** Pairs of nodes of one scope that lie on each other. */
function clashes(scope: ScopeToLay, { places }: Layout): string[] {
  const inside = scope.nodes.flatMap(({ inner }) => (inner ? clashes(inner, { places } as Layout) : []))
  const boxes = scope.nodes.map(({ key }) => [key, places.get(key)] as const)
  const found = boxes.flatMap(([key, box], k) =>
    box
      ? boxes.slice(k + 1).flatMap(([other, at]) => (at && overlaps(box, at) ? [`${key} on ${other}`] : []))
      : [`${key} has no place`],
  )
  return [...inside, ...found]
}

describe.each(['lenet-5', 'resnet-20', 'resnet-50', 'googlenet', 'squeezenet-1.1', 'inception-v3', 'densenet-121'])(
  '%s',
  (name) => {
    const network = zoo(name)
    const blocks = network.layers.filter(({ type }) => type === 'block').map(({ id }) => id)
    test('nothing lies on another, and every layer comes under what it takes', () => {
      const { view, scope, layout } = drawn(network)
      expect(clashes(scope, layout)).toEqual([])
      for (const { from, to } of view.wires)
        expect(layout.places.get(to)?.y, `${from} to ${to}`).toBeGreaterThan(layout.places.get(from)?.y as number)
    })
    test('with its blocks open too, and each is as large as what is in it', () => {
      const { view, scope, layout } = drawn(network, blocks)
      expect(clashes(scope, layout)).toEqual([])
      for (const { key, parent } of view.nodes) {
        const [box, around] = [layout.places.get(key), parent === undefined ? undefined : layout.places.get(parent)]
        if (!box || !around) continue
        expect(box.x).toBeGreaterThan(0)
        expect(box.y).toBeGreaterThan(26)
        expect(box.x + box.width).toBeLessThan(around.width)
        expect(box.y + box.height).toBeLessThan(around.height)
      }
      const places = absolutePlaces(view, layout)
      expect(places.size).toBe(view.nodes.length)
    })
    test('every node is found again in the spec by its key', () => {
      for (const { key, scope, layer } of drawn(network, blocks).view.nodes)
        expect(placeOfKey(network, key)).toEqual({ scope, id: layer.id })
    })
  },
)

test('densenet-201 without blocks, 707 layers', () => {
  const { scope, layout } = drawn(expandBlocks(zoo('densenet-201')))
  expect(scope.nodes).toHaveLength(707)
  expect(clashes(scope, layout)).toEqual([])
})

const node = (key: string, more: Partial<NodeToLay> = {}): NodeToLay => ({
  key,
  width: 200,
  height: 60,
  isSlim: false,
  ...more,
})

describe('arranged by hand', () => {
  test('what the person put somewhere stays, what is new stands free under what it takes', () => {
    const nodes = [node('a', { pinned: [10, 20] }), node('b', { pinned: [10, 100] }), node('c')]
    const { places } = layOut({
      nodes,
      wires: [
        ['a', 'b', '1'],
        ['a', 'c', '2'],
      ],
    })
    expect(places.get('a')).toMatchObject({ x: 10, y: 20 })
    expect(places.get('b')).toMatchObject({ x: 10, y: 100 })
    expect(places.get('c')).toMatchObject({ x: 224, y: 100 })
  })
  test('an open block pushes down what is below it, and says how far', () => {
    const inner = { nodes: [node('a.x'), node('a.y')], wires: [['a.x', 'a.y', '1']] as const }
    const nodes = [node('a', { pinned: [0, 0], inner }), node('b', { pinned: [0, 80] })]
    const { places, pushed } = layOut({ nodes, wires: [] })
    const grown = (places.get('a')?.height as number) - 60
    expect(grown).toBeGreaterThan(100)
    expect(pushed.get('b')).toBe(grown)
    expect(places.get('b')?.y).toBe(80 + grown)
  })
  test('a loop and a node that nothing leads to have places', () => {
    const nodes = [node('a'), node('b'), node('c'), node('d', { isSlim: true })]
    const wires = [
      ['a', 'b', '1'],
      ['b', 'a', '2'],
      ['d', 'd', '3'],
    ] as const
    expect([...layOut({ nodes, wires }).places.keys()].sort()).toEqual(['a', 'b', 'c', 'd'])
    expect(layBeside({ nodes, wires }, new Map()).places.size).toBe(4)
  })
})
