import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { NetworkPurpose } from '../../shared/zoo'
import { Checkbox } from '../design/Checkbox'
import { NumberField } from '../design/NumberField'
import { ProblemNotice } from '../design/ProblemNotice'
import { countText, macsText } from '../words/figures'
import { NetworkPicture } from './NetworkPicture'
import { useZooAbout } from './useZooAbout'
import type { ZooEntry } from './zooEntries'
import type { ZooAnswer } from './zooRequest'

export interface ZooOptions {
  readonly width?: number
  readonly stem?: 'small'
}

/** One network: where it comes from, its figures, what may be chosen, and what it becomes for the project. */
export const ZooDetails = ({
  entry,
  options,
  purpose,
  made,
  children,
  onOptions,
}: {
  entry: ZooEntry
  options: ZooOptions
  purpose: Pick<NetworkPurpose, 'input' | 'classes'> | undefined
  made: ZooAnswer | undefined
  /** What is done with it. */
  children: ReactNode
  onOptions(options: ZooOptions): void
}) => {
  const { t } = useTranslation('zoo')
  const about = useZooAbout()(entry)
  const { name, origin, facts, input, classes } = entry
  const { width: _, ...withoutWidth } = options
  const { stem: __, ...withoutStem } = options
  return (
    <section className="zoo-details" aria-label={name}>
      <NetworkPicture outline={facts.outline} />
      <h3>{name}</h3>
      <p className="zoo-about">{about}</p>
      <p className="zoo-paper">
        {origin.authors}, {origin.year}.{' '}
        <a href={origin.link} target="_blank" rel="noreferrer">
          {origin.title}
        </a>
      </p>
      <dl className="zoo-figures">
        <dt>{t('published')}</dt>
        <dd>{t('forPictures', { input: input.join('×'), classes })}</dd>
        <dt>{t('parameters')}</dt>
        <dd>{countText(facts.parameters)}</dd>
        <dt>{t('macs')}</dt>
        <dd>{macsText(facts.macs)}</dd>
        <dt>{t('layers')}</dt>
        <dd>{countText(facts.layers)}</dd>
      </dl>
      {purpose && entry.options.includes('width') && (
        <NumberField
          label={t('width')}
          inRow
          value={options.width}
          min={0.1}
          max={16}
          step={0.1}
          ghost={{ value: '1' }}
          onChange={(width) => onOptions(width === undefined ? withoutWidth : { ...options, width })}
        />
      )}
      {purpose && entry.options.includes('stem') && (
        <Checkbox
          label={t('smallStem')}
          checked={options.stem === 'small'}
          onChange={(small) => onOptions(small ? { ...options, stem: 'small' } : withoutStem)}
        />
      )}
      {purpose && (
        <div className="zoo-made" aria-live="polite">
          <h4>{t('forYours', { input: purpose.input.join('×'), classes: purpose.classes })}</h4>
          {!made && <p className="caption">{t('making')}</p>}
          {made && 'problem' in made && <ProblemNotice problem={made.problem} />}
          {made && 'network' in made && (
            <p>
              {t('becomes', {
                parameters: countText(made.parameters),
                macs: macsText(made.macs),
                layers: countText(made.layers),
              })}
            </p>
          )}
        </div>
      )}
      <div className="zoo-foot">{children}</div>
    </section>
  )
}
