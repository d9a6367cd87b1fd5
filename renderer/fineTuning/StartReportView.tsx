import { useTranslation } from 'react-i18next'
import type { StartReport } from '../../shared/records/startFrom'
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
        <details open={layers.length <= 4}>
          <summary>{t('start.fresh', { count: layers.length })}</summary>
          <ul>
            {layers.map(({ layer, reason, found }) => (
              <li key={layer}>
                {layer}: {t(`start.reason.${reason}`, { found: found?.join('×') ?? '' })}
              </li>
            ))}
          </ul>
        </details>
      )}
      {unused.length > 0 && (
        <details>
          <summary>{t('start.unused', { count: unused.length })}</summary>
          <ul>
            {unused.map((name) => (
              <li key={name}>{name}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}
