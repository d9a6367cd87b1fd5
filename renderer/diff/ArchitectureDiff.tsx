import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Network } from '../../shared/model/network'
import { countText, epochTimeText, macsText, percentText } from '../words/figures'
import { DiffRow } from './DiffRow'
import { diffSegments, parameterChange } from './diffSegments'
import { useComparison } from './useComparison'
import './diff.css'

/** One of two networks, as people call it. */
export interface DiffSide {
  readonly network: Network
  /** `Run 12`. */
  readonly label: string
  /** What its run reached, where there is one: from 0 to 1, and seconds an epoch. */
  readonly accuracy?: number | undefined
  readonly epochSeconds?: number | undefined
}

/**
 * Two networks on one canvas: what only one has stands in its colour (`a`: the first run's, `b`: the second's), what was changed says how, what is
 * alike is folded. Needs a studio for nothing; give it a height of 200 pixels or more.
 */
export const ArchitectureDiff = ({ a, b }: { a: DiffSide; b: DiffSide }) => {
  const { t } = useTranslation('diff')
  const comparison = useComparison(a.network, b.network)
  const segments = useMemo(() => (comparison ? diffSegments(comparison) : []), [comparison])
  if (!comparison)
    return (
      <section className="diff" aria-label={t('diff')} aria-busy="true">
        <p className="caption">{t('comparing')}</p>
      </section>
    )
  const { same } = comparison.counts
  const hasResults = [a, b].some(({ accuracy, epochSeconds }) => accuracy !== undefined || epochSeconds !== undefined)
  const isAlike = segments.every(({ kind }) => kind === 'same')
  const { added, removed, changed } = parameterChange(segments)
  return (
    <section className="diff" aria-label={t('diff')}>
      <header className="diff-head">
        <h2>{t('diff')}</h2>
        <span className="caption">{t('alike', { count: same })}</span>
        <span className="diff-key only-a">{t('only', { label: a.label })}</span>
        <span className="diff-key only-b">{t('only', { label: b.label })}</span>
      </header>
      {isAlike ? (
        <p className="caption">{t('allAlike')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, with keys too
        <div className="diff-canvas" tabIndex={0}>
          <ol className="diff-row">
            {segments.map((segment, k) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a stretch is its place
              <DiffRow key={k} segment={segment} a={a.label} b={b.label} />
            ))}
          </ol>
        </div>
      )}
      <p className="diff-sum">
        {t('sum', { label: b.label })}{' '}
        <b>{[added > 0 && signed(added), removed > 0 && signed(-removed)].filter(Boolean).join(', ')}</b>
        {changed !== 0 && (
          <>
            {added + removed > 0 && ', '}
            {t('inChanged')} <b>{signed(changed)}</b>
          </>
        )}
        {added + removed === 0 && changed === 0 && t('equal')} {t('parameters')} ({countText(comparison.parameters.a)} →{' '}
        {countText(comparison.parameters.b)}); {macsText(comparison.macs.a)} → {macsText(comparison.macs.b)} {t('macs')}
      </p>
      {hasResults && (
        <table className="diff-results">
          <thead>
            <tr>
              <th aria-label={t('run')} />
              <th className="number">{a.label}</th>
              <th className="number">{b.label}</th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <td>{t('accuracy')}</td>
              <td className="number">{percentText(a.accuracy)}</td>
              <td className="number">{percentText(b.accuracy)}</td>
            </tr>
            <tr>
              <td>{t('epochTime')}</td>
              <td className="number">{epochTimeText(a.epochSeconds)}</td>
              <td className="number">{epochTimeText(b.epochSeconds)}</td>
            </tr>
          </tbody>
        </table>
      )}
    </section>
  )
}

const signed = (count: number): string => `${count < 0 ? '−' : '+'}${countText(Math.abs(count))}`
