import { useEffect, useRef, useState } from 'react'
import type { AugmentedAnswer } from '../../../../shared/contract/lab/labAnswer'
import type { LabPicture } from '../../../../shared/contract/lab/labQuestion'
import type { ProblemDetails } from '../../../../shared/problem'
import { problemOf } from '../../../../shared/problemOf'
import type { Preprocessing } from '../../../../shared/records/preprocessing'
import type { Augmentation } from '../../../../shared/training/augmentation/augmentation'
import type { PictureSize } from '../../../../shared/training/augmentation/operation'
import { useProject } from '../../../studio/useProject'
import { useStudio } from '../../../studio/useStudio'
import { fed, opened } from './augmentationEdits'

/** After the last movement of a slider, in milliseconds. */
const restMs = 150

export interface AugmentedWish {
  readonly picture: LabPicture | undefined
  readonly augmentation: Augmentation
  readonly preprocessing: Preprocessing
  readonly size: PictureSize
  readonly variants: number
  readonly firstStep: number
}

/** What training would see of a picture, made by the training graph itself. The answer before stays until the next one is there. */
export function useAugmented(wish: AugmentedWish): {
  readonly answer: AugmentedAnswer | undefined
  readonly problem: ProblemDetails | undefined
  readonly isBusy: boolean
} {
  const studio = useStudio()
  const { id } = useProject()
  const [told, setTold] = useState<{ answer?: AugmentedAnswer; problem?: ProblemDetails }>({})
  const [isBusy, setBusy] = useState(false)
  const compiled = useRef<{ key: string; augmentation: Augmentation }>(undefined)
  const { picture, augmentation, preprocessing, size, variants, firstStep } = wish
  const asked = JSON.stringify([picture, augmentation, preprocessing, size, variants, firstStep])
  // biome-ignore lint/correctness/useExhaustiveDependencies: `asked` is all of the wish
  useEffect(() => {
    if (!picture) return
    let isWanted = true
    const ask = async () => {
      const operations = opened(augmentation, size)
      const { key, knobs } = fed(operations)
      if (compiled.current?.key !== key) compiled.current = { key, augmentation: operations }
      setBusy(true)
      try {
        const answer = await studio.lab.augmented({
          project: id,
          lane: 'bench',
          pictures: [picture],
          variants,
          augmentation: compiled.current.augmentation,
          preprocessing,
          firstStep,
          knobs,
        })
        if (isWanted) setTold({ answer })
      } catch (error) {
        const problem = problemOf(error)
        if (isWanted && problem.code !== 'superseded' && problem.code !== 'disconnected')
          setTold(({ answer }) => ({ ...(answer && { answer }), problem }))
      } finally {
        if (isWanted) setBusy(false)
      }
    }
    const timer = setTimeout(() => void ask(), restMs)
    return () => {
      isWanted = false
      clearTimeout(timer)
    }
  }, [studio, id, asked])
  return { answer: told.answer, problem: told.problem, isBusy }
}
