import type { BatchNormsAnswer, BatchNormsQuestion } from '../../../shared/contract/jobs'
import { compileNorms, type NormsProgram } from '../../../shared/insight/compileNorms'
import { judgeNorm } from '../../../shared/insight/judgeNorm'
import type { BatchNormConfig } from '../../../shared/layers/batch-norm/schema'
import { type Inference, type InferredLayer, inferNetwork } from '../../../shared/model/infer'
import { weightName } from '../../../shared/model/lowerNetwork'
import { Problem } from '../../../shared/problem'
import { joined } from './joined'
import type { LabBench } from './labBench'
import { keyOf, type OpenProgram, openProgram } from './openProgram'
import { usedCheckpoint } from './outlook'

/** Pictures of one batch at least, so that its statistics mean something, and at most. */
const [leastPictures, mostPictures] = [16, 128]

/** How a run's batch norms stand: what they remember against a batch of training pictures, as they are without augmentation. */
export async function batchNorms(
  { subject }: BatchNormsQuestion,
  bench: LabBench,
  signal: AbortSignal,
): Promise<BatchNormsAnswer> {
  const run = await bench.run(subject.runFolder, subject.checkpoint)
  const { job, checkpoint } = run
  const { project, data } = job
  const network = inferNetwork(project.network)
  const opened = (await bench.programs.get(keyOf('norms', checkpoint.path, checkpoint.state.step), async () => {
    const program = compileNorms({
      network,
      classes: data.classes.length,
      normalization: project.preprocessing.normalization,
      loss: project.training.loss,
    })
    if (!program) throw noNorms()
    return openProgram(program, checkpoint.weights, { strict: true })
  })) as OpenProgram<NormsProgram>
  const count = Math.min(mostPictures, data.counts.train, Math.max(leastPictures, project.training.batchSize))
  const seen: { pixels: Uint8Array; label: number }[] = []
  for (let k = 0; k < count; k++) {
    signal.throwIfAborted()
    // Evenly over the split, which may lie class by class.
    const index = Math.floor(((k + 0.5) * data.counts.train) / count)
    const { pixels, label = '' } = await bench.picture(subject, project, { split: 'train', index })
    seen.push({ pixels, label: data.classes.indexOf(label) })
  }
  const { program, session } = opened
  const found = session.call('norms', {
    images: joined(seen.map(({ pixels }) => pixels)),
    labels: Int32Array.from(seen, ({ label }) => Math.max(0, label)),
  })
  const [means, variances] = [vector(found.means), vector(found.variances)]
  const weight = (layer: string, name: string) =>
    checkpoint.weights.get(weightName(layer, name))?.data as Float32Array | undefined
  return {
    ask: 'batch-norms',
    checkpoint: usedCheckpoint(run),
    pictures: count,
    batchSize: project.training.batchSize,
    byBatch: finite(found.by_batch as number),
    byAverage: finite(found.by_average as number),
    layers: program.places.map(({ layer, channels, start }) => {
      const { shift, ratio, ...rest } = judgeNorm({
        batchMean: means.subarray(start, start + channels),
        batchVariance: variances.subarray(start, start + channels),
        movingMean: weight(layer, 'moving-mean') as Float32Array,
        movingVariance: weight(layer, 'moving-variance') as Float32Array,
        gamma: weight(layer, 'gamma'),
        epsilon: epsilonOf(network, layer),
      })
      return { layer, channels, shift: finite(shift), ratio: finite(ratio), ...rest }
    }),
  }
}

/** One channel in all comes as a number. */
const vector = (value: unknown): Float32Array =>
  typeof value === 'number' ? Float32Array.of(value) : (value as Float32Array)

const epsilonOf = ({ layers }: Inference, layer: string): number =>
  (layers.get(layer) as InferredLayer & { config: BatchNormConfig }).config.epsilon

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null)

const noNorms = (): Problem =>
  new Problem({
    code: 'no-batch-norms',
    message: 'the network has no batch norm',
    remedy: 'put one behind a convolution to see what it does',
  })
