import type { EpochPoint } from '../../shared/contract/studio/runs'
import type { RunEvent } from '../../shared/records/events'

/** Something on the curve. `kind` and its values are put into words by the page. */
export interface RunMark {
  readonly id: string
  readonly kind:
    | 'learningRate'
    | 'schedule'
    | 'knob'
    | 'paused'
    | 'snapshot'
    | 'resumed'
    | 'branched'
    | 'unfrozen'
    | 'released'
    | 'frozen'
    | 'failed'
    | 'best'
  readonly step: number
  readonly at: string
  readonly values: Readonly<Record<string, string | number>>
}

/** More flags than these hide the curve; the newest stay. */
const mostMarks = 24

/** What a person did to a run and what happened to it, in the order of its steps, and its best epoch so far. */
export function runMarks(events: readonly RunEvent[], epochs: readonly EpochPoint[]): RunMark[] {
  const marks = events.flatMap((event, k): RunMark[] => {
    const mark = (kind: RunMark['kind'], step: number, values: RunMark['values'] = {}): RunMark[] => [
      { id: `${k} ${event.at}`, kind, step, at: event.at, values },
    ]
    switch (event.event) {
      case 'learning-rate':
        return event.learningRate === null
          ? mark('schedule', event.step)
          : mark('learningRate', event.step, { value: shortNumber(event.learningRate) })
      case 'knob':
        return mark('knob', event.step, { name: event.name, value: shortNumber(event.value) })
      case 'paused':
        return mark('paused', event.step)
      case 'checkpoint':
        return event.kind === 'snapshot' ? mark('snapshot', event.step) : []
      case 'unfrozen':
        return mark(event.byHand ? 'released' : 'unfrozen', event.step, { count: event.layers.length })
      case 'frozen':
        return mark('frozen', event.step, { count: event.layers.length })
      case 'resumed':
        return mark('resumed', event.step)
      case 'branched':
        return mark('branched', event.step, { from: event.from })
      case 'failed':
        return mark('failed', event.step)
      default:
        return []
    }
  })
  const best = bestEpoch(epochs)
  const all = [...behindTheLastReturn(marks), ...(best ? [best] : [])]
  return all.sort((a, b) => a.step - b.step).slice(-mostMarks)
}

/** A run that went back to a checkpoint did what came behind it once more: the first time is not on its curve any more. */
function behindTheLastReturn(marks: readonly RunMark[]): RunMark[] {
  const kept: RunMark[] = []
  for (const mark of marks) {
    if (mark.kind === 'resumed') while ((kept.at(-1)?.step ?? 0) > mark.step) kept.pop()
    kept.push(mark)
  }
  return kept
}

function bestEpoch(epochs: readonly EpochPoint[]): RunMark | undefined {
  const known = epochs.filter(({ validation }) => typeof validation?.loss === 'number')
  if (known.length < 2) return undefined
  const best = known.reduce((a, b) => ((b.validation?.loss ?? 0) < (a.validation?.loss ?? 0) ? b : a))
  return {
    id: 'best',
    kind: 'best',
    step: best.step,
    at: '',
    values: { loss: shortNumber(best.validation?.loss ?? 0), epoch: best.epoch },
  }
}

/** `0.0003` as `3e-4`, `22` as `22`. */
export function shortNumber(value: number): string {
  if (value === 0) return '0'
  const size = Math.abs(value)
  if (size >= 0.01 && size < 100_000) return Number(value.toPrecision(3)).toString()
  const [mantissa, exponent] = value.toExponential(1).split('e') as [string, string]
  return `${mantissa.replace(/\.0$/, '')}e${Number(exponent)}`
}
