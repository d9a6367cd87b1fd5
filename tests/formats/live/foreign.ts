import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import type { ImportedModel } from '../../../main/formats/importedModel'
import { renamedForZoo } from '../../../main/formats/keras/zooWeights'
import { readModel } from '../../../main/formats/readModel'
import { allowedDifference, compareOutputs } from '../../../main/jobs/export/compareOutputs'
import { openInference } from '../../../main/jobs/openInference'
import { zooNetwork } from '../../../shared/zoo'
import { floatsIn } from './compare'
import type { Row } from './table'
import type { toolsWith } from './tools'

/** Whose files we read: state dicts of torchvision and timm, ONNX of PyTorch's exporter, Keras' applications as Keras saves them. */
export const foreignNames: readonly string[] = [
  'state-dict:alexnet',
  'state-dict:vgg-16-bn',
  'state-dict:googlenet-bn',
  'state-dict:inception-v3',
  'state-dict:resnet-18',
  'state-dict:resnet-50',
  'state-dict:densenet-121',
  'state-dict:mobilenet-v2',
  'state-dict:squeezenet-1.1',
  'timm:resnet50',
  'timm:densenet121',
  'timm:vgg16_bn',
  'timm:mobilenetv2_100',
  'onnx:alexnet',
  'onnx:resnet-18',
  'onnx:googlenet-bn',
  'onnx:densenet-121',
  'onnx:mobilenet-v2',
  'onnx:squeezenet-1.1',
  'onnx:mobilenet_v3_small',
  'onnx:efficientnet_b0',
  'onnx:shufflenet_v2_x0_5',
  ...['dynamo', 'dynamo-fixed'].flatMap((kind) =>
    ['alexnet', 'resnet-18', 'densenet-121', 'mobilenet-v2', 'googlenet-bn', 'efficientnet_b0'].map(
      (name) => `${kind}:${name}`,
    ),
  ),
  'keras:ResNet50V2',
  'keras:DenseNet121',
]

/** Who writes the files of a kind, and under which endings. */
interface Kind {
  readonly script: string
  readonly endings: readonly string[]
  /** Endings of whole models, whose weights are put onto our network of that name too. */
  readonly whole?: readonly string[]
  readonly onto?: Readonly<Record<string, string>>
}
const torch = 'foreign_models.py'
const kinds: Readonly<Record<string, Kind>> = {
  'state-dict': { script: torch, endings: ['.safetensors'] },
  timm: { script: torch, endings: ['.safetensors'] },
  onnx: { script: torch, endings: ['.onnx'] },
  dynamo: { script: torch, endings: ['.onnx'] },
  'dynamo-fixed': { script: torch, endings: ['.onnx'] },
  keras: {
    script: 'keras_applications.py',
    endings: ['.keras', '.h5', '.weights.h5', '.legacy.h5'],
    whole: ['.keras', '.h5'],
    onto: { ResNet50V2: 'resnet-v2-50', DenseNet121: 'densenet-121' },
  },
}

const Sizes = z.object({ count: z.number(), input: z.array(z.number()), classes: z.number() })

/** What no layer of ours is: named, not read. */
const refusedByName: Readonly<Record<string, RegExp>> = {
  'onnx:shufflenet_v2_x0_5': /onnx-(operator|setting).*(Split|Reshape|Slice)/,
}

export async function readForeign(
  names: readonly string[],
  folder: string,
  tools: ReturnType<typeof toolsWith>,
  add: (row: Row) => void,
): Promise<void> {
  const here = path.join(folder, 'foreign')
  mkdirSync(here, { recursive: true })
  for (const word of names) {
    const [kind, name] = word.split(':') as [string, string]
    const { script, endings, whole, onto } = kinds[kind] as Kind
    await tools.script(script, [here, word])
    const base = path.join(here, `${kind}-${name}`)
    for (const ending of endings) {
      const read = async () => readModel(`${base}${ending}`).then(({ model }) => model)
      const variant = endings.length > 1 ? `${kind} ${ending}` : kind
      add(await judged(word, variant, base, read))
      const entry = onto?.[name]
      if (entry && whole?.includes(ending))
        add(await judged(word, `${variant} onto ours`, base, async () => ontoZoo(entry, await read())))
    }
    for (const file of readdirSync(here)) rmSync(path.join(here, file))
  }
}

/** The network of the zoo with a model's weights, as `train --from` has it. */
async function ontoZoo(entry: string, model: ImportedModel): Promise<ImportedModel> {
  const { build, published } = zooNetwork(entry)
  const network = build(published)
  const weights = renamedForZoo(network, model.weights)
  return { network, weights: weights ?? model.weights, notUnderstood: [] }
}

/** What a file gives next to what the program gave that wrote it. */
async function judged(word: string, variant: string, base: string, read: () => Promise<ImportedModel>): Promise<Row> {
  const name = word.split(':')[1] as string
  const row = {
    format: 'read',
    variant,
    opener: 'Layerloom',
    name,
    count: 2,
    magnitude: 0,
    difference: Number.NaN,
    top1Changed: 0,
  }
  try {
    const { classes } = Sizes.parse(JSON.parse(readFileSync(`${base}.json`, 'utf8')))
    const { network, weights } = await read()
    if (!network) throw new Error('is not recognized')
    const session = await openInference({ network, weights, classes })
    const theirs = floatsIn(`${base}.out`)
    const ours = session.logits(floatsIn(`${base}.in`))
    session.close()
    const magnitude = theirs.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
    const allowed = allowedDifference('float32', magnitude)
    const { largest, top1Changed } = compareOutputs(theirs, ours, classes, allowed)
    const isRight = largest <= allowed && top1Changed === 0
    const verdict = `${isRight ? '' : 'TOO FAR: '}${largest.toExponential(2)} of ${magnitude.toFixed(1)}`
    return { ...row, magnitude, difference: largest, top1Changed, isRight, verdict }
  } catch (error) {
    const code = error instanceof Error && 'details' in error ? (error.details as { code: string }).code : ''
    const verdict = `${code} ${error instanceof Error ? error.message : error}`
    return { ...row, difference: 0, isRight: refusedByName[word]?.test(verdict) ?? false, verdict }
  }
}
