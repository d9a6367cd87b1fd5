import { mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { readBudget } from '../../../main/formats/importedModel'
import { readOnnx } from '../../../main/formats/onnx/readOnnx'
import { safetensors } from '../../../main/formats/safetensors/format'
import { allowedDifference, compareOutputs } from '../../../main/jobs/export/compareOutputs'
import { openInference } from '../../../main/jobs/openInference'
import { floatsIn } from './compare'
import type { Row } from './table'
import type { toolsWith } from './tools'

/** Whose files we read: state dicts of torchvision and timm, ONNX of PyTorch's exporter. */
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
]

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
  mkdirSync(here)
  for (const word of names) {
    const [kind, name] = word.split(':') as [string, string]
    await tools.script('foreign_models.py', [here, word])
    const base = path.join(here, `${kind}-${name}`)
    const row = {
      format: 'read',
      variant: kind,
      opener: 'Layerloom',
      name,
      magnitude: 0,
      difference: Number.NaN,
      top1Changed: 0,
    }
    try {
      const { classes } = Sizes.parse(JSON.parse(readFileSync(`${base}.json`, 'utf8')))
      const read =
        kind === 'onnx'
          ? await readOnnx(`${base}.onnx`, readBudget)
          : await safetensors.read?.(`${base}.safetensors`, readBudget)
      if (!read?.network) throw new Error('is not recognized')
      const session = await openInference({ network: read.network, weights: read.weights, classes })
      const theirs = floatsIn(`${base}.out`)
      const ours = session.logits(floatsIn(`${base}.in`))
      session.close()
      const magnitude = theirs.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
      const allowed = allowedDifference('float32', magnitude)
      const { largest, top1Changed } = compareOutputs(theirs, ours, classes, allowed)
      const isRight = largest <= allowed && top1Changed === 0
      const verdict = `${isRight ? '' : 'TOO FAR: '}${largest.toExponential(2)} of ${magnitude.toFixed(1)}`
      add({ ...row, magnitude, difference: largest, top1Changed, isRight, verdict })
    } catch (error) {
      const code = error instanceof Error && 'details' in error ? (error.details as { code: string }).code : ''
      const verdict = `${code} ${error instanceof Error ? error.message : error}`
      add({ ...row, difference: 0, isRight: refusedByName[word]?.test(verdict) ?? false, verdict })
    }
  }
}
