import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { runToBe } from '../../shared/contract/windowPlace'
import { StartFrom } from '../../shared/records/startFrom'
import { goTo } from '../frame/place'
import { useProjectStore } from '../studio/useProject'

/** Begins the project's next run with the weights of one of its runs, and shows that run before it begins. */
export function useBeginWith(folder: string): (run: string) => void {
  const store = useProjectStore()
  const { t } = useTranslation('training')
  return useCallback(
    (run) => {
      const startFrom = StartFrom.parse({ place: `runs/${run}` })
      store?.edit((project) => ({ ...project, startFrom }), t('start.title'))
      goTo({ page: 'train', folder, run: runToBe })
    },
    [store, folder, t],
  )
}
