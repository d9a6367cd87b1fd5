import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProjectId } from '../../../shared/contract/studio/names'
import { inferenceOf } from '../../../shared/model/inferenceOf'
import type { Network } from '../../../shared/model/network'
import { networkStages } from '../../../shared/training/fineTuning/gradual'
import { headLayers } from '../../../shared/training/fineTuning/headLayers'
import { layersOf } from '../../../shared/training/fineTuning/layerPattern'
import { Checkbox } from '../../design/Checkbox'
import { ProblemNotice } from '../../design/ProblemNotice'
import { useAction } from '../../studio/useAction'
import { useStudio } from '../../studio/useStudio'

interface FreezeKnobsProps {
  readonly project: ProjectId
  readonly run: string
  readonly network: Network
  /** Layers that do not learn now. */
  readonly frozen: readonly string[]
  readonly isSteered: boolean
}

/** Which parts of the network learn, from its input to its head: each can be frozen and let go between two steps. */
export const FreezeKnobs = ({ project, run, network, frozen, isSteered }: FreezeKnobsProps) => {
  const { t } = useTranslation('train')
  const studio = useStudio()
  const stages = useMemo(() => {
    const inference = inferenceOf(network)
    const weighty = [...inference.layers].filter(([, { weights }]) => weights.length > 0).map(([id]) => id)
    return [...networkStages(inference), [...headLayers(inference)]].map((names) => ({
      names,
      layers: names.flatMap((name) => layersOf(name, weighty, '')),
    }))
  }, [network])
  const act = useAction(
    useCallback(
      (layers: readonly string[], isFrozen: boolean) =>
        studio.runs.freeze({ project, run, layers: [...layers], frozen: isFrozen }),
      [studio, project, run],
    ),
  )
  // Opened by itself where something is frozen from the start; then it is the person's.
  const [isOpen, setOpen] = useState(frozen.length > 0)
  const still = new Set(frozen)
  const learning = stages.filter(({ layers }) => layers.some((layer) => !still.has(layer))).length
  return (
    <details className="freeze-knobs" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('learningParts', { learning, count: stages.length })}</summary>
      {act.problem && <ProblemNotice problem={act.problem} />}
      <ul>
        {stages.map(({ names, layers }) => {
          const held = layers.filter((layer) => still.has(layer)).length
          return (
            <li key={names.join()}>
              <Checkbox
                label={names.join(', ')}
                checked={held === 0}
                isPartly={held > 0 && held < layers.length}
                disabled={!isSteered}
                onChange={(checked) => act.run(names, !checked)}
              />
            </li>
          )
        })}
      </ul>
    </details>
  )
}
