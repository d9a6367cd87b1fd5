import { useState } from 'react'
import { fieldsOf } from '../../shared/fields/fieldsOf'
import { Preprocessing } from '../../shared/records/preprocessing'
import { SettingsForm } from '../form/SettingsForm'
import { refusalText } from '../words/problemText'
import { useTrainingWords } from './useTrainingWords'

const fields = fieldsOf(Preprocessing)

/** From a picture file to what the network sees. */
export const PreprocessingSettings = ({
  preprocessing,
  onChange,
}: {
  preprocessing: Preprocessing
  onChange(preprocessing: Preprocessing): void
}) => {
  const words = useTrainingWords()
  const [refused, setRefused] = useState<{ name: string; value: unknown; message: string }>()
  const change = (name: string, value: unknown) => {
    const { [name as keyof Preprocessing]: _, ...rest } = preprocessing
    const parsed = Preprocessing.safeParse(value === undefined ? rest : { ...rest, [name]: value })
    if (parsed.success) {
      setRefused(undefined)
      onChange(parsed.data)
    } else setRefused({ name, value, message: parsed.error.issues[0]?.message ?? '' })
  }
  return (
    <SettingsForm
      fields={fields}
      values={{ ...preprocessing, ...(refused && { [refused.name]: refused.value }) }}
      words={words}
      isFilled
      problemOf={(name) => (refused?.name === name ? refusalText(refused.message, refused.value) : undefined)}
      onChange={change}
    />
  )
}
