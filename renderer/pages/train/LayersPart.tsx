import { memo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LayersItem } from '../../../shared/contract/studio/runs'
import type { Job } from '../../../shared/records/job'
import { type LayerFigure, LayerStrip } from '../../charts/LayerStrip'
import { WeightRidge } from '../../charts/WeightRidge'
import { SegmentedControl } from '../../design/SegmentedControl'

interface LayersPartProps {
  readonly item: LayersItem | undefined
  readonly layer: string | undefined
  readonly job: Job | undefined
  readonly stepsPerEpoch: number
  onLayer(layer: string): void
}

/** How much gradient arrives at each layer, over time; and how the weights of one of them move. They share the choice of the layer. */
export const LayersPart = memo(({ item, layer, job, stepsPerEpoch, onLayer }: LayersPartProps) => {
  const { t } = useTranslation('train')
  const [figure, setFigure] = useState<LayerFigure>('gradient')
  const isOff = job?.project.training.watchLayers === false
  return (
    <div className="run-layers">
      <section className="layers-strip" aria-labelledby="layers-name">
        <div className="part-head">
          <h2 id="layers-name">{t(`layers.${figure}`)}</h2>
          <SegmentedControl<LayerFigure>
            label={t('layers.label')}
            value={figure}
            segments={[
              { value: 'gradient', label: t('layers.gradientShort') },
              { value: 'weight', label: t('layers.weightShort') },
              { value: 'share', label: t('layers.shareShort') },
            ]}
            onChange={setFigure}
          />
        </div>
        {item && item.looks.length > 0 ? (
          <LayerStrip item={item} figure={figure} chosen={layer} stepsPerEpoch={stepsPerEpoch} onChoose={onLayer} />
        ) : (
          <p className="part-empty">{isOff ? t('layers.off') : t('layers.empty')}</p>
        )}
      </section>
      <section className="layers-ridge" aria-labelledby="ridge-name">
        <div className="part-head">
          <h2 id="ridge-name">{t('ridge')}</h2>
          <span className="part-aside cut" title={item?.layer}>
            {item?.layer}
          </span>
        </div>
        {item?.looks.some(({ histogram }) => histogram) ? (
          <WeightRidge looks={item.looks} layer={item.layer ?? ''} stepsPerEpoch={stepsPerEpoch} />
        ) : (
          <p className="part-empty">{isOff ? t('layers.off') : t('layers.ridgeEmpty')}</p>
        )}
      </section>
    </div>
  )
})
LayersPart.displayName = 'LayersPart'
