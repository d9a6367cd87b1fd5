import { useCallback, useMemo } from 'react'
import type { NetworkPurpose } from '../../shared/zoo'
import { useLaterNetwork } from '../editor/state/NetworkProvider'
import { useAnswer } from '../studio/useAnswer'
import { useProject } from '../studio/useProject'
import { useStudio } from '../studio/useStudio'

type Purpose = Pick<NetworkPurpose, 'input' | 'classes'>

/**
 * What the project's networks are for: pictures as large as its network takes them, and as many classes as its data have. Where the
 * network says neither, the data do: `undefined` until they were looked at.
 */
export function useProjectPurpose(isWanted: boolean): Purpose | undefined {
  const studio = useStudio()
  const { folder, project } = useProject()
  const { inference } = useLaterNetwork()
  const { source } = project.data
  const ask = useCallback(
    async () => (isWanted ? studio.datasets.describe({ source, folder }) : undefined),
    [studio, source, folder, isWanted],
  )
  const { answer: data } = useAnswer(ask)
  const drawn = inference.input === undefined ? undefined : inference.layers.get(inference.input)?.shape
  const given = inference.output === undefined ? undefined : inference.layers.get(inference.output)?.shape
  const input = (drawn?.length === 3 ? drawn : data?.imageShape)?.join()
  const classes = data?.classes.length ?? (given?.length === 1 ? given[0] : undefined)
  return useMemo(() => {
    if (input === undefined || classes === undefined || classes < 1) return undefined
    return { input: input.split(',').map(Number) as [number, number, number], classes }
  }, [input, classes])
}
