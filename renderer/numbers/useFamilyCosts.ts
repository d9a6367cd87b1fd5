import { useMemo } from 'react'
import { useLaterNetwork } from '../editor/state/NetworkProvider'
import { familyCosts } from './familyCosts'

export const useFamilyCosts = () => {
  const { inference } = useLaterNetwork()
  return useMemo(() => familyCosts(inference), [inference])
}
