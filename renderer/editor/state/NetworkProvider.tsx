import { createContext, type ReactNode, useContext, useDeferredValue, useMemo } from 'react'
import type { Inference } from '../../../shared/model/infer'
import { inferenceOf } from '../../../shared/model/inferenceOf'
import type { LayerId, Network } from '../../../shared/model/network'
import type { FineTuning } from '../../../shared/training/fineTuning/fineTuning'
import { frozenAtStart } from '../../../shared/training/fineTuning/frozenLayers'
import { useProjectPart } from '../../studio/useProject'

export interface NetworkState {
  readonly network: Network
  readonly inference: Inference
  readonly fineTuning: FineTuning | undefined
  /** Layers of the expanded network that do not learn when training begins, whoever said so. */
  readonly frozen: ReadonlySet<LayerId>
}

const NetworkContext = createContext<NetworkState | undefined>(undefined)
const LaterContext = createContext<NetworkState | undefined>(undefined)

/** Infers the project's network once for all that show it. */
export const NetworkProvider = ({ children }: { children: ReactNode }) => {
  const network = useProjectPart(({ network }) => network)
  const fineTuning = useProjectPart(({ training }) => training.fineTuning)
  const state = useMemo(() => {
    const inference = inferenceOf(network)
    return { network, inference, fineTuning, frozen: frozenAtStart(inference, fineTuning) }
  }, [network, fineTuning])
  const later = useDeferredValue(state)
  return (
    <NetworkContext value={state}>
      <LaterContext value={later}>{children}</LaterContext>
    </NetworkContext>
  )
}

/** The network that is shown, and what is inferred of it. */
export const useNetwork = (): NetworkState => given(useContext(NetworkContext))

/** The same for what may be told of it a moment later: costs, fields, pictures. The canvas is drawn first. */
export const useLaterNetwork = (): NetworkState => given(useContext(LaterContext))

function given(state: NetworkState | undefined): NetworkState {
  if (!state) throw new Error('there is no network here')
  return state
}
