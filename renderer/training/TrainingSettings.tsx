import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Field } from '../../shared/fields/field'
import { fieldsOf } from '../../shared/fields/fieldsOf'
import { TrainingConfiguration } from '../../shared/training/configuration'
import { SettingsForm } from '../form/SettingsForm'
import { refusalText } from '../words/problemText'
import { changedTraining } from './changedTraining'
import { useTrainingWords } from './useTrainingWords'
import './training.css'

/** What most people set, in this order; the rest is folded. */
const mainNames = [
  'epochs',
  'batchSize',
  'learningRate',
  'schedule',
  'optimizer',
  'loss',
  'weightDecay',
  'earlyStopping',
]

const fields = fieldsOf(TrainingConfiguration)
const main = mainNames.flatMap((name) => fields.find((field) => field.name === name) ?? [])
/** Fine-tuning has a form of its own, which knows the network. */
const rest = fields.filter(({ name }) => !mainNames.includes(name) && name !== 'fineTuning')

export interface TrainingSettingsProps {
  readonly training: TrainingConfiguration
  /** A whole and valid configuration. What the schema refuses is told at its field and not handed on. */
  onChange(training: TrainingConfiguration): void
}

/** Every setting of a training, from its schema: defaults are ghosts, typing overrides them, Backspace brings them back. */
export const TrainingSettings = ({ training, onChange }: TrainingSettingsProps) => {
  const { t } = useTranslation('training')
  const words = useTrainingWords()
  const [refused, setRefused] = useState<{ name: string; value: unknown; message: string; at: string }>()
  const values = useMemo(
    () => ({ ...training, ...(refused && { [refused.name]: refused.value }) }) as Record<string, unknown>,
    [training, refused],
  )
  const change = (name: string, value: unknown) => {
    const changed = changedTraining(training, name, value)
    if ('training' in changed) {
      setRefused(undefined)
      onChange(changed.training)
    } else setRefused({ name, value, ...changed })
  }
  const form = (shown: readonly Field[]) => (
    <SettingsForm
      fields={shown}
      values={values}
      words={words}
      isFilled
      problemOf={(name) =>
        refused && (refused.at === name || refused.name === name)
          ? refusalText(refused.message, refused.value)
          : undefined
      }
      onChange={change}
    />
  )
  return (
    <div className="training-settings">
      {form(main)}
      <details>
        <summary>{t('more', { count: rest.length })}</summary>
        {form(rest)}
      </details>
    </div>
  )
}
