import { createContext, type ReactNode, useContext, useMemo, useRef } from 'react'
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

/** Infers the project's network once for all that show it. */
export const NetworkProvider = ({ children }: { children: ReactNode }) => {
  const network = useSame(useProjectPart(({ network }) => network))
  const fineTuning = useSameTuning(useProjectPart(({ training }) => training.fineTuning))
  const state = useMemo(() => {
    const inference = inferenceOf(network)
    return { network, inference, fineTuning, frozen: frozenAtStart(inference, fineTuning) }
  }, [network, fineTuning])
  return <NetworkContext value={state}>{children}</NetworkContext>
}

/** The network that is shown, and what is inferred of it. */
export function useNetwork(): NetworkState {
  const state = useContext(NetworkContext)
  if (!state) throw new Error('there is no network here')
  return state
}

/** What comes back from the disk is a copy: as long as it says the same, nothing changes. */
function useSame(network: Network): Network {
  const last = useRef(network)
  if (!saysTheSame(last.current, network)) last.current = network
  return last.current
}

function useSameTuning(fineTuning: FineTuning | undefined): FineTuning | undefined {
  const last = useRef(fineTuning)
  if (last.current !== fineTuning && JSON.stringify(last.current) !== JSON.stringify(fineTuning))
    last.current = fineTuning
  return last.current
}

function saysTheSame(a: Network, b: Network): boolean {
  if (a === b) return true
  if (a.layers.length !== b.layers.length) return false
  return JSON.stringify(a) === JSON.stringify(b)
}
