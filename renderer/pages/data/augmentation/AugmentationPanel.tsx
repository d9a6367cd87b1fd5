import { ArrowDown, ArrowUp, Plus, SlidersHorizontal, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { definitionOf, type Operation } from '../../../../shared/training/augmentation'
import type { Augmentation } from '../../../../shared/training/augmentation/augmentation'
import type { PictureSize } from '../../../../shared/training/augmentation/operation'
import { Button } from '../../../design/Button'
import { IconButton } from '../../../design/IconButton'
import { Menu } from '../../../design/Menu'
import { NumberField } from '../../../design/NumberField'
import { Popover } from '../../../design/Popover'
import { Select } from '../../../design/Select'
import { Slider } from '../../../design/Slider'
import {
  addable,
  mainStrength,
  moved,
  ofPolicy,
  opened,
  type PolicyName,
  policyNames,
  policyOf,
  withOperation,
  without,
  withStrength,
} from './augmentationEdits'
import './augmentation.css'

/** What is done to training pictures, in order, each with how strong. */
export const AugmentationPanel = ({
  augmentation,
  size,
  onChange,
}: {
  augmentation: Augmentation
  size: PictureSize
  onChange(augmentation: Augmentation): void
}) => {
  const { t } = useTranslation('data')
  const operations = opened(augmentation, size)
  const policy = policyOf(augmentation)
  return (
    <section className="augmentation" aria-label={t('augmentation')}>
      <div className="panel-head">
        <h2>{t('augmentation')}</h2>
        <span className="panel-aside">{t('trainingOnly')}</span>
      </div>
      <div className="augmentation-policy">
        <Select<PolicyName | 'own'>
          inRow
          label={t('policy')}
          choices={[
            ...policyNames.map((value) => ({ value, label: t(`policies.${value}`) })),
            ...(policy ? [] : [{ value: 'own' as const, label: t('policies.own') }]),
          ]}
          value={policy ?? 'own'}
          onChange={(name) => name !== 'own' && onChange(ofPolicy(name))}
        />
        <Menu
          align="end"
          trigger={
            <Button small flat icon={Plus}>
              {t('add')}
            </Button>
          }
          items={addable(operations).map((type) => ({
            id: type,
            label: t(`operations.${type}`),
            run: () => onChange(withOperation(operations, type)),
          }))}
        />
      </div>
      <ul>
        {operations.map((operation, k) => (
          <OperationRow
            // biome-ignore lint/suspicious/noArrayIndexKey: the same operation may stand twice, and order is what it is
            key={`${operation.type} ${k}`}
            operation={operation}
            isFirst={k === 0}
            isLast={k === operations.length - 1}
            onStrength={(name, value) => onChange(withStrength(operations, k, name, value))}
            onMove={(by) => onChange(moved(operations, k, by))}
            onRemove={() => onChange(without(operations, k))}
          />
        ))}
      </ul>
    </section>
  )
}

const OperationRow = ({
  operation,
  isFirst,
  isLast,
  onStrength,
  onMove,
  onRemove,
}: {
  operation: Operation
  isFirst: boolean
  isLast: boolean
  onStrength(name: string, value: number): void
  onMove(by: -1 | 1): void
  onRemove(): void
}) => {
  const { t } = useTranslation('data')
  const { strengths } = definitionOf(operation)
  const name = t(`operations.${operation.type}`)
  const main = mainStrength(operation)
  const range = strengths[main] as (typeof strengths)[string]
  const values = operation as unknown as Readonly<Record<string, number>>
  // A pad of 1,024 pixels is allowed, and nobody's.
  const most = Math.min(range.most, Math.max(range.standard * 8, values[main] as number))
  return (
    <li className="operation">
      <span className="cut" title={name}>
        {name}
      </span>
      <Slider
        label={`${name}, ${strengthName(t, main)}`}
        value={values[main] as number}
        min={range.least}
        max={most}
        step={range.isWhole ? 1 : (most - range.least) / 100}
        text={(value) => valueText(main, value)}
        onChange={(value) => onStrength(main, value)}
      />
      <span className="operation-value">{valueText(main, values[main] as number)}</span>
      <Popover
        label={name}
        side="top"
        align="end"
        trigger={
          <button type="button" className="icon-button small" aria-label={t('more', { name })}>
            <SlidersHorizontal size={14} strokeWidth={1.5} aria-hidden />
          </button>
        }
      >
        <div className="operation-more">
          <h3>{name}</h3>
          {Object.entries(strengths).map(([key, each]) => (
            <NumberField
              key={key}
              inRow
              label={strengthName(t, key)}
              min={each.least}
              max={each.most}
              step={each.isWhole ? 1 : 0.01}
              isWhole={each.isWhole ?? false}
              value={values[key]}
              onChange={(value) => value !== undefined && onStrength(key, value)}
            />
          ))}
          <div className="row">
            <IconButton small icon={ArrowUp} label={t('earlier')} disabled={isFirst} onClick={() => onMove(-1)} />
            <IconButton small icon={ArrowDown} label={t('later')} disabled={isLast} onClick={() => onMove(1)} />
            <Button small flat icon={X} onClick={onRemove}>
              {t('remove')}
            </Button>
          </div>
        </div>
      </Popover>
    </li>
  )
}

type T = ReturnType<typeof useTranslation<'data'>>['t']

const strengthNames = [
  'probability',
  'degrees',
  'amount',
  'padding',
  'least',
  'most',
  'smallest',
  'largest',
  'narrowest',
  'widest',
  'horizontal',
  'vertical',
  'alpha',
  'magnitude',
] as const

const strengthName = (t: T, name: string): string => {
  const known = strengthNames.find((each) => each === name)
  return known ? t(`strengths.${known}`) : name
}

/** `30 %`, `15°`, `4 px`. */
function valueText(name: string, value: number): string {
  if (name === 'probability') return `${Math.round(value * 100)} %`
  if (name === 'degrees') return `±${value.toFixed(value < 10 ? 1 : 0)}°`
  if (name === 'padding') return `${value} px`
  return Number.isInteger(value) ? String(value) : value.toFixed(2)
}
