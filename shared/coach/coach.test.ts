import { expect, test } from 'vitest'
import { findings, type Signals } from './coach'
import { recorded } from './testing/recorded'

const ids = (signals: Signals) => findings(signals).map(({ id }) => id)

test.each([2, 4, 8])('a sound run has nothing to be said of: %i epochs of it', (epochs) =>
  expect(ids(recorded('good', epochs))).toEqual([]),
)

test('a learning rate that is far too high is seen within its second epoch, with a tenth of it as the way out', () => {
  const [first] = findings(recorded('high', 2))
  expect(first).toMatchObject({ id: 'rateTooHigh', remedy: { kind: 'learning-rate', value: 0.03 } })
})

test('a loss that does not fall is said, with what guessing would cost', () => {
  const [first] = findings(recorded('low', 6))
  expect(first).toMatchObject({ id: 'notFalling', values: { guessing: '2.3' } })
  expect(ids(recorded('low', 2))).toEqual([])
})

test('a run that learns its pictures by heart: first the validation loss stands still, then it rises, and stopping is offered', () => {
  expect(ids(recorded('fit', 6))).toEqual([])
  expect(ids(recorded('fit', 22))).toContain('validationStill')
  const [first] = findings(recorded('fit'))
  expect(first).toMatchObject({ id: 'validationRising', remedy: { kind: 'stop' } })
  expect(Number(first?.values.epoch)).toBeGreaterThan(8)
  expect(Number(first?.values.now)).toBeGreaterThan(Number(first?.values.best))
})

test('a loss that is no number goes before all else', () => {
  const run = recorded('high')
  const last = run.points.at(-1)
  const broken = { ...run, points: [...run.points.slice(0, -1), { ...last, loss: null } as Signals['points'][number]] }
  expect(findings(broken)[0]).toMatchObject({ id: 'notANumber' })
  expect(findings({ ...recorded('good'), isBroken: true })[0]).toMatchObject({ id: 'notANumber' })
})

const look = recorded('good').look as NonNullable<Signals['look']>

test('dead units name their layer and their share', () => {
  const dead = [
    { layer: 'relu1', share: 0.1 },
    { layer: 'conv4', share: 0.78 },
  ]
  expect(findings({ ...recorded('good'), look: { ...look, dead } })).toEqual([
    expect.objectContaining({ id: 'deadRelu', layer: 'conv4', values: { layer: 'conv4', percent: 78 } }),
  ])
  expect(ids({ ...recorded('good'), look: { ...look, dead: [{ layer: 'relu1', share: 0.5 }] } })).toEqual([])
})

test('a gradient that does not reach the first layer is said', () => {
  const gradients = [1e-6, ...look.gradients.slice(1)]
  expect(ids({ ...recorded('good'), look: { ...look, gradients } })).toEqual(['vanishing'])
})

test('a gap between training and validation counts when it lasts', () => {
  const run = recorded('good')
  const apart = run.epochs.map((epoch) => ({
    ...epoch,
    validation: { ...epoch.validation, loss: epoch.validation?.loss ?? 0, top1: 0.6 },
  }))
  expect(ids({ ...run, epochs: apart })).toEqual(['gap'])
  expect(ids({ ...run, epochs: apart.slice(0, 2) })).toEqual([])
})

test('a run that has just begun, or has no validation pictures, says nothing', () => {
  expect(
    ids({ points: [], epochs: [], classes: 10, learningRate: undefined, layers: [], look: undefined, isBroken: false }),
  ).toEqual([])
  const run = recorded('good')
  expect(ids({ ...run, epochs: run.epochs.map(({ validation: _validation, ...epoch }) => epoch) })).toEqual([])
})
