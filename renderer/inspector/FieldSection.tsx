import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { receptiveFields } from '../../shared/model/receptiveField'
import { PanelSection } from '../design/Panel'
import { useLaterNetwork } from '../editor/state/NetworkProvider'
import { LayerMaps } from '../preview/LayerMaps'
import { PictureView } from '../preview/PictureView'
import { useSeenPicture } from '../preview/preview'
import { layersOf } from './costOf'
import type { ChosenLayer } from './editedLayer'
import { type FieldBox, fieldBox } from './fieldBox'

/** What one unit in the middle sees of the picture, drawn on it, with some of the layer's feature maps beside. */
export const FieldSection = ({ selected }: { selected: ChosenLayer }) => {
  const { t } = useTranslation('inspector')
  const { inference } = useLaterNetwork()
  const fields = useMemo(() => receptiveFields(inference), [inference])
  const picture = useSeenPicture()
  const layer = layersOf(inference, selected).at(-1)
  const input = inference.input === undefined ? undefined : inference.layers.get(inference.input)?.shape
  if (!layer?.shape || input?.length !== 3 || layer.spec.id === inference.input) return null
  const field = fields.get(layer.spec.id)
  const [height, width] = input as [number, number, number]
  const box = field && layer.shape.length === 3 ? fieldBox(field, layer.shape, [height, width]) : whole
  const isWhole = !field || (field.size[0] >= height && field.size[1] >= width)
  const size = field ? `${field.size[0]}×${field.size[1]}` : t('all')
  const shown = layer.shape.length === 3 ? layer.shape[2] : undefined
  return (
    <PanelSection title={t('field')} aside={t('fieldOf', { size, picture: `${height}×${width}` })}>
      <div className="field-row">
        <div className="field-picture" style={{ aspectRatio: `${width} / ${height}` }}>
          {picture ? <PictureView picture={picture} /> : <div className="field-blank" />}
          <div
            className="field-box"
            style={{
              left: `${100 * box.left}%`,
              top: `${100 * box.top}%`,
              width: `${100 * box.width}%`,
              height: `${100 * box.height}%`,
            }}
          />
        </div>
        <div className="field-maps">
          <LayerMaps layer={selected.key} />
        </div>
      </div>
      <p className="caption">
        {isWhole ? t('seesAll') : t('seesSquare')}
        {field && ` ${t('jump', { jump: field.jump[0] === field.jump[1] ? field.jump[0] : field.jump.join('×') })}`}
        {picture && shown !== undefined && ` ${t('someMaps', { count: Math.min(3, shown), all: shown })}`}
      </p>
    </PanelSection>
  )
}

const whole: FieldBox = { left: 0, top: 0, width: 1, height: 1 }
