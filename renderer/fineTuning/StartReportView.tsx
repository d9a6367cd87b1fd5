import { useTranslation } from 'react-i18next'
import type { StartReport } from '../../shared/records/startFrom'
import { FoldedList } from '../design/FoldedList'
import { freshLayers } from './startReport'

/** What is taken of the weights, what begins anew and why, what is left. */
export const StartReportView = ({ report }: { report: StartReport }) => {
  const { t } = useTranslation('training')
  const { taken, fresh, unused, step } = report
  const layers = freshLayers(fresh)
  return (
    <div className="start-report" data-testid="start-report">
      <span role="status">
        {t('start.taken', { taken: taken.length, all: taken.length + fresh.length })}
        {step !== undefined && ` ${t('start.ofStep', { step })}`}
      </span>
      {layers.length > 0 && (
        <FoldedList label={t('start.fresh', { count: layers.length })} isOpen={layers.length <= 4}>
          {layers.map(({ layer, reason, found }) => (
            <li key={layer}>
              {layer}: {t(`start.reason.${reason}`, { found: found?.join('×') ?? '' })}
            </li>
          ))}
        </FoldedList>
      )}
      {unused.length > 0 && (
        <FoldedList label={t('start.unused', { count: unused.length })}>
          {unused.map((name) => (
            <li key={name}>{name}</li>
          ))}
        </FoldedList>
      )}
    </div>
  )
}
