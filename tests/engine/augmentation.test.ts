import { afterAll, describe, expect, test } from 'vitest'
import { Session } from '../../main/engine/session'
import { inferNetwork } from '../../shared/model/infer'
import { operationDefinitions } from '../../shared/training/augmentation'
import { Augmentation } from '../../shared/training/augmentation/augmentation'
import { compileTraining, type TrainingProgram } from '../../shared/training/compileTraining'
import { TrainingConfiguration } from '../../shared/training/configuration'
import { quarters, smallNetwork } from './networks'

const seed = 3
const data = quarters(320)
const pixels = 144
const batch = (k: number, count = 32) => {
  const from = (k * count) % 320
  return {
    images: data.images.subarray(from * pixels, (from + count) * pixels),
    labels: data.labels.subarray(from, from + count),
  }
}

const compiled = (augmentation: readonly object[], training: object = {}): TrainingProgram =>
  compileTraining({
    network: inferNetwork(smallNetwork()),
    classes: 4,
    normalization: { kind: '0-1' },
    augmentation: Augmentation.parse(augmentation),
    configuration: TrainingConfiguration.parse({ seed, learningRate: 0.01, ...training }),
  })

const sessions: Session[] = []
afterAll(() => {
  for (const session of sessions) session.close()
})
const keep = (session: Session): Session => {
  sessions.push(session)
  return session
}

/** A training, with its knobs as the project has them. */
async function open(program: TrainingProgram) {
  const session = keep(await Session.open(program))
  const knobs = Float32Array.from(program.knobs, ({ initial }) => initial)
  const fed = knobs.length > 0 ? { knobs } : {}
  return {
    session,
    program,
    step: (k: number, images = batch(k).images, extra: object = {}) =>
      session.call('train', { images, labels: batch(k).labels, rate: 0.01, ...fed, ...extra }),
    preview: (k: number) => session.call('preview', { images: batch(k).images, ...fed }),
  }
}

/** Every operation at once, each for half of the pictures. */
const everything = operationDefinitions.map(({ type }) => ({ type, probability: 0.5 }))

describe('augmentation in training', () => {
  test('every operation, alone and all together, gives pictures of 0-255 and trains', async () => {
    for (const list of [...everything.map((one) => [one]), everything]) {
      const { step, preview } = await open(compiled(list))
      const { pictures } = preview(0)
      for (const value of pictures as Float32Array)
        if (!(value >= 0 && value <= 255)) throw new Error(`${JSON.stringify(list)} gave ${value}`)
      expect(Number.isFinite(step(0).loss), JSON.stringify(list)).toBe(true)
    }
  })
})
