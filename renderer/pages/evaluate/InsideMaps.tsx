import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { LayerActivation } from '../../../shared/contract/lab/labAnswer'
import { ProblemNotice } from '../../design/ProblemNotice'
import { useStudio } from '../../studio/useStudio'
import type { ChosenPicture } from './chosenPicture'
import { MapTiles } from './MapTiles'
import { useAsked } from './useAsked'
import type { EvaluatedSplit } from './useJudged'

/** Layers that stand for the whole network: one early, one in the middle, one late. */
const rows = 3
const mapsInRow = 24
const mapsOfLayer = 96

/** The first kernels of a network, and what its layers make of a picture. `layer`: one of them, with many maps. */
export const InsideMaps = ({
  where,
  chosen,
  layer,
  layers,
}: {
  where: EvaluatedSplit
  chosen: ChosenPicture | undefined
  layer: string | undefined
  /** Those that have maps, in order. */
  layers: readonly string[]
}) => {
  const { t } = useTranslation('evaluate')
  const studio = useStudio()
  const { project, run, checkpoint } = where
  const wanted = useMemo(() => (layer === undefined ? spreadOver(layers, rows) : [layer]), [layer, layers])
  const weights = JSON.stringify([project, run, checkpoint, layer])
  const kernels = useAsked(layers.length > 0 ? weights : undefined, (signal) =>
    studio.lab.kernels(
      { project, run, checkpoint, most: layer === undefined ? mapsInRow : 512, ...(layer && { layer }) },
      { signal },
    ),
  )
  const maps = useAsked(
    chosen && wanted.length > 0 ? JSON.stringify([weights, wanted, pictureKey(chosen)]) : undefined,
    (signal) =>
      studio.lab.activations(
        {
          project,
          lane: 'inside',
          subject: { run, checkpoint },
          picture: (chosen as ChosenPicture).picture,
          layers: wanted,
          maps: layer === undefined ? mapsInRow : mapsOfLayer,
          side: 64,
        },
        { signal },
      ),
  )
  const hasKernels = kernels.answer && (layer === undefined || kernels.answer.layer === layer)
  return (
    <div className="inside-rows" aria-busy={maps.isWorking}>
      {hasKernels && kernels.answer && (
        <>
          <p>
            <strong>{t('kernels')}</strong>
            <span className="cut" title={kernels.answer.layer}>
              {kernels.answer.layer}, {kernels.answer.shape.slice(0, 3).join('×')}
            </span>
          </p>
          <MapTiles
            pixels={kernels.answer.pixels}
            height={kernels.answer.shape[0]}
            width={kernels.answer.shape[1]}
            channels={kernels.answer.channels}
            isLine={layer === undefined}
            labels={kernels.answer.kernels.map(({ filter, input, min, max }) =>
              t('kernelLabel', { filter, input: input ?? 'rgb', min: min.toPrecision(2), max: max.toPrecision(2) }),
            )}
          />
        </>
      )}
      {maps.answer?.layers.map((each) => (
        <MapRow key={each.layer} activation={each} isLine={layer === undefined} />
      ))}
      {maps.problem && <ProblemNotice problem={maps.problem} />}
      {!chosen && <p className="caption wide">{t('chooseOne')}</p>}
    </div>
  )
}

const MapRow = ({ activation, isLine }: { activation: LayerActivation; isLine: boolean }) => {
  const { t } = useTranslation('evaluate')
  if (activation.kind !== 'maps') return null
  const { layer, shape, tile, maps, dark, pixels } = activation
  const said = [shape.join('×'), dark > 0 && t('dark', { dark, all: shape[2] })].filter(Boolean).join(', ')
  return (
    <>
      <p>
        <strong className="cut" title={layer}>
          {layer}
        </strong>
        <span className="cut" title={said}>
          {said}
        </span>
      </p>
      <MapTiles
        pixels={pixels}
        height={tile[0]}
        width={tile[1]}
        tint
        isLine={isLine}
        labels={maps.map(({ channel, min, max }) =>
          t('mapLabel', { channel, min: min.toPrecision(2), max: max.toPrecision(2) }),
        )}
      />
    </>
  )
}

/** So many of a list, the first and the last among them. */
function spreadOver(all: readonly string[], wanted: number): string[] {
  if (all.length <= wanted) return [...all]
  return Array.from({ length: wanted }, (_, k) => all[Math.round((k * (all.length - 1)) / (wanted - 1))] as string)
}

/** What a question about a picture depends on; bytes by their number and first ones. */
export const pictureKey = ({ picture, name }: ChosenPicture): string =>
  'bytes' in picture ? `${name} ${picture.bytes.length} ${picture.bytes.slice(-64).join()}` : JSON.stringify(picture)
