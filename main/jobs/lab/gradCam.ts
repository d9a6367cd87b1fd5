import type { GradCamAnswer, GradCamQuestion } from '../../../shared/contract/jobs'
import { inferNetwork } from '../../../shared/model/infer'
import { leadingTo } from '../../../shared/model/leadingTo'
import { Problem } from '../../../shared/problem'
import type { LabBench } from './labBench'
import { outlook, usedCheckpoint } from './outlook'
import { scaled } from './scaled'

/** Where in a picture a layer sees what speaks for a class. */
export async function gradCam(question: GradCamQuestion, bench: LabBench, signal: AbortSignal): Promise<GradCamAnswer> {
  const { subject } = question
  const run = await bench.run(subject.runFolder, subject.checkpoint)
  const { project, data } = run.job
  const inference = inferNetwork(project.network)
  // Layers with a picture as output, on the way to the network's own: a second classifier's say nothing of it.
  const onTheWay = inference.output === undefined ? new Set<string>() : leadingTo(inference, [inference.output])
  const shapes = new Map(
    inference.order.flatMap((id) => {
      const layer = inference.layers.get(id)
      const fits = onTheWay.has(id) && layer?.spec.type !== 'input' && layer?.shape?.length === 3
      return fits ? [[id, layer.shape as readonly number[]] as const] : []
    }),
  )
  const layer = question.layer ?? usual(shapes)
  const shape = layer === undefined ? undefined : shapes.get(layer)
  if (layer === undefined || !shape) throw noSuchLayer(question.layer)
  const { pixels } = await bench.picture(subject, project, question.picture)
  signal.throwIfAborted()
  const { session } = await outlook(run, bench, layer)
  signal.throwIfAborted()
  const wanted = question.class ?? likeliest(session.call('predict', { images: pixels }).probabilities as Float32Array)
  if (wanted >= data.classes.length) throw noSuchClass(wanted, data.classes.length)
  const result = session.call('grad_cam', { images: pixels, class: wanted })
  const heat = typeof result.heat === 'number' ? Float32Array.of(result.heat) : (result.heat as Float32Array)
  const max = heat.reduce((most, value) => Math.max(most, value), 0)
  return {
    ask: 'grad-cam',
    checkpoint: usedCheckpoint(run),
    layer,
    layers: [...shapes.keys()],
    class: wanted,
    probability: (result.probabilities as Float32Array)[wanted] as number,
    size: [shape[0] as number, shape[1] as number],
    heat: scaled(heat, 0, max),
    max,
  }
}

/** The last layer that still tells places apart: behind it there is one number a map. */
function usual(shapes: ReadonlyMap<string, readonly number[]>): string | undefined {
  const all = [...shapes].reverse()
  return (all.find(([, [height = 1, width = 1]]) => height * width > 1) ?? all[0])?.[0]
}

const likeliest = (probabilities: Float32Array): number =>
  probabilities.reduce((best, value, k) => (value > (probabilities[best] as number) ? k : best), 0)

const noSuchLayer = (layer: string | undefined): Problem =>
  new Problem({
    code: 'no-such-layer',
    message:
      layer === undefined ? 'the network has no layer with maps' : `${layer} has no maps on the way to the output`,
    remedy: 'choose a layer whose output has height and width',
    layer,
  })

const noSuchClass = (wanted: number, count: number): Problem =>
  new Problem({ code: 'no-such-class', message: `there are ${count} classes, not ${wanted + 1}`, remedy: 'choose one' })
