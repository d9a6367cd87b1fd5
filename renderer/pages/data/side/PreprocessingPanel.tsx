import { useTranslation } from 'react-i18next'
import type { ScanReport } from '../../../../shared/records/scanReport'
import { PanelSection } from '../../../design/Panel'
import { Picture } from '../../../design/Picture'
import { Select } from '../../../design/Select'
import { useProject } from '../../../studio/useProject'
import type { ThumbnailStore } from '../grid/thumbnailStore'
import { BeforeAfter } from './BeforeAfter'
import { bytesOfBase64 } from './bytesOfBase64'

const resizes = ['stretch', 'fit', 'crop'] as const
const normalizations = ['0-1', '-1-1', 'imagenet', 'per-channel'] as const

/** What is done to every picture before the network sees it; part of the model, and of every export. */
export const PreprocessingPanel = ({
  report,
  sample,
}: {
  report: ScanReport | undefined
  /** A picture file to show it on. */
  sample: { readonly name: string; readonly thumbnails: ThumbnailStore } | undefined
}) => {
  const { t } = useTranslation('data')
  const { project, edit } = useProject()
  const { preprocessing, network } = project
  const input = network.layers.find(({ type }) => type === 'input')
  const shape = Array.isArray(input?.config.shape) ? (input.config.shape as number[]) : undefined
  const change = (part: Partial<typeof preprocessing>) =>
    edit((before) => ({ ...before, preprocessing: { ...before.preprocessing, ...part } }), t('before'))
  const { kind } = preprocessing.normalization
  return (
    <>
      <PanelSection title={t('before')} aside={t('beforeAside')}>
        <dl className="facts">
          {shape && (
            <div>
              <dt>{t('size')}</dt>
              <dd>
                {shape[0]}×{shape[1]}
              </dd>
            </div>
          )}
          {shape && (
            <div>
              <dt>{t('colour')}</dt>
              <dd>{shape[2] === 1 ? t('grey') : t('rgb')}</dd>
            </div>
          )}
          {report?.pixels && (
            <div>
              <dt>{t('mean')}</dt>
              <dd>
                {means(report.pixels.mean, shape?.[2])
                  .map((value) => value.toFixed(3).replace(/^0/, ''))
                  .join(' ')}
              </dd>
            </div>
          )}
        </dl>
        <Select
          inRow
          label={t('resize')}
          choices={resizes.map((value) => ({ value, label: t(`resizes.${value}`) }))}
          value={preprocessing.resize}
          onChange={(resize) => change({ resize })}
        />
        <Select
          inRow
          label={t('scale')}
          choices={[
            ...normalizations.map((value) => ({ value, label: t(`normalizations.${value}`) })),
            // Numbers that somebody gave stay as they are until another way is chosen.
            ...(kind === 'mean-deviation' ? [{ value: kind, label: t('normalizations.mean-deviation') }] : []),
          ]}
          value={kind}
          onChange={(value) => value !== 'mean-deviation' && change({ normalization: { kind: value } })}
        />
        {sample && <BeforeAfter {...sample} preprocessing={preprocessing} input={JSON.stringify(shape)} />}
      </PanelSection>
      {report?.meanImage && (
        <PanelSection title={t('meanPicture')}>
          <div className="mean-picture">
            <Picture
              pixels={bytesOfBase64(report.meanImage.rgb)}
              width={report.meanImage.side}
              height={report.meanImage.side}
              alt={t('meanPicture')}
            />
          </div>
        </PanelSection>
      )}
      {report?.sizes && <SizesPanel sizes={report.sizes} />}
    </>
  )
}

/** Of grey pictures one says all. */
const means = (mean: readonly number[], channels: number | undefined): readonly number[] =>
  channels === 1 ? mean.slice(0, 1) : mean

const SizesPanel = ({ sizes }: { sizes: NonNullable<ScanReport['sizes']> }) => {
  const { t } = useTranslation('data')
  const { width, height, shorterSide, aspect } = sizes
  return (
    <PanelSection title={t('sizes')} aside={`${width.median}×${height.median}`}>
      <Histogram label={t('shorterSide')} {...shorterSide} unit="px" />
      <Histogram label={t('aspect')} {...aspect} unit="" />
    </PanelSection>
  )
}

const Histogram = ({
  label,
  from,
  counts,
  unit,
}: {
  label: string
  from: readonly number[]
  counts: readonly number[]
  unit: string
}) => {
  const most = Math.max(1, ...counts)
  const known = counts.map((count, k) => ({ count, from: from[k] as number }))
  return (
    <figure className="histogram">
      <div
        role="img"
        aria-label={`${label}: ${known
          .filter(({ count }) => count > 0)
          .map(({ count, from }) => `${from}${unit}: ${count}`)
          .join(', ')}`}
      >
        {known.map(({ count, from }) => (
          <i
            className="histogram-bar"
            key={from}
            style={{ height: `${(100 * count) / most}%` }}
            title={`${from}${unit && ` ${unit}`}: ${count}`}
          />
        ))}
      </div>
      <figcaption>
        <span>{from[0]}</span>
        <span>
          {label}
          {unit && `, ${unit}`}
        </span>
        <span>{from.at(-1)}</span>
      </figcaption>
    </figure>
  )
}
