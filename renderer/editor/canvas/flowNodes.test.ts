import { expect, test } from 'vitest'
import { inferNetwork } from '../../../shared/model/infer'
import { zooNetwork } from '../../../shared/zoo'
import { layOut } from '../layout/layOut'
import { scopeToLay } from '../layout/scopeToLay'
import { absolutePlaces } from '../view/absolutePlaces'
import { canvasView } from '../view/canvasView'
import { nodeFacts } from '../view/nodeFacts'
import { flowEdges, flowNodes } from './flowNodes'

const none = new Map<string, never>()

function shown(carried: ReadonlyMap<string, { x: number; y: number }>) {
  const { build, published } = zooNetwork('lenet-5')
  const network = build(published)
  const inference = inferNetwork(network)
  const view = canvasView(network, inference, new Set())
  const facts = nodeFacts(network, inference, view, none)
  const layout = layOut(scopeToLay(view, facts))
  return { view, facts, layout, places: absolutePlaces(view, layout), selected: new Set<string>(), carried }
}
const byId = <Part extends { readonly id: string }>(parts: readonly Part[]) =>
  new Map(parts.map((part) => [part.id, part]))

test('where one node is carried the others stay the same objects, and so does what is drawn of that one', () => {
  const still = shown(none)
  const before = flowNodes(still, none)
  const [first, second] = before
  if (!first || !second) throw new Error('LeNet-5 has layers')
  const after = flowNodes({ ...still, carried: new Map([[second.id, { x: 500, y: 40 }]]) }, byId(before))
  expect(after[1]?.position).toEqual({ x: 500, y: 40 })
  expect(after[1]?.data).toBe(second.data)
  for (const [k, node] of after.entries()) if (k !== 1) expect(node).toBe(before[k])

  const wires = flowEdges(still, none)
  const moved = new Map([[first.id, { x: 1, y: 2 }]])
  const wiresAfter = flowEdges({ ...still, carried: moved }, byId(wires))
  for (const [k, wire] of wiresAfter.entries()) if (wire.source !== first.id) expect(wire).toBe(wires[k])
})

test('another selection or another size of a node is another object', () => {
  const still = shown(none)
  const before = flowNodes(still, none)
  const [first] = before
  if (!first) throw new Error('LeNet-5 has layers')
  const chosen = flowNodes({ ...still, selected: new Set([first.id]) }, byId(before))
  expect(chosen[0]).not.toBe(first)
  expect(chosen[0]?.selected).toBe(true)
  expect(chosen[0]?.data).toBe(first.data)
})
