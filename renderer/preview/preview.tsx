import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import { useStore } from 'zustand'
import type { LayerActivation } from '../../shared/contract/lab/labAnswer'
import type { Network } from '../../shared/model/network'
import { problemOf } from '../../shared/problemOf'
import { useLaterNetwork } from '../editor/state/useLaterNetwork'
import { useProject } from '../studio/useProject'
import { useStudio } from '../studio/useStudio'
import {
  createPreviewStore,
  hearAnswer,
  type PreviewChoice,
  type PreviewState,
  type PreviewStore,
} from './previewStore'
import { rememberChoice, rememberedChoice } from './rememberedChoice'
import { useShownLayers } from './useShownLayers'

const PreviewContext = createContext<PreviewStore | undefined>(undefined)

/** Waits so long after the last edit, in milliseconds. */
const restMs = 150
/** Maps of a layer, and their longer side in pixels: they are shown half as large, sharp on fine screens. */
const [mapsEach, mapSide] = [3, 52]

/** What the layers that are shown make of one picture, for all that show it; asked anew when the network has rested. */
export const PreviewProvider = ({ children }: { children: ReactNode }) => {
  const studio = useStudio()
  const { id, folder, project } = useProject()
  const { network } = useLaterNetwork()
  const [store] = useState(() => createPreviewStore(rememberedChoice(folder)))
  const choice = useStore(store, (state) => state.choice)
  const layers = useShownLayers()
  const drawn = withoutPlaces(network)
  const what = JSON.stringify([drawn, project.preprocessing, choice, layers])
  // biome-ignore lint/correctness/useExhaustiveDependencies: `what` is all that the question says
  useEffect(() => {
    rememberChoice(folder, choice)
    if (!choice.isOn) {
      store.setState({ activations: new Map(), isWorking: false, problem: undefined })
      return
    }
    let isWanted = true
    const ask = async () => {
      store.setState({ isWorking: true })
      try {
        const answer = await studio.lab.activations({
          project: id,
          lane: 'nodes',
          subject: {
            network: drawn,
            preprocessing: project.preprocessing,
            ...(choice.run !== undefined && { weights: { run: choice.run } }),
          },
          picture: 'name' in choice.picture ? choice.picture : { split: 'train', index: choice.picture.index },
          layers: [...layers],
          maps: mapsEach,
          side: mapSide,
        })
        if (isWanted) hearAnswer(store, answer)
      } catch (error) {
        const problem = problemOf(error)
        // A newer question is on its way, or the page says already that nobody answers.
        const isOld = problem.code === 'superseded' || problem.code === 'disconnected'
        if (isWanted) store.setState({ isWorking: false, ...(!isOld && { problem, activations: new Map() }) })
      }
    }
    const timer = setTimeout(() => void ask(), restMs)
    return () => {
      isWanted = false
      clearTimeout(timer)
    }
  }, [what, studio, id, store])
  return <PreviewContext value={store}>{children}</PreviewContext>
}

/** Where layers stand changes nothing of what they do. */
function withoutPlaces(network: Network): Network {
  const { frames: _, ...rest } = network
  return { ...rest, layers: network.layers.map(({ position: _place, notes: _notes, ...layer }) => layer) }
}

const nothing: PreviewStore = createPreviewStore({ isOn: false, picture: { index: 0 } })

const usePreviewStore = (): PreviewStore => useContext(PreviewContext) ?? nothing

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
