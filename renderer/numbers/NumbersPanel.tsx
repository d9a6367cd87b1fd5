import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useLaterNetwork } from '../editor/state/NetworkProvider'
import { countText, macsText } from '../words/figures'
import { EpochCell } from './EpochCell'
import { FamilyBar } from './FamilyBar'
import { frozenParameters } from './familyCosts'
import { MemoryCell } from './MemoryCell'
import { ProblemsCell } from './ProblemsCell'
import { useFamilyCosts } from './useFamilyCosts'
import './numbers.css'

/** What the network costs: parameters, multiply-adds, memory against its limit, time an epoch, and whether it is sound. */
export const NumbersPanel = () => {
  const { t } = useTranslation('numbers')
  const { parameters, macs } = useFamilyCosts()
  const { inference, frozen } = useLaterNetwork()
  const still = useMemo(() => frozenParameters(inference, frozen), [inference, frozen])
  return (
    <section className="model-numbers numbers" aria-label={t('numbers')}>
      <div className="number-cell">
        <p className="caption">{t('parameters')}</p>
        <b>{countText(parameters.total)}</b>
        <FamilyBar label={t('parametersByFamily')} shares={parameters} />
        {still > 0 && <p className="caption cut">{t('frozenParameters', { number: countText(still) })}</p>}
      </div>
      <div className="number-cell">
        <p className="caption">{t('macs')}</p>
        <b>{macsText(macs.total)}</b>
        <FamilyBar label={t('macsByFamily')} shares={macs} />
      </div>
      <MemoryCell />
      <EpochCell />
      <ProblemsCell />
    </section>
  )
}
