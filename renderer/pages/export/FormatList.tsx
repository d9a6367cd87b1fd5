import { Check, CircleAlert, Loader } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { FormatId } from '../../../shared/formats/exportOptions'
import type { ProblemDetails } from '../../../shared/problem'
import { Icon } from '../../design/Icon'
import { bytesText } from '../../words/figures'
import { exportFormats, formatName, type PastExport, signOf } from './formats'
import './formats.css'

/** Every format, and what became of it last. Arrows walk them. */
export const FormatList = ({
  chosen,
  newest,
  working,
  problems,
  onChoose,
}: {
  chosen: FormatId
  newest: ReadonlyMap<FormatId, PastExport>
  working: FormatId | undefined
  problems: ReadonlyMap<FormatId, ProblemDetails>
  onChoose(format: FormatId): void
}) => {
  const { t } = useTranslation('export')
  return (
    <ul className="format-list" aria-label={t('formats')}>
      {exportFormats.map((format) => {
        const past = newest.get(format.id)
        return (
          <li key={format.id}>
            <button
              type="button"
              className="format-card"
              aria-pressed={format.id === chosen}
              onClick={() => onChoose(format.id)}
            >
              <span className="format-sign" aria-hidden="true">
                {signOf(format)}
              </span>
              <span className="format-words">
                <strong className="cut">{formatName(format, t)}</strong>
                <span className="cut" title={t(`opens.${format.id}`)}>
                  {t(`opens.${format.id}`)}
                </span>
              </span>
              <FormatState past={past} isWorking={working === format.id} problem={problems.get(format.id)} />
            </button>
          </li>
        )
      })}
    </ul>
  )
}

const FormatState = ({
  past,
  isWorking,
  problem,
}: {
  past: PastExport | undefined
  isWorking: boolean
  problem: ProblemDetails | undefined
}) => {
  const { t } = useTranslation('export')
  if (isWorking)
    return (
      <span className="format-state">
        <span>
          <Icon of={Loader} size={14} />
          {t('working')}
        </span>
      </span>
    )
  if (problem)
    return (
      <span className="format-state bad">
        <span>
          <Icon of={CircleAlert} size={14} />
          {t('failed')}
        </span>
      </span>
    )
  if (!past)
    return (
      <span className="format-state none">
        <span>{t('notYet')}</span>
      </span>
    )
  const { record, isThere } = past
  const { check } = record
  return (
    <span className="format-state">
      <span>
        <Icon of={check.from === 'drawn' ? CircleAlert : Check} size={14} />
        {check.from === 'drawn' ? t('onNoise') : isThere ? t('same') : t('moved')}
      </span>
      <span className="caption">
        {bytesText(record.bytes)} ·{' '}
        {check.maxLogitDifference === 0 ? t('bitForBit') : check.maxLogitDifference.toExponential(1)}
      </span>
    </span>
  )
}
