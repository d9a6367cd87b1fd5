import { expect, test } from 'vitest'
import { seededRandom } from '../../../tests/seededValues'
import { Problem } from '../../problem'
import { inferNetwork } from '../infer'
import { Network } from '../network'
import {
  addLayer,
  bypassLayers,
  connect,
  copyLayers,
  deleteLayers,
  disconnect,
  duplicateLayers,
  frameLayers,
  graphOf,
  groupLayers,
  layerFor,
  legalLayers,
  moveLayers,
  offers,
  pasteLayers,
  renameLayer,
  repeatBlock,
  type Scope,
  setConfig,
  topScope,
  ungroupBlock,
  verdictsFrom,
} from '.'
import { branched, deepFrozen, small, withBlock } from './testing'

type Random = () => number
const one = <T>(random: Random, list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)]

/** One edit drawn at random, of any kind, with arguments that may make no sense. */
function randomEdit(network: Network, random: Random): Network {
  const block = one(random, Object.keys(network.blocks ?? {}))
  const instance = network.layers.find((layer) => layer.block === block)
  const scope: Scope = block && instance && random() < 0.3 ? { block, prefix: `${instance.id}.` } : topScope
  const ids = graphOf(network, scope).layers.map(({ id }) => id)
  const some = ids.filter(() => random() < 0.2)
  const [a, b] = [one(random, ids) as string, one(random, ids) as string]
  const target = graphOf(network, scope).layers.find(({ id }) => id === b)
  const input = Math.floor(random() * (target?.inputs.length ?? 0))
  const from = target?.inputs[input] ?? a
  const offer = one(random, offers) as (typeof offers)[number]
  const kinds: (() => Network)[] = [
    () => addLayer(network, layerFor(offer, undefined), { scope, join: { behind: a } }).network,
    () =>
      addLayer(network, layerFor(offer, [8, 8, 4]), { scope, join: { takes: [a] }, position: [random() * 99, 3] })
        .network,
    () => addLayer(network, layerFor(offer, undefined), { scope, join: { wire: { from, to: b, input } } }).network,
    () => connect(network, { from: a, to: b }, scope),
    () => disconnect(network, { from, to: b, input }, scope),
    () => deleteLayers(network, some, scope),
    () => bypassLayers(network, some, random() < 0.6, scope),
    () => renameLayer(network, a, `renamed_${Math.floor(random() * 1000)}`, scope),
    () => setConfig(network, some, { key: 'filters', value: random() < 0.5 ? 4 : undefined }, scope),
    () => moveLayers(network, new Map(some.map((id) => [id, [random() * 500, random() * 500]])), scope),
    () => duplicateLayers(network, some, scope).network,
    () => {
      const copied = copyLayers(network, some, scope)
      return copied ? pasteLayers(random() < 0.5 ? small : network, copied).network : network
    },
    () => groupLayers(network, some, 'group').network,
    () => ungroupBlock(network, a).network,
    () => repeatBlock(network, a, 1 + Math.floor(random() * 3), scope),
    () => frameLayers(network, some, 'box', scope).network,
  ]
  return (one(random, kinds) as () => Network)()
}

test.each(Array.from({ length: 24 }, (_, seed) => seed))(
  'seed %i: after any edits the network can be parsed and inferred, what was stays as it was, and refusals are sentences',
  (seed) => {
    const random = seededRandom(seed + 1)
    let network: Network = [small, branched, withBlock][seed % 3] as Network
    let done = 0
    for (let k = 0; k < 60; k++) {
      const before = JSON.stringify(network)
      let edited: Network
      try {
        edited = randomEdit(network, random)
      } catch (error) {
        expect(error).toBeInstanceOf(Problem)
        continue
      } finally {
        // The old value is what undo goes back to: frozen, and equal to what it was.
        expect(JSON.stringify(network)).toBe(before)
      }
      if (edited !== network) done++
      const parsed = Network.safeParse(edited)
      if (!parsed.success) throw new Error(`${parsed.error.message}\n${before}\n${JSON.stringify(edited)}`)
      const inference = inferNetwork(edited)
      expect(inference.problems.map(({ code }) => code)).not.toContain('cycle')
      const last = edited.layers.at(-1)?.id as string
      verdictsFrom(edited, last, topScope, inference)
      if (k % 20 === 0) legalLayers(edited, last, topScope, inference)
      if (edited.layers.length < 60) network = deepFrozen(edited)
    }
    expect(done).toBeGreaterThan(10)
  },
)
