import { useTranslation } from 'react-i18next'
import type { EvaluationView } from '../../../shared/contract/studio/evaluation'
import { countText, lossText, percentText } from '../../words/figures'

/** A network that is off by less than this is not called too sure or too shy. */
const fitting = 0.005

/** The numbers of an evaluation, each with what makes it one. Of five classes or fewer every guess is among the first five. */
export const EvaluationFigures = ({ view }: { view: EvaluationView }) => {
  const { t } = useTranslation('evaluate')
  const { surplus } = view.calibration
  const sureness = Math.abs(surplus) < fitting ? t('fitting') : surplus > 0 ? t('tooSure') : t('tooShy')
  const ms = view.msPerPicture
  return (
    <dl className="evaluate-figures">
      <Figure name={t('top1')} value={percentText(view.top1)} beside={`± ${(view.top1Uncertainty * 100).toFixed(1)}`} />
      {view.classes.length > 5 && <Figure name={t('top5')} value={percentText(view.top5)} />}
      <Figure name={t('loss')} value={lossText(view.loss)} />
      <Figure name={t('wrong')} value={countText(view.wrong)} beside={t('ofPictures', { count: view.images })} />
      <Figure name={t('calibrationError')} value={percentText(view.calibration.error)} beside={sureness} />
      <Figure
        name={t('timeAPicture')}
        value={`${ms < 10 ? ms.toPrecision(2) : Math.round(ms)} ms`}
        beside={t('onDevice', { device: view.device.toUpperCase(), batch: view.batchSize })}
      />
    </dl>
  )
}

const Figure = ({ name, value, beside }: { name: string; value: string; beside?: string }) => (
  <div>
    <dt className="caption">{name}</dt>
    <dd>
      <strong>{value}</strong>
      {beside && <small className="cut">{beside}</small>}
    </dd>
  </div>
)
