import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemNotice } from '../../design/ProblemNotice'
import { Select } from '../../design/Select'
import { Pixels } from '../../preview/Pixels'
import { useStudio } from '../../studio/useStudio'
import { percentText } from '../../words/figures'
import type { ChosenPicture } from './chosenPicture'
import { greyed, heatOver } from './heatOver'
import { pictureKey } from './InsideMaps'
import { useAsked } from './useAsked'
import type { EvaluatedSplit } from './useJudged'

/** Where a layer sees what speaks for a class (Grad-CAM): for the likeliest, the true or any other one. */
export const InsideHeat = ({
  where: { project, run, checkpoint },
  chosen,
  layer,
  classes,
}: {
  where: EvaluatedSplit
  chosen: ChosenPicture
  layer: string | undefined
  classes: readonly string[]
}) => {
  const { t } = useTranslation('evaluate')
  const studio = useStudio()
  const [forClass, setForClass] = useState<number>()
  const key = JSON.stringify([project, run, checkpoint, pictureKey(chosen)])
  const guess = useAsked(key, (signal) =>
    studio.lab.predictions({ project, lane: 'heat', run, checkpoint, pictures: [chosen.picture] }, { signal }),
  )
  const heat = useAsked(JSON.stringify([key, layer, forClass]), (signal) =>
    studio.lab.gradCam(
      {
        project,
        lane: 'heat',
        run,
        checkpoint,
        picture: chosen.picture,
        ...(layer !== undefined && { layer }),
        ...(forClass !== undefined && { class: forClass }),
      },
      { signal },
    ),
  )
  const prediction = guess.answer?.predictions[0]
  const own = prediction && 'pixels' in prediction ? prediction : undefined
  const size = guess.answer?.size
  const picture = useMemo(() => own && size && greyed(own.pixels, size[2]), [own, size])
  const over = useMemo(() => heat.answer && heatOver(heat.answer.heat), [heat.answer])
  const problem =
    guess.problem ?? heat.problem ?? (prediction && 'problem' in prediction ? prediction.problem : undefined)
  if (problem) return <ProblemNotice problem={problem} />
  const shown = heat.answer
  return (
    <div className="inside-heat" aria-busy={heat.isWorking}>
      <figure
        className={size && size[1] < 64 ? 'heat-picture coarse' : 'heat-picture'}
        role="img"
        aria-label={t('heatLabel', { class: shown ? classes[shown.class] : '' })}
      >
        {picture && size && <Pixels pixels={picture} width={size[1]} height={size[0]} />}
        {over && shown && <Pixels className="heat-over" pixels={over} width={shown.size[1]} height={shown.size[0]} />}
      </figure>
      <div className="heat-words">
        <Select
          label={t('heatFor')}
          value={String(forClass ?? shown?.class ?? '')}
          choices={classChoices(classes, own?.top, chosen.label, t('truth'))}
          onChange={(value) => setForClass(Number(value))}
        />
        {shown && (
          <p className="caption">
            {t('heatSaid', {
              layer: shown.layer,
              size: shown.size.join('×'),
              class: classes[shown.class],
              percent: percentText(shown.probability),
            })}
          </p>
        )}
        {shown?.max === 0 && <p className="caption">{t('noHeat')}</p>}
      </div>
    </div>
  )
}

/** The likeliest classes first, each with its probability, then the others; few enough for a list. */
function classChoices(
  classes: readonly string[],
  top: readonly { readonly class: number; readonly probability: number }[] | undefined,
  label: number | undefined,
  truth: string,
) {
  const likely = new Map(top?.map(({ class: k, probability }) => [k, probability]))
  const order = [...likely.keys(), ...classes.map((_, k) => k).filter((k) => !likely.has(k))].slice(0, 100)
  return order.map((k) => {
    const probability = likely.get(k)
    const aside = [k === label ? truth : '', probability === undefined ? '' : percentText(probability)]
    return { value: String(k), label: classes[k] ?? String(k), aside: aside.filter(Boolean).join(' · ') }
  })
}
