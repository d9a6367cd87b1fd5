import { expect, test } from 'vitest'
import { Project } from '../../../shared/records/project'
import { zooNetwork } from '../../../shared/zoo'
import { costKey } from './costKey'

const { build, published } = zooNetwork('lenet-5@28')
const project = Project.parse({
  format: 'layerloom-project',
  version: 1,
  name: 'digits',
  data: { source: 'sample:digits' },
  network: build(published),
  training: {},
})
const key = (other: Partial<Project>, folder = '/a', device: 'auto' | 'cpu' = 'auto') =>
  costKey({ ...project, ...other }, folder, device)
const same = key({})
const [first, ...rest] = project.network.layers

test.each([
  ['a name', { name: 'other' }],
  ['a place on the canvas', { network: { ...project.network, layers: [{ ...first, position: [1, 2] }, ...rest] } }],
  ['more epochs at another rate', { training: { ...project.training, epochs: 99, learningRate: 0.5, seed: 7 } }],
] as [string, Partial<Project>][])('%s changes nothing', (_, other) => expect(key(other)).toBe(same))

test.each([
  ['another batch', { training: { ...project.training, batchSize: 7 } }],
  ['other data', { data: { ...project.data, source: 'sample:shapes' } }],
  ['a layer less', { network: { ...project.network, layers: rest } }],
  ['augmentation', { augmentation: [{ operation: 'horizontal-flip' }] as unknown as Project['augmentation'] }],
] as [string, Partial<Project>][])('%s does', (_, other) => expect(key(other)).not.toBe(same))

test('so do another folder and another device', () => {
  expect(key({}, '/b')).not.toBe(same)
  expect(key({}, '/a', 'cpu')).not.toBe(same)
})
