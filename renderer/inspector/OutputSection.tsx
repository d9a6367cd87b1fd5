import { useTranslation } from 'react-i18next'
import { PanelSection } from '../design/Panel'
import { useLaterNetwork } from '../editor/state/NetworkProvider'
import { useInspection } from '../numbers/useInspection'
import { bytesText, countText, macsText } from '../words/figures'
import { costOf, layersOf, parameterSum } from './costOf'
import type { ChosenLayer } from './editedLayer'
import { useLayerWords } from './useLayerWords'

/** What comes out, what it costs, and how the numbers come about. */
export const OutputSection = ({ selected }: { selected: ChosenLayer }) => {
  const { t } = useTranslation('inspector')
  const words = useLayerWords()
  const { inference } = useLaterNetwork()
  const { inspection } = useInspection()
  const { from, shape, parameters, macs } = costOf(inference, selected)
  const layers = layersOf(inference, selected)
  const [only] = layers.length === 1 ? layers : []
  const ids = new Set(layers.map(({ spec }) => spec.id))
  const kept = inspection?.layers.reduce((sum, { id, keptBytes = 0 }) => sum + (ids.has(id) ? keptBytes : 0), 0)
  const sums = only?.shape && only.definition.sums ? only.definition.sums(only.config, only.inputs, only.shape) : []
  return (
    <PanelSection title={t('output')} aside={from && t('from', { shape: from.join('×') })}>
      <dl className="stats">
        <div>
          <dd>{shape?.join('×') ?? '–'}</dd>
          <dt>{t('shape')}</dt>
        </div>
        <div>
          <dd>{countText(parameters)}</dd>
          <dt>{t('parameters')}</dt>
        </div>
        <div>
          <dd>{macsText(macs)}</dd>
          <dt>{t('macs')}</dt>
        </div>
      </dl>
      {(sums.length > 0 || (only && parameters > 0)) && (
        <ul className="sums">
          {sums.map(({ along, sum }) => (
            <li key={along}>
              <span>{words.along(along)}</span> <b>{sum}</b>
            </li>
          ))}
          {only && parameters > 0 && (
            <li>
              <span>{t('parameters')}</span>{' '}
              <b>
                {parameterSum(only)} = {countText(parameters)}
              </b>
            </li>
          )}
        </ul>
      )}
      {kept !== undefined && inspection && kept > 0 && (
        <p className="caption">{t('kept', { bytes: bytesText(kept), batch: inspection.batchSize })}</p>
      )}
    </PanelSection>
  )
}
