import { Gauge } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Estimate } from '../../../shared/contract/studio/estimates'
import type { ProjectId } from '../../../shared/contract/studio/names'
import type { ProblemDetails } from '../../../shared/problem'
import { problemOf } from '../../../shared/problemOf'
import type { TrainingConfiguration } from '../../../shared/training/configuration'
import { Button } from '../../design/Button'
import { ProblemNotice } from '../../design/ProblemNotice'
import { Progress } from '../../design/Progress'
import { useStudio } from '../../studio/useStudio'
import { countText, epochTimeText } from '../../words/figures'
import { workText } from '../../words/workText'

interface DryRunProps {
  readonly project: ProjectId
  /** Another one makes what was measured old. */
  readonly training: TrainingConfiguration
  readonly canMeasure: boolean
  onKnown(estimate: Estimate | undefined): void
}

/** What an epoch will cost here: known from before, or measured by a few real steps when a person asks. */
export const DryRun = ({ project, training, canMeasure, onKnown }: DryRunProps) => {
  const { t } = useTranslation('train')
  const studio = useStudio()
  const [estimate, setEstimate] = useState<Estimate>()
  const [working, setWorking] = useState<{ what: string | undefined; progress: number | undefined }>()
  const [problem, setProblem] = useState<ProblemDetails>()
  const [stop, setStop] = useState<() => void>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: another training is another question
  useEffect(() => {
    let isWanted = true
    const wait = setTimeout(() => {
      studio.estimates.known({ project }).then(
        (known) => {
          if (!isWanted) return
          setEstimate(known ?? undefined)
          onKnown(known ?? undefined)
        },
        () => undefined,
      )
    }, 600)
    return () => {
      isWanted = false
      clearTimeout(wait)
    }
  }, [studio, project, training, onKnown])
  useEffect(() => stop, [stop])
  const measure = async () => {
    const news = studio.estimates.measure({ project })
    setStop(() => () => news.close())
    setProblem(undefined)
    setWorking({ what: undefined, progress: undefined })
    try {
      for await (const item of news)
        if (item.state === 'working') setWorking({ what: item.what, progress: item.progress })
        else {
          setEstimate(item.estimate)
          onKnown(item.estimate)
        }
    } catch (error) {
      setProblem(problemOf(error))
    }
    setWorking(undefined)
    setStop(undefined)
  }
  return (
    <div className="dry-run">
      {problem && <ProblemNotice problem={problem} />}
      {estimate && (
        <dl className="dry-figures">
          <dt>{t('epochTime')}</dt>
          <dd>{epochTimeText(estimate.seconds.epoch)}</dd>
          <dt>{t('speed')}</dt>
          <dd>{countText(estimate.imagesPerSecond)}</dd>
          <dt>{t('memory')}</dt>
          <dd>{`${(estimate.memory.processBytes / 1e9).toFixed(2)} GB`}</dd>
          {estimate.largestBatch && (
            <>
              <dt>{t('largestBatch')}</dt>
              <dd>{countText(estimate.largestBatch.batchSize)}</dd>
            </>
          )}
        </dl>
      )}
      {working ? (
        <>
          <span className="caption cut">{working.what ? workText(working.what) : t('measuring')}</span>
          <div className="row">
            <Progress label={t('measuring')} value={working.progress} />
            <Button small onClick={() => stop?.()}>
              {t('cancel')}
            </Button>
          </div>
        </>
      ) : (
        <Button small icon={Gauge} disabled={!canMeasure} onClick={() => void measure()}>
          {estimate ? t('measureAgain') : t('measure')}
        </Button>
      )}
    </div>
  )
}
