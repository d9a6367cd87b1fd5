import { expect, test } from 'vitest'
import { inferNetwork } from '../model/infer'
import { Network } from '../model/network'
import { zooNetwork } from '../zoo'
import { networkOutline } from './networkOutline'

const outlineOf = (name: string) => {
  const { build, published } = zooNetwork(name)
  return networkOutline(inferNetwork(build(published)))
}

test('LeNet-5: two convolutions, each on its own size, then three dense layers', () => {
  expect(outlineOf('lenet-5')).toEqual([
    { size: 32, channels: 1, layers: 0, family: 'shape' },
    { size: 28, channels: 6, layers: 1, family: 'convolution' },
    { size: 10, channels: 16, layers: 1, family: 'convolution' },
    { size: 0, channels: 10, layers: 3, family: 'dense' },
  ])
})

test('ResNet-18: five sizes, joined by adding from the second on', () => {
  expect(outlineOf('resnet-18').map(({ size, channels, join }) => [size, channels, join])).toEqual([
    [224, 3, undefined],
    [112, 64, undefined],
    [56, 64, 'add'],
    [28, 128, 'add'],
    [14, 256, 'add'],
    [7, 512, 'add'],
    [0, 1000, undefined],
  ])
})

test('second classifiers are left out', () => {
  expect(outlineOf('googlenet+aux')).toEqual(outlineOf('googlenet'))
})

test('of a network whose input is unknown there is nothing to draw', () => {
  const network = Network.parse({ layers: [{ id: 'a', type: 'dense', config: { units: 2 } }] })
  expect(networkOutline(inferNetwork(network))).toEqual([])
})
