import type { Duration, Schedule } from '../../../../shared/training/schedules'

const steps = (duration: Duration): string =>
  'steps' in duration ? `${duration.steps}` : `${duration.epochs} * steps_per_epoch`

/** The factor of a curve as Python: lines whose last returns it; `step` counts from the end of the warm-up, `total` is what is left then. */
function curveLines(curve: Schedule['curve']): string[] {
  const progress = (over: Duration | undefined) => `min(1.0, step / max(1, ${over ? steps(over) : 'total'}))`
  const halfCosine = (part: string) => `(1 + math.cos(math.pi * ${part})) / 2`
  switch (curve.name) {
    case 'constant':
      return ['return 1.0']
    case 'step':
      return [`return ${curve.factor} ** math.floor(step / (${steps(curve.every)}))`]
    case 'milestones':
      return [
        `points = [${curve.at.map(steps).join(', ')}]`,
        `return ${curve.factor} ** sum(point <= step for point in points)`,
      ]
    case 'exponential':
      return [`return ${curve.factor} ** (step / (${steps(curve.every)}))`]
    case 'cosine':
      return [
        `part = ${halfCosine(progress(curve.over))}`,
        `return ${curve.endFactor} + (1 - ${curve.endFactor}) * part`,
      ]
    case 'cosine-restarts':
      return [
        `period = ${steps(curve.first)}`,
        'while step >= period:',
        '    step -= period',
        `    period *= ${curve.growth}`,
        `return ${curve.endFactor} + (1 - ${curve.endFactor}) * ${halfCosine('(step / period)')}`,
      ]
    case 'polynomial':
      return [
        `part = (1 - ${progress(curve.over)}) ** ${curve.power}`,
        `return ${curve.endFactor} + (1 - ${curve.endFactor}) * part`,
      ]
    case 'inverse-time':
      return [`return 1 / (1 + ${curve.factor} * step / (${steps(curve.every)}))`]
    case 'one-cycle': {
      const last = `max(1, ${curve.over ? steps(curve.over) : 'total'} - 1)`
      const end = `1 / (${curve.divide} * ${curve.divideEnd})`
      return [
        `last = ${last}`,
        `top = max(1, ${curve.rise} * (last + 1) - 1)`,
        'now = min(step, last)',
        'if now <= top or last <= top:',
        `    return 1 + (1 / ${curve.divide} - 1) * ${halfCosine('min(1.0, now / top)')}`,
        `return ${end} + (1 - ${end}) * ${halfCosine('(now - top) / (last - top)')}`,
      ]
    }
  }
}

/** `rate_at(step, steps_per_epoch, total)`: the learning rate of a step, as Layerloom's schedule has it. */
export function scheduleText({ curve, warmUp }: Schedule, base: number): string {
  const warm = warmUp
    ? [
        `warm = ${steps(warmUp.over)}`,
        'if step < warm:',
        `    return BASE_RATE * (${warmUp.from} + (1 - ${warmUp.from}) * step / warm)`,
        'step, total = step - warm, max(0, total - warm)',
      ]
    : []
  const lines = [...warm, 'return BASE_RATE * factor(step, steps_per_epoch, total)']
  const indented = (all: readonly string[]) => all.map((line) => `    ${line}\n`).join('')
  return `BASE_RATE = ${base}


def factor(step, steps_per_epoch, total):
    """The curve "${curve.name}": what the base rate is multiplied by."""
${indented(curveLines(curve))}

def rate_at(step, steps_per_epoch, total):
    """The learning rate of a step."""
${indented(lines)}`
}
