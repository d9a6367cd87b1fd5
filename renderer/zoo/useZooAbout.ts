import { useTranslation } from 'react-i18next'
import type { ZooEntry } from './zooEntries'

/** What a network of the zoo is, in the language of the window. A dot in a name would lead a key elsewhere. */
export function useZooAbout(): (entry: Pick<ZooEntry, 'name' | 'about'>) => string {
  const { t } = useTranslation('zoo')
  const say = t as unknown as (key: string, options: object) => string
  return ({ name, about }) => say(`about.${name.replace('.', '_')}`, { defaultValue: about })
}
