import { Check, CircleAlert, Copy } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { FormatDescription } from '../../../shared/formats/exportFormats'
import { Icon } from '../../design/Icon'
import { IconButton } from '../../design/IconButton'
import { say } from '../../design/Toast'
import { bytesText } from '../../words/figures'
import { Thumbnail } from '../evaluate/Thumbnail'
import { usePictures } from '../evaluate/usePictures'
import { DifferenceMarks } from './DifferenceMarks'
import { formatName, type PastExport, snippet } from './formats'
import './proof.css'

/** What shows that a written file does what the run does. */
export const Proof = ({
  format,
  past,
  project,
  run,
}: {
  format: FormatDescription
  past: PastExport
  project: string
  run: string
}) => {
  const { t } = useTranslation('export')
  const { record, isThere } = past
  const { check } = record
  const isHalf = record.options.weights === 'float16'
  const isReal = check.from !== 'drawn'
  const worst = check.worst ?? []
  const pictures = usePictures(
    project,
    run,
    check.from === 'drawn' ? 'test' : check.from,
    isReal ? worst.map(({ index }) => index) : [],
    'export',
  )
  const code = snippet(format.id, record.path)
  return (
    <section className="proof" aria-labelledby="proof">
      <div className="row">
        <h2 id="proof">{t('proof', { format: formatName(format, t) })}</h2>
        <code className="cut grow" title={record.path}>
          {record.path.split(/[\\/]/).at(-1)}
        </code>
        <ol className="proof-steps">
          {[t('written'), t('readBack'), t('compared', { count: check.images })].map((step) => (
            <li key={step}>
              <Icon of={Check} size={14} />
              {step}
            </li>
          ))}
        </ol>
      </div>
      {!isThere && (
        <p className="proof-note">
          <Icon of={CircleAlert} /> {t('gone')}
        </p>
      )}
      {!isReal && (
        <p className="proof-note">
          <Icon of={CircleAlert} /> {t('drawn')}
        </p>
      )}
      <dl className="proof-figures">
        <Figure
          name={t('largest')}
          value={check.maxLogitDifference === 0 ? '0' : check.maxLogitDifference.toExponential(1)}
          beside={t('allowed', { allowed: check.allowed.toExponential(0) })}
        />
        <Figure
          name={t('changed')}
          value={`${check.top1Changed}`}
          beside={t('ofAllowedNone', { count: check.images })}
        />
        <Figure name={t('ties')} value={`${check.ties}`} beside={t('tiesAbout')} />
        <Figure
          name={t('size')}
          value={bytesText(record.bytes)}
          beside={record.keptFloat32 ? t('halfBut', record.keptFloat32) : t(isHalf ? 'half' : 'full')}
        />
      </dl>
      {check.pictures && check.maxLogitDifference === 0 ? (
        <p className="dim">{t('equal', { count: check.images })}</p>
      ) : check.pictures ? (
        <>
          <div className="row">
            <h2>{t('each')}</h2>
            <span className="caption cut">{t('eachAbout', { count: check.images })}</span>
          </div>
          <DifferenceMarks check={check} />
        </>
      ) : (
        <p className="caption">{t('noMarks')}</p>
      )}
      {isReal && worst.length > 0 && check.maxLogitDifference > 0 && (
        <>
          <div className="row">
            <h2>{t('worst', { count: worst.length })}</h2>
            <span className="caption cut">
              {t(record.options.output === 'logits' ? 'logitOfTop' : 'probabilityOfTop')}
            </span>
          </div>
          <ul className="proof-worst">
            {worst.map(({ index, studio, file }) => (
              <li key={index}>
                <Thumbnail picture={pictures.get(index)} />
                <span>
                  {t('studio')} <code>{studio.toFixed(5)}</code>
                </span>
                <span>
                  {t('file')} <code>{file.toFixed(5)}</code>
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      <div className="proof-foot">
        <pre>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
          <code tabIndex={0}>{code}</code>
          <IconButton
            small
            icon={Copy}
            label={t('copy')}
            onClick={() => void navigator.clipboard.writeText(code).then(() => say(t('copied')))}
          />
        </pre>
        <dl className="proof-file">
          <dt>{t('place')}</dt>
          <dd className="cut" title={record.path}>
            {record.path}
          </dd>
          <dt>{t('beside')}</dt>
          <dd className="cut" title={record.beside}>
            {t('besideAbout')}
          </dd>
          <dt>{t('way')}</dt>
          <dd title={check.way}>{t(`ways.${record.format}`)}</dd>
        </dl>
      </div>
    </section>
  )
}

const Figure = ({ name, value, beside }: { name: string; value: string; beside: string }) => (
  <div>
    <dt className="caption">{name}</dt>
    <dd>
      <strong>{value}</strong>
      <small>{beside}</small>
    </dd>
  </div>
)
