import { useTranslation } from 'react-i18next'
import { Button } from '../../design/Button'
import { Progress } from '../../design/Progress'
import { countText, durationText } from '../../words/figures'
import type { Scan } from './useScan'

/** How far the scan is, with a way to end it. */
export const ScanProgress = ({ progress, onCancel }: { progress: NonNullable<Scan['progress']>; onCancel(): void }) => {
  const { t } = useTranslation('data')
  const { phase, files, done, problems, secondsLeft } = progress
  const value = phase === 'reading' && files > 0 ? done / files : undefined
  return (
    <div className="scan-progress">
      <span role="status">
        {t(`phases.${phase}`)}
        {files > 0 &&
          ` ${phase === 'reading' ? t('ofFiles', { done: countText(done), files: countText(files) }) : countText(files)}`}
        {problems > 0 && ` · ${t('notUsed', { count: problems })}`}
        {secondsLeft !== undefined && secondsLeft >= 2 && ` · ${t('left', { time: durationText(secondsLeft) })}`}
      </span>
      <Progress label={t('scanning')} value={value} />
      <Button small onClick={onCancel}>
        {t('cancel')}
      </Button>
    </div>
  )
}
