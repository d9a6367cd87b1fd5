import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { inferNetwork } from '../../../shared/model/infer'
import { leadingTo } from '../../../shared/model/leadingTo'
import type { Network } from '../../../shared/model/network'
import { SegmentedControl } from '../../design/SegmentedControl'
import { Select } from '../../design/Select'
import { chosenOf } from './CellPictures'
import type { ChosenPicture } from './chosenPicture'
import { InsideField } from './InsideField'
import { InsideHeat } from './InsideHeat'
import { InsideMaps } from './InsideMaps'
import { InsideNorms } from './InsideNorms'
import { InsidePicture } from './InsidePicture'
import { type EvaluatedSplit, useJudged } from './useJudged'
import './inside.css'

export type InsideMode = 'maps' | 'heat' | 'field' | 'norms'

/** How a picture goes through the network: maps of its layers, what speaks for a class, what a unit sees. */
export const InsideNetwork = ({
  where,
  chosen: wish,
  createdAt,
  classes,
  network,
  mode,
  layer,
  onMode,
  onLayer,
}: {
  where: EvaluatedSplit
  chosen: ChosenPicture | undefined
  /** Of the evaluation: until a picture is chosen, its worst mistake is looked at. */
  createdAt: string
  classes: readonly string[]
  /** The run's. */
  network: Network | undefined
  mode: InsideMode
  layer: string | undefined
  onMode(mode: InsideMode): void
  onLayer(layer: string | undefined): void
}) => {
  const { t } = useTranslation('evaluate')
  const { pictures: worst } = useJudged(where, createdAt, 'worst', 1)
  const chosen = useMemo(() => {
    const [first] = worst ?? []
    // Where nothing is wrong, the first picture does.
    return wish ?? (worst && (first ? chosenOf(first, where) : { picture: { split: where.split, index: 0 } }))
  }, [wish, worst, where])
  const layers = useMemo(() => (network ? layersWithMaps(network) : []), [network])
  const hasNorms = useMemo(
    () => network !== undefined && [...inferNetwork(network).specs.values()].some(({ type }) => type === 'batch-norm'),
    [network],
  )
  const shownLayer = layer !== undefined && layers.includes(layer) ? layer : undefined
  return (
    <section className="evaluate-inside" aria-labelledby="inside">
      <div className="row">
        <h2 id="inside">{t('inside')}</h2>
        {chosen ? <InsidePicture where={where} chosen={chosen} /> : <span className="grow" />}
        <Select
          quiet
          label={t('layer')}
          value={shownLayer ?? ''}
          choices={[
            { value: '', label: mode === 'maps' ? t('someLayers') : t('lastLayer') },
            ...layers.map((id) => ({ value: id, label: id })),
          ]}
          onChange={(id) => onLayer(id === '' ? undefined : id)}
        />
        <SegmentedControl
          label={t('insideShows')}
          value={mode}
          segments={[
            { value: 'maps', label: t('maps') },
            { value: 'heat', label: t('heat') },
            { value: 'field', label: t('field') },
            ...(hasNorms ? [{ value: 'norms' as const, label: t('norms.title') }] : []),
          ]}
          onChange={onMode}
        />
      </div>
      {mode === 'norms' && hasNorms ? (
        <InsideNorms where={where} />
      ) : mode === 'maps' || mode === 'norms' || !chosen ? (
        <InsideMaps where={where} chosen={chosen} layer={shownLayer} layers={layers} />
      ) : mode === 'heat' ? (
        <InsideHeat where={where} chosen={chosen} layer={shownLayer} classes={classes} />
      ) : (
        network && (
          <InsideField
            where={where}
            chosen={chosen}
            layer={shownLayer ?? (layers[layers.length - 1] as string)}
            network={network}
          />
        )
      )}
    </section>
  )
}

/** Layers on the way to the output whose own output is a picture of more than one pixel. */
function layersWithMaps(network: Network): string[] {
  const inference = inferNetwork(network)
  const onTheWay = inference.output === undefined ? undefined : leadingTo(inference, [inference.output])
  return inference.order.filter((id) => {
    const { shape, spec } = inference.layers.get(id) ?? {}
    const [height = 1, width = 1] = shape ?? []
    return spec?.type !== 'input' && shape?.length === 3 && height * width > 1 && onTheWay?.has(id)
  })
}
