import { Session } from '../../../main/engine/session'
import { inferNetwork } from '../../../shared/model/infer'
import { compileTraining } from '../../../shared/training/compileTraining'
import { batchOf } from '../batch'
import { readPictures } from '../pictures'
import { subjectOf } from '../subject'
import { serve } from './serve'

/** Ours: `ours NETWORK FOLDER float32|bfloat16`. Every step is fed its batch as bytes, and the loss is read. */
async function main([name = '', folder = '', precision]: readonly string[]): Promise<void> {
  const subject = subjectOf(name)
  const { network, classes, configuration } = subject
  const pictures = readPictures(folder, name)
  const program = compileTraining({
    network: inferNetwork(network),
    classes,
    normalization: { kind: '0-1' },
    configuration: { ...configuration, precision: precision === 'bfloat16' ? 'bfloat16' : 'float32' },
  })
  const session = await Session.open(program)
  const settings = {
    rate: configuration.learningRate,
    ...(program.knobs.length > 0 && { knobs: Float32Array.from(program.knobs, ({ initial }) => initial) }),
  }
  await serve(configuration.batchSize, (k) => {
    const { loss } = session.call('train', { ...batchOf(pictures, subject, k), ...settings })
    if (!Number.isFinite(loss)) throw new Error(`the loss became ${loss}`)
  })
}

void main(process.argv.slice(2))
