import { countText, lossText, percentText } from '../../words/figures'
import type { KnownLive } from './liveRun'

/** The numbers of the moment, each beside its limit or its counterpart. */
export const RunFigures = ({ live: { now, points } }: { live: KnownLive }) => {
  const { summary, imagesPerSecond, learningRate, safeStep } = now
  const last = points.at(-1)
  const figures: [id: string, name: string, value: string, beside: string][] = [
    ['step', 'Step', countText(summary.step), summary.totalSteps ? `of ${countText(summary.totalSteps)}` : ''],
    ['epoch', 'Epochs done', countText(summary.epoch), `of ${countText(summary.epochs)}`],
    ['loss', 'Loss', lossText(last?.loss), `validation ${lossText(summary.validation?.loss)}`],
    ['accuracy', 'Accuracy', percentText(last?.top1), `validation ${percentText(summary.validation?.top1)}`],
    ['speed', 'Pictures a second', countText(imagesPerSecond), summary.device ?? ''],
    ['rate', 'Learning rate', learningRate?.value.toPrecision(3) ?? '–', learningRate?.byHand ? 'by hand' : 'schedule'],
    ['test', 'Test accuracy', percentText(summary.test?.top1), `loss ${lossText(summary.test?.loss)}`],
    ['safe', 'Checkpoint', safeStep === undefined ? '–' : `step ${countText(safeStep)}`, 'safe on the disk'],
  ]
  return (
    <dl className="figures">
      {figures.map(([id, name, value, beside]) => (
        <div key={id}>
          <dt>{name}</dt>
          <dd data-testid={id}>{value}</dd>
          <dd className="caption">{beside}</dd>
        </div>
      ))}
    </dl>
  )
}
