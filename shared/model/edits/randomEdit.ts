import type { Network } from '../network'
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
  moveLayers,
  offers,
  pasteLayers,
  renameLayer,
  repeatBlock,
  type Scope,
  setConfig,
  topScope,
  ungroupBlock,
} from '.'
import { small } from './testing'

type Random = () => number
const one = <T>(random: Random, list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)]

/** For tests: one edit drawn at random, of any kind, with arguments that may make no sense. */
export function randomEdit(network: Network, random: Random): Network {
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
