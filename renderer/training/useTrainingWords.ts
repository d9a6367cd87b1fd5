import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { FormWords } from '../form/formWords'

/** The words of training settings in the language of the window. */
export function useTrainingWords(): FormWords {
  const { t } = useTranslation('training')
  return useMemo(() => {
    const say = t as unknown as (key: string, options?: object) => string
    const hints = new Set(['decayExcludes', 'dropLast', 'checkNumerics', 'precision'])
    return {
      label: (name) => say(`fields.${name}`, { defaultValue: name }),
      choice: (_, word) => say(`choices.${word.replace('.', '-')}`, { defaultValue: word }),
      hint: (name) => (hints.has(name) ? say(`hints.${name}`) : undefined),
    }
  }, [t])
}
