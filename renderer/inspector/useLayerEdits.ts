import { useCallback } from 'react'
import { freezeLayers, renameLayer, setConfig, setNotes } from '../../shared/model/edits'
import type { Network } from '../../shared/model/network'
import { useProjectStore } from '../studio/useProject'
import type { ChosenLayer } from './editedLayer'

export interface LayerEdits {
  /** `undefined` takes the setting out. Quick changes of one setting are one step of undo. */
  set(layers: readonly ChosenLayer[], key: string, value: unknown): void
  freeze(layers: readonly ChosenLayer[], isFrozen: boolean): void
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
      change(
        each(layers, (network, { layer, scope }) => freezeLayers(network, [layer.id], isFrozen, scope)),
        `freeze ${layers.map((layer) => layer.key).join()}`,
      ),
    note: ({ layer, scope, key }, notes) =>
      change((network) => setNotes(network, layer.id, notes, scope), `notes ${key}`),
    rename: ({ layer, scope, key }, to) =>
      change((network) => renameLayer(network, layer.id, to, scope), `rename ${key}`),
  }
}
