import { useDeferredValue } from 'react'
import { type NetworkState, useNetwork } from './NetworkProvider'

/** The network for what may be told of it a moment later: costs, fields, pictures. The canvas is drawn first. */
export const useLaterNetwork = (): NetworkState => useDeferredValue(useNetwork())
