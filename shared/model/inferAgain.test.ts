import { expect, test } from 'vitest'
import { seededRandom } from '../../tests/seededValues'
import { Problem } from '../problem'
import { zooNetwork } from '../zoo'
import { expandBlocks } from './blocks'
import { addLayer, setConfig } from './edits'
import { randomEdit } from './edits/randomEdit'
import { deepFrozen } from './edits/testing'
import { inferNetwork } from './infer'
import type { Network } from './network'

const built = (name: string): Network => {
  const { build, published } = zooNetwork(name)
  return build(published)
}
const subjects: [what: string, network: () => Network][] = [
  ['blocks that repeat', () => built('resnet-50')],
  ['blocks in blocks, with what stands in brackets', () => built('densenet-121')],
  ['second classifiers', () => built('googlenet')],
  ['no blocks', () => expandBlocks(built('densenet-121'))],
]

test.each(subjects)(
  '%s: after each of many edits it tells what it tells without knowing the state before',
  (_, subject) => {
    const random = seededRandom(7)
    let network = deepFrozen(subject())
    let known = inferNetwork(network)
    let done = 0
    for (let k = 0; k < 60; k++) {
      let edited: Network
      try {
        edited = randomEdit(network, random)
      } catch (error) {
        expect(error).toBeInstanceOf(Problem)
        continue
      }
      if (edited === network) continue
      const again = inferNetwork(deepFrozen(edited), known)
      expect(again).toEqual(inferNetwork(edited))
      // What was told before stays what it was: it is shown until the new is.
      expect(known).toEqual(inferNetwork(network))
      // From an edit that broke much half of the time back to one that did not.
      if (random() < 0.5) [network, known] = [edited, again]
      done++
    }
    expect(done).toBeGreaterThan(20)
  },
)

test('one network after another of other layers with the same names', () => {
  const other = inferNetwork(built('resnet-18'))
  expect(inferNetwork(built('resnet-34'), other)).toEqual(inferNetwork(built('resnet-34')))
})

test('only what stands downstream of a change is worked out anew, and only if its shape changes', () => {
  const network = expandBlocks(built('densenet-121'))
  const known = inferNetwork(network)
  const at = network.layers.findIndex(({ type }) => type === 'concat')
  const { id, inputs } = network.layers[at] as Network['layers'][number]
  const changed = (edited: Network) => {
    const { layers } = inferNetwork(edited, known)
    return [...layers].filter(([key, layer]) => known.layers.get(key) !== layer).map(([key]) => key)
  }
  const dropped = addLayer(
    network,
    { type: 'activation' },
    { join: { wire: { from: inputs[0] as string, to: id, input: 0 } } },
  )
  expect(changed(dropped.network)).toEqual([dropped.id, id])
  const wider = network.layers.filter(({ type }) => type === 'dense').at(-1)?.id as string
  expect(changed(setConfig(network, [wider], { key: 'units', value: 7 }))).toEqual([wider])
})
