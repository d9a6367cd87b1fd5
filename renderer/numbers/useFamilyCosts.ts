import { useMemo } from 'react'
import { useNetwork } from '../editor/state/NetworkProvider'
import { familyCosts } from './familyCosts'

export const useFamilyCosts = () => {
  const { inference } = useNetwork()
  return useMemo(() => familyCosts(inference), [inference])
}
