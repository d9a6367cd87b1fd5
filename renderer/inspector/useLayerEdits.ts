import { useCallback } from 'react'
import { renameLayer, setConfig, setNotes } from '../../shared/model/edits'
import { inferenceOf } from '../../shared/model/inferenceOf'
import type { Network } from '../../shared/model/network'
import { setFrozen } from '../../shared/training/fineTuning/setFrozen'
import { setLayerRate } from '../../shared/training/fineTuning/setLayerRate'
import { useProjectStore } from '../studio/useProject'
import type { ChosenLayer } from './editedLayer'

export interface LayerEdits {
  /** `undefined` takes the setting out. Quick changes of one setting are one step of undo. */
  set(layers: readonly ChosenLayer[], key: string, value: unknown): void
  freeze(layers: readonly ChosenLayer[], isFrozen: boolean): void
  /** What multiplies their learning rate; `undefined`: what other rules say, or 1. */
  rate(layers: readonly ChosenLayer[], factor: number | undefined): void
  note(layer: ChosenLayer, notes: string): void
  /** Throws a Problem for a name that is taken or none. */
  rename(layer: ChosenLayer, to: string): void
  change(change: (network: Network) => Network, label: string): void
}

/** Edits of chosen layers, wherever they lie. */
export function useLayerEdits(): LayerEdits {
  const store = useProjectStore()
  const change = useCallback(
    (edit: (network: Network) => Network, label: string) =>
      store?.edit((project) => {
        const network = edit(project.network)
        return network === project.network ? project : { ...project, network }
      }, label),
    [store],
  )
  const each =
    (layers: readonly ChosenLayer[], edit: (network: Network, layer: ChosenLayer) => Network) => (network: Network) =>
      layers.reduce(edit, network)
  return {
    change,
    set: (layers, key, value) =>
      change(
        each(layers, (network, { layer, scope }) => setConfig(network, [layer.id], { key, value }, scope)),
        `set ${key} ${layers.map((layer) => layer.key).join()}`,
      ),
    freeze: (layers, isFrozen) =>
      store?.edit(
        (project) =>
          setFrozen(
            project,
            layers.map(({ layer, scope, key }) => ({ id: layer.id, scope, key })),
            isFrozen,
          ),
        `freeze ${layers.map((layer) => layer.key).join()}`,
      ),
    rate: (layers, factor) => {
      const keys = layers.map(({ key }) => key)
      store?.edit((project) => {
        const { training } = project
        const fineTuning = setLayerRate(inferenceOf(project.network), training.fineTuning, keys, factor)
        return fineTuning === training.fineTuning || !fineTuning
          ? project
          : { ...project, training: { ...training, fineTuning } }
      }, `rate ${keys.join()}`)
    },
    note: ({ layer, scope, key }, notes) =>
      change((network) => setNotes(network, layer.id, notes, scope), `notes ${key}`),
    rename: ({ layer, scope, key }, to) =>
      change((network) => renameLayer(network, layer.id, to, scope), `rename ${key}`),
  }
}
