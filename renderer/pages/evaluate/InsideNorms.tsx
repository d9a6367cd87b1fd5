import { useTranslation } from 'react-i18next'
import { Cut } from '../../design/Cut'
import { ProblemNotice } from '../../design/ProblemNotice'
import { shortNumber } from '../../runs/runMarks'
import { useStudio } from '../../studio/useStudio'
import { lossText } from '../../words/figures'
import { useAsked } from './useAsked'
import type { EvaluatedSplit } from './useJudged'

/** Batches below are too small for their statistics to be steady. */
const smallBatch = 8

/** The batch norms of a run: what they remember against a batch of training pictures, layer by layer, and what the difference costs. */
export const InsideNorms = ({ where: { project, run, checkpoint } }: { where: EvaluatedSplit }) => {
  const { t } = useTranslation('evaluate')
  const studio = useStudio()
  const { answer, problem, isWorking } = useAsked(JSON.stringify([project, run, checkpoint]), (signal) =>
    studio.lab.batchNorms({ project, lane: 'norms', run, checkpoint }, { signal }),
  )
  if (problem) return <ProblemNotice problem={problem} />
  if (!answer) return <p className="caption" role="status" aria-busy={isWorking} />
  const { byBatch, byAverage, layers, pictures, batchSize } = answer
  const isWorse = byBatch !== null && byAverage !== null && byAverage > 1.2 * byBatch + 0.05
  return (
    <div className="inside-norms" aria-busy={isWorking}>
      <p>
        {t('norms.losses', { batch: lossText(byBatch), average: lossText(byAverage), count: pictures })}{' '}
        {t(isWorse ? 'norms.gap' : 'norms.noGap')}
        {batchSize < smallBatch && ` ${t('norms.smallBatch', { size: batchSize })}`}
      </p>
      <div className="norm-scroll">
        <table className="norm-table">
          <thead>
            <tr>
              <th scope="col">{t('layer')}</th>
              <th scope="col" className="number" title={t('norms.shiftWhy')}>
                {t('norms.shift')}
              </th>
              <th scope="col" className="number" title={t('norms.ratioWhy')}>
                {t('norms.ratio')}
              </th>
              <th scope="col" className="number" title={t('norms.deadWhy')}>
                {t('norms.dead')}
              </th>
              <th scope="col">{t('norms.verdict')}</th>
            </tr>
          </thead>
          <tbody>
            {layers.map(({ layer, channels, shift, ratio, constant, shut, verdict }) => (
              <tr key={layer} data-testid="norm-row" data-verdict={verdict}>
                <th scope="row">
                  <Cut text={layer} />
                </th>
                <td className="number">{shift === null ? '–' : shortNumber(Number(shift.toPrecision(2)))}</td>
                <td className="number">{ratio === null ? '–' : shortNumber(Number(ratio.toPrecision(2)))}</td>
                <td className="number">{`${constant + shut}/${channels}`}</td>
                <td>{t(`norms.verdicts.${verdict}`)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}
