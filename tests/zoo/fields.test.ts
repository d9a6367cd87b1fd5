import { describe, expect, test } from 'vitest'
import { inferNetwork } from '../../shared/model/infer'
import { type ReceptiveField, receptiveFields } from '../../shared/model/receptiveField'
import { zooNetwork } from '../../shared/zoo'
import { noReference, shared } from '../reference'
import { layersByModule, readReference } from './reference'

interface Golden {
  readonly receptive_field: number
  readonly effective_stride: number
  readonly effective_padding: number
}
type EndPoints = Readonly<Record<string, Golden>>
interface Table {
  readonly torchvision_and_papers: Readonly<Record<string, { readonly end_points: EndPoints }>>
  readonly keras: Readonly<Record<string, EndPoints>>
  readonly published: { readonly end_points: Readonly<Record<string, EndPoints>> }
}
const table = shared ? readReference<Table>('receptive-fields.json') : undefined
const ours = Object.entries(table?.torchvision_and_papers ?? {})
const keras = table?.keras ?? {}
const published = table?.published.end_points ?? {}

/** Fields of the zoo's network by our layers and by the names of theirs. */
function fieldsOf(name: string): {
  by: (id: string) => ReceptiveField | undefined
  module: (id: string) => ReceptiveField | undefined
} {
  const entry = zooNetwork(name)
  const inference = inferNetwork(entry.build(entry.published))
  const fields = receptiveFields(inference)
  const modules = layersByModule(entry, inference)
  const outputs = new Map(inference.parts.map(({ id, output }) => [id, output]))
  return { by: (id) => fields.get(outputs.get(id) ?? id), module: (id) => fields.get(modules.get(id) ?? '') }
}

const field = (size: number, jump: number, padding: number): ReceptiveField => ({
  size: [size, size],
  jump: [jump, jump],
  padding: [padding, padding],
})
const golden = ({ receptive_field, effective_stride, effective_padding }: Golden) =>
  field(receptive_field, effective_stride, effective_padding)

/** TF-Slim's ResNets stride in the last unit of a stage, as Keras' pre-activation nets do. */
const slim = ours.filter(([name]) => name.endsWith('@slim'))

describe.skipIf(!shared)(`receptive fields against the reference table${shared ? '' : ` (${noReference})`}`, () => {
  test('has tables to compare with', () => {
    expect(ours.length - slim.length).toBe(38)
  })

  test.each(ours.filter(([name]) => !name.endsWith('@slim')))('%s', (name, { end_points }) => {
    const { module } = fieldsOf(name)
    for (const [end, expected] of Object.entries(end_points)) expect(module(end), end).toEqual(golden(expected))
  })

  test.each(slim)('%s, by the pre-activation net that strides where it does', (name, { end_points }) => {
    const { by } = fieldsOf(name.replace('resnet-', 'resnet-v2-').replace('@slim', ''))
    expect(by('pool1')).toEqual(golden(end_points.maxpool as Golden))
    for (const k of [1, 2, 3, 4])
      expect(by(`conv${k + 1}`), `stage ${k}`).toEqual(golden(end_points[`layer${k}`] as Golden))
  })

  test.each([
    ['VGG16', 'vgg-16', { block5_pool: 'pool5' }],
    ['VGG19', 'vgg-19', { block5_pool: 'pool5' }],
    [
      'ResNet50',
      'resnet-50@v1',
      {
        conv2_block3_out: 'layer1',
        conv3_block4_out: 'layer2',
        conv4_block6_out: 'layer3',
        conv5_block3_out: 'layer4',
      },
    ],
    ['ResNet101', 'resnet-101@v1', { conv5_block3_out: 'layer4' }],
    ['ResNet152', 'resnet-152@v1', { conv5_block3_out: 'layer4' }],
    [
      'ResNet50V2',
      'resnet-v2-50',
      { conv2_block3_out: 'conv2', conv3_block4_out: 'conv3', conv4_block6_out: 'conv4', conv5_block3_out: 'conv5' },
    ],
    ['ResNet101V2', 'resnet-v2-101', { conv5_block3_out: 'conv5' }],
    ['ResNet152V2', 'resnet-v2-152', { conv5_block3_out: 'conv5' }],
    ['DenseNet121', 'densenet-121', { relu: 'relu5' }],
    ['DenseNet169', 'densenet-169', { relu: 'relu5' }],
    ['DenseNet201', 'densenet-201', { relu: 'relu5' }],
    ['InceptionV3', 'inception-v3', { mixed10: 'Mixed_7c' }],
  ] as const)('keras %s is our %s', (theirs, name, ends) => {
    const { by } = fieldsOf(name)
    const expected = keras[theirs] as EndPoints
    expect(Object.keys(ends)).toEqual(Object.keys(expected))
    for (const [end, id] of Object.entries(ends)) expect(by(id), end).toEqual(golden(expected[end] as Golden))
  })

  test('keras MobileNetV2 has the field of ours and pads below and on the right only', () => {
    const { receptive_field: size, effective_stride: jump } = (keras.MobileNetV2 as EndPoints).out_relu as Golden
    expect(fieldsOf('mobilenet-v2').by('head')).toMatchObject({ size: [size, size], jump: [jump, jump] })
  })

  test.each([
    ['alexnet_v2', 'alexnet-2012', (end: string) => end.replace('alexnet_v2/', '')],
    ['vgg_a', 'vgg-11', (end: string) => end.split('/').at(-1) as string],
    ['vgg_16', 'vgg-16', (end: string) => end.split('/').at(-1) as string],
    [
      'inception_v3',
      'inception-v3',
      (end: string) => end.replace('MaxPool_3a_3x3', 'maxpool1').replace('MaxPool_5a_3x3', 'maxpool2'),
    ],
  ] as const)('published %s is our %s', (theirs, name, idOf) => {
    const { by } = fieldsOf(name)
    const ends = Object.entries(published[theirs] as EndPoints)
    expect(ends.length).toBeGreaterThan(6)
    for (const [end, expected] of ends) expect(by(idOf(end)), end).toEqual(golden(expected))
  })

  // Their first pool is SAME: it pads an even map below and on the right only, so all paddings are 2 less.
  test.each([50, 101, 152])('published resnet_v2_%i, but for the padding of its first pool', (depth) => {
    const { by } = fieldsOf(`resnet-v2-${depth}`)
    for (const k of [1, 2, 3, 4]) {
      const [, end] = Object.entries(published[`resnet_v2_${depth}`] as EndPoints).find(([name]) =>
        name.endsWith(`block${k}`),
      ) as [string, Golden]
      const { receptive_field: size, effective_stride: jump, effective_padding: padding } = end
      expect(by(`conv${k + 1}`), `block${k}`).toEqual(field(size, jump, padding + 2))
    }
  })
})
