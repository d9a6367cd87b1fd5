import { expect, test } from 'vitest'
import type { ViewNode } from '../view/canvasView'
import { heirOf } from './heirOf'

const view = (...keys: string[]) => {
  const nodes = keys.map((key) => ({ key }) as ViewNode)
  return { nodes, byKey: new Map(nodes.map((node) => [node.key, node])) }
}

test.each([
  ['a name that was taken back', view('a', 'new'), view('a', 'old'), 'new', 'old'],
  ['a layer that was added and undone', view('a', 'b', 'c', 'd'), view('a', 'b', 'd'), 'c', 'b'],
  ['the first one', view('a', 'b'), view('b'), 'a', 'b'],
  ['another network', view('a', 'b'), view('c', 'd'), 'b', 'c'],
  ['nothing left', view('a'), view(), 'a', undefined],
] as const)('%s', (_, before, now, gone, heir) => expect(heirOf(before, now, gone)).toBe(heir))
