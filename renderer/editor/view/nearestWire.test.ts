import { expect, test } from 'vitest'
import { inferNetwork } from '../../../shared/model/infer'
import { Network } from '../../../shared/model/network'
import { layOut } from '../layout/layOut'
import { scopeToLay } from '../layout/scopeToLay'
import { absolutePlaces } from './absolutePlaces'
import { canvasView, wireKey } from './canvasView'
import { nearestWire } from './nearestWire'
import { nodeFacts } from './nodeFacts'
import { wireBends, wireEnds } from './wireLine'

const unit = {
  layers: [
    { id: 'conv', type: 'conv2d', inputs: ['in'], config: { filters: 4, kernel: 3 } },
    { id: 'sum', type: 'add', inputs: ['in', 'conv'] },
  ],
  output: 'sum',
}
const network = Network.parse({
  layers: [
    { id: 'in', type: 'input', config: { shape: [8, 8, 4] } },
    { id: 'stage', type: 'block', block: 'unit', inputs: ['in'] },
    { id: 'flat', type: 'flatten', inputs: ['stage'] },
    { id: 'out', type: 'dense', inputs: ['flat'], config: { units: 2 } },
  ],
  blocks: { unit },
})
const inference = inferNetwork(network)
const view = canvasView(network, inference, new Set(['stage']))
const layout = layOut(scopeToLay(view, nodeFacts(network, inference, view, new Map())))
const places = absolutePlaces(view, layout)

test('the middle of every wire that takes a layer in, at the top and in an open block, is nearest to that wire', () => {
  for (const wire of view.wires) {
    const ends = wireEnds(wire, places)
    if (!ends || !wire.wire) continue
    const line = [ends[0], ...wireBends(wire, view, layout, places), ends[1]]
    const k = Math.floor((line.length - 1) / 2)
    const [[x1, y1], [x2, y2]] = [line[k], line[k + 1]] as [readonly [number, number], readonly [number, number]]
    expect(nearestWire(view, layout, places, { x: (x1 + x2) / 2, y: (y1 + y2) / 2 }, 1)).toBe(wire.key)
  }
})

test('beyond its reach there is none, and the foot of a block takes nothing in', () => {
  const { x, y, height } = places.get('flat') as { x: number; y: number; height: number }
  const end = [x + 10_000, y + height / 2] as const
  expect(nearestWire(view, layout, places, { x: end[0], y: end[1] }, 5000)).toBeUndefined()
  expect(nearestWire(view, layout, places, { x: end[0], y: end[1] }, 20_000)).toBeDefined()
  const foot = view.wires.find(({ toHandle }) => toHandle === 'result')
  const [, at] = (foot && wireEnds(foot, places)) ?? []
  expect(foot?.key).toBe(wireKey('stage', 'result'))
  expect(nearestWire(view, layout, places, { x: at?.[0] as number, y: at?.[1] as number }, 10_000)).not.toBe(foot?.key)
})
