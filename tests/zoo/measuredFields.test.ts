import { describe, expect, test } from 'vitest'
import { inferNetwork } from '../../shared/model/infer'
import { type ReceptiveField, receptiveFields } from '../../shared/model/receptiveField'
import { zooNetwork } from '../../shared/zoo'
import { measuredField } from './measuredField'

/** Networks and a block or layer deep inside. */
const quick = [
  ['lenet-5', 's4'],
  ['deep-digits', 'pool3'],
  ['deep-digits@pad1', 'pool3'],
  ['alexnet', 'pool2'],
  ['resnet-20', 'stage2'],
  ['squeezenet-1.1', 'fire5'],
  ['mobilenet-v2', 'stage3'],
  ['googlenet', 'inception3b'],
  ['densenet-bc-100-12', 'transition1'],
] as const

/** All with fields of which the picture is not too large; alexnet-2012 has groups, which have no gradient in float64 on a CPU. */
const slow = [
  ['alexnet', 'pool5'],
  ['vgg-11', 'pool5'],
  ['vgg-13', 'pool5'],
  ['vgg-16', 'pool5'],
  ['vgg-19-bn', 'pool5'],
  ['googlenet', 'inception5b'],
  ['googlenet-bn', 'inception5b'],
  ['inception-v3', 'Mixed_7c'],
  ['resnet-18', 'layer4'],
  ['resnet-34', 'layer4'],
  ['resnet-50', 'layer4'],
  ['resnet-50@v1', 'layer4'],
  ['resnet-101', 'layer4'],
  ['resnet-v2-18@paper', 'layer4'],
  ['resnet-v2-34@paper', 'layer4'],
  ['resnet-v2-50@paper', 'layer4'],
  ['resnet-v2-50', 'conv5'],
  ['resnet-20', 'stage3'],
  ['resnet-32', 'stage3'],
  ['resnet-44', 'stage3'],
  ['resnet-56', 'stage3'],
  ['resnet-110', 'stage3'],
  ['plain-20', 'stage3'],
  ['densenet-bc-100-12', 'dense3'],
  ['densenet-40-12', 'dense3'],
  ['mobilenet-v2', 'head'],
  ['squeezenet-1.0', 'fire9'],
  ['squeezenet-1.1', 'fire9'],
] as const

async function check(name: string, id: string): Promise<void> {
  const { published, build } = zooNetwork(name)
  const channels = published.input[2]
  const inference = inferNetwork(build(published))
  const layer = inference.parts.find((part) => part.id === id)?.output ?? id
  const field = receptiveFields(inference).get(layer) as ReceptiveField
  // The last layer with positions in front of a ReLU or a norm is the same as behind it.
  const behind = lastWithPositions(inference.specs, layer)
  const { expected, rows, padding } = await measuredField(
    (input) => build({ ...published, input }),
    behind,
    field,
    channels,
  )
  expect(expected).toEqual(field)
  expect({ rows, padding }).toEqual({ rows: field.size[0], padding: field.padding[0] })
}

function lastWithPositions(
  specs: ReadonlyMap<string, { type: string; inputs: readonly string[] }>,
  layer: string,
): string {
  const spec = specs.get(layer)
  return spec && ['activation', 'batch-norm'].includes(spec.type)
    ? lastWithPositions(specs, spec.inputs[0] as string)
    : layer
}

describe('the field that is calculated is the support of the gradient that is measured', () => {
  test.each(quick)('%s: %s', check)
})

describe.skipIf(!process.env.LAYERLOOM_SLOW)('the same for whole networks (LAYERLOOM_SLOW=1)', () => {
  test.each(slow)('%s: %s', check, 300_000)
})
