import { type KeyboardEvent, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { inferNetwork } from '../../../shared/model/infer'
import type { Network } from '../../../shared/model/network'
import { receptiveFields } from '../../../shared/model/receptiveField'
import { ProblemNotice } from '../../design/ProblemNotice'
import { Pixels } from '../../preview/Pixels'
import { coloured } from '../../preview/tint'
import { useStudio } from '../../studio/useStudio'
import type { ChosenPicture } from './chosenPicture'
import { fieldOnPicture } from './fieldOnPicture'
import { pictureKey } from './InsideMaps'
import { useAsked } from './useAsked'
import type { EvaluatedSplit } from './useJudged'

/** What part of the picture one unit of a layer can see; the unit follows the pointer or the arrows. */
export const InsideField = ({
  where: { project, run },
  chosen,
  layer,
  network,
}: {
  where: EvaluatedSplit
  chosen: ChosenPicture
  layer: string
  network: Network
}) => {
  const { t } = useTranslation('evaluate')
  const studio = useStudio()
  const inference = useMemo(() => inferNetwork(network), [network])
  const field = useMemo(() => receptiveFields(inference).get(layer), [inference, layer])
  const shape = inference.layers.get(layer)?.shape
  const [unit, setUnit] = useState<readonly [row: number, column: number]>()
  const picture = useAsked(JSON.stringify([project, run, pictureKey(chosen)]), (signal) =>
    studio.lab.pictures({ project, lane: 'field', subject: { run }, pictures: [chosen.picture] }, { signal }),
  )
  const [first] = picture.answer?.pictures ?? []
  const size = picture.answer?.size
  const pixels = useMemo(() => first && 'pixels' in first && size && coloured(first.pixels, size[2]), [first, size])
  if (picture.problem) return <ProblemNotice problem={picture.problem} />
  if (first && 'problem' in first) return <ProblemNotice problem={first.problem} />
  if (!field || shape?.length !== 3) return <p className="caption">{t('seesAll', { layer })}</p>
  const [rows, columns] = shape as readonly [number, number, number]
  const [row, column] = [
    Math.min(rows - 1, unit?.[0] ?? Math.floor(rows / 2)),
    Math.min(columns - 1, unit?.[1] ?? Math.floor(columns / 2)),
  ]
  const box = size && fieldOnPicture(field, [row, column], [size[0], size[1]])
  const walk = (event: KeyboardEvent) => {
    const by = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key]
    if (!by) return
    event.preventDefault()
    setUnit([
      Math.max(0, Math.min(rows - 1, row + (by[0] as number))),
      Math.max(0, Math.min(columns - 1, column + (by[1] as number))),
    ])
  }
  return (
    <div className="inside-heat">
      <button
        type="button"
        className={size && size[1] < 64 ? 'heat-picture field coarse' : 'heat-picture field'}
        aria-label={t('fieldLabel', { row, column, layer })}
        onKeyDown={walk}
        onPointerMove={({ nativeEvent: { offsetX, offsetY }, currentTarget: { clientWidth, clientHeight } }) =>
          setUnit([
            Math.max(0, Math.min(rows - 1, Math.floor((offsetY / clientHeight) * rows))),
            Math.max(0, Math.min(columns - 1, Math.floor((offsetX / clientWidth) * columns))),
          ])
        }
      >
        {pixels && size && <Pixels pixels={pixels} width={size[1]} height={size[0]} />}
        {box && size && (
          <span
            className="field-box"
            style={{
              top: `${(box.top / size[0]) * 100}%`,
              left: `${(box.left / size[1]) * 100}%`,
              height: `${(box.height / size[0]) * 100}%`,
              width: `${(box.width / size[1]) * 100}%`,
            }}
          />
        )}
      </button>
      <div className="heat-words">
        <p className="caption" aria-live="polite">
          {t('fieldSaid', { layer, row, column, size: field.size.join('×') })}
        </p>
        {box?.isCut && <p className="caption">{t('fieldCut')}</p>}
      </div>
    </div>
  )
}
