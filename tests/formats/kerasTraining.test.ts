import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { kerasTrainingScript } from '../../main/formats/keras/trainingScript'
import { scheduleText } from '../../main/formats/keras/trainingScript/scheduleText'
import { TrainingConfiguration } from '../../shared/training/configuration'
import { learningRateAt, Schedule } from '../../shared/training/schedules'
import { zooNetwork } from '../../shared/zoo'
import { preprocessing } from './exported'

const script = (name: string, training: object, size: number) =>
  kerasTrainingScript({
    name,
    project: {
      network: zooNetwork(name).build({ input: [size, size, 3], classes: 3 }),
      training: TrainingConfiguration.parse(training),
      augmentation: [],
      preprocessing,
    },
    classes: ['cat', 'a "dog"\n', 'é'],
    scale: [1 / 255],
    offset: [0],
    inputShape: [size, size, 3],
  }).text

// Renew with `npx vitest run tests/formats/kerasTraining.test.ts -u`, and read the difference.
test('the script reads as a person would write it', async () => {
  const training = {
    optimizer: { name: 'sgd', momentum: 0.9, nesterov: true },
    learningRate: 0.1,
    weightDecay: { coupling: 'coupled', amount: 1e-4 },
    schedule: { curve: { name: 'cosine' }, warmUp: { over: { epochs: 1 } } },
    loss: { name: 'softmax-cross-entropy', labelSmoothing: 0.1 },
  }
  await expect(script('deep-digits', training, 28)).toMatchFileSnapshot('goldens/train_keras.py')
})

test('what Keras lacks is said in the script', () => {
  expect(script('alexnet-2012', {}, 80)).toContain('# - Keras has no equal for norm1: local response norm')
})

const schedules: Schedule[] = [
  { curve: { name: 'constant' } },
  { curve: { name: 'constant' }, warmUp: { over: { steps: 7 }, from: 0.1 } },
  { curve: { name: 'step', every: { epochs: 2 }, factor: 0.5 } },
  { curve: { name: 'milestones', at: [{ epochs: 1.5 }, { steps: 30 }], factor: 0.1 } },
  { curve: { name: 'exponential', every: { steps: 9 }, factor: 0.9 } },
  { curve: { name: 'cosine', endFactor: 0.01 }, warmUp: { over: { epochs: 0.5 }, from: 0 } },
  { curve: { name: 'cosine-restarts', first: { epochs: 1 }, growth: 1.5, endFactor: 0 } },
  { curve: { name: 'polynomial', over: { epochs: 3 }, endFactor: 0.1, power: 2 } },
  { curve: { name: 'inverse-time', every: { epochs: 1 }, factor: 0.5 } },
  { curve: { name: 'one-cycle', rise: 0.3, divide: 25, divideEnd: 1e4 } },
].map((one) => Schedule.parse(one))

const python = ['python3', 'python'].find((name) => spawnSync(name, ['--version']).status === 0)
test.skipIf(!python)(`rates are those of our schedules${python ? '' : ' (there is no Python here)'}`, () => {
  const length = { stepsPerEpoch: 10, totalSteps: 50 }
  for (const schedule of schedules) {
    const text = `import math\n${scheduleText(schedule, 0.3)}\nprint([rate_at(k, 10, 50) for k in range(60)])`
    const { stdout, stderr } = spawnSync(python as string, ['-c', text], { encoding: 'utf8' })
    expect(stderr).toBe('')
    const theirs = JSON.parse(stdout) as number[]
    for (const [k, rate] of theirs.entries())
      expect(rate, `${schedule.curve.name}, step ${k}`).toBeCloseTo(learningRateAt(schedule, 0.3, k, length), 12)
  }
})
