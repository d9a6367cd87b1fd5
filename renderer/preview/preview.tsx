import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { LayerActivation } from '../../shared/contract/lab/labAnswer'
import { keptParts } from '../../shared/keptParts'
import type { Network } from '../../shared/model/network'
import { useLaterNetwork } from '../editor/state/NetworkProvider'
import { useProject, useProjectPart } from '../studio/useProject'
import { useStudio } from '../studio/useStudio'
import { LayerLook } from './layerLook'
import { createPreviewStore, type PreviewChoice, type PreviewState, type PreviewStore } from './previewStore'
import { rememberChoice, rememberedChoice } from './rememberedChoice'
import { useShownLayers } from './useShownLayers'

const PreviewContext = createContext<{ readonly store: PreviewStore; readonly look: LayerLook } | undefined>(undefined)

/** Maps of a layer, and their longer side in pixels: they are shown half as large, sharp on fine screens. */
const [mapsEach, mapSide] = [3, 52]

/** What the layers that are in view make of one picture, for all that show it; asked anew when the network has rested. */
export const PreviewProvider = ({ children }: { children: ReactNode }) => {
  const studio = useStudio()
  const { id, folder } = useProject()
  const preprocessing = useProjectPart((project) => project.preprocessing)
  const network = useWithoutPlaces()
  const [store] = useState(() => createPreviewStore(rememberedChoice(folder)))
  const choice = useStore(store, (state) => state.choice)
  const layers = useShownLayers()
  const look = useMemo(
    () =>
      new LayerLook(store, ({ network, preprocessing, choice: { picture, run } }, layers, signal) =>
        studio.lab.activations(
          {
            project: id,
            lane: 'nodes',
            subject: { network, preprocessing, ...(run !== undefined && { weights: { run } }) },
            picture: 'name' in picture ? picture : { split: 'train', index: picture.index },
            layers: [...layers],
            maps: mapsEach,
            side: mapSide,
          },
          { signal },
        ),
      ),
    [store, studio, id],
  )
  const subject = useMemo(() => ({ network, preprocessing, choice }), [network, preprocessing, choice])
  useEffect(() => rememberChoice(folder, choice), [folder, choice])
  useEffect(() => {
    if (!choice.isOn) look.forget()
    else if (layers) look.want(subject, layers)
  }, [look, choice, subject, layers])
  useEffect(() => () => look.end(), [look])
  const shared = useMemo(() => ({ store, look }), [store, look])
  return <PreviewContext value={shared}>{children}</PreviewContext>
}

/** Where layers stand changes nothing of what they do. The same object as long as that is the same. */
function useWithoutPlaces(): Network {
  const { network } = useLaterNetwork()
  const last = useRef<Network>(undefined)
  return useMemo(() => {
    const { frames: _, ...rest } = network
    const layers = network.layers.map(({ position: _place, notes: _notes, ...layer }) => layer)
    last.current = keptParts(last.current, { ...rest, layers })
    return last.current
  }, [network])
}

const nothing: PreviewStore = createPreviewStore({ isOn: false, picture: { index: 0 } })

const usePreviewStore = (): PreviewStore => useContext(PreviewContext)?.store ?? nothing

/** Gives up what is being worked out; it begins again when something else is wanted. */
export function useStopPreview(): () => void {
  const look = useContext(PreviewContext)?.look
  return () => look?.stop()
}

/** A part of the preview; drawn anew only when that part is another. */
export const usePreview = <Part,>(choose: (state: PreviewState) => Part): Part => useStore(usePreviewStore(), choose)

/** What a layer of the expanded network makes of the picture; `undefined` where that is not known. */
export const useActivation = (layer: string | undefined): LayerActivation | undefined =>
  usePreview(({ activations }) => (layer === undefined ? undefined : activations.get(layer)))

export const useSeenPicture = (): PreviewState['seen'] => usePreview(({ seen }) => seen)

/** Changes what is looked at. */
export function usePreviewChoice(): readonly [PreviewChoice, (change: Partial<PreviewChoice>) => void] {
  const store = usePreviewStore()
  const choice = useStore(store, (state) => state.choice)
  return [choice, (change) => store.setState((state) => ({ choice: { ...state.choice, ...change } }))]
}
