import { Plus } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Inference } from '../../shared/model/infer'
import { problemOf } from '../../shared/problemOf'
import { LayerPattern, layersOf } from '../../shared/training/fineTuning/layerPattern'
import { Icon } from '../design/Icon'
import { Menu } from '../design/Menu'
import { TextField } from '../design/TextField'
import { problemText } from '../words/problemText'
import { layerNames } from './layerNames'

/** Layers and blocks by name, typed or taken from the network's list. What no layer is called is refused with the nearest name. */
export const NamesField = ({
  label,
  names,
  inference,
  inRow,
  onChange,
}: {
  label: string
  names: readonly string[]
  inference: Inference
  inRow?: boolean
  onChange(names: string[]): void
}) => {
  const { t } = useTranslation('training')
  const [refused, setRefused] = useState<{ readonly text: string; readonly why: string }>()
  const ids = useMemo(() => [...inference.layers.keys()], [inference])
  const fault = (all: readonly string[]): string | undefined => {
    for (const name of all) {
      const { error } = LayerPattern.safeParse(name)
      if (error) return error.issues[0]?.message ?? name
      try {
        layersOf(name, ids, '')
      } catch (problem) {
        const { text, remedy } = problemText(problemOf(problem))
        return remedy ? `${text}; ${remedy}` : text
      }
    }
    return undefined
  }
  const commit = (text: string) => {
    const all = text.split(/[\s,]+/).filter((name) => name !== '')
    const why = fault(all)
    setRefused(why === undefined ? undefined : { text, why })
    if (why === undefined) onChange(all)
  }
  const offered = layerNames(inference).filter(({ name }) => !names.includes(name))
  return (
    <div className="names-field">
      <TextField
        label={label}
        value={refused?.text ?? names.join(', ')}
        placeholder={t('fine.noLayers')}
        problem={refused?.why ?? (names.length > 0 ? fault(names) : undefined)}
        {...(inRow && { inRow })}
        onCommit={commit}
      />
      <Menu
        align="end"
        trigger={
          <button type="button" className="icon-button small" aria-label={t('fine.addTo', { label })}>
            <Icon of={Plus} />
          </button>
        }
        items={offered.map(({ name, isBlock }) => ({
          id: name,
          label: isBlock ? t('fine.block', { name }) : name,
          run: () => {
            setRefused(undefined)
            onChange([...names, name])
          },
        }))}
      />
    </div>
  )
}
