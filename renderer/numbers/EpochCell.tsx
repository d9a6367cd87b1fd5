import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../design/Button'
import { IconButton } from '../design/IconButton'
import { Progress } from '../design/Progress'
import { useLaterNetwork } from '../editor/state/NetworkProvider'
import { asSentence } from '../words/asSentence'
import { epochTimeText } from '../words/figures'
import { useProblemText } from '../words/useProblemText'
import { workText } from '../words/workText'
import { useDryRun } from './useDryRun'

/** How long an epoch takes here, by a dry run that somebody asked for; known again for the same network, batch and device. */
export const EpochCell = () => {
  const { t } = useTranslation('numbers')
  const tell = useProblemText()
  const { inference } = useLaterNetwork()
  const { estimate, news, problem, measure, cancel } = useDryRun()
  return (
    <div className="number-cell">
      <p className="caption">{t('epochTime')}</p>
      {news ? (
        <div className="dry-run">
          <span className="caption cut" role="status">
            {news.what ? workText(news.what) : t('starting')}
          </span>
          <div className="row">
            <Progress label={t('dryRun')} value={news.progress} />
            <IconButton icon={X} label={t('cancel')} small onClick={cancel} />
          </div>
        </div>
      ) : (
        <>
          {estimate && <b>{epochTimeText(estimate.seconds.epoch)}</b>}
          {estimate ? (
            <p className="caption cut" title={t('byDryRun', { steps: estimate.timed.steps, device: estimate.device })}>
              {t('byDryRun', { steps: estimate.timed.steps, device: estimate.device })}
            </p>
          ) : (
            <Button small disabled={inference.problems.length > 0} onClick={measure}>
              {t('measure')}
            </Button>
          )}
          {problem && (
            <p className="caption cut bad" role="alert" title={tell(problem).text}>
              {asSentence(tell(problem).text)}
            </p>
          )}
        </>
      )}
    </div>
  )
}
