import { SlidersHorizontal } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ClassCounts } from '../../../../shared/contract/studio/datasets'
import { SplitName } from '../../../../shared/records/splitName'
import { Button } from '../../../design/Button'
import { Checkbox } from '../../../design/Checkbox'
import { NumberField } from '../../../design/NumberField'
import { PanelSection } from '../../../design/Panel'
import { Popover } from '../../../design/Popover'
import { useProject } from '../../../studio/useProject'
import { countText } from '../../../words/figures'

/** How pictures are dealt out, and the rule by which those that are new will be. */
export const SplitPanel = ({ classes }: { classes: readonly ClassCounts[] }) => {
  const { t } = useTranslation('data')
  const { project } = useProject()
  const counts = SplitName.options.map((name) => ({ name, count: classes.reduce((sum, each) => sum + each[name], 0) }))
  const total = counts.reduce((sum, { count }) => sum + count, 0)
  const part = (count: number) => (total === 0 ? 0 : Math.round((100 * count) / total))
  return (
    <PanelSection title={t('splits')} aside={t('seed', { seed: project.data.seed })}>
      <div className="split-bar" aria-hidden>
        {counts.map(({ name, count }) => (
          <i key={name} className={`split-part ${name}`} style={{ flex: count }}>
            {part(count) >= 8 ? part(count) : ''}
          </i>
        ))}
      </div>
      <dl className="split-legend">
        {counts.map(({ name, count }) => (
          <div key={name}>
            <dt>{t(`split.${name}`)}</dt>
            <dd>{countText(count)}</dd>
            <dd>{part(count)} %</dd>
          </div>
        ))}
      </dl>
      <Popover
        label={t('splitRule')}
        side="right"
        align="start"
        trigger={
          <Button flat small icon={SlidersHorizontal}>
            {t('splitRule')}
          </Button>
        }
      >
        <SplitRule />
      </Popover>
    </PanelSection>
  )
}

const SplitRule = () => {
  const { t } = useTranslation('data')
  const { project, edit } = useProject()
  const { data } = project
  const set = (change: Partial<typeof data>) =>
    edit((before) => ({ ...before, data: { ...before.data, ...change } }), t('splitRule'))
  const percent = (key: 'validation' | 'test') => (value: number | undefined) =>
    value !== undefined && set({ [key]: Math.min(value / 100, 0.9 - data[key === 'test' ? 'validation' : 'test']) })
  return (
    <div className="split-rule">
      <NumberField
        inRow
        label={t('split.validation')}
        unit="%"
        min={0}
        max={90}
        value={Math.round(data.validation * 100)}
        onChange={percent('validation')}
      />
      <NumberField
        inRow
        label={t('split.test')}
        unit="%"
        min={0}
        max={90}
        value={Math.round(data.test * 100)}
        onChange={percent('test')}
      />
      <NumberField
        inRow
        isWhole
        label={t('seedLabel')}
        min={0}
        value={data.seed}
        onChange={(seed) => seed !== undefined && set({ seed })}
      />
      <Checkbox label={t('stratified')} checked={data.stratified} onChange={(stratified) => set({ stratified })} />
      <Checkbox label={t('bursts')} checked={data.bursts} onChange={(bursts) => set({ bursts })} />
      <p className="dim">{t('ruleWhy')}</p>
    </div>
  )
}
